"""The rule pages as text for a terminal: `mingshi explain MS303`."""

from __future__ import annotations

import difflib
import re

from ..model.codes import CODES
from ..model.failure import Failure
from ..read.rulepages import all_rules

_WORDS = {"error": "错误", "warning": "提示"}
_FENCE = re.compile(r"```.*")


def explain(code: str) -> str:
    """Return what a code means, why it matters and how to put it right. Raises Failure for an unknown code."""
    wanted = code.strip().upper()
    page = next((page for page in all_rules() if page.code == wanted), None)
    if page is None:
        near = difflib.get_close_matches(wanted, CODES, 3, 0.6)
        remedy = (
            f"是不是 {'、'.join(sorted(near))}？"
            if near
            else f"代码写成 {next(iter(CODES))} 这样，在检查结果的方括号里"
        )
        raise Failure(f"没有这个代码：{code}", remedy)
    return f"{page.code} {page.title}（{_WORDS[page.severity]}）\n\n{_plain(page.body)}"


def _plain(body: str) -> str:
    """Return the Markdown of a rule page without its marks, examples indented."""
    lines: list[str] = []
    in_code = False
    for line in body.split("\n"):
        if _FENCE.fullmatch(line):
            in_code = not in_code
            # The fence and the empty line before it are only there for Markdown.
            if in_code and lines and not lines[-1]:
                lines.pop()
            continue
        lines.append(f"    {line}" if in_code else line.removeprefix("## "))
    return "\n".join(lines)
