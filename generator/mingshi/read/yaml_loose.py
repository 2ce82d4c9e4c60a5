"""YAML as other tools write it: folded and spread texts whole, empty words as empty, and the comments.

Only for texts `parse` has looked at: those it took, or refused for nothing else than texts over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from ..model.records import Value

_NOTHING = ("~", "null", "Null", "NULL")
_COMMENT = re.compile(r"(?:^|\s)#+\s*(.*)")

Event = Any  # as in yaml_events


@dataclass(slots=True)
class Loose:
    """The values of a mapping as text, and its comments: (line from 1, text)."""

    values: dict[str, Value] = field(default_factory=dict)
    comments: list[tuple[int, str]] = field(default_factory=list)


def read_loosely(text: str) -> Loose:
    """Return the only mapping of a text and its comments."""
    events = list(yaml.parse(text, Loader=yaml.CBaseLoader))
    rest = iter(events)
    if not any(isinstance(event, MappingStartEvent) for event in rest):
        return Loose()
    return Loose(_mapping(rest), list(_comments(text.split("\n"), events)))


def _mapping(events: Iterator[Event]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for event in events:
        if isinstance(event, MappingEndEvent):
            break
        values[event.value.strip()] = _value(next(events), events)
    return values


def _value(event: Event, events: Iterator[Event]) -> Value:
    if isinstance(event, ScalarEvent):
        return "" if not event.style and event.value in _NOTHING else event.value.strip()
    if isinstance(event, MappingStartEvent):
        return _mapping(events)
    items: list[Value] = []
    for item in events:
        if isinstance(item, SequenceEndEvent):
            break
        items.append(_value(item, events))
    return items


def _comments(lines: list[str], events: list[Event]) -> Iterator[tuple[int, str]]:
    """Yield what stands behind a "#" that belongs to no text."""
    start = [0] * len(lines)  # where on each line comments may begin
    texts: list[Event] = [event for event in events if isinstance(event, ScalarEvent)]
    for event in texts:
        first, last = event.start_mark.line, event.end_mark.line
        if event.style in ("|", ">"):
            start[first] = max(start[first], event.start_mark.column)
            for index in _block(lines, first + 1, empty=not event.value.strip()):
                start[index] = len(lines[index]) + 1
            continue
        for index in range(first, min(last, len(lines))):
            start[index] = len(lines[index]) + 1
        if last < len(lines):
            start[last] = max(start[last], event.end_mark.column)
    for index, line in enumerate(lines):
        found = _COMMENT.search(line, start[index]) if start[index] <= len(line) else None
        if found:
            yield index + 1, found[1].strip()


def _block(lines: list[str], index: int, *, empty: bool) -> Iterator[int]:
    """Yield the lines of a text below `|` that begins at an index."""
    indent = -1
    while index < len(lines) and not empty:
        line = lines[index]
        own = len(line) - len(line.lstrip(" "))
        if line.strip():
            indent = own if indent < 0 else indent
            if own < indent:
                return
        yield index
        index += 1
