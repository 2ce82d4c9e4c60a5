"""The catalogue: everything read from one installation, frozen, with the questions other rooms ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .areas import Areas
from .records import CountyRecords, Record, Table
from .schema import Schema
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Records by kind and id. CSV rows are records too, except towns and communities: they are in `areas`.

    `tables` keeps the CSV files as read, for checks and export. `on` is the ISO date things are judged on.
    `unread` holds (kind, id) of entries and (kind, "") of registers that are there but could not be read, so
    that a reference to one of them is not reported as leading nowhere. `settled` are the files that were checked
    before under the same circumstances and are not checked again; entries among them have slim values only.
    Of the files in `judged` it is only known that each by itself is right.
    """

    root: str
    on: str
    settings: Settings
    schemas: Mapping[str, Schema]
    records: Mapping[str, Mapping[str, Record]]
    tables: tuple[Table, ...] = ()
    areas: Areas = field(default_factory=lambda: Areas(()))
    unread: frozenset[tuple[str, str]] = frozenset()
    settled: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()

    def of(self, kind: str) -> list[Record]:
        """Return all records of a kind in id order."""
        found = self.records.get(kind, {})
        return [found[key] for key in sorted(found)]

    def fresh(self, kind: str) -> Iterator[Record]:
        """Yield the records of a kind that are not settled."""
        found = self.records.get(kind, {})
        read = found.fresh() if isinstance(found, CountyRecords) else (found[key] for key in sorted(found))
        yield from (record for record in read if record.path not in self.settled)

    def find(self, kind: str, entry_id: str) -> Record | None:
        """Return one record, or None."""
        return self.records.get(kind, {}).get(entry_id)

    def label(self, kind: str, name: str, value: str) -> str:
        """Return the Chinese label of a coded value: `label("listing", "status", "not_issue")`."""
        schema = self.schemas.get(kind)
        found = schema.field(name) if schema else None
        return found.label(value) if found else value
