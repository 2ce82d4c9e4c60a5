"""The usual slips in hand-written YAML, each recognised on its own line and offered with the corrected line.

libyaml reports such a slip one line off, in English, or takes it silently as text. Its own errors are
translated in diagnose.py; here are the slips a line shows by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ..model.finding import Finding, Mark

# Possessive: on a line of ten thousand dashes, going back over them would take minutes.
_LEAD = r"(?P<lead> *+(?:- ++)*+)"
_NAME = r"(?P<name>[a-z][A-Za-z0-9_]*)"
_WIDE = "\u3000\u00a0\u2000-\u200a\u202f\u205f"

_WIDE_INDENT = re.compile(rf"(?P<lead> *[{_WIDE}][\s]*)(?P<rest>\S.*)")
_TAB_INDENT = re.compile(r"(?P<lead> *\t\s*)(?P<rest>\S.*)")
_OTHER_DASH = re.compile(rf"{_LEAD}[—–―－−‒]+\s*(?P<rest>\S.*)")
_TIGHT_DASH = re.compile(rf"{_LEAD}-(?P<rest>[^\s-].*)")
_WIDE_COLON = re.compile(rf"{_LEAD}{_NAME}\s*：\s*(?P<rest>.*)")
_ANY_WIDE_COLON = re.compile(rf"{_LEAD}(?P<name>[^\s:：]{{1,20}})\s*：\s*(?P<rest>.*)")
_RIGHT_KEY = re.compile(r" *+(?:- ++)*+[a-z][A-Za-z0-9_]*(?::[A-Za-z0-9_]+)* *:(?=[ \t]|$)")
_WIDE_AFTER = re.compile(rf"{_LEAD}{_NAME}:[{_WIDE}]\s*(?P<rest>.*)")
_TIGHT_COLON = re.compile(rf"{_LEAD}(?!https?:|mailto:|tel:){_NAME}:(?P<rest>\S.*)")
_BLOCK_TEXT = re.compile(rf"{_LEAD}(?P<key>[^\s#].*:[ \t]+)?[|>][-+0-9]*[ \t]*$")


@dataclass(frozen=True, slots=True)
class Cause:
    """One slip: `line` is the corrected line, `start` the index in the old line from which it differs."""

    message: str
    remedy: str
    line: str
    start: int
    safe: bool

    def finding(self, old: str, path: str, number: int) -> Finding:
        """Return the finding MS201, which marks the old line and offers the new one."""
        mark = Mark(number, self.start + 1, len(old.rstrip()) + 1)
        kind = "safe" if self.safe else "suggested"
        return Finding("MS201", self.message, path, mark, self.remedy, self.line[self.start :], kind)


def cause_of(line: str) -> Cause | None:
    """Return the slip a line shows by itself, or None. Only for lines outside block text."""
    indent = _indent_cause(line)
    if indent:
        return indent
    return _dash_cause(line) or _colon_cause(line, _WIDE_COLON)


def loose_cause_of(line: str) -> Cause | None:
    """Return the slip of a line that is known to be wrong, so that any word may be the field's name."""
    return cause_of(line) or _colon_cause(line, _ANY_WIDE_COLON)


def causes_in(lines: Sequence[str]) -> Iterator[tuple[int, Cause]]:
    """Yield the index of every line with a slip, leaving out comments and block text."""
    text_under = -1
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if text_under >= 0 and (indent > text_under or not line.strip()):
            continue
        block = _BLOCK_TEXT.match(line)
        text_under = -1
        if block:
            text_under = len(block["lead"]) if block["key"] else block["lead"].rfind("-")
        cause = None if line.lstrip().startswith("#") else cause_of(line)
        if cause:
            yield index, cause


def findings_in(lines: Sequence[str], path: str, first_line: int, most: int) -> list[Finding]:
    """Return at most `most` findings for the slips in the lines of a file."""
    found = islice(causes_in(lines), most)
    return [cause.finding(lines[index], path, index + first_line) for index, cause in found]


def quoted(text: str) -> str:
    """Return a text as a YAML value in quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _safe_value(text: str) -> str:
    text = text.strip()
    risky = ": " in text or " #" in text or text.endswith(":") or text[:1] in tuple("@%`*&!{}],")
    return quoted(text) if risky else text


def _indent_cause(line: str) -> Cause | None:
    wide = _WIDE_INDENT.match(line)
    if wide:
        fact, remedy = "行首的缩进用了全角空格", "缩进只用半角空格，每层两个"
        return _with_rest(
            fact, remedy, "".join("  " if c == "\u3000" else " " for c in wide["lead"]), wide["rest"]
        )
    tab = _TAB_INDENT.match(line)
    if tab:
        fact, remedy = "行首的缩进用了 Tab 键", "缩进只用半角空格，每层两个"
        return _with_rest(fact, remedy, tab["lead"].replace("\t", "  "), tab["rest"])
    return None


def _with_rest(fact: str, remedy: str, lead: str, rest: str) -> Cause:
    # What follows a wrong indentation is often wrong as well; offer a line that is right altogether.
    inner = _dash_cause(rest) or _colon_cause(rest, _WIDE_COLON)
    return Cause(fact, remedy, lead + (inner.line if inner else rest), 0, False)


def _dash_cause(line: str) -> Cause | None:
    other = _OTHER_DASH.match(line)
    if other:
        fact = "列表前的短横用了破折号或全角横线"
        return _item(fact, "换成半角的“-”加一个空格", other)
    tight = _TIGHT_DASH.match(line)
    if tight:
        return _item("列表的“-”后面少了空格", "在“-”后面加一个空格", tight)
    return None


def _item(fact: str, remedy: str, found: re.Match[str]) -> Cause:
    inner = _colon_cause(found["rest"], _WIDE_COLON)
    rest = inner.line if inner else found["rest"].rstrip()
    return Cause(fact, remedy, f"{found['lead']}- {rest}", _start(found), False)


def _colon_cause(line: str, wide_colon: re.Pattern[str]) -> Cause | None:
    if _RIGHT_KEY.match(line):
        return None
    wide = wide_colon.match(line)
    if wide:
        return _keyed("冒号用了全角“：”", "换成半角冒号加一个空格“: ”；如果这是正文，给整段加上引号", wide)
    after = _WIDE_AFTER.match(line)
    if after:
        return _keyed("冒号后面用了全角空格", "换成一个半角空格", after)
    tight = _TIGHT_COLON.match(line)
    if tight:
        return _keyed("冒号后面少了空格", "在冒号后面加一个半角空格；如果这是正文，给整段加上引号", tight)
    return None


def _keyed(fact: str, remedy: str, found: re.Match[str]) -> Cause:
    line = f"{found['lead']}{found['name']}: {_safe_value(found['rest'])}".rstrip()
    return Cause(fact, remedy, line, _start(found), True)


def _start(found: re.Match[str]) -> int:
    lead = found["lead"]
    return len(lead) - len(lead.lstrip(" "))
