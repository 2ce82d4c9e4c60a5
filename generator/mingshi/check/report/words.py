"""What all formats of findings share: the words, the place, the ready value, and nothing that must not be shown."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from ...model.finding import Finding
from ..personal import mask

# The lines that a change touched, by path.
Changed: TypeAlias = Mapping[str, frozenset[int]]
WORDS = {"error": "错误", "warning": "提示"}


def summary(findings: Sequence[Finding], checked: int = 0) -> str:
    """Return the line that counts findings; `checked` is how many entries were looked at (0: not told)."""
    counts = Counter(f.severity for f in findings)
    files = len({f.path for f in findings})
    start = f"共检查 {checked} 个条目" if checked else "检查完毕"
    end = f"，涉及 {files} 个文件" if files else ""
    return f"{start}：{counts['error']} 处错误，{counts['warning']} 处提示{end}。"


def head(finding: Finding) -> str:
    """Return severity, code, title and message of a finding."""
    word = WORDS[finding.severity]
    return f"{word}[{finding.code}] {finding.title}：{clean(finding.message)}"


def place(finding: Finding) -> str:
    """Return file, line and column of a finding, as far as known."""
    where = clean(finding.path)
    if finding.mark.line:
        where += f":{finding.mark.line}"
    return where + (f":{finding.mark.column}" if finding.mark.column else "")


def fix_of(finding: Finding) -> str:
    """Return the ready value, or "" when masking would spoil it."""
    return "" if mask(finding.fix) != finding.fix else clean(finding.fix, keep="\n")


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal: two for each Chinese character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def clean(text: str, keep: str = "") -> str:
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


def changed_first(findings: Sequence[Finding], changed: Changed) -> list[Finding]:
    """Return findings with those on changed lines first, then those in changed files; errors before warnings."""

    def order(finding: Finding) -> tuple[int, bool, tuple[str, int, int, str]]:
        lines = changed.get(finding.path)
        near = 2 if lines is None else 0 if not finding.mark.line or finding.mark.line in lines else 1
        return near, finding.severity != "error", finding.sort_key

    return sorted(findings, key=order)


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return an identity for each finding that outlives lines put in above it.

    It is made of file, code and message; the second finding alike in these gets another one than the first.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        text = f"{finding.path}\0{finding.code}\0{mask(finding.message)}"
        seen[text] += 1
        made.append(hashlib.sha256(f"{text}\0{seen[text]}".encode()).hexdigest()[:32])
    return made


def sentence_of(finding: Finding) -> str:
    """Return message, remedy and ready value, a line each, for machines that show one text."""
    lines = [clean(finding.message)]
    if finding.remedy:
        lines.append(f"怎么改：{clean(finding.remedy)}")
    if fix := fix_of(finding):
        lines.append(f"改成：{fix}")
    return "\n".join(lines)
