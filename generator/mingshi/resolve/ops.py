"""Applying a listing to the lines from above: inherit, add, override, remove, rename, narrow, widen, except."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..model.catalogue import Catalogue
from ..model.records import Record
from .active import holds_on, text_of
from .entitled import GONE, Speaker, item_name, nothing_above
from .lines import EffectiveLine, ExceptionClause, ListConflict, Row, ScopeNote, Step

Objection = Callable[[Catalogue, Speaker, Record, EffectiveLine | None, str], ListConflict | None]
_BANS = ("not_issue", "by_department")


@dataclass
class Lines:
    """Lines being put together, by item id in the order in which they came; `conflicts` as they were met."""

    by_item: dict[str, EffectiveLine] = field(default_factory=dict)
    conflicts: list[ListConflict] = field(default_factory=list)

    def object(self, conflict: ListConflict) -> None:
        """Note a conflict, at the line it is about too when there is one."""
        self.conflicts.append(conflict)
        line = self.by_item.get(conflict.item_id)
        if line:
            self.by_item[conflict.item_id] = replace(line, conflicts=(*line.conflicts, conflict))


def unchecked(
    catalogue: Catalogue, speaker: Speaker, listing: Record, upper: EffectiveLine | None, status: str
) -> None:
    """Object to nothing: for what a list says by itself, whether or not it is entitled to."""


def listings_by_list(catalogue: Catalogue) -> dict[str, tuple[Record, ...]]:
    """Return the verified listings that hold on the catalogue's date, by list and in the order of their numbers."""
    found: dict[str, list[Record]] = {}
    for record in catalogue.records.get("listing", {}).values():
        if record.get("verified") != "no" and holds_on(record, catalogue.on):
            found.setdefault(text_of(record, "list_id"), []).append(record)
    return {i: tuple(sorted(r, key=lambda r: (seq_of(r), text_of(r, "item_id")))) for i, r in found.items()}


def seq_of(listing: Record) -> int:
    """Return the number of a listing in its list, 0 when it has none."""
    text = text_of(listing, "seq")
    return int(text) if text.isascii() and text.isdigit() else 0


def apply_all(
    catalogue: Catalogue, lines: Lines, speaker: Speaker, listings: Iterable[Record], objects: Objection
) -> None:
    """Apply the listings of one list in their order."""
    for listing in listings:
        _apply(catalogue, lines, speaker, listing, objects)


def _apply(catalogue: Catalogue, lines: Lines, speaker: Speaker, listing: Record, objects: Objection) -> None:
    item_id, op = text_of(listing, "item_id"), text_of(listing, "op")
    upper = lines.by_item.get(item_id)
    sets_status = op in ("add", "override", "remove")
    if upper is None and op not in ("add", "override"):
        lines.object(nothing_above(catalogue, speaker, listing))
        return
    status = GONE if op == "remove" else text_of(listing, "status")
    conflict = objects(catalogue, speaker, listing, upper, status) if sets_status else None
    step = Step(speaker.record.id, speaker.area, speaker.level, op, conflict is None)
    if upper:
        lines.by_item[item_id] = upper = replace(upper, trail=(*upper.trail, step))
    if conflict:
        lines.object(conflict)
    elif op == "remove":
        del lines.by_item[item_id]
    elif sets_status:
        new = _new_line(catalogue, speaker, listing, step)
        lines.by_item[item_id] = _over(upper, new) if upper else new
    elif upper:
        lines.by_item[item_id] = _refined(upper, speaker, listing, op)


def _new_line(catalogue: Catalogue, speaker: Speaker, listing: Record, step: Step) -> EffectiveLine:
    item_id = text_of(listing, "item_id")
    return EffectiveLine(
        item_id=item_id,
        name=text_of(listing, "local_name") or item_name(catalogue, item_id),
        seq=seq_of(listing),
        status=text_of(listing, "status"),
        from_list=speaker.record.id,
        from_area=speaker.area,
        from_level=speaker.level,
        listing=listing,
        holder=speaker.record.id,
        trail=(step,),
        exceptions=tuple(_exceptions(speaker, listing)),
        scope_notes=tuple(_scope_notes(speaker, listing)),
        substitutes=_known(listing, "substitutes"),
        legal_basis=_known(listing, "legal_basis"),
    )


def _over(upper: EffectiveLine, new: EffectiveLine) -> EffectiveLine:
    """Put a new line in the place of an upper one.

    With the same status it is the upper rule said again: what the new line leaves out stays, and the upper list
    remains the one to argue with.
    """
    same = new.status == upper.status
    return replace(
        new,
        name=text_of(new.listing, "local_name") or upper.name,
        holder=upper.holder if same else new.holder,
        trail=upper.trail,
        exceptions=(*(upper.exceptions if same else ()), *new.exceptions),
        scope_notes=(*(upper.scope_notes if same else ()), *new.scope_notes),
        substitutes=new.substitutes or (upper.substitutes if same or new.status in _BANS else ()),
        legal_basis=new.legal_basis or (upper.legal_basis if same else ()),
        conflicts=upper.conflicts,
    )


def _refined(upper: EffectiveLine, speaker: Speaker, listing: Record, op: str) -> EffectiveLine:
    """Return a line with what a list adds to it without touching its status."""
    return replace(
        upper,
        name=(text_of(listing, "local_name") if op == "rename" else "") or upper.name,
        exceptions=(*upper.exceptions, *_exceptions(speaker, listing)),
        scope_notes=(*upper.scope_notes, *_scope_notes(speaker, listing)),
    )


def _known(listing: Record, name: str) -> tuple[Row, ...]:
    """Return the rows of a child table that are verified at least in part: others are never shown."""
    return tuple(row for row in listing.rows(name) if row.get("verified") != "no")


def _exceptions(speaker: Speaker, listing: Record) -> Iterator[ExceptionClause]:
    for row in _known(listing, "exceptions"):
        yield ExceptionClause(speaker.record.id, speaker.area, speaker.level, row)


def _scope_notes(speaker: Speaker, listing: Record) -> Iterator[ScopeNote]:
    text = text_of(listing, "scope_note")
    if text:
        yield ScopeNote(speaker.record.id, speaker.area, speaker.level, text_of(listing, "op"), text)
