"""The list that holds at a place: start at the nation, walk down to the place, apply what each list says in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from ..model.catalogue import Catalogue
from ..model.records import Record
from .active import active_lists, base_of, follow, text_of
from .entitled import Speaker, objection, omitted
from .lines import EffectiveLine, EffectiveList, ListConflict
from .ops import Lines, apply_all, listings_by_list, unchecked

Key: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


class Resolver:
    """Answers what holds where, on the catalogue's date.

    Places under the same lists share one computation: a province has about as many as it has lists.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lists = catalogue.records.get("list", {})
        self._active = active_lists(catalogue)
        self._listings = listings_by_list(catalogue)
        self._keys: dict[str, Key] = {}
        self._computed: dict[Key, EffectiveList] = {}
        self._contents: dict[str, tuple[EffectiveLine, ...]] = {}

    def key(self, area_id: str) -> Key:
        """Return the lists that speak at an area and those pending there: equal keys mean equal lines.

        Raises KeyError for an unknown area.
        """
        if area_id not in self._keys:
            self._keys[area_id] = self._made_key(area_id)
        return self._keys[area_id]

    def _made_key(self, area_id: str) -> Key:
        # Of 18,000 places almost none has a list of its own, and is under what its parent is under.
        parent = self._catalogue.areas.get(area_id).parent
        if parent in self._keys and area_id not in self._active.lists and area_id not in self._active.pending:
            return self._keys[parent]
        chain = self._chain(area_id)
        return (
            tuple(r.id for a in chain for r in self._active.lists.get(a, ())),
            tuple(r.id for a in chain for r in self._active.pending.get(a, ())),
        )

    def effective(self, area_id: str) -> EffectiveList:
        """Return what holds at an area. Raises KeyError for an unknown area."""
        key = self.key(area_id)
        if key not in self._computed:
            self._computed[key] = self._compute(key)
        return replace(self._computed[key], area=area_id)

    def contents(self, list_id: str) -> tuple[EffectiveLine, ...]:
        """Return what a list comprises as it stands: its own listings over its parent, or over the batches before it.

        Says nothing about whether the list is in force or was entitled to all of it: that is what `effective`
        judges. Raises KeyError for an unknown list.
        """
        if list_id not in self._contents:
            self._contents[list_id] = self._comprised(list_id, ())
        return self._contents[list_id]

    @cached_property
    def conflicts(self) -> tuple[ListConflict, ...]:
        """Return every conflict between the lists that speak on the date, each once."""
        areas = [a for a in sorted(self._active.lists) if a in self._catalogue.areas]
        found = (conflict for area in areas for conflict in self.effective(area).conflicts)
        return tuple(dict.fromkeys(found))

    def _chain(self, area_id: str) -> list[str]:
        """Return the ids from the top down to an area; an unknown parent is the top, as faulty files are judged too."""
        areas = self._catalogue.areas
        areas.get(area_id)
        return follow(area_id, lambda i: areas.get(i).parent if areas.get(i).parent in areas else "")[::-1]

    def _speaker(self, list_id: str) -> Speaker:
        record = self._lists[list_id]
        area = text_of(record, "area")
        known = area in self._catalogue.areas
        chain = tuple(self._chain(area)) if known else ()
        return Speaker(record, area, self._catalogue.areas.get(area).level if known else "", chain)

    def _compute(self, key: Key) -> EffectiveList:
        speaking, pending = key
        lines = Lines()
        for list_id in speaking:
            speaker = self._speaker(list_id)
            above = dict(lines.by_item)
            apply_all(self._catalogue, lines, speaker, self._listings.get(list_id, ()), objection)
            for upper in self._left_out(speaker, speaking, above):
                lines.object(omitted(self._catalogue, speaker, upper))
        return EffectiveList(
            area="",
            on=self._catalogue.on,
            lines=tuple(lines.by_item.values()),
            lists=tuple(self._lists[i] for i in speaking),
            pending=tuple(self._lists[i] for i in pending),
            conflicts=tuple(lines.conflicts),
        )

    def _left_out(
        self, speaker: Speaker, speaking: Iterable[str], above: dict[str, EffectiveLine]
    ) -> list[EffectiveLine]:
        """Return the upper lines about which a list that inherits a selection, with its batches, says nothing."""
        own = speaker.record.id
        if text_of(speaker.record, "inherit_mode") != "selected" or base_of(self._lists, own) != own:
            return []
        series = [i for i in speaking if base_of(self._lists, i) == own]
        mentioned = {text_of(r, "item_id") for i in series for r in self._listings.get(i, ())}
        parent = text_of(speaker.record, "parent")
        upper = {line.item_id for line in self.contents(parent)} if parent in self._lists else set(above)
        return [line for i, line in above.items() if i in upper and i not in mentioned]

    def _comprised(self, list_id: str, below: tuple[str, ...]) -> tuple[EffectiveLine, ...]:
        speaker = self._speaker(list_id)
        own = self._listings.get(list_id, ())
        lines = Lines(
            {line.item_id: line for line in self._inherited(speaker.record, own, (*below, list_id))}
        )
        apply_all(self._catalogue, lines, speaker, own, unchecked)
        return tuple(lines.by_item.values())

    def _inherited(
        self, record: Record, own: Iterable[Record], below: tuple[str, ...]
    ) -> Iterable[EffectiveLine]:
        """Return the lines a list starts from. `below` are the lists that led here: a circle starts from nothing."""
        base, parent, mode = (text_of(record, name) for name in ("adds_to", "parent", "inherit_mode"))
        above = base or (parent if mode != "none" else "")
        if above not in self._lists or above in below:
            return ()
        lines = self._comprised(above, below)
        if base or mode == "all":
            return lines
        mentioned = {text_of(r, "item_id") for r in own}
        return [line for line in lines if line.item_id in mentioned]
