"""Exceptions with a reason: `ms:allow MS602 公开的值班电话` on the line of a finding, on a comment line above it, or
in the note for editors of an entry, which holds for the whole entry and stays when a tool drops comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..model.finding import Finding
from ..read.decode import TABLE_LIMIT
from ..read.files import read_bytes

_ALLOW = re.compile(r"ms:allow\s+(?P<code>MS[0-9]{3})\s+(?P<reason>[^\s>-]\S)")
# What a text may say for a good reason; unsafe links, HTML and wrong fields may never stand.
ALLOWABLE = frozenset(
    f"MS{number}" for number in (601, 602, 603, 604, 607, 608, 702, 703, 704, 705, 706, 707, 708, 709, 710)
)


def not_allowed(findings: Iterable[Finding], root: Path, path: str) -> Iterator[Finding]:
    """Yield the findings of one file but those its text makes an exception for, with a reason."""
    lines: list[str] | None = None
    for finding in findings:
        if finding.code in ALLOWABLE and finding.mark.line:
            lines = _lines(root, path) if lines is None else lines
            if is_allowed(finding.code, lines, finding.mark.line):
                continue
        yield finding


def _lines(root: Path, path: str) -> list[str]:
    raw, _ = read_bytes(root, path, TABLE_LIMIT)
    return (raw or b"").decode("utf-8", "replace").split("\n")


def is_allowed(code: str, lines: list[str], number: int) -> bool:
    """Tell whether the lines of a file make an exception for what was found on a line (from 1)."""
    here = lines[number - 1 : number]
    above = [
        line
        for line in lines[number - 2 : number - 1]
        if number > 1 and line.lstrip().startswith(("#", "<!--"))
    ]
    stated = (found["code"] for line in (*here, *above, *_note(lines)) for found in _ALLOW.finditer(line))
    return code in stated


def _note(lines: list[str]) -> Iterator[str]:
    """Yield the lines of an entry's own `note`."""
    inside = False
    for line in lines:
        inside = line.startswith("note:") or (inside and line.startswith(" "))
        if inside:
            yield line
