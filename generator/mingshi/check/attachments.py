"""Attachments of editorial pages: kinds that can be looked into (MS609), no personal data in them (MS601 to MS604),

and nothing told about who made them (MS610). Entries have no attachments; other files among them are MS108.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..read.attachments import LIMIT, READERS, look_into
from ..read.files import read_bytes, walk
from .personal import in_parts
from .safety import ABOUT, FACTS

_SHOWN = 5  # findings of one attachment
_KINDS = "、".join(sorted(READERS))


def check_attachments(catalogue: Catalogue) -> Iterator[Finding]:
    """Look into every file beside the editorial pages that is not a page itself."""
    root = Path(catalogue.root)
    public = frozenset(str(row.get("phone")) for row in catalogue.of("public_phone"))
    for path in walk(root, ABOUT.rstrip("/"))[0]:
        if not path.endswith(".md"):
            raw, _ = read_bytes(root, path, LIMIT)
            yield from _of_file(path, raw, public)


def _of_file(path: str, raw: bytes | None, public: frozenset[str]) -> Iterator[Finding]:
    if raw is None:
        remedy = f"附件不超过 {LIMIT // 1_000_000} MB，是普通文件"
        yield Finding("MS609", "附件过大或读不出来", path, remedy=remedy)
        return
    found = look_into(path.rpartition(".")[2].lower(), raw)
    if found.fault:
        yield Finding("MS609", f"附件不能用：{found.fault}", path, remedy=f"换成可以检查的文件：{_KINDS}")
        return
    if found.about:
        message = f"附件里带有{'、'.join(found.about)}"
        remedy = "在软件里“检查文档”或“删除属性和个人信息”，接受或拒绝全部修订，再保存一次"
        yield Finding("MS610", message, path, remedy=remedy)
    yield from islice(_personal(path, found.parts, public), _SHOWN)


def _personal(path: str, parts: tuple[tuple[str, str], ...], public: frozenset[str]) -> Iterator[Finding]:
    for code, where, shown in in_parts(parts, public):
        fact, _ = FACTS[code]
        place = f"附件的{where}" if where else "附件"
        message = fact.format(shown).replace("这里", f"{place}里", 1)
        yield Finding(code, message, path, remedy="在原来的文件里删掉，再放进来")
