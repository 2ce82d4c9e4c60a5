"""Which lists speak at an area on a day: published, begun, not ended, not replaced; a batch only with its base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.records import Record


@dataclass(frozen=True, slots=True)
class Active:
    """Lists by area id, in the order in which they are applied there."""

    lists: Mapping[str, tuple[Record, ...]]
    pending: Mapping[str, tuple[Record, ...]]


def active_lists(catalogue: Catalogue) -> Active:
    """Sort out which lists of a catalogue speak on its date. Lists that are not verified never do."""
    known = {r.id: r for r in catalogue.of("list") if r.get("verified") != "no"}
    begun = {i: r for i, r in known.items() if r.get("state") == "published" and begins(r) <= catalogue.on}
    gone = _replaced(begun)
    current = {i: r for i, r in begun.items() if i not in gone and not _ended(r, catalogue.on)}
    standing = _with_their_base(current, known)
    waiting = [r for r in known.values() if r.get("state") == "pending" and not _ended(r, catalogue.on)]
    return Active(_by_area(standing, known), _by_area(waiting, known))


def begins(record: Record) -> str:
    """Return the first day of a list or listing: its date of effect, else of issue (may be just "2020"), else ""."""
    return text_of(record, "effective_from") or text_of(record, "issue_date")


def holds_on(record: Record, on: str) -> bool:
    """Tell whether a list or listing has begun and not ended on a day; a bare year or month counts from its start."""
    return begins(record) <= on and not _ended(record, on)


def text_of(record: Record, name: str) -> str:
    """Return a scalar of a record as text; "" when absent or, in a faulty file, not a scalar."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


def follow(start: str, step: Callable[[str], str]) -> list[str]:
    """Return the ids reached from `start` by following references, `start` first; stops at "" and before a cycle."""
    found: list[str] = []
    while start and start not in found:
        found.append(start)
        start = step(start)
    return found


def base_of(lists: Mapping[str, Record], list_id: str) -> str:
    """Return the first list of a series of batches at one area: the one all of them add to."""
    area = text_of(lists[list_id], "area")

    def added_to(batch: str) -> str:
        base = _existing(lists, batch, "adds_to")
        return base if base and text_of(lists[base], "area") == area else ""

    return follow(list_id, added_to)[-1]


def _existing(lists: Mapping[str, Record], list_id: str, name: str) -> str:
    target = text_of(lists[list_id], name)
    return target if target in lists else ""


def _ended(record: Record, on: str) -> bool:
    end = text_of(record, "effective_to")
    return bool(end) and end < on


def _replaced(begun: Mapping[str, Record]) -> set[str]:
    """Return the lists that have a newer edition; they stay replaced even when that one has ended meanwhile.

    Only a list of the same area is an edition: nobody replaces what others issued.
    """

    def older_than(list_id: str) -> str:
        older = _existing(begun, list_id, "replaces")
        return older if older and text_of(begun[older], "area") == text_of(begun[list_id], "area") else ""

    # Editions that replace each other in a circle are an error of the files; dropping none is the safe side.
    return {older for i in begun if (older := older_than(i)) and i not in follow(older, older_than)}


def _with_their_base(current: Mapping[str, Record], known: Mapping[str, Record]) -> list[Record]:
    """Drop batches of lists that do not stand: what is added to a list lives and ends with it."""

    def bases(list_id: str) -> list[str]:
        return follow(list_id, lambda i: _existing(known, i, "adds_to"))

    return [r for r in current.values() if all(i in current for i in bases(r.id))]


def _by_area(lists: Iterable[Record], known: Mapping[str, Record]) -> dict[str, tuple[Record, ...]]:
    def order(record: Record) -> tuple[int, str, str]:
        area = text_of(record, "area")
        bases = follow(record.id, lambda i: _existing(known, i, "adds_to"))
        parents = follow(record.id, lambda i: _existing(known, i, "parent"))
        here = {i for i in (*bases, *parents) if text_of(known[i], "area") == area}
        return len(here), begins(record), record.id

    found: dict[str, list[Record]] = {}
    for record in sorted(lists, key=order):
        found.setdefault(text_of(record, "area"), []).append(record)
    return {area: tuple(records) for area, records in found.items()}
