"""Item pages: the answer first, then everything that stands behind it; and the index of all items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...model.records import Record
from ...model.urls import page_of
from ..head import service_jsonld
from ..page import Page
from ..site import Site
from . import answers, guides
from .effective import GROUPS, Shown
from .mine import rules_of
from .parts import (
    HOME,
    UNLISTED,
    Verdict,
    area_name,
    as_list,
    badges,
    basis_lines,
    by_item,
    day_text,
    find,
    newest,
    organiser,
    public,
    public_rows,
    source_lines,
    unique,
)
from .prints import prints_of_item

KEYWORDS = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """What one list says about an item, for the table of all lists and levels."""

    list_title: str
    list_page: str
    area: str
    says: str
    details: list[str]
    state: str
    order: tuple[int, str, str]


def verdict_here(site: Site, item_id: str) -> Verdict:
    """Return the verdict on an item in the installation's own area."""
    shown = answers.own_line(site, item_id)
    return shown.verdict if shown else UNLISTED


def item_page(site: Site, item_id: str) -> Page:
    """Return the page of one item. Raises KeyError for an item that does not exist or may not be shown."""
    item = find(site, "item", item_id)
    if item is None:
        raise KeyError(item_id)
    path = page_of("item", item_id)
    shown = answers.own_line(site, item_id)
    guide_record = guides.guide_record(site, site.catalogue.settings.area, item_id)
    guide = guides.guide_view(site, guide_record) if guide_record else None
    answer = answers.answer_of(site, item, guide)
    backing = [item, *([shown.listing] if shown else []), *([guide_record] if guide_record else [])]
    body = site.render(
        "item.html",
        path,
        item=item,
        names=names_of(item),
        answer=answer,
        guide=guide,
        other_guides=[guides.guide_view(site, g) for g in guides.other_guides(site, guide_record, item_id)],
        backing=[(site.catalogue.schemas[r.kind].title, badges(site, r), r) for r in backing],
        badges=badges(site, shown.listing if shown else item),
        promises=answers.promises_of(site, shown),
        mine=rules_of(site, item, path),
        own=area_name(site, site.catalogue.settings.area),
        contacts=bool(public(site, "contact")),
        on_text=day_text(site.catalogue.on),
        prints=prints_of_item(site, item_id),
        **_rules(site, item, shown, guide),
        **_evidence(site, item, backing, shown),
    )
    return Page(
        path=path,
        title=item.get("name"),
        description=f"{answer.says}。{answer.sentence}"[:120],
        section="items",
        level="article",
        body=body,
        published=newest(str(r.get("published")) for r in backing),
        keywords=tuple(names_of(item)[:KEYWORDS]),
        content_source=organiser(site),
        crumbs=(HOME, ("证明事项", page_of("item"))),
        jsonld=service_jsonld(site, item_id, path),
    )


def names_of(item: Record) -> list[str]:
    """Return all names of an item: the official one first, then the other official ones, then how people say it."""
    return unique([item.get("name"), *as_list(item.get("official_aliases")), *as_list(item.get("aliases"))])


def _rules(site: Site, item: Record, shown: Shown | None, guide: guides.GuideView | None) -> dict[str, Any]:
    """Return what the lists and laws say about an item, for the template."""
    return {
        "substitutes": answers.substitutes_of(site, shown),
        "exceptions": answers.exceptions_of(site, shown),
        "locals": answers.local_answers(site, item.id),
        "entries": entries_of(site, item.id),
        "bases": basis_lines(site, answers.basis_rows(shown, guide)),
        "conflicts": by_item(site, "conflict").get(item.id, []),
        "disputes": list(shown.line.conflicts) if shown else [],
    }


