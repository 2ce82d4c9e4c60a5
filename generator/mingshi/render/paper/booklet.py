"""The booklet of a place: every item of the list that holds there, with contents, sources and an imprint."""

from __future__ import annotations

from typing import Any

from ...model.areas import Area
from ...model.urls import page_of
from ..site import Site
from ..views import guides
from ..views.effective import effective, grouped, lines_at, lists_behind, pending_at
from ..views.parts import as_list, newest, source_lines
from ..views.places import contact_of
from ..views.prints import UPPER, booklet_path, booklets
from .document import UNDATED, Document, base_of
from .entry import entry


def booklet(site: Site, area: Area, *, own: bool = False) -> Document:
    """Return the booklet of a province, city or county.

    One that others share says where it holds; with `own` it is about this place alone and gives its contact.
    """
    chain = [a for a in site.catalogue.areas.chain(area.id) if a.level != "nation"]
    where = "".join(a.name for a in chain)
    lists = lists_behind(site, area.id)
    base = base_of(site, page_of("area", area.id), f"{where}村（居）委会证明事项手册", [r for _, r in lists])
    groups = [_group(site, area.id, g) for g in grouped(lines_at(site, area.id))]
    dates = [base["date"], *(d for g in groups for d in g.pop("dates"))]
    base["date"] = newest(dates) or UNDATED
    data = base | {
        "area": where,
        "groups": groups,
        "lists": [_source(site, tag, record) for tag, record in lists],
        "awaited": [
            f"{a.name}本级清单：{_state(site, r)}。{r.get('note')}" for a, r in pending_at(site, area.id)
        ],
        "conflicts": [c.reason for c in effective(site, area.id).conflicts],
        "shared": [] if own else _shared(site, area),
        "contact": _contact(site, chain) if own else "",
        "undertaker": site.catalogue.settings.shown("undertaker"),
        "count": sum(len(g["items"]) for g in groups),
    }
    return Document(booklet_path(area.id), "booklet.typ", f"手册“{where}”", data)


def _group(site: Site, area_id: str, group: Any) -> dict[str, Any]:
    items, dates = [], []
    for shown in group.lines:
        record = guides.guide_record(site, area_id, shown.item.id)
        guide = guides.guide_view(site, record) if record else None
        items.append(entry(site, shown.item, shown, guide) | {"tag": shown.tag})
        backing = [shown.item, shown.listing, *([record] if record else [])]
        dates += [str(r.get("updated") or r.get("published") or "")[:10] for r in backing]
    return {"tone": group.tone, "title": group.title, "items": items, "dates": dates}


def _source(site: Site, tag: str, record: Any) -> dict[str, Any]:
    sources = source_lines(site, as_list(record.get("source_ids")))
    number = record.get("doc_number")
    return {
        "tag": tag,
        "title": f"《{record.get('title')}》" + (f"（{number}）" if number else ""),
        "issuers": "、".join(as_list(record.get("issuers"))),
        "note": record.get("note"),
        "sources": [f"{s.title}（{s.detail}）" if s.detail else s.title for s in sources],
    }


def _state(site: Site, record: Any) -> str:
    return site.catalogue.label("list", "state", record.get("state"))


def _shared(site: Site, area: Area) -> list[str]:
    """Return the names of the other places under the same lists, by the level they are on; empty when there is none."""
    areas = site.catalogue.areas
    same = [areas.get(i) for i, owner in booklets(site).items() if owner == area.id and i != area.id]
    found = []
    for level in UPPER:
        names = [_full(site, a) if level == "county" else a.name for a in same if a.level == level]
        if names:
            found.append("、".join(names))
    return found


def _full(site: Site, area: Area) -> str:
    """Return a county's name, after that of its city where another county has the same."""
    counties = site.catalogue.areas.of_level("county")
    twin = sum(1 for c in counties if c.name == area.name) > 1
    return f"{site.catalogue.areas.get(area.parent).name}{area.name}" if twin else area.name


def _contact(site: Site, chain: list[Area]) -> str:
    found = contact_of(site, chain)
    if found is None:
        return ""
    record = found[1]
    texts = (record.get(name) for name in ("address", "phone", "hours", "note"))
    return f"{found[0].name}：{'；'.join(t for t in texts if t)}"
