"""Every text of an installation with its place: values of entries, bodies, cells of CSV files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from ..model.catalogue import Catalogue
from ..model.finding import Mark
from ..model.records import Record, Value
from .rows import Sheet, TableRow, sheets

_BETWEEN = "\0"  # stands in no text, so that nothing found spans two of them


@dataclass(frozen=True, slots=True)
class Text:
    """One text; `is_body` tells Markdown from values. `place` gives the mark of text[start:end].

    `name` is the dotted name of its field ("steps.2.what"), "" for a body.
    """

    path: str
    text: str
    place: Callable[[int, int], Mark]
    is_body: bool = False
    name: str = ""


@dataclass(slots=True, eq=False)
class Sheaf:
    """All texts of one file. Asking `joined` first spares looking at each of them.

    `is_common` tells that there are only characters of GB 2312: no traditional ones, and none that only look ordinary.
    `raw` is `joined` in UTF-8: to rule out digits and ASCII words in it takes a fifth of the time.
    """

    path: str
    joined: str
    texts: Callable[[], Iterator[Text]]
    body: Text | None = None
    is_common: bool = field(init=False)
    raw: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.is_common = _is_common(self.joined)
        self.raw = self.joined.encode("utf-8", "surrogatepass")


def _is_common(text: str) -> bool:
    # Encoding takes a fifteenth of the time of looking each character up.
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def sheaves(catalogue: Catalogue) -> Iterator[Sheaf]:
    """Yield the texts of every entry, of the settings and of every CSV file, but of those that are settled."""
    for kind in catalogue.records:
        schema = catalogue.schemas.get(kind)
        if schema is None or schema.store != "table":
            yield from (_of_record(record) for record in catalogue.fresh(kind))
    for sheet in sheets(catalogue):
        yield _of_sheet(sheet)


def of_cells(record: Record) -> Sheaf:
    """Return the texts of a record each value of which has a cell of its own; the place of a text is the whole cell."""
    values: list[tuple[str, str]] = []
    _walk(record.values, "", values)

    def texts() -> Iterator[Text]:
        for dotted, value in values:
            yield Text(record.path, value, partial(_whole, record.mark(dotted)), name=dotted)

    return Sheaf(record.path, _BETWEEN.join(value for _, value in values), texts)


def of_body(path: str, body: str, first_line: int) -> Text:
    """Return a Markdown text that begins on a line of its file."""

    def place(start: int, end: int) -> Mark:
        column = start - body.rfind("\n", 0, start)
        return Mark(first_line + body.count("\n", 0, start), column, column + end - start)

    return Text(path, body, place, is_body=True)


def of_page(path: str, text: str) -> Sheaf:
    """Return a Markdown file without fields."""
    page = of_body(path, text, 1)
    return Sheaf(path, text, partial(iter, (page,)), page)


def _of_record(record: Record) -> Sheaf:
    values: list[tuple[str, str]] = []
    _walk(record.values, "", values)
    body = of_body(record.path, record.body, record.body_line) if record.body else None
    joined = _BETWEEN.join([*(value for _, value in values), record.body])
    return Sheaf(record.path, joined, partial(_record_texts, record, values, body), body)


def _record_texts(record: Record, values: list[tuple[str, str]], body: Text | None) -> Iterator[Text]:
    for dotted, value in values:
        yield Text(record.path, value, partial(_place, value, record.mark(dotted)), name=dotted)
    if body:
        yield body


def _of_sheet(sheet: Sheet) -> Sheaf:
    joined = _BETWEEN.join(cell for row in sheet.table.rows for cell in row)
    return Sheaf(sheet.table.path, joined, partial(_sheet_texts, sheet))


def _sheet_texts(sheet: Sheet) -> Iterator[Text]:
    for row in sheet.rows():
        for name, value in row.values.items():
            yield Text(row.path, value, partial(_place_in_cell, value, row, name), name=name)


def _walk(value: Value, dotted: str, found: list[tuple[str, str]]) -> None:
    """Add every text inside a value with its dotted path."""
    if isinstance(value, str):
        found.append((dotted, value))
    elif isinstance(value, dict):
        for name, item in value.items():
            _walk(item, f"{dotted}.{name}" if dotted else name, found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _walk(item, f"{dotted}.{index}", found)


def _whole(mark: Mark, _start: int, _end: int) -> Mark:
    return mark


def _place(value: str, mark: Mark, start: int, end: int) -> Mark:
    """Return the place of value[start:end] for a value that begins at a mark.

    Below `|` the lines of a value are lines of the file. A value written otherwise than it reads (folded, with
    escapes, with doubled quotes) is marked as a whole.
    """
    if mark.end - mark.column != len(value.partition("\n")[0]):
        return mark
    line = value.count("\n", 0, start)
    column = mark.column + start - (value.rfind("\n", 0, start) + 1)
    return Mark(mark.line + line, column, column + end - start)


def _place_in_cell(value: str, row: TableRow, name: str, start: int, end: int) -> Mark:
    return _place(value, row.mark(name), start, end)
