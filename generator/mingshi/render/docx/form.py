"""The sheet of a form as a DOCX document: what is to be written becomes a content control one can tab through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from ...model.forms import BY_HAND
from ...model.records import Record
from ..views.sheet import NARROW, SIZES, FieldView, Line, Sheet, Slot, inline_of, room_of
from .frame import frame_parts, section
from .ooxml import DATE, checkbox, control, date_kind, el, package, paragraph, part, run, space

_UNDERLINED = el("u", {"val": "single"})
_SPACE = "\u3000"
_STYLES = {"text": "FormText", "head": "Heading2"}
_WIDTH = {"portrait": 9071, "landscape": 14003}  # of the text, in twips


def docx_name(form: Record) -> str:
    """Return the name a reader keeps the file under: the form's title."""
    return f"{str(form.get('title')).replace('/', '／')}.docx"


def form_docx(form: Record, sheet: Sheet, copies: Sequence[tuple[str, str]]) -> bytes:
    """Return a form as DOCX; `copies` are (title, mark) of the sheets in it, whose mark stands in the header."""
    title, orientation = str(form.get("title")), str(form.get("orientation"))
    maker = _Maker(sheet, _WIDTH[orientation])
    body = "".join(
        piece for number, (copy, _) in enumerate(copies) for piece in maker.sheet(copy, first=number == 0)
    )
    document = part("document", el("body", None, body, section(landscape=orientation == "landscape")))
    parts = frame_parts(title, copies[0][1], sheet.size)
    # The main part comes early: some readers of a cut-off file look no further.
    return package([*parts[:2], ("word/document.xml", document), *parts[2:]])