def _evidence(site: Site, item: Record, backing: list[Record], shown: Shown | None) -> dict[str, Any]:
    """Return facts, sources and related items, for the template."""
    police = by_item(site, "police_fact", "item_ids").get(item.id, [])
    facts = by_item(site, "fact").get(item.id, [])
    rows = [*shown.line.substitutes, *shown.line.legal_basis] if shown else []
    rows += [clause.row for clause in shown.line.exceptions] if shown else []
    rows += item.rows("purposes")
    ids = [s for r in backing for s in as_list(r.get("source_ids"))]
    ids += [s for row in rows if row.get("verified") != "no" for s in as_list(row.get("source_ids"))]
    return {
        "police": [(p, source_lines(site, as_list(p.get("source_ids")))) for p in police],
        "facts": [
            (f, area_name(site, f.get("area_id")), source_lines(site, as_list(f.get("source_ids"))))
            for f in facts
        ],
        "purposes": public_rows(item, "purposes"),
        "sources": source_lines(site, ids),
        "related": [
            (r, verdict_here(site, r.id))
            for i in as_list(item.get("related"))
            if (r := find(site, "item", i))
        ],
    }


def _related(site: Site, item: Record) -> list[Record]:
    return [record for item_id in as_list(item.get("related")) if (record := find(site, "item", item_id))]


def entries_of(site: Site, item_id: str) -> list[Entry]:
    """Return what every list says about an item, upper levels and earlier lists first."""
    found = []
    for listing in by_item(site, "listing").get(item_id, []):
        record = find(site, "list", listing.get("list_id"))
        if record:
            found.append(_entry(site, record, listing))
    return sorted(found, key=lambda e: e.order)


def _entry(site: Site, record: Record, listing: Record) -> Entry:
    area_id, label = record.get("area"), site.catalogue.label
    depth = len(site.catalogue.areas.chain(area_id)) if area_id in site.catalogue.areas else 9
    says = [label("listing", "op", listing.get("op")), label("listing", "status", listing.get("status"))]
    details = [
        f"这里叫“{listing.get('local_name')}”" if listing.get("local_name") else "",
        listing.get("scope_note"),
        listing.get("reason"),
    ]
    return Entry(
        list_title=record.get("title"),
        list_page=page_of("list", record.id),
        area=area_name(site, area_id),
        says=" · ".join(unique(says)),
        details=unique(details),
        state=state_of_list(site, record),
        order=(depth, str(record.get("issue_date")), record.id),
    )


def state_of_list(site: Site, record: Record) -> str:
    """Return in words why a list does not hold today, "" when it does."""
    on = site.catalogue.on
    if record.get("state") == "pending":
        return site.catalogue.label("list", "state", "pending")
    newer = [
        r for r in public(site, "list") if r.get("replaces") == record.id and r.get("state") == "published"
    ]
    if newer:
        return f"已被《{newer[0].get('title')}》取代"
    if str(record.get("effective_from")) > on:
        return f"{day_text(record.get('effective_from'))}起施行"
    end = str(record.get("effective_to"))
    return f"{day_text(end)}以后不再有效" if end and end < on else ""


def items_page(site: Site) -> Page:
    """Return the index of all items, by verdict and theme."""
    path = page_of("item")
    items = [(item, verdict_here(site, item.id)) for item in public(site, "item")]
    body = site.render(
        "items.html",
        path,
        total=len(items),
        groups=[g for tone, title in GROUPS if (g := _themes(site, items, tone, title))],
    )
    return Page(
        path=path,
        title="证明事项",
        description=f"全部 {len(items)} 个事项：哪些证明村（居）委会不开，哪些可以开，哪些协助办理。",
        section="items",
        level="column",
        body=body,
        keywords=("证明事项", "不应出具", "居委会证明", "村委会证明"),
        content_source=organiser(site),
        crumbs=(HOME,),
    )


def _themes(
    site: Site, items: list[tuple[Record, Verdict]], tone: str, title: str
) -> tuple[str, str, list[tuple[str, list[tuple[Record, Verdict]]]]] | None:
    """Return (tone, title, [(theme, items)]) of one kind of verdict, None when no item has it."""
    themes: dict[str, list[tuple[Record, Verdict]]] = {}
    field = site.catalogue.schemas["item"].field("theme")
    for value in field.enum if field else ():
        for item, verdict in items:
            if verdict.tone == tone and item.get("theme") == value:
                themes.setdefault(field.label(value) if field else value, []).append((item, verdict))
    return (tone, title, list(themes.items())) if themes else None
