"""The effective list of a place in the words of the pages: which lines, in which group, from which list."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.areas import Area
from ...model.records import Record
from ...resolve.lines import EffectiveLine, EffectiveList
from ..site import Site
from .parts import (
    ONLY,
    Verdict,
    area_tag,
    find,
    is_public,
    public,
    verdict_of,
)

GROUPS = (
    ("no", "不开的"),
    ("yes", "可以开的"),
    ("help", "协助办理的"),
    ("wait", "过渡期内可以开的"),
    ("none", "清单没有列入的"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as shown: the name used there, the verdict, and the list and area it comes from.

    `tag` is the short name of that area; `only` says that the item is for villages or communities alone;
    `note` is how the place narrows or widens the item; `local` tells whether a list below the nation set it.
    """

    line: EffectiveLine
    item: Record
    name: str
    verdict: Verdict
    tag: str
    only: str
    note: str
    local: bool

    @property
    def listing(self) -> Record:
        """Return the entry that gives the answer."""
        return self.line.listing

    @property
    def promise(self) -> bool:
        """Tell whether one's own written statement or promise can replace the certificate."""
        return any(row.get("mode") == "declare" and is_public(row) for row in self.line.substitutes)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines with one kind of verdict."""

    tone: str
    title: str
    verdict: Verdict
    lines: list[Shown]


def effective(site: Site, area_id: str) -> EffectiveList:
    """Return the effective list of an area, resolved once for all areas with the same lists."""
    key = ("effective", site.resolver.key(area_id))
    found: EffectiveList = site.once(key, lambda: site.resolver.effective(area_id))
    return found


def lines_at(site: Site, area_id: str) -> list[Shown]:
    """Return the lines that may be shown at an area, in the order of the lists."""
    lines = effective(site, area_id).lines if area_id in site.catalogue.areas else ()
    return [_shown(site, line, item) for line in lines if (item := _item_of(site, line))]


def _item_of(site: Site, line: EffectiveLine) -> Record | None:
    return find(site, "item", line.item_id) if is_public(line.listing) else None


def _shown(site: Site, line: EffectiveLine, item: Record) -> Shown:
    area = site.catalogue.areas.get(line.from_area)
    return Shown(
        line=line,
        item=item,
        name=line.name,
        verdict=verdict_of(line.status),
        tag=area_tag(area),
        only=ONLY.get(item.get("applies_to"), ""),
        note="；".join(note.text for note in line.scope_notes),
        local=area.level != "nation",
    )


def grouped(lines: list[Shown]) -> list[Group]:
    """Return the lines by verdict, what is not issued first; groups without a line are left out."""
    found = []
    for tone, title in GROUPS:
        inside = [line for line in lines if line.verdict.tone == tone]
        if inside:
            found.append(Group(tone, title, inside[0].verdict, inside))
    return found


def lists_behind(site: Site, area_id: str) -> list[tuple[str, Record]]:
    """Return the lists in force at an area with the short name of the area each is from."""
    areas = site.catalogue.areas
    return [(area_tag(areas.get(r.get("area"))), r) for r in effective(site, area_id).lists if is_public(r)]


def pending_at(site: Site, area_id: str) -> list[tuple[Area, Record]]:
    """Return the lists announced but not published for an area or one above it."""
    areas = site.catalogue.areas
    return [(areas.get(r.get("area")), r) for r in effective(site, area_id).pending if is_public(r)]


def listings_of_list(site: Site, list_id: str) -> list[Record]:
    """Return the entries of a list in its own order."""
    inside = [r for r in public(site, "listing") if r.get("list_id") == list_id]
    return sorted(inside, key=lambda r: (int(r.get("seq") or 0), r.id))
