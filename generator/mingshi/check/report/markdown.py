"""Findings as Markdown: one comment for a pull request, or the summary of a job; by file, changed files first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.finding import Finding
from .words import WORDS, Changed, changed_first, clean, fix_of, summary

# Whoever posts the comment finds the earlier one by this and puts the new one in its place.
MARKER = "<!-- mingshi-check -->"
LONGEST = 60_000  # GitHub refuses a comment of more than 65,536 characters
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&@])")
_OPEN = 20  # files shown unfolded


def as_markdown(findings: Sequence[Finding], changed: Changed, *, longest: int = LONGEST) -> str:
    """Return findings by file, as many as fit; the others are counted."""
    files: dict[str, list[Finding]] = {}
    for finding in changed_first(findings, changed):
        files.setdefault(finding.path, []).append(finding)
    parts = [
        MARKER,
        f"### {'检查没有通过' if any(f.severity == 'error' for f in findings) else '检查通过'}",
        summary(findings),
    ]
    used, left = sum(map(len, parts)), len(findings)
    for number, (path, own) in enumerate(files.items()):
        own.sort(key=lambda f: f.sort_key)
        part = "\n".join(_file(path, own, folded=number >= _OPEN))
        if used + len(part) > longest:
            break
        parts.append(part)
        used, left = used + len(part) + 2, left - len(own)
    if left:
        parts.append(f"另有 {left} 处写不下，执行 `mingshi check` 看全部。")
    if findings:
        parts.append("看不懂代码时执行 `mingshi explain 代码`。")
    return "\n\n".join(parts)


def _file(path: str, findings: Sequence[Finding], *, folded: bool) -> Iterator[str]:
    if folded:
        yield f"<details><summary>{_code(path)}（{len(findings)} 处）</summary>\n"
    else:
        yield f"**{_code(path)}**\n"
    for finding in findings:
        where = f"第 {finding.mark.line} 行" if finding.mark.line else "整个文件"
        head = f"{WORDS[finding.severity]} {finding.code} {_plain(finding.title)}：{_plain(finding.message)}"
        yield f"- {where}，{head}"
        if finding.remedy:
            yield f"  怎么改：{_plain(finding.remedy)}"
        fix = fix_of(finding)
        if fix and "\n" not in fix:
            yield f"  改成：{_code(fix)}"
    if folded:
        yield "\n</details>"


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is, and that calls nobody's attention."""
    return _MARKUP.sub(r"\\\1", clean(text))


def _code(text: str) -> str:
    """Return a text as code, fenced by more backticks than it has in a row."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if "`" in text else ""
    return f"{fence}{pad}{clean(text)}{pad}{fence}"
