"""The effective list of each county, which pages of places show: resolved by our program, once for all tools."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mingshi.pipeline import check
from mingshi.render.site import Site
from mingshi.render.theme import theme_of
from mingshi.render.views.effective import grouped, lines_at, lists_behind
from mingshi.resolve.lists import Resolver

ON = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the name of the item, its id, and the level that decided."""

    name: str
    item: str
    tag: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines at a county in groups (title, tone, lines), and the lists they come from (level, title, id)."""

    groups: list[tuple[str, str, list[Line]]]
    lists: list[tuple[str, str, str]]


def lists_at(root: Path, counties: list[str]) -> dict[str, Listing]:
    """Return what holds at some counties of an installation."""
    site = _site(root)
    return {
        county: Listing(
            [
                (g.title, g.tone, [Line(s.name, s.item.id, _tag(s.tag, s.only, s.note)) for s in g.lines])
                for g in grouped(lines_at(site, county))
            ],
            [(tag, str(r.get("title")), r.id) for tag, r in lists_behind(site, county)],
        )
        for county in counties
    }


def _tag(*parts: str) -> str:
    return "·".join(filter(None, parts))


@lru_cache(maxsize=1)
def _site(root: Path) -> Site:
    catalogue, _ = check(root, ON)
    return Site(catalogue, Resolver(catalogue), theme_of(root))
