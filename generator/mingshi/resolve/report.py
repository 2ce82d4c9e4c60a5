"""The effective list of a place for a reader at a terminal, and as a dictionary for a program."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..model.areas import LEVEL_NAMES
from ..model.catalogue import Catalogue
from ..model.records import Record
from .active import text_of
from .lines import EffectiveLine, EffectiveList

_GAP = "  "


def as_text(effective: EffectiveList, catalogue: Catalogue) -> str:
    """Return the list as aligned Chinese text: the lines, the lists they come from, pending lists, conflicts."""
    chain = " › ".join(a.name for a in catalogue.areas.chain(effective.area))
    head = [
        f"{catalogue.areas.get(effective.area).name}（{effective.area}）",
        f"{chain}；以 {effective.on} 计，{len(effective.lists)} 份清单，{len(effective.lines)} 个事项",
    ]
    parts = [
        head,
        list(_line_texts(effective, catalogue)) or ["现行清单没有列出任何事项。"],
        _listed("清单", effective.lists, catalogue),
        _listed("待发布", effective.pending, catalogue),
    ]
    if effective.conflicts:
        parts.append(["冲突：", *(f"{_GAP}{c.reason}" for c in effective.conflicts)])
    return "\n\n".join("\n".join(part) for part in parts if part)


def as_json(effective: EffectiveList, catalogue: Catalogue) -> str:
    """Return the list as JSON text."""
    return json.dumps(as_dict(effective, catalogue), ensure_ascii=False, indent=2)


def as_dict(effective: EffectiveList, catalogue: Catalogue) -> dict[str, Any]:
    """Return the list as plain values: area, on, lists, lines, pending, conflicts."""
    area = catalogue.areas.get(effective.area)
    return {
        "area": area.id,
        "name": area.name,
        "level": area.level,
        "on": effective.on,
        "lists": [_list_dict(r, catalogue) for r in effective.lists],
        "lines": [_line_dict(line, catalogue) for line in effective.lines],
        "pending": [_list_dict(r, catalogue) for r in effective.pending],
        "conflicts": [
            {"kind": c.kind, "item_id": c.item_id, "upper": c.upper, "lower": c.lower, "reason": c.reason}
            for c in effective.conflicts
        ],
    }


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal: two for a Chinese character, none for a combining mark."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as aligned lines; the last column is left ragged."""
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _line_texts(effective: EffectiveList, catalogue: Catalogue) -> Iterator[str]:
    rows = [
        (
            str(number),
            line.name,
            catalogue.label("listing", "status", line.status),
            LEVEL_NAMES.get(line.from_level, line.from_level),
            _title(line.from_list, catalogue),
        )
        for number, line in enumerate(effective.lines, 1)
    ]
    if not rows:
        return
    first, *texts = columns([("", "事项", "规定", "层级", "来自"), *rows])
    yield first
    for text, line in zip(texts, effective.lines, strict=True):
        yield text
        yield from (f"{_GAP * 2}{note}" for note in _notes(line, catalogue))


def _notes(line: EffectiveLine, catalogue: Catalogue) -> Iterator[str]:
    """Yield what the lists below and above say about a line besides its status."""
    for note in line.scope_notes:
        yield f"{catalogue.label('listing', 'op', note.op)}：{note.text}{_by(note.level, note.list_id, catalogue)}"
    for made in line.exceptions:
        when, then = str(made.row.get("when") or ""), str(made.row.get("then") or "")
        yield f"例外：{when}——{then}{_by(made.level, made.list_id, catalogue)}"
    others = [step for step in line.trail if step.accepted and step.list_id != line.from_list]
    if others:
        told = (f"{_title(s.list_id, catalogue)}{catalogue.label('listing', 'op', s.op)}" for s in others)
        yield f"经过：{'、'.join(told)}"


def _by(level: str, list_id: str, catalogue: Catalogue) -> str:
    return f"（{LEVEL_NAMES.get(level, level)}，{_title(list_id, catalogue)}）"


def _listed(heading: str, records: Iterable[Record], catalogue: Catalogue) -> list[str]:
    rows = [
        (_GAP + LEVEL_NAMES.get(_level(r, catalogue), ""), r.id, f"《{text_of(r, 'title')}》")
        for r in records
    ]
    return [f"{heading}：", *columns(rows)] if rows else []


def _level(record: Record, catalogue: Catalogue) -> str:
    area = text_of(record, "area")
    return catalogue.areas.get(area).level if area in catalogue.areas else ""


def _title(list_id: str, catalogue: Catalogue) -> str:
    record = catalogue.find("list", list_id)
    return f"《{text_of(record, 'title') if record else list_id}》"


def _list_dict(record: Record, catalogue: Catalogue) -> dict[str, str]:
    return {
        "list_id": record.id,
        "title": text_of(record, "title"),
        "area": text_of(record, "area"),
        "level": _level(record, catalogue),
    }


def _line_dict(line: EffectiveLine, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "item_id": line.item_id,
        "name": line.name,
        "status": line.status,
        "status_label": catalogue.label("listing", "status", line.status),
        "answer": text_of(line.listing, "answer"),
        "from": {
            "list_id": line.from_list,
            "area": line.from_area,
            "level": line.from_level,
            "seq": line.seq,
        },
        "trail": [
            {"list_id": s.list_id, "area": s.area, "level": s.level, "op": s.op, "accepted": s.accepted}
            for s in line.trail
        ],
        "scope_notes": [{"list_id": n.list_id, "op": n.op, "text": n.text} for n in line.scope_notes],
        "exceptions": [{"list_id": e.list_id, **e.row} for e in line.exceptions],
        "substitutes": [dict(row) for row in line.substitutes],
        "legal_basis": [dict(row) for row in line.legal_basis],
    }
