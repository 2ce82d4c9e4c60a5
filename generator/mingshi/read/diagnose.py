"""libyaml's errors in the editor's words: what is wrong on which line, and the corrected text where it is certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..model.finding import Finding, Mark
from .causes import findings_in, loose_cause_of, quoted
from .decode import SHOWN

Spot = tuple[int, int]  # line and column, both from 0

_QUOTE = "给整段内容加上引号"
_KEY = re.compile(r"[ -]*+[^\s:\"'#][^:\"']*:(?=[ \t]|$)")
_VALUE = re.compile(r" *+(?:- ++)*+(?:[^\s:\"'#][^:\"']*+:[ \t]++)?(?P<value>\S.*)?")
SIGNS = {
    "anchor": ("条目文件里不能用锚点（&）", "同样的内容请在每处各写一遍；如果是正文，给整段加上引号"),
    "alias": ("条目文件里不能用引用（*）", "把要引用的内容再写一遍；如果是正文，给整段加上引号"),
    "tag": ("条目文件里不能用类型标签（!）", "删掉“!”和后面的类型名；如果是正文，给整段加上引号"),
}


@dataclass(frozen=True, slots=True)
class _Fault:
    """An error of libyaml: line and column (from 0) where it was noticed (`at`) and where it began (`since`)."""

    lines: Sequence[str]
    path: str
    first_line: int
    at: Spot
    since: Spot

    def text(self, index: int) -> str:
        """Return a line, "" outside the text."""
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def rest(self, spot: Spot) -> str:
        """Return what stands on a line from a spot on."""
        return self.text(spot[0])[spot[1] :].strip()

    def previous(self, index: int) -> int:
        """Return the index of the last line above with something on it, or -1."""
        return next((i for i in range(min(index, len(self.lines)) - 1, -1, -1) if self.lines[i].strip()), -1)

    def finding(self, message: str, remedy: str, spot: Spot, fix: str = "", code: str = "MS201") -> Finding:
        """Return a finding that marks the line from `spot` on; a spot behind the last line marks the last line."""
        index, column = spot
        if not self.text(index).strip():
            index = max(self.previous(index), 0)
            column = _indent(self.text(index))
        end = max(len(self.text(index).rstrip()), column) + 1
        mark = Mark(index + self.first_line, column + 1, end)
        return Finding(code, message, self.path, mark, remedy, fix, "suggested" if fix else "")


def diagnose(
    words: str, at: Spot, since: Spot, lines: Sequence[str], path: str, first_line: int
) -> list[Finding]:
    """Return what is wrong in a text libyaml could not read: every known slip, or a translation of its error.

    `words` are libyaml's context and problem, `at` where it noticed the problem, `since` where the context began.
    """
    slips = findings_in(lines, path, first_line, SHOWN)
    if any(slip.mark.line <= at[0] + first_line for slip in slips):
        return slips
    handler = next(handler for known, handler in _HANDLERS if known in words)
    return [handler(_Fault(lines, path, first_line, at, since)), *slips]


def refused_sign(kind: str, lines: Sequence[str], path: str, first_line: int, spot: Spot) -> Finding:
    """Return MS204 for an anchor, alias or tag at a spot (line and column from 0)."""
    message, remedy = SIGNS[kind]
    return _Fault(lines, path, first_line, spot, spot).finding(message, remedy, spot, code="MS204")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _value_at(fault: _Fault, index: int) -> tuple[int, str]:
    """Return column and text of the value on a line; the text is "" when it has none."""
    found = _VALUE.match(fault.text(index))
    return (found.start("value"), found["value"].rstrip()) if found and found["value"] else (0, "")


def _sign(kind: str) -> Callable[[_Fault], Finding]:
    # libyaml accepts a well-formed sign; here the "*" or "!" is the beginning of ordinary text.
    message, remedy = SIGNS[kind]
    return lambda fault: fault.finding(message, remedy, fault.since, quoted(fault.rest(fault.since)), "MS204")


def _no_colon(fault: _Fault) -> Finding:
    cause = loose_cause_of(fault.text(fault.since[0]))
    if cause:
        return cause.finding(fault.text(fault.since[0]), fault.path, fault.since[0] + fault.first_line)
    remedy = "写成“字段: 内容”；如果是上一行的下半截，请把它接回上一行，或用“|”写多行内容"
    return fault.finding("这一行不是“字段: 内容”", remedy, fault.since)


def _extra_colon(fault: _Fault) -> Finding:
    index, column = fault.at
    line = fault.text(index)
    above = fault.previous(index)
    key = _KEY.match(line)
    if key is None or key.end() <= column:
        start, value = _value_at(fault, index)
        return fault.finding("内容里又有“: ”，会被当成另一个字段", _QUOTE, (index, start), quoted(value))
    cause = loose_cause_of(fault.text(above)) if above >= 0 else None
    if cause:
        return cause.finding(fault.text(above), fault.path, above + fault.first_line)
    return _wrong_indent(fault)


def _inline_dash(fault: _Fault) -> Finding:
    if not fault.text(fault.at[0])[: fault.at[1]].strip():
        return _wrong_indent(fault)
    return fault.finding("列表的“- ”要另起一行", "在冒号后换行，每项一行，前面缩进两格再写“- ”", fault.at)


def _odd_start(fault: _Fault) -> Finding:
    index, column = (
        fault.since if fault.text(fault.since[0])[fault.since[1] :][:1] in ("|", ">", "%") else fault.at
    )
    line = fault.text(index)
    char, value = line[column : column + 1], line[column:].rstrip()
    if not char:
        return _wrong_indent(fault)
    if not line[:column].strip():
        return fault.finding(f"行首不能是“{char}”", "删掉它；如果是正文，" + _QUOTE, (index, column))
    return fault.finding(f"内容不能以“{char}”开头", _QUOTE, (index, column), quoted(value))


def _tab(fault: _Fault) -> Finding:
    return fault.finding("缩进用了 Tab 键", "缩进只用半角空格，每层两个", (fault.at[0], 0))


def _bracket(fault: _Fault) -> Finding:
    if fault.rest(fault.since)[:1] == "{":
        message, remedy = "条目文件里不能用花括号（{}）", "每个字段另起一行；如果是正文，" + _QUOTE
        return fault.finding(message, remedy, fault.since, code="MS204")
    return fault.finding(
        "方括号里的列表没有写完", "各项用半角逗号隔开，最后写“]”，每项都要有内容", fault.since
    )


def _open_quote(fault: _Fault) -> Finding:
    return fault.finding("引号没有在同一行结束", "在这一行末尾补上同样的半角引号", fault.since)


def _escape(fault: _Fault) -> Finding:
    value = fault.rest(fault.since)
    fix = "'" + value[1:-1].replace("'", "''") + "'" if value[-1:] == '"' and len(value) > 1 else ""
    return fault.finding("双引号里的“\\”有特殊含义", "改用单引号，或删掉“\\”", fault.since, fix)


def _no_key(fault: _Fault) -> Finding:
    index, column = fault.at
    line = fault.text(index)
    opened = _quote_left_open(fault, index)
    if opened:
        return fault.finding("引号没有在同一行结束", "在这一行末尾补上同样的半角引号", opened)
    if line[:column].strip():
        start, value = _value_at(fault, index)
        return fault.finding("引号或方括号后面还有文字", _QUOTE, (index, start), quoted(value))
    if line[column : column + 1] == ":":
        return fault.finding("冒号前面没有字段名", "补上字段名，或删掉这一行", fault.at)
    return _wrong_indent(fault)


def _quote_left_open(fault: _Fault, last: int) -> Spot | None:
    """Find the value above (or on) a line that opens a quote and does not close it on its own line."""
    for index in range(min(last, len(fault.lines) - 1), -1, -1):
        start, value = _value_at(fault, index)
        if value[:1] in ('"', "'") and value and value.count(value[0]) == 1:
            return index, start
    return None


def _after_end(fault: _Fault) -> Finding:
    if any(line.rstrip() == "..." for line in fault.lines[: fault.at[0]]):
        return fault.finding("“...”结束了条目，后面还有内容", "删掉“...”这一行", fault.at, code="MS204")
    first = next((i for i, line in enumerate(fault.lines) if line.strip()[:1] not in ("", "#")), 0)
    if _indent(fault.text(first)):
        return fault.finding("第一个字段前面有空格", "最外层的字段都顶格写", (first, 0))
    return _wrong_indent(fault)


def _wrong_indent(fault: _Fault) -> Finding:
    index = fault.at[0]
    return fault.finding(
        "这一行的缩进与上下文对不上",
        "同一层的字段左边对齐，下一层多缩进两格，列表的“- ”也要对齐",
        (index, _indent(fault.text(index))),
    )


# Searched in this order for the words of libyaml's context and problem.
_HANDLERS: tuple[tuple[str, Callable[[_Fault], Finding]], ...] = (
    ("an alias", _sign("alias")),
    ("an anchor", _sign("anchor")),
    ("a tag", _sign("tag")),
    ("unexpected end of stream", _open_quote),
    ("escape", _escape),
    ("a simple key", _no_colon),
    ("mapping values", _extra_colon),
    ("block sequence entries", _inline_dash),
    ("tab character", _tab),
    ("indentation space is expected", _tab),
    ("cannot start any token", _odd_start),
    ("a directive", _odd_start),
    ("a %", _odd_start),
    ("a block scalar", _odd_start),
    ("a flow", _bracket),
    ("node content", _odd_start),
    ("expected key", _no_key),
    ("document start", _after_end),
    ("", _wrong_indent),
)
