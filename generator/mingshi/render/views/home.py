"""The home page: what do you need, where do you live, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from ...model.records import Record
from ...model.urls import page_of
from ..page import Page
from ..site import Site
from .effective import lists_behind, pending_at
from .items import verdict_here
from .parts import area_name, day_text, find, newest, organiser, public, unique

# Kinds whose changes readers hear of, in the order in which those of one day are shown.
TOLD = ("list", "listing", "item", "guide", "form", "conflict", "village_rule", "work_method")
NEWS = 6
NAMED = 4


@dataclass(frozen=True, slots=True)
class News:
    """Entries of one kind changed on one day; `change` is "" when they changed in different ways.

    `named` are (title, page path) of the first few.
    """

    day: str
    kind: str
    change: str
    number: int
    named: list[tuple[str, str]]


def home_page(site: Site) -> Page:
    """Return the home page."""
    settings, areas = site.catalogue.settings, site.catalogue.areas
    featured = [item for item_id in settings.featured if (item := find(site, "item", item_id))]
    known = settings.area in areas
    name = area_name(site, settings.area)
    body = site.render(
        "home.html",
        "",
        name=name,
        examples=[item.get("name") for item in featured[:2]],
        featured=[(item, verdict_here(site, item.id)) for item in featured],
        total=len(public(site, "item")),
        places=areas.children(settings.area) if known else [],
        levels=unique(tag for tag, _ in lists_behind(site, settings.area)) if known else [],
        pending=pending_at(site, settings.area) if known else [],
        news=news_of(site),
    )
    return Page(
        path="",
        title=settings.site_name,
        description=f"{name}的村（居）委会开哪些证明、不开哪些证明，不开的该去哪里办、带什么、依据是什么。",
        section="home",
        level="home",
        body=body,
        published=newest(str(r.get("published")) for kind in TOLD for r in public(site, kind)),
        keywords=("证明事项", "村委会证明", "居委会证明", name),
        content_source=organiser(site),
    )


def news_of(site: Site) -> list[News]:
    """Return what changed last, newest first; entries of one kind changed on one day are told together."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for kind in TOLD:
        for record in public(site, kind):
            groups.setdefault((changed_on(record), kind), []).append(record)
    newest_first = sorted(groups.items(), key=lambda g: g[0][0], reverse=True)
    return [_news(site, key, records) for key, records in newest_first[:NEWS]]


def changed_on(record: Record) -> str:
    """Return the day of a record's last change: when it was updated, else when it was published."""
    return str(record.get("updated") or record.get("published")).partition(" ")[0]


def _news(site: Site, key: tuple[str, str], records: list[Record]) -> News:
    day, kind = key
    changes = {str(record.get("change")) for record in records}
    # A day may bring thousands of pacts: only the first few are looked up.
    named = list(islice(filter(None, (_link(site, record) for record in records)), NAMED))
    title = site.catalogue.schemas[kind].title
    return News(day_text(day), title, changes.pop() if len(changes) == 1 else "", len(records), named)


def _link(site: Site, record: Record) -> tuple[str, str] | None:
    """Return (title, page path) of what changed; listings and guides are shown on the page of their item."""
    if record.kind in ("listing", "guide"):
        item = find(site, "item", record.get("item_id"))
        return (item.get("name"), page_of("item", item.id)) if item else None
    schema = site.catalogue.schemas[record.kind]
    return record.get(schema.title_field), page_of(record.kind, record.id)
