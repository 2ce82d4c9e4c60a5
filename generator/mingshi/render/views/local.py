"""What single villages and communities have written down themselves, kept by county: pacts and working methods.

A page of a county, and everything in it, needs only the entries of that county.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ...model.areas import Area
from ...model.records import Record
from ...model.urls import BY_COUNTY, depth_of, link, page_of
from ..cut import Own
from ..markdown import to_html
from ..page import Page
from ..site import Site, raw
from .parts import HOME, Crumbs, area_tag, as_list, badges, find, is_public, newest, organiser, source_lines

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """How one kind is spoken of: the name of its column, what one entry is counted in, and what the column is about."""

    column: str
    unit: str
    about: str


WORDS = {
    "village_rule": Words(
        "村规民约和居民公约", "份", "村民会议、居民会议自己定的规矩：全文、什么时候通过、报给哪里备案"
    ),
    "work_method": Words("社区工作法", "个", "村（社区）总结出来的工作办法：做什么、怎么做"),
}


def in_county(site: Site, kind: str, county_id: str) -> list[Record]:
    """Return the entries of a county that may be shown, in the order of their ids."""

    def make() -> list[Record]:
        found = site.by_county(kind).of_county(county_id)
        shown = (found[key] for key in sorted(found))
        return [r for r in shown if is_public(r) and r.get("area") in site.catalogue.areas]

    made: list[Record] = site.once(("in county", kind, county_id), make)
    return made


def counties_with(site: Site, kind: str) -> list[Area]:
    """Return the counties that have entries of a kind, in the order of the areas."""
    return [area for area in site.catalogue.areas.of_level("county") if in_county(site, kind, area.id)]


def local_links(site: Site, area: Area) -> list[tuple[str, str, str]]:
    """Return (kind, title, page path) of a community's own entries, or of a county's lists of them."""
    if area.level == "community":
        county = "/".join(area.id.split("/")[:2])
        mine: dict[str, list[Record]] = site.once(("local", county), lambda: _by_area(site, county))
        return [(_label(site, r), r.get("title"), page_of(r.kind, r.id)) for r in mine.get(area.id, [])]
    if area.level != "county":
        return []
    counts = [(kind, len(in_county(site, kind, area.id))) for kind in BY_COUNTY]
    return [
        (WORDS[kind].column, f"{n} {WORDS[kind].unit}", page_of(kind, area.id)) for kind, n in counts if n
    ]


def _by_area(site: Site, county_id: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for kind in BY_COUNTY:
        for record in in_county(site, kind, county_id):
            found.setdefault(record.get("area"), []).append(record)
    return found


def _label(site: Site, record: Record) -> str:
    """Return what an entry is: 村规民约, 居民公约 or 社区工作法."""
    return (
        site.catalogue.label(record.kind, "rule_kind", record.get("rule_kind")) or WORDS[record.kind].column
    )


def entry(site: Site, kind: str, entry_id: str) -> Record:
    """Return an entry that may be shown. Raises KeyError when there is none."""
    record = find(site, kind, entry_id)
    if record is None:
        raise KeyError(entry_id)
    return record


def entry_page(site: Site, record: Record, about: str, facts: Facts, lead: str = "") -> Page:
    """Return the page of one entry: `facts` are (name, text) of what is known, `lead` stands above the text."""
    path = page_of(record.kind, record.id)
    place = site.catalogue.areas.get(record.get("area"))
    key = ("town", record.kind, place.parent)
    town: _Town = site.once(key, lambda: _town_of(site, record.kind, place.parent))
    label = _label(site, record)
    own: dict[str, Own] = {
        "title": record.get("title"),
        "where": town.where,
        "place": place.name,
        "there": link(path, page_of("area", place.id)),
        "lead": lead,
        "facts": [(name, text) for name, text in facts if text],
        "body": raw(to_html(record.body)),
        "sources": _sources(site, record, path),
        "version": record.get("version"),
        "change": record.get("change"),
        "updated": record.get("updated"),
    }
    same = {
        "label": label,
        "marks": _marks(site, record),
        "synthetic": bool(record.get("synthetic")),
    }
    body = site.fill("local.html", path, own, same)
    return Page(
        path=path,
        title=record.get("title"),
        description=about[:120],
        section="places",
        level="article",
        body=body,
        published=record.get("published"),
        keywords=(label, place.name, town.county),
        content_source=organiser(site),
        crumbs=town.crumbs,
    )


@dataclass(frozen=True, slots=True)
class _Town:
    """What the pages of one kind about places of one town have in common."""

    where: str
    county: str
    crumbs: Crumbs


def _town_of(site: Site, kind: str, town_id: str) -> _Town:
    *above, county, town = site.catalogue.areas.chain(town_id)
    column, listed = (WORDS[kind].column, page_of(kind)), (area_tag(county), page_of(kind, county.id))
    return _Town(
        where="".join(a.name for a in (*above[1:], county, town)),
        county=county.name,
        crumbs=(HOME, column, listed),
    )


def _marks(site: Site, record: Record) -> tuple[tuple[str, str], ...]:
    key = ("marks", record.kind, record.get("verified"), record.get("approval"))
    made: tuple[tuple[str, str], ...] = site.once(key, lambda: tuple(badges(site, record)))
    return made


def _sources(site: Site, record: Record, path: str) -> Markup:
    """Return the sources as HTML, made once for all entries with the same sources."""
    ids = tuple(as_list(record.get("source_ids")))

    def make() -> Markup:
        return raw(site.render("local_sources.html", path, lines=source_lines(site, ids)))

    made: Markup = site.once(("sources html", ids, depth_of(path)), make)
    return made


def county_page(site: Site, kind: str, county_id: str) -> Page:
    """Return the list of a county's entries, by town. Raises KeyError for a county without any."""
    areas, words = site.catalogue.areas, WORDS[kind]
    records = in_county(site, kind, county_id)
    if not records:
        raise KeyError(county_id)
    path, chain = page_of(kind, county_id), areas.chain(county_id)
    towns: dict[str, list[tuple[str, str, str]]] = {}
    for record in records:
        place = areas.get(record.get("area"))
        line = (record.get("title"), page_of(kind, record.id), _note(record))
        towns.setdefault(areas.get(place.parent).name, []).append(line)
    where = "".join(a.name for a in chain[1:])
    return Page(
        path=path,
        title=f"{chain[-1].name}{words.column}",
        description=f"{where}{words.column} {len(records)} {words.unit}，按乡镇（街道）排列。",
        section="places",
        level="column",
        body=site.render(
            "local_county.html", path, words=words, area=chain[-1], towns=towns, number=len(records)
        ),
        published=_newest(records),
        keywords=(words.column, chain[-1].name),
        content_source=organiser(site),
        crumbs=(HOME, (words.column, page_of(kind))),
    )


def _note(record: Record) -> str:
    day = record.get("adopted_on")
    return f"{day} 通过" if day else str(record.get("summary"))


def index_page(site: Site, kind: str) -> Page:
    """Return the column of a kind: how many entries each county has, or that there are none yet."""
    words, path = WORDS[kind], page_of(kind)
    areas = site.catalogue.areas
    found = {county.id: in_county(site, kind, county.id) for county in counties_with(site, kind)}
    cities: dict[str, list[tuple[Area, str, int]]] = {}
    for county in map(areas.get, found):
        line = (county, page_of(kind, county.id), len(found[county.id]))
        cities.setdefault(areas.get(county.parent).name, []).append(line)
    number = sum(map(len, found.values()))
    return Page(
        path=path,
        title=words.column,
        description=f"{words.about}。" + (f"已收录 {number} {words.unit}。" if number else "还没有收录。"),
        section="places",
        level="column",
        body=site.render("local_index.html", path, words=words, cities=cities, number=number),
        published=_newest(record for records in found.values() for record in records),
        keywords=(words.column,),
        content_source=organiser(site),
        crumbs=(HOME,),
    )


def _newest(records: Iterable[Record]) -> str:
    return newest(str(record.get("published")) for record in records)
