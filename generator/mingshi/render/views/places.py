"""Place pages, from the province down to each village and community, and the page where a place is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ...model.areas import COMMITTEE_KINDS, Area
from ...model.records import Record
from ...model.urls import depth_of, link, page_of
from ..cut import Own
from ..page import Page
from ..site import Site, raw
from .effective import effective, grouped, lines_at, lists_behind, pending_at
from .local import local_links
from .parts import (
    HOME,
    WHO,
    Crumbs,
    SourceLine,
    area_tag,
    as_list,
    by_item,
    find,
    newest,
    organiser,
    public,
    source_lines,
)
from .prints import print_of_area

NO_DATA = "暂无数据"
_CONTACT = ("address", "phone", "hours", "note")
# What the areas below are called together, by their level.
BELOW = {"city": "设区市", "county": "县（市、区）", "town": "乡镇（街道）", "community": "村（社区）"}
CLOSE = ("town", "community")
WHO_AT = {"residents_committee": WHO["community"], "villagers_committee": WHO["village"]}


@dataclass(frozen=True, slots=True)
class Column:
    """The areas directly below of one kind, with how many there are further down."""

    title: str
    areas: list[tuple[Area, str]]


def place_page(site: Site, area_id: str) -> Page:
    """Return the page of one area. Raises KeyError for an unknown one."""
    areas = site.catalogue.areas
    area, path = areas.get(area_id), page_of("area", area_id)
    above: _Above = site.once(("above", area.parent), lambda: _above_of(site, area.parent))
    upper = above.upper if area.level in CLOSE else area
    is_parent = areas.is_parent(area_id)
    empty = area.kind == "no_data" or (area.level == "county" and not is_parent)
    contact = None if empty else _own_contact(site, area) or above.contact
    own: dict[str, Own] = {
        "name": area.name,
        "id": area.id,
        # As mine.js calls it: a city by its name, anything below from its county on.
        "mine": above.mine + area.name,
        "where": above.where,
        "empty": (area.note or NO_DATA) if empty else "",
        "at": contact[0].name if contact else "",
        "contact": "；".join(filter(None, map(contact[1].get, _CONTACT))) if contact else "",
        "local": [(kind, title, link(path, target)) for kind, title, target in local_links(site, area)],
        "note": "" if empty else area.note,
    }
    same = {
        "level": area.level,
        "committee": area.kind,
        "who": WHO_AT.get(area.kind, WHO["both"]),
        "kind": site.catalogue.label("place" if area.level in CLOSE else "area", "kind", area.kind),
        "list": Markup() if empty else _list_html(site, area_id, path),
        "names": site.once(("names", upper.id), lambda: _names_note(site, upper)),
    }
    more = {
        "columns": columns_of(site, area_id) if is_parent and not empty else [],
        "has": has_of(site, area_id),
        "print": print_of_area(site, area),
        "facts": _facts(site, area_id),
    }
    if any(more.values()):
        body = site.render("place.html", path, **own, **same, **more)
    else:
        body = site.fill("place.html", path, own, same | dict.fromkeys(more))
    return Page(
        path=path,
        title=area.name,
        description=f"{above.where}{area.name}：{NO_DATA}。"
        if empty
        else f"{above.where}{area.name}的村（居）委会{_PROMISE}",
        section="places",
        level="column" if is_parent else "article",
        body=body,
        published=upper.published or _lists_published(site, area_id),
        keywords=(area.name, "证明事项", "居委会", "村委会"),
        content_source=organiser(site),
        crumbs=above.crumbs,
    )


_PROMISE = "开哪些证明、不开哪些证明，不开的该去哪里办。"


@dataclass(frozen=True, slots=True)
class _Above:
    """What the pages of all places directly below one area have in common.

    `upper` is the lowest area of the way there that is kept in the register of upper areas, with sources and a date.
    """

    where: str
    mine: str
    crumbs: Crumbs
    contact: tuple[Area, Record] | None
    upper: Area


def _above_of(site: Site, area_id: str) -> _Above:
    areas = site.catalogue.areas
    whole = areas.chain(area_id)
    chain = [a for a in whole if a.level != "nation"]
    return _Above(
        where="".join(a.name for a in chain),
        mine="".join(a.name for a in chain[2:]),
        crumbs=(HOME, ("地方", page_of("area")), *((area_tag(a), page_of("area", a.id)) for a in chain)),
        contact=_nearest_contact(site, chain),
        upper=next(a for a in reversed(whole) if a.level not in CLOSE),
    )


def _list_html(site: Site, area_id: str, path: str) -> Markup:
    """Return the effective list as HTML, made once for all places at the same depth under the same lists."""
    key = ("list html", site.resolver.key(area_id), depth_of(path))
    made: Markup = site.once(key, lambda: raw(_render_list(site, area_id, path)))
    return made


def _render_list(site: Site, area_id: str, path: str) -> str:
    groups = grouped(lines_at(site, area_id))
    return site.render(
        "effective.html",
        path,
        groups=groups,
        lists=lists_behind(site, area_id),
        pending=pending_at(site, area_id),
        disputes=[c.reason for c in effective(site, area_id).conflicts],
    )


def fragments(site: Site) -> list[str]:
    """Return the HTML of every effective list, once per group of lists and depth of page."""
    found: dict[tuple[Any, int], str] = {}
    for area in site.catalogue.areas:
        if area.level != "nation":
            path = page_of("area", area.id)
            key = (site.resolver.key(area.id), depth_of(path))
            if key not in found:
                found[key] = str(_list_html(site, area.id, path))
    return list(found.values())


def columns_of(site: Site, area_id: str) -> list[Column]:
    """Return the areas directly below by what they are called; committees by their kind."""
    groups: dict[str, list[tuple[Area, str]]] = {}
    for child in site.catalogue.areas.children(area_id):
        title = COMMITTEE_KINDS.get(child.kind) or BELOW[child.level]
        groups.setdefault(title, []).append((child, _size(site, child)))
    return [Column(title, inside) for title, inside in groups.items()]


def _size(site: Site, area: Area) -> str:
    """Return how much lies below an area in a few words."""
    if area.level == "community":
        return ""
    if area.kind == "no_data":
        return NO_DATA
    below: dict[str, int] = site.once("sizes", lambda: _sizes(site))
    number = below.get(area.id, 0)
    return f"{number} 个村（社区）" if number else NO_DATA


def _sizes(site: Site) -> dict[str, int]:
    """Return how many communities lie below each area."""
    found: dict[str, int] = {}
    areas = site.catalogue.areas
    for community in areas.of_level("community"):
        above = community.parent
        while above:
            found[above] = found.get(above, 0) + 1
            above = areas.get(above).parent
    return found


def contact_of(site: Site, chain: list[Area]) -> tuple[Area, Record] | None:
    """Return the contact of an area, else of the nearest one above it up to the county, with the area it belongs to."""
    return _own_contact(site, chain[-1]) or _nearest_contact(site, chain[:-1])


def _nearest_contact(site: Site, chain: list[Area]) -> tuple[Area, Record] | None:
    near = (a for a in reversed(chain) if a.level in (*CLOSE, "county"))
    return next(filter(None, (_own_contact(site, a) for a in near)), None)


def _own_contact(site: Site, area: Area) -> tuple[Area, Record] | None:
    known: dict[str, Record] = site.once(
        "contacts", lambda: {r.get("area_id"): r for r in public(site, "contact")}
    )
    return (area, known[area.id]) if area.id in known else None


def has_of(site: Site, area_id: str) -> list[tuple[str, str]]:
    """Return (title, page path) of the lists and guides that an area made itself."""
    made: dict[str, list[tuple[str, str]]] = site.once("own things", lambda: _own_things(site))
    return made.get(area_id, [])


def _own_things(site: Site) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for record in public(site, "list"):
        found.setdefault(record.get("area"), []).append((record.get("title"), page_of("list", record.id)))
    own = site.catalogue.settings.area
    for guide in public(site, "guide"):
        if find(site, "item", guide.get("item_id")):
            area_id, page = guide.get("area"), page_of("item", guide.get("item_id"))
            anchor = "guide" if area_id == own else f"guide-{area_id.replace('/', '-')}"
            found.setdefault(area_id, []).append((guide.get("title"), f"{page}#{anchor}"))
    return found


def _facts(site: Site, area_id: str) -> list[tuple[Record, list[SourceLine]]]:
    facts = by_item(site, "fact", "area_id").get(area_id, [])
    return [(fact, source_lines(site, as_list(fact.get("source_ids")))) for fact in facts]


def _names_note(site: Site, upper: Area) -> str:
    """Return where the names of places in an upper area come from, and that no authority has confirmed them."""
    record = site.catalogue.find("area", upper.id)
    ids = as_list(record.get("source_ids")) if record else []
    sources = [find(site, "source", i) for i in ids]
    named = [f"{s.get('issuer')}《{s.get('title')}》" for s in sources if s]
    return f"名称来源：{'；'.join(named)}；未经民政部门核定。" if named else "名称未经民政部门核定。"


def _lists_published(site: Site, area_id: str) -> str:
    made: str = site.once(
        ("lists published", site.resolver.key(area_id)),
        lambda: newest(str(r.get("published")) for r in effective(site, area_id).lists),
    )
    return made


def places_page(site: Site) -> Page:
    """Return the page where a place is chosen: every city with its counties."""
    path = page_of("area")
    areas, own = site.catalogue.areas, site.catalogue.settings.area
    cities = [(city, _size(site, city), areas.children(city.id)) for city in areas.children(own)]
    name = areas.get(own).name if own in areas else ""
    return Page(
        path=path,
        title="选地方",
        description=f"{name}各地：选到您住的村（社区），看那里的村（居）委会{_PROMISE}",
        section="places",
        level="column",
        body=site.render("places.html", path, cities=cities, own=areas.get(own) if own in areas else None),
        keywords=(name, "村（社区）", "证明事项"),
        content_source=organiser(site),
        crumbs=(HOME,),
    )
