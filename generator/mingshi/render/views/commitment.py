"""告知承诺: one's own written word in place of a certificate. What it is, where it applies, what it does not do."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.records import Record
from ...model.urls import COMMITMENT, page_of
from ..page import Page
from ..site import Site
from . import answers
from .parts import (
    HOME,
    SourceLine,
    Verdict,
    area_name,
    as_list,
    find,
    organiser,
    public,
    source_lines,
    verified_badge,
)

TOPIC, PART = "告知承诺", "·"


@dataclass(frozen=True, slots=True)
class Applies:
    """An item for which a list says that one's own written word will do, and how."""

    item: Record
    verdict: Verdict
    ways: list[answers.Substitute]


def commitment_page(site: Site) -> Page:
    """Return the page about 告知承诺. What it says comes from facts whose topic is 告知承诺·heading, with sources."""
    return Page(
        path=COMMITMENT,
        title="书面承诺代替证明（告知承诺）",
        description="不用开证明，自己书面承诺或者签字声明：什么是告知承诺，哪些事项的清单里写明可以用，说假话有什么后果。",
        section="items",
        level="column",
        body=site.render(
            "commitment.html",
            COMMITMENT,
            term=find(site, "term", "commitment"),
            parts=_parts(site),
            applies=applies_of(site),
            name=area_name(site, site.catalogue.settings.area),
        ),
        keywords=("告知承诺", "书面承诺", "签字声明"),
        content_source=organiser(site),
        crumbs=(HOME, ("证明事项", page_of("item"))),
    )


def applies_of(site: Site) -> list[Applies]:
    """Return the items that one's own written word can replace or make easier, those the lists are sure of first."""
    found = []
    for item in public(site, "item"):
        shown = answers.own_line(site, item.id)
        if shown and (ways := answers.promises_of(site, shown)):
            found.append(Applies(item, shown.verdict, ways))
    return sorted(found, key=lambda a: (bool(a.ways[0].marks), a.item.id))


def _parts(site: Site) -> list[tuple[str, list[tuple[str, tuple[str, str], list[SourceLine]]]]]:
    """Return [(heading, [(fact, how far it is verified, sources)])] in the order of the register."""
    parts: dict[str, list[tuple[str, tuple[str, str], list[SourceLine]]]] = {}
    for fact in public(site, "fact"):
        topic, mark, heading = fact.get("topic").partition(PART)
        if topic == TOPIC and mark:
            line = (
                fact.get("fact"),
                verified_badge(site, fact),
                source_lines(site, as_list(fact.get("source_ids"))),
            )
            parts.setdefault(heading, []).append(line)
    return list(parts.items())
