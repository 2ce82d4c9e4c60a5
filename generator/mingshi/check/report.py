"""Findings for people (with excerpt, caret, remedy, ready value) and for machines (JSON, GitHub)."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..model.finding import Finding
from ..read.decode import TABLE_LIMIT
from ..read.files import read_bytes
from .personal import mask

_WORDS = {"error": "错误", "warning": "提示"}
_SHOWN_COLUMNS = 100  # of a long line; the marked place stays in sight
_KEPT_BEFORE = 40
_ALIKE = 3  # warnings of one kind in one file shown with their lines
_ANNOTATIONS = 10  # of each severity: GitHub shows no more per step


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
            blocks.append(f"{_head(finding)}\n  --> {_place(finding)}")
        else:
            blocks.append(_block(finding, sources))
    return "\n\n".join([*blocks, _summary(findings, checked)])


def as_json(findings: Sequence[Finding], root: Path) -> str:
    """Return findings as one JSON object: `summary` with counts, `findings` with place, words and fix.

    `end_column` is the column after the last marked character; line 0 means the whole file.
    """
    del root  # same signature as the other formats
    found = [_plain(f) for f in findings]
    counts = Counter(f.severity for f in findings)
    summary = {
        "errors": counts["error"],
        "warnings": counts["warning"],
        "files": len({f.path for f in findings}),
    }
    return json.dumps({"summary": summary, "findings": found}, ensure_ascii=False, indent=2)


def as_github(findings: Sequence[Finding], root: Path) -> str:
    """Return workflow commands for the first 10 errors and warnings, the rest as plain lines, then the counts."""
    del root  # paths are relative to the repository already
    commands, rest = [], []
    shown: Counter[str] = Counter()
    for finding in sorted(findings, key=lambda f: (f.severity, f.sort_key)):
        shown[finding.severity] += 1
        if shown[finding.severity] <= _ANNOTATIONS:
            commands.append(_command(finding))
        else:
            rest.append(f"{_head(finding)}（{_place(finding)}）")
    if rest:
        rest.insert(0, f"另有 {len(rest)} 处没有显示在文件上：")
    return "\n".join([*commands, *rest, _summary(findings, 0)])


def _summary(findings: Sequence[Finding], checked: int) -> str:
    counts = Counter(f.severity for f in findings)
    files = len({f.path for f in findings})
    start = f"共检查 {checked} 个条目" if checked else "检查完毕"
    end = f"，涉及 {files} 个文件" if files else ""
    return f"{start}：{counts['error']} 处错误，{counts['warning']} 处提示{end}。"


def _head(finding: Finding) -> str:
    word = _WORDS[finding.severity]
    return f"{word}[{finding.code}] {finding.title}：{_clean(finding.message)}"


def _place(finding: Finding) -> str:
    where = _clean(finding.path)
    if finding.mark.line:
        where += f":{finding.mark.line}"
    return where + (f":{finding.mark.column}" if finding.mark.column else "")


def _block(finding: Finding, sources: _Sources) -> str:
    lines = [_head(finding), f"  --> {_place(finding)}", *_excerpt(finding, sources)]
    if finding.remedy:
        lines.append(f"  = 怎么改：{_clean(finding.remedy)}")
    fix = _fix(finding)
    if fix:
        lines.append("  = 改成：" + fix.replace("\n", "\n         "))
    return "\n".join(lines)


def _fix(finding: Finding) -> str:
    """Return the ready value, or "" when masking would spoil it."""
    return "" if mask(finding.fix) != finding.fix else _clean(finding.fix, keep="\n")


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
                shown.append(f"{at:>{margin}} | {_cut(_clean(lines[at - 1]))}".rstrip())
            continue
        text, carets = _marked(lines[at - 1], finding.mark.column, finding.mark.end)
        shown.append(f"{at:>{margin}} | {text}".rstrip())
        if carets:
            shown.append(f"{'':>{margin}} | {carets}")
    return shown


def _marked(line: str, column: int, end: int) -> tuple[str, str]:
    """Return a line, cut to fit around the marked columns, and the carets below it."""
    line = _clean(line)
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


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal: two for each Chinese character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _clean(text: str, keep: str = "") -> str:
    """Mask personal data, and make harmless what a terminal would obey or not show."""
    text = mask(text).replace("\t", " ")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c
        if c in keep or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        else "\ufffd"
        for c in text
    )


def _plain(finding: Finding) -> dict[str, str | int]:
    fix = _fix(finding)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": finding.title,
        "message": mask(finding.message),
        "path": finding.path,
        "line": finding.mark.line,
        "column": finding.mark.column,
        "end_column": finding.mark.end,
        "remedy": mask(finding.remedy),
        "fix": fix,
        "fix_kind": finding.fix_kind if fix else "",
    }


def _command(finding: Finding) -> str:
    """Return one workflow command of GitHub Actions."""
    parts = [f"file={_property(finding.path)}"]
    if finding.mark.line:
        parts.append(f"line={finding.mark.line}")
    if finding.mark.column:
        parts.append(f"col={finding.mark.column}")
    if finding.mark.column and finding.mark.end > finding.mark.column:
        parts.append(f"endColumn={finding.mark.end}")
    parts.append(f"title={_property(f'{finding.code} {finding.title}')}")
    text = _clean(finding.message)
    if finding.remedy:
        text += f"\n怎么改：{_clean(finding.remedy)}"
    if _fix(finding):
        text += f"\n改成：{_fix(finding)}"
    return f"::{finding.severity} {','.join(parts)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(_clean(text)).replace(":", "%3A").replace(",", "%2C")
