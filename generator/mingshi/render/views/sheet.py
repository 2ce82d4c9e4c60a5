"""A form as a sheet of paper: which field stands where, and what space it gets. Paper, page and DOCX are made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ...model.forms import BLOCKS, COPY, PLACE, TEXTS, places_in
from ...model.records import Record, Value
from ..site import Site
from ..values import TRUE
from .parts import as_list

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
NARROW, WIDE = 7, 12  # characters an empty slot takes
ROWS = 4  # of a table or a list, unless the form says how many
# Sizes of the text in points, and what a sheet of A4 holds of each: characters in a line, lines.
SIZES = ((16, 27, 24), (14, 31, 28), (12, 37, 33))
_HEADING, _APART = 4.5, 0.15  # lines a heading takes, and the space after each paragraph
_SMALL = 0.7  # the footer's share of the size
_HEAD = "## "
_TURNED = (1.5, 0.64)  # a sheet on its side: wider, lower


@dataclass(frozen=True, slots=True)
class PartView:
    """One column of a table, or one part of a group; `kind` is what is to be written there."""

    key: str
    label: str
    kind: str
    options: list[str]
    help: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a form: its label and the space to fill, in a table (`space`) or in a text (`inline`).

    `written` tells that something is to be written there, `placed` that it stands in a text of the form.
    `lines` is how many lines or rows it gets. `type`, `must`, `help` and `sample` explain it below the sheet.
    """

    key: str
    label: str
    kind: str
    space: str
    inline: str
    written: bool
    long: bool
    tall: bool
    placed: bool
    lines: int
    required: bool
    filler: str
    type: str
    options: list[str]
    must: str
    help: str
    sample: str
    parts: list[PartView]

    @property
    def block(self) -> bool:
        """Tell whether it has lines of its own: a table, or a list that is no choice."""
        return self.kind in BLOCKS and not self.options


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on the sheet for a field, or for one part of a group."""

    field: FieldView
    part: PartView | None = None

    @property
    def name(self) -> str:
        """Return the name values go by: "guardian", or "guardian.address" for a part."""
        return f"{self.field.key}.{self.part.key}" if self.part else self.field.key

    @property
    def label(self) -> str:
        """Return what is to be written there."""
        return self.part.label if self.part else self.field.label

    @property
    def kind(self) -> str:
        """Return the type of what is to be written there."""
        return self.part.kind if self.part else self.field.kind

    @property
    def options(self) -> list[str]:
        """Return the choices, if there are any."""
        return self.part.options if self.part else self.field.options


Piece: TypeAlias = "str | Slot"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form's text.

    `kind` is "to" (whom it goes to), "head" (a heading inside), "entry" (a label and its space), "block" (a table or a
    list) or "text".
    """

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet from top to bottom: heading, fields in a table, text, more fields, signature, footer.

    `size` is that of the text in points; `copies` are the titles of the copies (联), none for a single sheet.
    """

    heading: str
    above: list[FieldView]
    text: list[Line]
    below: list[FieldView]
    signature: list[Line]
    footer: list[Line]
    size: int
    copies: list[str]


def sheet_of(form: Record, fields: list[FieldView]) -> Sheet:
    """Lay a form out: fields listed before the first one in the text stand above it, the others below.

    A text that begins with the form's title gives the sheet its heading.
    """
    title, text = str(form.get("title")), str(form.get("body_text")).strip()
    lines = text.splitlines()
    own = bool(lines) and title.startswith(lines[0].strip())
    in_text = {key for key, _ in places_in(text)}
    first = next((n for n, field in enumerate(fields) if field.key in in_text), len(fields))
    loose = [(n < first, field) for n, field in enumerate(fields) if not field.placed and field.kind != COPY]
    body = sheet_text(lines[1 if own else 0 :], fields)
    signature = sheet_text(str(form.get("signature_block")).splitlines(), fields)
    footer = sheet_text(str(form.get("footer")).splitlines(), fields)
    turned = form.get("orientation") == "landscape"
    return Sheet(
        heading=lines[0].strip() if own else title,
        above=[field for early, field in loose if early],
        text=body,
        below=[field for early, field in loose if not early],
        signature=signature,
        footer=footer,
        size=_size([*body, *signature], footer, [field for _, field in loose], turned=turned),
        copies=[field.label for field in fields if field.kind == COPY],
    )


def fields_of(site: Site, form: Record) -> list[FieldView]:
    """Return the fields of a form in words."""
    placed = {key for name in TEXTS for key, _ in places_in(str(form.get(name)))}
    schema = site.catalogue.schemas["form"].children["fields"]
    kind, filler = schema.field("type"), schema.field("filler")
    parts: dict[str, list[PartView]] = {}
    for row in form.rows("columns"):
        parts.setdefault(str(row.get("of")), []).append(_part(row))
    types, fillers = (kind.labels if kind else {}), (filler.labels if filler else {})
    return [_field(row, placed, types, fillers, parts) for row in form.rows("fields")]


def _part(row: Mapping[str, Value]) -> PartView:
    return PartView(
        key=str(row.get("key")),
        label=row.get("label") or "",
        kind=str(row.get("type")),
        options=as_list(row.get("options") or []),
        help=row.get("help") or "",
    )


def _field(
    row: Mapping[str, Value],
    placed: set[str],
    types: Mapping[str, str],
    fillers: Mapping[str, str],
    parts: Mapping[str, list[PartView]],
) -> FieldView:
    key, kind, options = str(row.get("key")), str(row.get("type")), as_list(row.get("options") or [])
    choices = choices_of(options)
    enclosed = f"□\u00a0{str(row.get('label')).removeprefix('附：')}" if kind == "file" else ""
    private = "，个人信息" if row.get("sensitive") == TRUE else ""
    return FieldView(
        key=key,
        label=row.get("label") or "",
        kind=kind,
        space=choices or BLANKS.get(kind, ""),
        inline=choices or enclosed or INLINE.get(kind, ""),
        written=not (choices or enclosed or kind in ("boolean", "seal")),
        long=kind in LONG,
        tall=kind in TALL or int(row.get("lines") or 1) > 1,
        placed=key in placed,
        lines=int(row.get("lines") or (ROWS if kind in BLOCKS else 1)),
        required=row.get("required") == TRUE,
        filler=fillers.get(str(row.get("filler") or ""), ""),
        type=types.get(kind, kind),
        options=options,
        must=("必填" if row.get("required") == TRUE else "选填") + private,
        help=row.get("help") or "",
        sample=row.get("sample") or "",
        parts=parts.get(key, []),
    )


def choices_of(options: Iterable[str]) -> str:
    """Return choices with their boxes; a no-break space, so that no box is left alone at the end of a line."""
    return "　".join(f"□\u00a0{option}" for option in options)


def inline_of(slot: Slot) -> str:
    """Return what stands in a slot of a text while it is blank."""
    if slot.part is None:
        return slot.field.inline
    return choices_of(slot.options) or INLINE.get(slot.kind, "")


def room_of(slot: Slot) -> int:
    """Return how many characters an empty slot takes in the middle of a text."""
    return WIDE if slot.kind in LONG else NARROW


def is_stretched(line: Line) -> bool:
    """Tell whether the spaces of a line reach to the edge of the sheet: a label with nothing to be ticked."""
    slots = [piece for piece in line.pieces if isinstance(piece, Slot)]
    return line.kind == "entry" and all(
        not slot.options and slot.kind not in ("boolean", "file", "seal") for slot in slots
    )


def sheet_text(lines: Iterable[str], fields: list[FieldView]) -> list[Line]:
    """Return lines of a form's text with a slot for each place; a place without a field stays as it is."""
    by_key = {field.key: field for field in fields}
    return [_line(line.strip("\n\r\t "), by_key) for line in lines if line.strip()]


