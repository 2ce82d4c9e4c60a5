"""The tables of characters: how they are read, and which simplified one stands for a traditional one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

from ...read.characters import simplified
from .pinyin import is_han, usual


@cache
def common() -> str:
    """Return the first level of GB 2312: the 3,755 characters in daily use, in the order of their pinyin.

    A browser decodes the same list out of the GBK encoding, so that it need not be sent.
    """
    cells = [(row, cell) for row in range(16, 56) for cell in range(1, 95)]
    return "".join(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312", "ignore") for row, cell in cells)


def reading_runs() -> str:
    """Return the readings of the common characters in their order, run by run: "a2ai13…"."""
    runs = groupby(common(), key=usual)
    return "".join(f"{reading}{len([*run])}" for reading, run in runs)


def other_readings(texts: Iterable[str]) -> str:
    """Return the readings of the less common characters in some texts: "ai嗳,an埯庵,…"."""
    known = set(common())
    found: dict[str, set[str]] = {}
    for char in {c for text in texts for c in text if is_han(c)} - known:
        if reading := usual(char):
            found.setdefault(reading, set()).add(char)
    return ",".join(reading + "".join(sorted(chars)) for reading, chars in sorted(found.items()))


def traditional(texts: Iterable[str]) -> str:
    """Return pairs of a traditional character and the simplified one for it that occurs in the texts: "萬万…"."""
    wanted = set[str]().union(*texts)
    known = wanted.union(common())
    return "".join(f"{old}{new}" for old, new in simplified() if new in wanted and old not in known)
