"""Browsing by topic: items by theme, and by what people are up to when somebody asks for a certificate."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.records import Record
from ...model.urls import TOPICS
from ..page import Page
from ..site import Site
from . import answers
from .parts import HOME, UNLISTED, Verdict, as_list, organiser, public, public_rows


@dataclass(frozen=True, slots=True)
class Want:
    """An item somebody may ask for on an occasion: `text` is the occasion in the words of the record.

    `askers` are the codes of who asks for it, as far as the record knows; `sure` tells whether it was verified.
    """

    item: Record
    text: str
    askers: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """What people are up to, with everything they may be asked for."""

    code: str
    label: str
    wants: list[Want]

    @property
    def items(self) -> list[Record]:
        """Return the items once each, in order."""
        return list({want.item.id: want.item for want in self.wants}.values())


@dataclass(frozen=True, slots=True)
class Theme:
    """The items of one theme."""

    code: str
    label: str
    items: list[Record]


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its answer in one line: the verdict here and the first sentence."""

    item: Record
    verdict: Verdict
    says: str


def line_of(site: Site, item: Record) -> Line:
    """Return the line of an item, with the answer that holds in the installation's own area."""
    shown = answers.own_line(site, item.id)
    answer = answers.answer_of(site, item, None)
    return Line(item, shown.verdict if shown else UNLISTED, answer.sentence or answer.says)


def themes_of(site: Site) -> list[Theme]:
    """Return the themes that have items, in the order of the code list."""
    field = site.catalogue.schemas["item"].field("theme")
    groups: dict[str, list[Record]] = {}
    for item in public(site, "item"):
        groups.setdefault(item.get("theme"), []).append(item)
    return [Theme(c, field.label(c), groups[c]) for c in field.enum if c in groups] if field else []


def occasions_of(site: Site) -> list[Occasion]:
    """Return the occasions on which items are asked for, in the order of the code list; no unverified rows."""
    groups: dict[str, list[Want]] = {}
    for item in public(site, "item"):
        for row in public_rows(item, "purposes"):
            if code := row.get("situation"):
                askers = tuple(as_list(row.get("asked_by") or []))
                sure = row.get("verified") == "yes"
                groups.setdefault(str(code), []).append(Want(item, str(row.get("text")), askers, sure))
    field = site.catalogue.schemas["item"].children["purposes"].field("situation")
    codes = field.enum if field else ()
    return [Occasion(c, field.label(c) if field else c, groups[c]) for c in codes if c in groups]


def topics_page(site: Site) -> Page:
    """Return the page of all items by theme and by occasion."""
    themes, occasions = themes_of(site), occasions_of(site)
    lines = {item.id: line_of(site, item) for item in public(site, "item")}
    return Page(
        path=TOPICS,
        title="按主题找",
        description=f"{len(lines)} 个事项按主题和要办的事排列，每一行写明开不开。",
        section="items",
        level="column",
        body=site.render("topics.html", TOPICS, themes=themes, occasions=occasions, lines=lines),
        keywords=("证明事项", "主题", "办什么事"),
        content_source=organiser(site),
        crumbs=(HOME, ("证明事项", "items/")),
    )