def _line(text: str, by_key: Mapping[str, FieldView]) -> Line:
    if text.startswith(_HEAD):
        return Line("head", (text.removeprefix(_HEAD),))
    pieces = tuple(_pieces(text, by_key))
    slots = [piece for piece in pieces if isinstance(piece, Slot)]
    if len(pieces) == 1 and slots and slots[0].field.block:
        return Line("block", pieces)
    if isinstance(pieces[0], Slot) and pieces[1:] == ("：",):
        return Line("to", pieces)
    begins = isinstance(pieces[0], str) and re.fullmatch(r"[^。；]{1,24}：", pieces[0])
    return Line("entry" if slots and begins and "。" not in text else "text", pieces)


def _pieces(text: str, by_key: Mapping[str, FieldView]) -> Iterator[Piece]:
    at = 0
    for found in PLACE.finditer(text):
        field = by_key.get(found[1])
        slots = list(_slots(field, found[2] or "")) if field else []
        if not slots:
            continue
        if text[at : found.start()]:
            yield text[at : found.start()]
        yield from slots
        at = found.end()
    if text[at:]:
        yield text[at:]


def _slots(field: FieldView, part: str) -> Iterator[Piece]:
    """Yield the slot of a field or of one of its parts; a group as a whole gives all its parts with their labels."""
    if part:
        yield from (Slot(field, known) for known in field.parts if known.key == part)
    elif field.kind == "group" and field.parts:
        for number, known in enumerate(field.parts):
            yield f"，{known.label}：" if number else f"{known.label}："
            yield Slot(field, known)
    else:
        yield Slot(field)


def _size(lines: list[Line], footer: list[Line], loose: list[FieldView], *, turned: bool) -> int:
    """Return the largest size at which a blank form stays on one sheet, or the smallest."""
    wider, lower = _TURNED if turned else (1.0, 1.0)
    for size, plain, down in SIZES:
        across = int(plain * wider)
        rows = _HEADING + sum(_APART + _rows(line, across) for line in lines)
        rows += _SMALL * sum(_rows(line, int(across / _SMALL)) for line in footer)
        rows += sum(1.4 * max(field.lines, 2 if field.tall else 1) for field in loose)
        if rows <= down * lower:
            return size
    return SIZES[-1][0]


def _rows(line: Line, across: int) -> float:
    first = line.pieces[0]
    if line.kind == "block" and isinstance(first, Slot):
        return 1.3 * (first.field.lines + (1 if first.field.parts else 0))
    indent = 2 if line.kind == "text" else 0
    rows = -(-(indent + sum(_width(piece) for piece in line.pieces)) // across)
    return rows + max(
        (p.field.lines - 1 for p in line.pieces if isinstance(p, Slot) and not p.part), default=0
    )


def _width(piece: Piece) -> int:
    if isinstance(piece, str):
        return len(piece)
    return max(len(inline_of(piece)), room_of(piece))
