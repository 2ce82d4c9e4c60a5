"""A form as a blank sheet of paper: which field stands where, and what space it gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from ...model.records import Record, Value
from ..site import Site, raw
from ..values import TRUE
from .parts import as_list

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# What stands on the sheet where something is to be written; everything else gets an empty line.
BLANKS = {
    "boolean": "□ 是　□ 否",
    "date": "　　　　年　　月　　日",
    "year_month": "　　　　年　　月",
    "datetime": "　　　　年　　月　　日　　时　　分",
    "file": "（附后）",
    "signature": "（签名）",
    "seal": "（盖章）",
}
# The same inside a line of text, where brackets and instructions would be in the way.
INLINE = BLANKS | {"signature": "", "seal": "盖章"}
TALL = ("group", "table", "list")
LONG = (*TALL, "text", "address")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a form: its label and the space to fill, in a table (`space`) or in a text (`inline`).

    `written` tells that something is to be written there, `placed` that it stands in a text of the form.
    `type`, `must`, `help` and `sample` explain it below the sheet.
    """

    key: str
    label: str
    space: str
    inline: str
    written: bool
    long: bool
    tall: bool
    placed: bool
    type: str
    options: list[str]
    must: str
    help: str
    sample: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The blank sheet from top to bottom: heading, fields in a table, text, more fields, signature, footer."""

    heading: str
    above: list[FieldView]
    text: list[Markup]
    below: list[FieldView]
    signature: list[Markup]
    footer: list[Markup]


def sheet_of(form: Record, fields: list[FieldView]) -> Sheet:
    """Lay a form out: fields listed before the first one in the text stand above it, the others below.

    A text that begins with the form's title gives the sheet its heading.
    """
    title, text = str(form.get("title")), str(form.get("body_text")).strip()
    lines = text.splitlines()
    own = bool(lines) and title.startswith(lines[0].strip())
    in_text = set(_PLACE.findall(text))
    first = next((n for n, field in enumerate(fields) if field.key in in_text), len(fields))
    return Sheet(
        heading=lines[0].strip() if own else title,
        above=[field for field in fields[:first] if not field.placed],
        text=sheet_text(lines[1 if own else 0 :], fields),
        below=[field for field in fields[first:] if not field.placed],
        signature=sheet_text(str(form.get("signature_block")).splitlines(), fields),
        footer=sheet_text(str(form.get("footer")).splitlines(), fields),
    )


def fields_of(site: Site, form: Record) -> list[FieldView]:
    """Return the fields of a form in words."""
    texts = (str(form.get(name)) for name in ("body_text", "signature_block", "footer"))
    placed = {key for text in texts for key in _PLACE.findall(text)}
    kind = site.catalogue.schemas["form"].children["fields"].field("type")
    return [_field(row, placed, kind.labels if kind else {}) for row in form.rows("fields")]


def _field(row: Mapping[str, Value], placed: set[str], types: Mapping[str, str]) -> FieldView:
    key, kind, options = str(row.get("key")), str(row.get("type")), as_list(row.get("options") or [])
    # A no-break space, so that no box is left alone at the end of a line.
    choices = "　".join(f"□\u00a0{option}" for option in options)
    enclosed = f"□\u00a0{row.get('label')}" if kind == "file" else ""
    private = "，个人信息" if row.get("sensitive") == TRUE else ""
    return FieldView(
        key=key,
        label=row.get("label") or "",
        space=choices or BLANKS.get(kind, ""),
        inline=choices or enclosed or INLINE.get(kind, ""),
        written=not (choices or enclosed or kind in ("boolean", "seal")),
        long=kind in LONG,
        tall=kind in TALL,
        placed=key in placed,
        type=types.get(kind, kind),
        options=options,
        must=("必填" if row.get("required") == TRUE else "选填") + private,
        help=row.get("help") or "",
        sample=row.get("sample") or "",
    )


def sheet_text(lines: Iterable[str], fields: list[FieldView]) -> list[Markup]:
    """Return lines of a form's text with a blank for each `{key}`; a key without a field stays as it is."""
    by_key = {field.key: field for field in fields}
    return [_line(line, by_key) for line in lines if line.strip()]


def _line(line: str, by_key: Mapping[str, FieldView]) -> Markup:
    pieces = _PLACE.split(line)
    for index in range(1, len(pieces), 2):
        field = by_key.get(pieces[index])
        pieces[index] = _blank(field) if field else f"{{{pieces[index]}}}"
    return raw("".join(piece if index % 2 else str(escape(piece)) for index, piece in enumerate(pieces)))


def _blank(field: FieldView) -> str:
    kind = ("ms-blank ms-blank--long" if field.long else "ms-blank") if field.written else "ms-choice"
    return f'<span class="{kind}" title="{escape(field.label)}">{escape(field.inline)}</span>'
