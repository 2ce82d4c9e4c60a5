"""Ids of new entries: proposed from what they are about, and the file that goes with an id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..model.catalogue import Catalogue
from ..model.records import Value
from ..model.schema import Schema
from ..model.urls import BY_COUNTY, is_slug_path

_NUMBERED = re.compile(r"([a-z])([0-9]{2,3})(-.*)?")
_ASIDE = re.compile(r"[（(].*?[）)]")
_RUN = re.compile(r"[A-Za-z0-9]+|[\u3400-\u9fff]+")
_LONGEST = 40


def pinyin_id(name: str) -> str:
    """Return a name as words of pinyin: "hunyin-zhuangkuang" for 婚姻状况证明; "" when nothing is left."""
    from pypinyin import lazy_pinyin  # its dictionaries take long to load
    from pypinyin.seg.mmseg import seg

    core = _ASIDE.sub("", name)
    words = [""]
    for run in _RUN.findall(core.removesuffix("证明") or core):
        words.append("")
        for word in seg.cut(run) if not run.isascii() else [run]:
            # Characters it finds in no word mostly make one with their neighbour.
            if len(word) == 1 and len(words[-1]) == 1:
                words[-1] += word
            else:
                words.append(word)
    parts = ["".join(lazy_pinyin(word)).replace("ü", "v").lower() for word in words if word]
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(parts)).strip("-")
    return slug if len(slug) <= _LONGEST else slug[:_LONGEST].rpartition("-")[0]


def id_name(schema: Schema) -> str:
    """Return the field a file is named after."""
    return schema.primary_key[-1]


def key_names(schema: Schema) -> tuple[str, ...]:
    """Return the fields that tell one record of a kind from another."""
    keys = schema.primary_key or (schema.id_field,)
    return ("area", *keys) if schema.kind in BY_COUNTY else keys


def proposed_id(schema: Schema, values: Mapping[str, Value], catalogue: Catalogue) -> str:
    """Return an id nobody has yet, from the name and place of a new entry; "" when they say too little."""
    title = pinyin_id(str(values.get(schema.title_field) or ""))
    area = str(values.get("area") or "")
    taken = {i.lower() for i in catalogue.records.get(schema.kind, {})}
    numbers = [m for i in taken if (m := _NUMBERED.fullmatch(i))]
    if schema.kind in BY_COUNTY:
        place = "-".join(area.split("/")[2:])
        return f"{place}-{title}".strip("-") if schema.kind == "work_method" else place
    if taken and len(numbers) == len(taken):
        following = max(int(m[2]) for m in numbers) + 1
        named = f"-{title}" if title and any(m[3] for m in numbers) else ""
        return f"{numbers[0][1]}{following:02}{named}"
    if schema.kind == "list":
        title = f"{area.rpartition('/')[2]}-{catalogue.on[:4]}"
    return _free(title, taken)


def _free(slug: str, taken: Iterable[str]) -> str:
    """Return a slug, with a number behind it when it is taken."""
    used, number, found = set(taken), 2, slug
    while found in used:
        found, number = f"{slug}-{number}", number + 1
    return found


def path_for(schema: Schema, values: Mapping[str, Value]) -> str:
    """Return the file of a new entry, by the glob of its kind. Raises ValueError when its id is not whole."""
    head, _, last = schema.glob.partition("*")
    entry_id = str(values.get(id_name(schema)) or "")
    folder = ""
    if schema.kind in BY_COUNTY:
        folder = "/".join(str(values.get("area") or "").split("/")[:2]) + "/"
    elif len(schema.primary_key) > 1:
        folder = str(values.get(schema.primary_key[0]) or "") + "/"
    if not is_slug_path(f"{folder}{entry_id}"):
        raise ValueError(f"{folder}{entry_id}")
    return f"{head}{folder}{entry_id}{last[last.rindex('.') :]}"