@dataclass
class _Maker:
    """Makes the elements of one document; `_numbers` gives every content control an id of its own."""

    form: Sheet
    width: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def across(self) -> int:
        """Return how many characters a line holds."""
        plain = next(across for size, across, _ in SIZES if size == self.form.size)
        return plain * self.width // _WIDTH["portrait"]

    def sheet(self, copy: str, *, first: bool) -> Iterator[str]:
        """Yield the blocks of one sheet, on a page of its own."""
        apart = "" if first else el("pageBreakBefore")
        if copy:
            yield paragraph("FormLine", run(copy), more=apart)
            apart = ""
        yield paragraph("Heading1", run(self.form.heading), more=apart)
        yield from self.table(self.form.above)
        for line in self.form.text:
            yield from self.line(line)
        yield from self.table(self.form.below)
        yield paragraph("FormLine")
        for line in self.form.signature:
            yield paragraph("FormSign", *self.pieces(line))
        for line in self.form.footer:
            yield paragraph("FormFoot", *self.pieces(line))

    def line(self, line: Line) -> Iterator[str]:
        """Yield the blocks of one line of text."""
        head = line.pieces[0]
        if line.kind == "block" and isinstance(head, Slot):
            yield from self.block(head.field)
        else:
            yield paragraph(_STYLES.get(line.kind, "FormLine"), *self.pieces(line))

    def pieces(self, line: Line) -> Iterator[str]:
        """Yield the runs and controls of a line."""
        room = self.room(line)
        for piece in line.pieces:
            yield run(piece) if isinstance(piece, str) else self.slot(piece, room)

    def room(self, line: Line) -> int:
        """Return how many characters each empty space of a line may take: what is left of it, 0 for the usual."""
        written = sum(len(piece if isinstance(piece, str) else inline_of(piece)) for piece in line.pieces)
        empty = [p for p in line.pieces if isinstance(p, Slot) and not inline_of(p)]
        if line.kind != "entry" or not empty:
            return 0
        return max((self.across - written - 1) // len(empty), 4)

    def slot(self, slot: Slot, room: int) -> str:
        """Return the space for one field in a line."""
        shown = inline_of(slot)
        if slot.kind in BY_HAND:
            return run(shown) if shown else run(space(min(room or NARROW, NARROW)), _UNDERLINED)
        if slot.options or slot.kind == "boolean":
            return self.choices(slot)
        more = 0 if slot.part else slot.field.lines - 1
        empty = space(room or room_of(slot), *[self.across - 1] * more)
        return self.control(slot, shown or empty, _UNDERLINED)

    def control(self, slot: Slot, shown: str, properties: str, row: int = 0) -> str:
        """Return the content control of a slot; `row` is that of a table."""
        kind = date_kind(slot.kind) if slot.kind in DATE else ""
        name = f"{slot.name}.{row}" if row else slot.name
        label = f"{slot.label}（第 {row} 行）" if row else slot.label
        return control(name, label, next(self._numbers), kind, shown, properties)

    def choices(self, slot: Slot) -> str:
        """Return a box to be ticked before every choice."""
        options = slot.options or ["是", "否"]
        made = []
        for number, option in enumerate(options, 1):
            box = checkbox(f"{slot.name}.{number}", f"{slot.label}：{option}", next(self._numbers))
            after = _SPACE if number < len(options) else ""
            made.append(box + run(f"\u00a0{option}{after}"))
        return "".join(made)

    def table(self, fields: list[FieldView]) -> Iterator[str]:
        """Yield fields outside the text: a table of labels and spaces, and a block for each table or list."""
        plain = [f for f in fields if not f.block]
        if plain:
            left = self.width * 34 // 100
            rows = [self.row(f, left) for f in plain]
            yield self.grid([left, self.width - left], rows, "栏目")
            yield paragraph("FormLine")
        for known in fields:
            if known.block:
                yield from self.block(known)

    def row(self, known: FieldView, left: int) -> str:
        """Return one row of a table of fields: its label, and the space for it."""
        if known.kind in BY_HAND:
            content = [run(known.space)]
        elif known.kind == "group" and known.parts:
            content = [
                piece
                for p in known.parts
                for piece in (run(f"{p.label}："), self.slot(Slot(known, p), 0), run(_SPACE))
            ]
        elif known.options or known.kind == "boolean":
            content = [self.choices(Slot(known))]
        else:
            content = [self.control(Slot(known), known.space or space(NARROW), "")]
        height = 560 * max(known.lines, 2 if known.tall else 1)
        cells = _cell(left, run(known.label)), _cell(self.width - left, *content)
        return _row(*cells, height=height)

    def block(self, known: FieldView) -> Iterator[str]:
        """Yield a table with empty rows, or a list with empty lines, under its name."""
        yield paragraph("FormLine", run(f"{known.label}："), more=el("keepNext"))
        if not known.parts:
            for row in range(1, known.lines + 1):
                empty = self.control(Slot(known), space(self.across - 3), _UNDERLINED, row)
                yield paragraph("FormLine", run(f"{row}. "), empty)
            return
        wide = self.width // len(known.parts)
        head = _row(*(_cell(wide, run(p.label), centred=True) for p in known.parts), head=True)
        rows = [
            _row(*(_cell(wide, self.inside(Slot(known, p), row)) for p in known.parts), height=520)
            for row in range(1, known.lines + 1)
        ]
        yield self.grid([wide] * len(known.parts), [head, *rows], known.label)
        yield paragraph("FormLine")

    def inside(self, slot: Slot, row: int) -> str:
        """Return the space in one cell of a table."""
        if slot.kind == "signature":
            return ""
        if slot.options or slot.kind == "boolean":
            return self.choices(slot)
        return self.control(slot, inline_of(slot) or space(4), "", row)

    def grid(self, widths: list[int], rows: list[str], caption: str) -> str:
        """Return a table with lines; the caption is read out, not printed."""
        properties = el(
            "tblPr",
            None,
            el("tblStyle", {"val": "FormGrid"}),
            el("tblW", {"w": sum(widths), "type": "dxa"}),
            el("tblLayout", {"type": "fixed"}),
            el("tblCaption", {"val": caption}),
        )
        columns = el("tblGrid", None, *(el("gridCol", {"w": width}) for width in widths))
        return el("tbl", None, properties, columns, *rows)


def _cell(width: int, *content: str, centred: bool = False) -> str:
    properties = el("tcPr", None, el("tcW", {"w": width, "type": "dxa"}), el("vAlign", {"val": "center"}))
    more = el("jc", {"val": "center"}) if centred else ""
    return el("tc", None, properties, paragraph("FormCell", *content, more=more))


def _row(*cells: str, height: int = 0, head: bool = False) -> str:
    properties = [el("cantSplit")]
    if height:
        properties.append(el("trHeight", {"val": height, "hRule": "atLeast"}))
    if head:
        properties.append(el("tblHeader"))
    return el("tr", None, el("trPr", None, *properties), *cells)
