"""Showing what a command changes in files: a unified diff without personal data and terminal codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ..check.personal import mask
from ..read.decode import decode, recoded


def shown_change(path: str, before: bytes, after: bytes) -> str:
    """Return the unified diff of a file as a person reads it; what is in no known encoding gets replacement characters.

    Of a file in another encoding, or with a byte mark, that is told first, because the texts may be the same.
    """
    known = recoded(before)
    old = before.decode("utf-8", "replace") if known is None else known
    lines = _lines(path, old.split("\n"), after.decode("utf-8", "replace").split("\n"))
    if known is None:
        return "\n".join(lines)
    fact = decode(before, path, limit=len(before))[1][0].message
    return "\n".join([f"{path} {fact}；改成不带 BOM 的 UTF-8", *lines])


def _lines(path: str, old: list[str], new: list[str]) -> Iterator[str]:
    for number, line in enumerate(difflib.unified_diff(old, new, path, path, n=1, lineterm="")):
        yield line if number < 2 else safe_line(line)


def safe_line(line: str) -> str:
    """Return a line that can be shown: personal data masked, what a terminal would obey replaced."""
    return "".join(c if c.isprintable() else "\ufffd" for c in mask(line))


def count(before: bytes, after: bytes) -> tuple[int, int]:
    """Return how many lines a change takes away and adds."""
    old, new = (data.decode("utf-8", "replace").split("\n") for data in (before, after))
    diff = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
    return sum(line.startswith("-") for line in diff), sum(line.startswith("+") for line in diff)
