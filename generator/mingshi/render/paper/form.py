"""A blank form as a sheet to fill in by hand: fields become lines and boxes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model.records import Record
from ...model.urls import page_of
from ..site import Site
from ..views.parts import find
from ..views.prints import blank_path
from ..views.sheet import (
    FieldView,
    Line,
    Piece,
    Slot,
    choices_of,
    fields_of,
    inline_of,
    is_stretched,
    room_of,
    sheet_of,
)
from .document import Document, base_of

# What is ticked, stamped or enclosed has its words on the sheet and needs no line to write on.
_NO_LINE = ("boolean", "file", "seal")


def blank(site: Site, form: Record) -> Document:
    """Return the blank sheet of a form, once for each copy it is made in."""
    item = find(site, "item", form.get("item_id"))
    sheet = sheet_of(form, fields_of(site, form))
    data = base_of(site, page_of("form", form.id), f"{form.get('title')}：空白表", [form]) | {
        "heading": sheet.heading,
        "landscape": form.get("orientation") == "landscape",
        "nature": site.catalogue.label("form", "nature", form.get("nature")),
        "item": item.get("name") if item else "",
        "copies": sheet.copies,
        "above": [_row(field) for field in sheet.above],
        "text": _lines(sheet.text),
        "below": [_row(field) for field in sheet.below],
        "sign": _lines(sheet.signature),
        "foot": _lines(sheet.footer),
    }
    return Document(blank_path(form.id), "form.typ", f"空白表“{form.get('title')}”", data)


def _row(field: FieldView) -> dict[str, Any]:
    """Return a field that stands in a table of its own kind: beside its label, or as a grid of its own."""
    return {
        "label": field.label,
        "space": field.space,
        "tall": field.tall,
        "lines": field.lines,
        "block": field.block,
        "parts": [{"label": part.label, "space": choices_of(part.options)} for part in field.parts],
    }


def _lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [_line(line) for line in lines]


def _line(line: Line) -> dict[str, Any]:
    first = line.pieces[0]
    return {
        "kind": line.kind,
        "stretched": is_stretched(line),
        "pieces": [_piece(piece) for piece in line.pieces],
        "field": _row(first.field) if line.kind == "block" and isinstance(first, Slot) else None,
    }


def _piece(piece: Piece) -> dict[str, Any]:
    """Return a piece of text, or the space for a field: `room` in characters, `lines` to write on."""
    if isinstance(piece, str):
        return {"text": piece, "blank": False}
    ticked = bool(piece.options) or piece.kind in _NO_LINE
    lines = 1 if piece.part else piece.field.lines
    return {"text": inline_of(piece), "blank": not ticked, "room": room_of(piece), "lines": lines}
