"""Who may do what where: the rows of data/editors.csv, and the way from an area up to the one of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...model.areas import parent_of
from ...model.records import Record

EDITORS = "data/editors.csv"
EDITOR, REVIEWER, MAINTAINER = "editor", "reviewer", "maintainer"
ALL, PAGE, PROGRAM = "all", "page", "program"
# Rights, rules and all that is run are nobody's business but the maintainers'.
GUARDED = ("editor", PROGRAM)


@dataclass(frozen=True, slots=True)
class Grant:
    """One row: an account of a unit may do something with some kinds in an area and below it."""

    login: str
    role: str
    area: str
    kinds: frozenset[str]
    unit: str

    def covers(self, role: str, kind: str) -> bool:
        """Tell whether the grant is of this role and for this kind."""
        return self.role == role and (kind in self.kinds or ALL in self.kinds)


def grant_of(row: Record) -> Grant:
    """Return a row of data/editors.csv."""
    kinds = frozenset(kind.strip() for kind in row.get("kinds").split(";"))
    return Grant(row.get("login").lower(), row.get("role"), row.get("area"), kinds, row.get("unit"))


@dataclass(frozen=True, slots=True)
class Rights:
    """All grants of a commit, which messages call `where`.

    `parents` leads from an area to the one above, `home` is the area of the site.
    """

    grants: tuple[Grant, ...]
    parents: Mapping[str, str]
    home: str
    where: str = ""

    def chain(self, area: str) -> list[str]:
        """Return an area and those above it, up to the site's own; what lies above that belongs to the site's own."""
        found = [area] if area else [self.home]
        above = self._up(self.home)
        while found[-1] not in above and (parent := self._parent(found[-1])) and parent not in found:
            found.append(parent)
        kept = [a for a in found if a not in above]
        return [*kept, self.home]

    def may(self, login: str, kind: str, area: str, role: str = EDITOR) -> bool:
        """Tell whether an account may do something with a kind in an area."""
        role = MAINTAINER if kind in GUARDED else role
        where = set(self.chain(area))
        mine = (g for g in self.grants if g.login == login.lower())
        return any(g.covers(role, kind) and (g.area in where or g.area in self._up(self.home)) for g in mine)

    def responsible(self, kind: str, area: str) -> list[Grant]:
        """Return the grants of those who answer for a kind in an area: the nearest reviewers, or the maintainers."""
        role = MAINTAINER if kind in GUARDED else REVIEWER
        for place in self.chain(area):
            same = set(self._up(self.home)) if place == self.home else {place}
            found = [g for g in self.grants if g.area in same and g.covers(role, kind)]
            named = [g for g in found if kind in g.kinds]
            if found:
                return named or found
        return []

    def says(self, login: str) -> str:
        """Return what an account may do, in words."""
        words = {EDITOR: "改", REVIEWER: "审", MAINTAINER: "维护"}
        mine = [g for g in self.grants if g.login == login.lower()]
        parts = [f"{words.get(g.role, g.role)} {g.area} 的 {'、'.join(sorted(g.kinds))}" for g in mine]
        return self.where + ("；".join(parts) or "没有任何权限")

    def _parent(self, area: str) -> str:
        return self.parents.get(area) or parent_of(area) or ("" if area == self.home else self.home)

    def _up(self, area: str) -> list[str]:
        found = [area]
        while (parent := self.parents.get(found[-1], "")) and parent not in found:
            found.append(parent)
        return found


def rights_of(rows: Iterable[Record], areas: Iterable[Record], home: str, where: str = "") -> Rights:
    """Return the rights written in rows of data/editors.csv and data/areas/areas.csv."""
    parents = {area.id: area.get("parent") for area in areas}
    return Rights(tuple(grant_of(row) for row in rows), parents, home, where)
