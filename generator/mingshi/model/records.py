"""What a reader returns: entries (YAML, Markdown) and registers (CSV), with the place of every value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .finding import Mark

# All scalars stay text until a schema gives them a type (validation.md §0.2): str, list of Value, dict of Value.
Value: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Record:
    """One entry: plain values, and `marks` from dotted paths ("materials.0.name") to places in the file.

    The place of a key itself has "#" appended ("materials#"). `body` is the Markdown below the front matter and
    `body_line` the line it starts on (0 when the file has none). `digest` is the SHA-256 of the file's bytes.
    """

    kind: str
    id: str
    path: str
    values: Mapping[str, Value]
    marks: Mapping[str, Mark] = field(default_factory=dict)
    body: str = ""
    body_line: int = 0
    digest: str = ""

    def get(self, name: str, default: Value = "") -> Value:
        """Return a top-level value, or `default` when it is absent or empty."""
        return self.values.get(name) or default

    def rows(self, name: str) -> list[Mapping[str, Value]]:
        """Return a nested list of mappings (a child table), empty when absent."""
        rows = self.values.get(name) or []
        return [row for row in rows if isinstance(row, Mapping)]

    def mark(self, dotted: str) -> Mark:
        """Return the best known place of a value: itself, its key, its parents, else line 1."""
        while dotted:
            for candidate in (dotted, dotted + "#"):
                if candidate in self.marks:
                    return self.marks[candidate]
            dotted = dotted.rpartition(".")[0]
        return Mark(1)


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: a header and rows of text cells; `lines` holds the file line each row starts on."""

    kind: str
    path: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    digest: str = ""

    def dicts(self) -> list[dict[str, str]]:
        """Return the rows as dictionaries keyed by column name."""
        return [dict(zip(self.header, row, strict=True)) for row in self.rows]


class CountyRecords(Mapping[str, Record]):
    """The entries of a kind that is kept by county, by id ("city/county/name").

    Those read in this run were put in with `add`; those known from an earlier run become records when asked for.
    """

    __slots__ = ("_known", "_late", "_read")

    def __init__(self, late: Mapping[str, Late] | None = None) -> None:
        self._late = dict(late or {})
        self._known: dict[str, dict[str, Record]] = {}
        self._read: dict[str, dict[str, Record]] = {}

    def add(self, record: Record) -> None:
        """Put in an entry that was read."""
        self._read.setdefault(record.id.rpartition("/")[0], {})[record.id] = record

    def counties(self) -> list[str]:
        """Return the counties that have entries, in order."""
        return sorted({*self._late, *self._known, *self._read})

    def of_county(self, county: str) -> Mapping[str, Record]:
        """Return the entries of one county by id."""
        late = self._late.pop(county, None)
        if late is not None:
            self._known[county] = late.load()
        known, read = self._known.get(county), self._read.get(county, {})
        return {**known, **read} if known else read

    def fresh(self) -> Iterator[Record]:
        """Yield the entries that were read in this run."""
        for county in sorted(self._read):
            yield from self._read[county].values()

    def is_known(self, county: str) -> bool:
        """Tell whether none of a county's entries was read in this run."""
        return county not in self._read and (county in self._late or county in self._known)

    def __getitem__(self, entry_id: str) -> Record:
        return self.of_county(entry_id.rpartition("/")[0])[entry_id]

    def __iter__(self) -> Iterator[str]:
        for county in self.counties():
            yield from self.of_county(county)

    def __len__(self) -> int:
        waiting = sum(late.count for late in self._late.values())
        return waiting + sum(len(r) for part in (self._known, self._read) for r in part.values())


@dataclass(frozen=True, slots=True)
class Late:
    """A county's entries as an earlier run left them: how many, and how to get at them."""

    count: int
    load: Callable[[], dict[str, Record]]
