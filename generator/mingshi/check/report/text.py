"""Findings for people: with excerpt, caret, remedy and ready value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...model.finding import Finding
from ...read.decode import TABLE_LIMIT
from ...read.files import read_bytes
from .words import clean, fix_of, head, place, summary, width

_SHOWN_COLUMNS = 100  # of a long line; the marked place stays in sight
_KEPT_BEFORE = 40
_ALIKE = 3  # warnings of one kind in one file shown with their lines


@dataclass
class _Sources:
    """The lines of the files findings point at, each file read once."""

    root: Path
    known: dict[str, list[str]] = field(default_factory=dict)

    def lines(self, path: str) -> list[str]:
        if path not in self.known:
            raw, _ = read_bytes(self.root, path, TABLE_LIMIT)
            text = (raw or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
            self.known[path] = text.split("\n")
        return self.known[path]


def as_text(findings: Sequence[Finding], root: Path, *, checked: int = 0) -> str:
    """Return findings as a person reads them, closed by a line that counts them.

    `checked` is how many entries were looked at (0: not told). Personal data is masked everywhere. Of many alike
    warnings in one file only the first are shown at length.
    """
    sources = _Sources(root)
    blocks: list[str] = []
    alike: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.code, finding.path)
        alike[kind] += 1
        if finding.severity == "warning" and alike[kind] > _ALIKE:
            blocks.append(f"{head(finding)}\n  --> {place(finding)}")
        else:
            blocks.append(_block(finding, sources))
    return "\n\n".join([*blocks, summary(findings, checked)])


def _block(finding: Finding, sources: _Sources) -> str:
    lines = [head(finding), f"  --> {place(finding)}", *_excerpt(finding, sources)]
    if finding.remedy:
        lines.append(f"  = 怎么改：{clean(finding.remedy)}")
    fix = fix_of(finding)
    if fix:
        lines.append("  = 改成：" + fix.replace("\n", "\n         "))
    return "\n".join(lines)


def _excerpt(finding: Finding, sources: _Sources) -> list[str]:
    """Return the marked line with its neighbours and a line of carets under the marked text."""
    number, lines = finding.mark.line, sources.lines(finding.path) if finding.mark.line else []
    if not 0 < number <= len(lines):
        return []
    around = range(max(1, number - 1), min(len(lines), number + 1) + 1)
    margin = len(str(around[-1]))
    shown = []
    for at in around:
        if at != number:
            if lines[at - 1].strip():
                shown.append(f"{at:>{margin}} | {_cut(clean(lines[at - 1]))}".rstrip())
            continue
        text, carets = _marked(lines[at - 1], finding.mark.column, finding.mark.end)
        shown.append(f"{at:>{margin}} | {text}".rstrip())
        if carets:
            shown.append(f"{'':>{margin}} | {carets}")
    return shown


def _marked(line: str, column: int, end: int) -> tuple[str, str]:
    """Return a line, cut to fit around the marked columns, and the carets below it."""
    line = clean(line)
    if not column:
        return _cut(line), ""
    start = min(column - 1, len(line))
    stop = min(max(end - 1, start + 1), max(len(line), start + 1))
    before = ""
    if width(line[:start]) > _SHOWN_COLUMNS - _KEPT_BEFORE:
        cut = start
        while cut and width(line[cut - 1 : start]) <= _KEPT_BEFORE:
            cut -= 1
        before, line, start, stop = "…", line[cut:], start - cut, stop - cut
    text = _cut(line)
    marked = width(text[start:stop]) or 1
    return before + text, " " * width(before + text[:start]) + "^" * marked


def _cut(line: str) -> str:
    """Return a line with at most so many columns, ended by "…" when something is left out."""
    if width(line) <= _SHOWN_COLUMNS:
        return line
    kept, used = 0, 0
    while used + width(line[kept]) < _SHOWN_COLUMNS:
        used += width(line[kept])
        kept += 1
    return line[:kept] + "…"
