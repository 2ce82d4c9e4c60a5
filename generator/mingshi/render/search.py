"""The search index: script files a browser can load from a disk as well as from a server, read by assets/search.js.

`items.js` has the items, cities and counties, `towns.js` the towns; `p0.js`, `p1.js` … the communities in the order of
their pinyin, and `shards.js` which of these holds which first characters and letters. An area is one text:
"name|slug with ' between syllables|number of the area above|pinyin, if the slug does not give it".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from ..model.areas import Area
from ..model.records import Record
from ..model.urls import page_of
from .site import Site
from .views.items import verdict_here
from .views.parts import as_list, public, unique

FOLDER = "assets/search/"
SHARD_BYTES = 36_000
# "山前" is also looked for inside "下山前村", but one character alone would match half the province.
INNER = 2
_TAILS = ("街道", "镇", "乡", "市", "区", "县")
_ENDINGS = ("社区居委会", "村委会", "社区", "居委会", "村")

Entry = tuple[str, str, int, str]


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file of the index."""
    areas = site.catalogue.areas
    upper = [a for level in ("city", "county") for a in areas.of_level(level)]
    towns = areas.of_level("town")
    over = {area.id: number for number, area in enumerate(upper)}
    under = {area.id: number for number, area in enumerate(towns)}
    shards = _shards([_entry(a, under, at) for a in areas.of_level("community") for at in _starts(a.name)])
    yield _file(
        "items",
        {"items": [_item(site, r) for r in public(site, "item")], "areas": [_area(a, over) for a in upper]},
    )
    yield _file("towns", [_area(a, over) for a in towns])
    yield _file("shards", [_range(s) for s in shards])
    for number, shard in enumerate(shards):
        yield _file(f"p{number}", list(dict.fromkeys(text for *_, text in shard)))


def _file(name: str, data: Any) -> tuple[str, bytes]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}{name}.js", f'mingshiSearch.take("{name}",{text})\n'.encode()


def _item(site: Site, record: Record) -> list[Any]:
    """Return [page, verdict, tone, [name, pinyin, alias, pinyin, …]]."""
    verdict = verdict_here(site, record.id)
    names = unique(
        [record.get("name"), *as_list(record.get("official_aliases")), *as_list(record.get("aliases"))]
    )
    spoken = [part for name in names for part in (name, " ".join(syllables(name)))]
    return [page_of("item", record.id), verdict.short, verdict.tone, spoken]


def _area(area: Area, numbers: dict[str, int]) -> str:
    above = str(numbers.get(area.parent, ""))
    # The slug of an upper area leaves out what it is; search.js adds the pinyin of these endings again.
    for name in (area.name, next((area.name.removesuffix(t) for t in _TAILS if area.name.endswith(t)), "")):
        read = _aligned(name, area.slug.replace("-", ""))
        if read and (marked := _marked(area.slug, read)):
            return "|".join((area.name, marked, above))
    return "|".join((area.name, area.slug, above, " ".join(syllables(area.name))))


def _starts(name: str) -> list[int]:
    """Return the positions a name is filed under: its first character, and inner ones with enough text behind."""
    stem = next((name.removesuffix(e) for e in _ENDINGS if name.endswith(e) and name != e), name)
    return [0, *range(1, len(stem) - INNER + 1)]


def _entry(area: Area, numbers: dict[str, int], at: int) -> Entry:
    """Return (pinyin from a position on, the character there, number of the town, text) of a community."""
    text = _area(area, numbers)
    return "".join(syllables(area.name, area.slug)[at:]), area.name[at], numbers[area.parent], text


def _shards(entries: list[Entry]) -> list[list[Entry]]:
    """Cut the entries, in the order of their pinyin, into shards below the size limit."""
    shards: list[list[Entry]] = []
    size = SHARD_BYTES
    for entry in sorted(entries):
        size += len(entry[3].encode()) + 3
        if size >= SHARD_BYTES:
            shards.append([])
            size = 0
        shards[-1].append(entry)
    return shards


def _range(shard: Sequence[Entry]) -> list[str]:
    """Return [first pinyin, last pinyin, the first characters] of a shard."""
    return [shard[0][0], shard[-1][0], "".join(sorted({first for _, first, *_ in shard}))]


@cache
def _readings(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # its dictionaries take long to load

    found = {r.replace("ü", "v") for r in pinyin(char, style=Style.NORMAL, heteronym=True)[0]}
    return tuple(sorted(found, key=len, reverse=True))


def syllables(name: str, slug: str = "") -> list[str]:
    """Return the pinyin syllables of a name, one for each character, in the readings its slug was made with.

    `syllables("长乐", "changle") == ["chang", "le"]`. Without a slug, or when it is not the name's pinyin, the
    dictionary decides. Anything that is not a letter of a word is left out.
    """
    found = _aligned(name, slug.replace("-", "")) if slug else None
    if found is not None:
        return found
    from pypinyin import lazy_pinyin

    return [s.replace("ü", "v") for s in lazy_pinyin(name, errors=_letters) if s]


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())


def _aligned(name: str, letters: str) -> list[str] | None:
    if not name:
        return []
    for reading in _readings(name[0]):
        if letters.startswith(reading) and reading.isalpha():
            rest = _aligned(name[1:], letters[len(reading) :])
            if rest is not None:
                return [reading, *rest]
    return None


def _marked(slug: str, read: list[str]) -> str:
    """Return the slug with ' between syllables: "zhong'shan-she'qu"; "" when the syllables are not in it."""
    rest = slug
    parts: list[str] = []
    for syllable in read:
        dash = "-" if rest.startswith("-") else ""
        rest = rest.removeprefix("-")
        if not rest.startswith(syllable):
            return ""
        parts.append(dash or ("'" if parts else ""))
        parts.append(syllable)
        rest = rest.removeprefix(syllable)
    return "".join(parts) + rest
