"""What a reader returns: entries (YAML, Markdown) and registers (CSV), with the place of every value."""

from __future__ import annotations

from collections.abc import Mapping
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
