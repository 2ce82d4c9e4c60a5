"""A blank form as a sheet to fill in by hand: fields become lines and boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...model.records import Record
from ...model.urls import page_of
from ..site import Site
from ..views.parts import find
from ..views.prints import blank_path
from ..views.sheet import FieldView, fields_of, sheet_of
from .document import Document, base_of

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def blank(site: Site, form: Record) -> Document:
    """Return the blank sheet of a form."""
    item = find(site, "item", form.get("item_id"))
    fields = fields_of(site, form)
    sheet = sheet_of(form, fields)
    by_key = {field.key: field for field in fields}
    lines = str(form.get("body_text")).strip().splitlines()
    if lines and lines[0].strip() == sheet.heading:
        lines = "\n".join(lines[1:]).strip("\n").splitlines()
    pending = form.get("nature") == "proposal"
    data = base_of(site, page_of("form", form.id), f"{form.get('title')}：空白表", [form]) | {
        "heading": sheet.heading,
        "landscape": form.get("orientation") == "landscape",
        "nature": site.catalogue.label("form", "nature", form.get("nature")),
        "proposal": pending,
        "item": item.get("name") if item else "",
        "above": [_row(field) for field in sheet.above],
        "text": _lines(lines, by_key),
        "below": [_row(field) for field in sheet.below],
        "sign": _lines(str(form.get("signature_block")).splitlines(), by_key),
        "foot": _lines(str(form.get("footer")).splitlines(), by_key),
    }
    return Document(blank_path(form.id), "form.typ", f"空白表“{form.get('title')}”", data)


def _row(field: FieldView) -> dict[str, Any]:
    return {"label": field.label, "space": field.space, "tall": field.tall}


def _lines(lines: list[str], by_key: Mapping[str, FieldView]) -> list[list[dict[str, Any]]]:
    """Return lines of a form as pieces of text and blanks; a key without a field stays as it is written.

    An empty line has no pieces, so that parts of the form stay apart.
    """
    return [_pieces(line.strip(), by_key) for line in lines]


def _pieces(line: str, by_key: Mapping[str, FieldView]) -> list[dict[str, Any]]:
    parts = _PLACE.split(line)
    found: list[dict[str, Any]] = []
    for index, part in enumerate(parts):
        field = by_key.get(part) if index % 2 else None
        if field:
            found.append(
                {"text": field.inline, "blank": field.written, "long": field.long, "label": field.label}
            )
        elif part:
            found.append({"text": f"{{{part}}}" if index % 2 else part, "blank": False})
    return found
