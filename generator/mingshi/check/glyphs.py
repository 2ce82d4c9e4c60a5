"""Characters that the fonts of printed sheets lack (MS314): on paper they would be missing without a word."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..read.settled import PLACES, kept_by_county
from ..read.typeface import has
from .texts import Sheaf, Text, sheaves


def check_glyphs(catalogue: Catalogue, characters: Container[int]) -> Iterator[Finding]:
    """Yield a finding for every character the fonts lack in what may be printed, once for each field.

    Bodies are not printed, nor are entries kept by county and the registers of towns and communities.
    """
    kept = tuple(kept_by_county(catalogue.schemas))
    for sheaf in sheaves(catalogue):
        if sheaf.path.startswith(kept) or (
            sheaf.path.startswith(PLACES) and sheaf.path.count("/") > PLACES.count("/")
        ):
            continue
        lacking = {c for c in set(sheaf.joined) - {"\0"} if not has(c, characters)}
        if lacking:
            yield from _found(sheaf, lacking)


def _found(sheaf: Sheaf, lacking: set[str]) -> Iterator[Finding]:
    for text in sheaf.texts():
        if not text.is_body:
            yield from (_finding(text, c) for c in sorted(lacking) if c in text.text)


def _finding(text: Text, character: str) -> Finding:
    start = text.text.index(character)
    code = f"U+{ord(character):04X}"
    shown = f"“{character}”（{code}）" if character.isprintable() else code
    return Finding(
        "MS314",
        f"打印用的字体里没有 {shown}，在字段 {text.name} 里；打印件上会印成“〓（{code}）”",
        text.path,
        text.place(start, start + 1),
        "先看字是不是写错了；没有写错的，换一套收字更多的字体（环境变量 MINGSHI_FONTS）",
    )
