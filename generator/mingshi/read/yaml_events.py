"""YAML to plain values with the place of every key and value, built on libyaml's events.

All scalars stay text; schemas decide types. Only a small part of YAML is taken: block mappings, lists, and
text that is plain, in quotes, or below `|`. Anchors, tags, flow mappings and deep nesting are refused at the
event, before anything is built from them (validation.md §3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ..model.finding import Finding, Mark
from ..model.records import Value
from .causes import cause_of, findings_in, loose_cause_of, quoted
from .decode import SHOWN, bad_characters, keep
from .diagnose import diagnose, refused_sign

MAX_DEPTH = 12
MAX_NODES = 5000

_DOUBTFUL = ("MS207", "MS308")
_COMMENT = re.compile(r"[ \t]+#")
_LIKE_FIELD = re.compile(r"[a-z][A-Za-z0-9_]*(?:：|:(?!//)\S)")
_ODD_KEY = re.compile(r"\s|.*：")
_SEPARATOR = re.compile(r"\s*[，、]\s*")

Event = Any  # the stubs of PyYAML do not know the attributes of libyaml's events


def parse(
    text: str, path: str, first_line: int = 1
) -> tuple[dict[str, Value] | None, dict[str, Mark], list[Finding]]:
    """Read one YAML mapping: values, marks by dotted path (see Record), findings.

    `first_line` is the line of the file the text begins on. The values are None when the text could not be
    read to its end (MS101, MS201, MS202, MS204, MS205). A repeated field keeps its first value and text over
    several lines its first line, so that the rest of the file can still be checked. The text must come from
    `decode`. The mark of a text below `|` is its first line, of one in quotes the inside of the quotes.
    """
    reader = _Reader(text, path, first_line)
    try:
        values = reader.document()
        if not reader.slips:
            return values, reader.marks, reader.findings
    except _Refused:
        pass
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        reader.findings += reader.diagnosis(error)
    # What a broken line did to its neighbours is no help, nor is libyaml's second view of a line.
    once = {(f.code, f.mark.line): f for f in reader.findings if f.code not in _DOUBTFUL}
    return None, {}, list(once.values())


class _Refused(Exception):
    """The text is not read any further; the finding is already noted."""


class _Reader:
    """One pass over the events of one text."""

    __slots__ = ("comments", "events", "findings", "first", "lines", "marks", "path", "slips")

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.events: Iterator[Event] = yaml.parse(text, Loader=yaml.CBaseLoader)
        self.lines = text.split("\n")
        self.comments = " #" in text or "\t#" in text
        self.path = path
        self.first = first_line
        self.marks: dict[str, Mark] = {}
        self.findings: list[Finding] = []
        self.slips = False

    def document(self) -> dict[str, Value]:
        """Read the only document, whose root must be a mapping."""
        start = next((e for e in self.events if isinstance(e, DocumentStartEvent)), None)
        if start is None:
            self.refuse("MS202", "文件里没有任何字段", Mark(self.first), "写成“字段: 内容”，每个字段一行")
        if start.version or start.tags:
            self.refuse("MS204", "条目文件里不能用 % 开头的指令", self.place(start), "删掉这一行")
        root = next(self.events)
        if not isinstance(root, MappingStartEvent):
            self.refuse_root(root)
        self.open(root, 1)
        values = self.mapping("", 1)
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self.refuse(
                    "MS204", "“---”开始了第二个条目，一个文件只能有一个", self.place(event), "拆成两个文件"
                )
        return values

    def refuse_root(self, root: Event) -> NoReturn:
        """Refuse a document that is a text or a list; most often only the colons are wrong."""
        self.check_sign(root)
        line, row = self.lines[root.start_mark.line], root.start_mark.line + self.first
        cause = loose_cause_of(line) if isinstance(root, ScalarEvent) else None
        self.findings += [cause.finding(line, self.path, row)] if cause else []
        self.findings += findings_in(self.lines, self.path, self.first, SHOWN)
        if self.findings:
            raise _Refused
        what = "一个列表" if isinstance(root, SequenceStartEvent) else "一段文字"
        self.refuse("MS202", f"整个文件只是{what}", self.place(root), "写成“字段: 内容”，每个字段一行")

    def mapping(self, prefix: str, depth: int) -> dict[str, Value]:
        """Read the rest of a mapping. `prefix` is its dotted path with a final ".", "" for the root."""
        values: dict[str, Value] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            key = self.key(event)
            dotted, line = prefix + key, event.start_mark.line
            if key in values:
                self.repeated(key, dotted, event, depth)
                continue
            self.marks[dotted + "#"] = self.place(event)
            values[key] = self.value(next(self.events), dotted, line, depth)
        return values

    def key(self, event: Event) -> str:
        """Return a field name after refusing everything that cannot be one."""
        self.check_sign(event)
        line = event.start_mark.line
        if len(self.marks) > MAX_NODES:
            self.too_many(event)
        if not isinstance(event, ScalarEvent) or event.style in ("|", ">"):
            self.refuse("MS204", "字段名只能是一个词", self.place(event), "写成“字段: 内容”")
        name: str = event.value
        if not event.style and _ODD_KEY.match(name):
            self.slip_on(line)
        stripped = name.strip()
        if not stripped:
            self.refuse("MS201", "冒号前面没有字段名", self.place(event), "补上字段名，或删掉这一行")
        if name != stripped:
            self.note(
                "MS308",
                f"字段名“{stripped}”前后有多余的空白",
                self.place(event),
                "删掉空白",
                stripped,
                "safe",
            )
        return stripped

    def repeated(self, key: str, dotted: str, event: Event, depth: int) -> None:
        """Note a field that stands a second time, and pass over its value."""
        first = self.marks[dotted + "#"].line
        remedy = "同一个字段只写一次：删去一处，或把两处的内容合在一起"
        self.note("MS203", f"字段 {key} 在第 {first} 行已经写过", self.place(event), remedy)
        kept, self.marks = self.marks, {}
        self.value(next(self.events), dotted, event.start_mark.line, depth)
        self.marks = kept

    def value(self, event: Event, dotted: str, line: int, depth: int) -> Value:
        """Return the value that begins with an event; `line` is the line of its key or dash, from 0."""
        if isinstance(event, ScalarEvent):
            return self.scalar(event, dotted, line)
        self.open(event, depth + 1)
        if isinstance(event, MappingStartEvent):
            return self.mapping(dotted + ".", depth + 1)
        return self.sequence(event, dotted, depth + 1)

    def open(self, event: Event, depth: int) -> None:
        """Refuse a collection that must not be entered."""
        self.check_sign(event)
        if depth > MAX_DEPTH:
            self.refuse("MS205", f"嵌套超过 {MAX_DEPTH} 层", self.place(event), "减少层数，或拆成几个条目")
        if isinstance(event, MappingStartEvent) and event.flow_style:
            remedy = "每个字段另起一行，写成“字段: 内容”；如果是正文，给整段加上引号"
            self.refuse("MS204", "条目文件里不能用花括号写字段", self.place(event), remedy)

    def sequence(self, start: Event, dotted: str, depth: int) -> list[Value]:
        """Read the rest of a list. Items that are mappings or empty are marked where they begin."""
        items: list[Value] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            where = f"{dotted}.{len(items)}"
            item = self.value(event, where, event.start_mark.line, depth)
            if where not in self.marks:
                self.marks[where] = self.place(event)
            if isinstance(event, ScalarEvent) and not event.style:
                self.check_item(item, event, where, in_brackets=bool(start.flow_style))
            items.append(item)
            if len(self.marks) > MAX_NODES:
                self.too_many(event)
        if start.flow_style:
            self.marks[dotted] = self.between(start.start_mark, event.end_mark)
        return items

    def check_item(self, item: str, event: Event, where: str, *, in_brackets: bool) -> None:
        """Look at a plain list item for a field with a wrong colon, and for several items in one."""
        if not in_brackets:
            if _LIKE_FIELD.match(item):
                self.slip_on(event.start_mark.line)
        elif "，" in item or "、" in item:
            fix = ", ".join(_SEPARATOR.split(item))
            self.note("MS310", "这一项像是几项", self.marks[where], "各项之间用半角逗号", fix, "suggested")

    def scalar(self, event: Event, dotted: str, line: int) -> str:
        """Return a text without surrounding blanks and note what would be lost or glued."""
        if event.anchor or event.tag:
            self.check_sign(event)
        start, end, style = event.start_mark, event.end_mark, event.style
        text: str = event.value
        if style == "|" or style == ">":
            return self.block_text(text, dotted, start.line + 1)
        if start.line != end.line or (start.line != line and text):
            text = self.spread(event, line)
        value = text.strip()
        inside = 1 if style else 0
        column = start.column + inside + 1
        if value != text:
            whole = Mark(start.line + self.first, column, column + len(text))
            self.note("MS308", "内容前后有多余的空白", whole, "删掉空白", value, "safe")
            column += len(text) - len(text.lstrip())
        if value:
            stop = (
                end.column + 1 - inside if value == text and start.line == end.line else column + len(value)
            )
            self.marks[dotted] = Mark(start.line + self.first, column, stop)
        if style == '"' and not value.isprintable():
            for finding in dict.fromkeys(bad_characters(value, self.path, self.between(start, end))):
                keep(self.findings, finding)
        elif self.comments and not style and _COMMENT.match(self.lines[end.line], end.column):
            self.lost_comment(event)
        return value

    def block_text(self, text: str, dotted: str, index: int) -> str:
        """Return a text below `|` or `>`, marked at its first line that is not blank."""
        value = text.strip()
        if value:
            while not self.lines[index].strip():
                index += 1
            line = self.lines[index]
            column = len(line) - len(line.lstrip()) + 1
            self.marks[dotted] = Mark(index + self.first, column, len(line.rstrip()) + 1)
        return value

    def spread(self, event: Event, line: int) -> str:
        """Note a text that does not stand on the line of its key, or not on one line; return its first line."""
        start, end = event.start_mark, event.end_mark
        below = start.line != line
        if not event.style:
            for index in range(start.line if below else start.line + 1, end.line + 1):
                # A dash that is none is the cause; a wrong colon may be one, but the indentation is wrong too.
                cause = cause_of(self.lines[index])
                if cause and (below or cause.line.lstrip().startswith("- ")):
                    self.slip_on(index)
            if self.slips:
                return ""
        first_line = self.lines[start.line]
        stop: int = end.column if start.line == end.line else len(first_line.rstrip())
        text: str = first_line[start.column : stop]
        mark = Mark(start.line + self.first, start.column + 1, stop + 1)
        message = f"这段内容没有用“|”却写到了第 {end.line + self.first} 行，下面的行会被并进来"
        remedy = "多行内容请先写“|”再换行；如果下一行本是另一个字段，请检查它的缩进和冒号"
        if below:
            message, remedy = "内容没有写在字段名的同一行", "接在冒号后面写；多行内容请先写“|”再换行"
        elif event.style:
            message = f"引号里的内容写到了第 {end.line + self.first} 行"
            remedy = "引号要在同一行结束；多行内容请先写“|”再换行"
        self.note("MS207", message, mark, remedy)
        if event.style:
            text = event.value
        return text

    def lost_comment(self, event: Event) -> None:
        """Note a text that YAML cuts off at " #"."""
        end = event.end_mark
        line = self.lines[end.line].rstrip()
        column = event.start_mark.column if event.value else line.index("#", end.column)
        mark = Mark(end.line + self.first, column + 1, len(line) + 1)
        remedy = "给整段内容加上引号；如果是说明，另起一行以“#”开头"
        self.note(
            "MS208", "“#”后面的内容会被当成注释而丢失", mark, remedy, quoted(line[column:]), "suggested"
        )

    def slip_on(self, index: int) -> None:
        """Note the slip a line shows by itself, if it does; its value cannot be trusted then."""
        line = self.lines[index]
        cause = cause_of(line)
        if cause:
            keep(self.findings, cause.finding(line, self.path, index + self.first))
            self.slips = True

    def check_sign(self, event: Event) -> None:
        """Refuse aliases, anchors and tags."""
        kind = (
            "alias"
            if isinstance(event, AliasEvent)
            else "anchor"
            if event.anchor
            else "tag"
            if event.tag
            else ""
        )
        if kind:
            spot = (event.start_mark.line, event.start_mark.column)
            self.findings.append(refused_sign(kind, self.lines, self.path, self.first, spot))
            raise _Refused

    def too_many(self, event: Event) -> NoReturn:
        """Refuse a file with too many values."""
        self.refuse("MS101", f"文件里的内容超过 {MAX_NODES} 项", self.place(event), "拆成几个条目")

    def diagnosis(self, error: Exception) -> list[Finding]:
        """Return what an error of libyaml means to the editor."""
        if not isinstance(error, yaml.MarkedYAMLError):
            remedy = "删掉最近粘贴进来的内容，重新输入"
            return [Finding("MS103", "文件里有不能用的字符", self.path, remedy=remedy)]
        at: Any = error.problem_mark
        since: Any = error.context_mark or at
        spots = (at.line, at.column), (since.line, since.column)
        return diagnose(f"{error.context} | {error.problem}", *spots, self.lines, self.path, self.first)

    def place(self, event: Event) -> Mark:
        """Return the mark of an event."""
        return self.between(event.start_mark, event.end_mark)

    def between(self, start: Event, end: Event) -> Mark:
        """Return the mark from one of libyaml's marks to another; without an end when that is on another line."""
        stop = end.column + 1 if end.line == start.line and end.column > start.column else 0
        return Mark(start.line + self.first, start.column + 1, stop)

    def note(
        self, code: str, message: str, mark: Mark, remedy: str, fix: str = "", fix_kind: str = ""
    ) -> None:
        """Note a finding."""
        keep(self.findings, Finding(code, message, self.path, mark, remedy, fix, fix_kind))

    def refuse(self, code: str, message: str, mark: Mark, remedy: str) -> NoReturn:
        """Note a finding and stop reading."""
        self.findings.append(Finding(code, message, self.path, mark, remedy))
        raise _Refused
