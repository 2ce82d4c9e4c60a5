"""List pages (清单): who issued it, when, what it builds on, and every entry with what it does."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ...model.records import Record
from ...model.urls import page_of
from ...resolve.lines import EffectiveLine
from ..page import Page
from ..site import Site
from .effective import GROUPS, listings_of_list
from .items import state_of_list
from .parts import (
    HOME,
    Verdict,
    area_name,
    as_list,
    badges,
    day_text,
    find,
    is_public,
    organiser,
    public,
    source_lines,
    verdict_of,
)

# Fields that name the list a list builds on, as a reader is told.
BUILDS_ON = (("parent", "上级清单"), ("adds_to", "补充"), ("replaces", "取代"))


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: what it does to the item (`op`), what it says, and why. `page` is the item's page.

    `op` is empty in a list that builds on no other: there every entry is added, which says nothing to a reader.
    """

    seq: str
    name: str
    page: str
    op: str
    verdict: Verdict | None
    answer: str
    details: list[str]
    badges: list[tuple[str, str]]


def lists_page(site: Site) -> Page:
    """Return the index of all lists, from the nation down."""
    path = page_of("list")
    groups: dict[str, list[tuple[Record, str, int]]] = {}
    for record in sorted(public(site, "list"), key=lambda r: _order(site, r)):
        number = len(listings_of_list(site, record.id))
        groups.setdefault(area_name(site, record.get("area")), []).append(
            (record, state_of_list(site, record), number)
        )
    total = len(public(site, "list"))
    return Page(
        path=path,
        title="清单",
        description=f"本站收录的 {total} 份清单：全国和各地规定村（居）委会开什么证明、不开什么证明。",
        section="lists",
        level="column",
        body=site.render("lists.html", path, groups=groups),
        keywords=("证明事项清单", "不应出具证明事项清单"),
        content_source=organiser(site),
        crumbs=(HOME,),
    )


def _order(site: Site, record: Record) -> tuple[int, str, str, str]:
    areas, area_id = site.catalogue.areas, record.get("area")
    depth = len(areas.chain(area_id)) if area_id in areas else len(areas)
    return depth, area_id, str(record.get("issue_date")), record.id


def list_page(site: Site, list_id: str) -> Page:
    """Return the page of one list. Raises KeyError for a list that does not exist or may not be shown."""
    record = find(site, "list", list_id)
    if record is None:
        raise KeyError(list_id)
    path, title = page_of("list", list_id), record.get("title")
    relations = _relations(site, record)
    isolated = not any(record.get(field) for field, _ in BUILDS_ON)
    rows = [_row(site, listing, isolated=isolated) for listing in listings_of_list(site, list_id)]
    pending = record.get("state") == "pending"
    body = site.render(
        "list.html",
        path,
        record=record,
        pending=pending,
        pending_label=site.catalogue.label("list", "state", "pending"),
        area=area_name(site, record.get("area")),
        state=state_of_list(site, record),
        facts=facts_of(site, record),
        relations=relations,
        rows=rows,
        counts=_counts(rows),
        groups=[] if pending else _inherited(site, record),
        badges=badges(site, record),
        sources=source_lines(site, as_list(record.get("source_ids"))),
    )
    state = site.catalogue.label("list", "state", record.get("state"))
    return Page(
        path=path,
        title=title,
        description=f"{title}：{state}，{len(rows)} 项。" if rows else f"{title}：{state}。",
        section="lists",
        level="article",
        body=body,
        published=str(record.get("published")),
        keywords=(title, "证明事项清单", area_name(site, record.get("area"))),
        content_source=organiser(site),
        crumbs=(HOME, ("清单", page_of("list"))),
    )


def facts_of(site: Site, record: Record) -> list[tuple[str, list[str]]]:
    """Return (label, texts) of what is known about a list; dates are as vague as the source."""
    label, schema = site.catalogue.label, site.catalogue.schemas["list"]
    coded = {name: schema.field(name) for name in ("open_rule", "channels")}
    shown = {
        name: [field.items.label(v) for v in as_list(record.get(name))] if field and field.items else []
        for name, field in coded.items()
    }
    rows = [
        ("适用地方", [area_name(site, record.get("area"))]),
        ("发布机关", ["、".join(as_list(record.get("issuers")))]),
        ("文号", [record.get("doc_number")]),
        ("索引号", [record.get("index_number")]),
        ("种类", [label("list", "list_type", record.get("list_type"))]),
        ("版次", [record.get("edition_label")]),
        ("印发", [day_text(record.get("issue_date"))]),
        ("施行", [day_text(record.get("effective_from"))]),
        ("失效", [day_text(record.get("effective_to"))]),
        ("清单外的证明", shown["open_rule"]),
        ("公布渠道", ["、".join(shown["channels"])]),
        ("说明", [record.get("note")]),
    ]
    return [(name, texts) for name, parts in rows if (texts := [text for text in parts if text])]


def _relations(site: Site, record: Record) -> list[tuple[str, str, str]]:
    """Return (label, title, page path) of the lists this one builds on, and of those that build on it."""
    found = [
        (word, other.get("title"), page_of("list", other.id))
        for field, word in BUILDS_ON
        if (other := find(site, "list", record.get(field)))
    ]
    back = {"adds_to": "后续批次", "replaces": "新版", "parent": "下级清单"}
    for field, word in back.items():
        others = [other for other in public(site, "list") if other.get(field) == record.id]
        found += [(word, other.get("title"), page_of("list", other.id)) for other in others]
    return found


def _counts(rows: list[Row]) -> list[tuple[str, int]]:
    """Return (verdict, number of entries) in the order of GROUPS, nothing when some entries say no verdict."""
    verdicts = [row.verdict for row in rows if row.verdict]
    if len(verdicts) < len(rows):
        return []
    said = Counter((verdict.tone, verdict.short) for verdict in verdicts)
    tones = [tone for tone, _ in GROUPS]
    return [
        (short, said[tone, short]) for tone, short in sorted(said, key=lambda v: (tones.index(v[0]), v[1]))
    ]


def _row(site: Site, listing: Record, *, isolated: bool) -> Row:
    label, item = site.catalogue.label, find(site, "item", listing.get("item_id"))
    status = listing.get("status")
    details = [listing.get("scope_note"), listing.get("reason")]
    return Row(
        seq=str(listing.get("seq")),
        name=listing.get("local_name") or (item.get("name") if item else listing.get("item_id")),
        page=page_of("item", item.id) if item else "",
        op="" if isolated else label("listing", "op", listing.get("op")),
        verdict=verdict_of(status) if status else None,
        answer=listing.get("answer"),
        details=[text for text in details if text],
        badges=badges(site, listing),
    )


def _inherited(site: Site, record: Record) -> list[tuple[str, str, list[EffectiveLine]]]:
    """Return (tone, title, lines) of what a list has from the lists it builds on, without its own entries."""
    own = {r.get("item_id") for r in listings_of_list(site, record.id)}
    lines = [
        line
        for line in site.resolver.contents(record.id)
        if line.item_id not in own and is_public(line.listing) and find(site, "item", line.item_id)
    ]
    groups = [
        (tone, title, [n for n in lines if verdict_of(n.status).tone == tone]) for tone, title in GROUPS
    ]
    return [group for group in groups if group[2]]
