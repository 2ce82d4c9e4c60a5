"""Everything that was read, as rows of virtual tables: entries, their nested lists, lines of CSV files.

A row knows where each of its cells stands. Rows of a CSV file find that out only when asked, by reading the file
again, because almost none of 17,348 places is ever asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..model.catalogue import Catalogue
from ..model.finding import Finding, Mark
from ..model.records import Record, Table, Value
from ..model.schema import Schema
from ..read.csvfile import cell_mark
from ..read.decode import TABLE_LIMIT, decode
from ..read.files import read_bytes


class Placed(Protocol):
    """Something in a file that knows where its values stand: a row, or a record."""

    @property
    def path(self) -> str:
        """Return the file."""

    def mark(self, name: str, /) -> Mark:
        """Return the place of a value, or the nearest known place."""


class Row(Placed, Protocol):
    """One row: its file, its values, and the places of values and of field names."""

    @property
    def values(self) -> Mapping[str, Value]:
        """Return the values by field name."""

    def key_mark(self, name: str) -> Mark:
        """Return the place of a field name."""


# Rows are not frozen: 20,000 are made for each rule, and to make a frozen one takes three times as long.
@dataclass(slots=True, eq=False)
class EntryRow:
    """An entry, or one mapping in a nested list of it; `prefix` is "" or like "materials.0."."""

    record: Record
    values: Mapping[str, Value]
    prefix: str = ""

    @property
    def path(self) -> str:
        """Return the file of the entry."""
        return self.record.path

    def mark(self, name: str) -> Mark:
        """Return the place of a value, of its name, or of the list item."""
        return self.record.mark(self.prefix + name)

    def key_mark(self, name: str) -> Mark:
        """Return the place of a field name."""
        return self.record.mark(f"{self.prefix}{name}#")


@dataclass(slots=True)
class Sheet:
    """A CSV file that can be asked for the places of its cells."""

    root: str
    table: Table
    _text: str | None = field(default=None, repr=False)

    def mark(self, line: int, name: str) -> Mark:
        """Return the place of a cell, or of the whole line when there is no such column."""
        if self._text is None:
            raw, _ = read_bytes(Path(self.root), self.table.path, TABLE_LIMIT)
            text, _ = decode(raw or b"", self.table.path, limit=TABLE_LIMIT)
            self._text = text or ""
        if name not in self.table.header or self._text.count("\n") < line - 1:
            return Mark(line)
        return cell_mark(self._text, line, self.table.header.index(name))

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows of the file."""
        for values, line in zip(self.table.dicts(), self.table.lines, strict=True):
            yield TableRow(self, values, line)

    @property
    def header_row(self) -> TableRow:
        """Return the header as a row whose values are the column names themselves."""
        return TableRow(self, {name: name for name in self.table.header}, 1)


@dataclass(slots=True, eq=False)
class TableRow:
    """One line of a CSV file."""

    sheet: Sheet
    values: Mapping[str, Value]
    line: int

    @property
    def path(self) -> str:
        """Return the file."""
        return self.sheet.table.path

    def mark(self, name: str) -> Mark:
        """Return the place of a cell."""
        return self.sheet.mark(self.line, name)

    def key_mark(self, name: str) -> Mark:
        """Return the place of a cell: a column name stands in the header, far from the fault."""
        return self.mark(name)


def sheets(catalogue: Catalogue, kind: str = "", but: frozenset[str] = frozenset()) -> Iterator[Sheet]:
    """Yield the CSV files, of one kind or of all, without the settled ones and those in `but`."""
    for table in catalogue.tables:
        if kind in ("", table.kind) and not (table.path in catalogue.settled or table.path in but):
            yield Sheet(catalogue.root, table)


def is_whole(catalogue: Catalogue, *kinds: str) -> bool:
    """Tell whether these kinds could be read altogether, so that what is not there really does not exist."""
    unread = {kind for kind, _ in catalogue.unread}
    if "area" in kinds and not any(table.kind == "area" for table in catalogue.tables):
        return False
    return not unread.intersection(kinds) and catalogue.schemas.keys() >= {*kinds}


def rows_of(catalogue: Catalogue, schema: Schema, but: frozenset[str] = frozenset()) -> list[Row]:
    """Return all rows of a kind in the order of files and lines, with those of equal ids.

    Files that are settled and those in `but` are left out.
    """
    if schema.store == "table":
        return [row for sheet in sheets(catalogue, schema.kind, but) for row in sheet.rows()]
    found = (r for r in catalogue.fresh(schema.kind) if r.path not in but)
    return [EntryRow(record, record.values) for record in found]


def child_rows(row: Row, name: str) -> Iterator[EntryRow]:
    """Yield the mappings of a nested list as rows; only entries have any."""
    if isinstance(row, EntryRow):
        items = row.values.get(name)
        for index, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, Mapping):
                yield EntryRow(row.record, item, f"{row.prefix}{name}.{index}.")


def finding_at(row: Placed, name: str, code: str, message: str, remedy: str = "", fix: str = "") -> Finding:
    """Return a finding at a value of a row or record; a ready value is a suggestion."""
    return Finding(code, message, row.path, row.mark(name), remedy, fix, "suggested" if fix else "")


def text_of(row: Row, name: str) -> str:
    """Return a value that is a text, "" for anything else."""
    value = row.values.get(name)
    return value if isinstance(value, str) else ""
