"""Words: typos, set phrases, usage and old names from data/proofreading.csv (MS702 to MS705); garbled and traditional.

Words are looked for as they stand, first in all texts of a file together: on most files that is all it costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..read.characters import only_traditional
from .cells import quote
from .lookout import Lookout, usual_characters
from .texts import Sheaf, Text

_SHOWN = 20  # findings of one kind in one text
# Registers about words: what is wrong stands there on purpose.
ABOUT_WORDS = (
    "data/proofreading.csv",
    "data/red-flags.csv",
    "data/rulebook.csv",
    "data/synonyms.csv",
    "data/wordings.csv",
)
_CODES = {"typo": "MS702", "usage": "MS703", "retired": "MS704", "fixed": "MS705"}
_WORDS = {"MS702": "是错别字", "MS703": "不是规范的用词", "MS704": "是旧称", "MS705": "与固定说法不一致"}
_GARBLED = re.compile("锟斤拷(?:锟斤拷)*|烫烫烫+|屯屯屯+|棣栭〉")
_GARBLED_WORDS = ("锟斤拷", "烫烫烫", "屯屯屯", "棣栭〉")


@dataclass(frozen=True, slots=True)
class _Word:
    """One row of the register."""

    wrong: str
    right: str
    code: str
    unless: tuple[str, ...]
    note: str


def wording(catalogue: Catalogue) -> Callable[[Sheaf], Iterator[Finding]]:
    """Return what looks at one file for wrong words and wrong characters."""
    words = [
        _Word(
            str(row.get("wrong")),
            str(row.get("right")),
            _CODES[row.get("group")],
            tuple(text for text in str(row.get("unless")).split(";") if text),
            str(row.get("note")),
        )
        for row in catalogue.of("proofreading")
        if row.get("group") in _CODES and row.get("wrong")
    ]

    lookout = Lookout((*(word.wrong for word in words), *_GARBLED_WORDS), usual_characters(catalogue))

    @cache
    def table() -> re.Pattern[str]:
        # Only made when a text needs it: the characters come from a large file.
        return _traditional(catalogue)

    def inspect(sheaf: Sheaf) -> Iterator[Finding]:
        if sheaf.path in ABOUT_WORDS or sheaf.joined.isascii():
            return
        inside = lookout.inside(sheaf.joined)
        here = [word for word in words if word.wrong in inside] if inside else []
        for text in sheaf.texts() if here else ():
            yield from (f for word in here for f in islice(_wrong(text, word), _SHOWN))
        yield from _characters(sheaf, table, garbled=not {*_GARBLED_WORDS}.isdisjoint(inside))

    return inspect


def _wrong(text: Text, word: _Word) -> Iterator[Finding]:
    start = text.text.find(word.wrong)
    while start >= 0:
        end = start + len(word.wrong)
        if not _is_part(text.text, start, end, word):
            mark = text.place(start, end)
            fix = word.right if mark.end - mark.column == len(word.wrong) else ""
            message = f"{quote(word.wrong)}{_WORDS[word.code]}" + (f"：{word.note}" if word.note else "")
            kind = "suggested" if fix else ""
            yield Finding(word.code, message, text.path, mark, f"写成{quote(word.right)}", fix, kind)
        start = text.text.find(word.wrong, end)


def _is_part(text: str, start: int, end: int, word: _Word) -> bool:
    """Tell whether text[start:end] lies inside a longer word that is right."""
    for longer in (word.right, *word.unless):
        before = longer.find(word.wrong)
        if before >= 0 and text.startswith(longer, start - before) and start >= before and end:
            return True
    return False


def _characters(sheaf: Sheaf, table: Callable[[], re.Pattern[str]], *, garbled: bool) -> Iterator[Finding]:
    """Yield what became unreadable on the way (MS706) and traditional characters (MS707)."""
    # Looking the characters of a text up is ten times faster than a pattern of 2,000 characters.
    old = not sheaf.is_common and not only_traditional().keys().isdisjoint(sheaf.joined)
    if not garbled and not old:
        return
    for text in sheaf.texts():
        for found in islice(_GARBLED.finditer(text.text), _SHOWN if garbled else 0):
            message = "这里是乱码，原来的字已经丢失"
            yield Finding("MS706", message, text.path, text.place(*found.span()), "对照原文重新输入")
        for found in islice(table().finditer(text.text), _SHOWN) if old else ():
            yield _old(text, found)


def _old(text: Text, found: re.Match[str]) -> Finding:
    fix = "".join(only_traditional()[c] for c in found[0])
    mark = text.place(*found.span())
    exact = mark.end - mark.column == len(found[0])
    message, remedy = (
        f"{quote(found[0])}是繁体字",
        f"写成{quote(fix)}；人名、书名原样保留的，写明 ms:allow MS707 和理由",
    )
    return Finding(
        "MS707", message, text.path, mark, remedy, fix if exact else "", "suggested" if exact else ""
    )


def _traditional(catalogue: Catalogue) -> re.Pattern[str]:
    """Return what finds traditional characters, but those that names of places are written with."""
    named = set[str]().union(*(area.name for area in catalogue.areas))
    return re.compile(f"[{''.join(c for c in only_traditional() if c not in named)}]+")
