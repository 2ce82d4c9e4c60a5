"""What resolving yields: the lines of an effective list, where each comes from, and where lists disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..model.records import Record, Value

Row: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Step:
    """One list that touched a line: what it did (`op`), and whether that was accepted."""

    list_id: str
    area: str
    level: str
    op: str
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class ScopeNote:
    """How a list narrows or widens (`op`) what a line is about."""

    list_id: str
    area: str
    level: str
    op: str
    text: str


@dataclass(frozen=True, slots=True)
class ExceptionClause:
    """An exception and the list that made it; `row` has when, then, law_id, version_date, article, basis_text."""

    list_id: str
    area: str
    level: str
    row: Row


@dataclass(frozen=True, slots=True)
class ListConflict:
    """A lower list that contradicts an upper one without being entitled to; the upper one holds.

    `kind`: remove, status (it would change the status), level (no list of that level may add items), omitted (a list
    that inherits a selection left the item out), missing (there is nothing above to change). `upper` is the list
    that holds, "" when kind is level or missing; `lower` the list that was overruled. `reason` is a Chinese sentence.
    """

    kind: str
    item_id: str
    upper: str
    lower: str
    reason: str


@dataclass(frozen=True, slots=True)
class EffectiveLine:
    """What holds for one item at a place.

    `name` is the name used there. `listing` is the record that set `status` and gives the answer; `from_list`,
    `from_area`, `from_level` say whose it is and `seq` its number there. `holder` is the topmost list that set the
    present status: whoever wants to change it needs to be entitled against that one. `trail` has every list that
    touched the line, from the top.
    """

    item_id: str
    name: str
    seq: int
    status: str
    from_list: str
    from_area: str
    from_level: str
    listing: Record
    holder: str
    trail: tuple[Step, ...] = ()
    exceptions: tuple[ExceptionClause, ...] = ()
    scope_notes: tuple[ScopeNote, ...] = ()
    substitutes: tuple[Row, ...] = ()
    legal_basis: tuple[Row, ...] = ()
    conflicts: tuple[ListConflict, ...] = ()


@dataclass(frozen=True, slots=True)
class EffectiveList:
    """What holds at an area on a day: lines in the order of the lists from the nation down.

    `lists` are the list records in force there, uppermost first; `pending` those announced but not published.
    """

    area: str
    on: str
    lines: tuple[EffectiveLine, ...]
    lists: tuple[Record, ...]
    pending: tuple[Record, ...]
    conflicts: tuple[ListConflict, ...]

    def line(self, item_id: str) -> EffectiveLine | None:
        """Return the line of an item, or None when no list in force here mentions it."""
        return next((line for line in self.lines if line.item_id == item_id), None)
