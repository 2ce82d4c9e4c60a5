"""What refers to what: the entries that cite a law, and the pages that rest on a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...model.numerals import number_of
from ...model.records import Record, Value
from ...model.urls import BY_COUNTY, page_of
from ..site import Site
from .parts import as_list, find, public, public_rows, unique

_PART = re.compile(r"第([零〇一二三四五六七八九十百千]+)|之([一二三四五六七八九十]+)")
# Registers with so many rows from one source that a link for each says nothing.
COUNTED = {"area", *BY_COUNTY}


@dataclass(frozen=True, slots=True)
class Citation:
    """One entry that cites a law: as what, and where it is shown (`page` is "" when it has no page)."""

    version: str
    article: str
    used_as: str
    title: str
    page: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on a source."""

    title: str
    page: str


def title_of(site: Site, record: Record | None) -> str:
    """Return what a record is called, by the title field of its schema."""
    if record is None:
        return ""
    schema = site.catalogue.schemas[record.kind]
    return str(record.get(schema.title_field) or record.id)


def citations_of_law(site: Site) -> dict[str, list[Citation]]:
    """Return every citation by law id, in the order listings, guides, conflicts."""

    def make() -> dict[str, list[Citation]]:
        found: dict[str, list[Citation]] = {}
        for law_id, citation in (*_in_listings(site), *_in_guides(site), *_in_conflicts(site)):
            found.setdefault(law_id, []).append(citation)
        return found

    made: dict[str, list[Citation]] = site.once("citations", make)
    return made


def _in_listings(site: Site) -> Iterator[tuple[str, Citation]]:
    children = site.catalogue.schemas["listing"].children
    for listing in public(site, "listing"):
        item = find(site, "item", listing.get("item_id"))
        in_list = title_of(site, find(site, "list", listing.get("list_id")))
        for name in ("legal_basis", "substitutes", "exceptions"):
            used_as = f"{children[name].title}（{in_list}）"
            for row in public_rows(listing, name):
                yield from _citation(
                    row, used_as, title_of(site, item), page_of("item", item.id) if item else ""
                )


def _in_guides(site: Site) -> Iterator[tuple[str, Citation]]:
    schema = site.catalogue.schemas["guide"]
    for guide in public(site, "guide"):
        item = find(site, "item", guide.get("item_id"))
        page = page_of("item", item.id) if item else ""
        for row in public_rows(guide, "legal_basis"):
            yield from _citation(row, schema.title, title_of(site, guide), page)


def _in_conflicts(site: Site) -> Iterator[tuple[str, Citation]]:
    """Yield conflicts that name a law: they have no reference to it, only its title in the text of their rules."""
    kind = site.catalogue.schemas["conflict"].title
    laws = [(law.id, {law.get("name"), law.get("short_title")}) for law in public(site, "law")]
    for conflict in public(site, "conflict"):
        text = " ".join(conflict.get(name) for name in ("rule_a", "rule_b", "resolution"))
        for law_id, names in laws:
            if any(name and f"《{name}》" in text for name in names):
                page = page_of("conflict", conflict.id)
                yield law_id, Citation("", "", kind, conflict.get("topic"), page)


def _citation(
    row: Mapping[str, Value], used_as: str, title: str, page: str
) -> Iterator[tuple[str, Citation]]:
    if law_id := row.get("law_id"):
        version, article = row.get("version_date") or "", row.get("article") or ""
        yield law_id, Citation(version, article, used_as, title, page, row.get("note") or "")


def uses_of_source(site: Site) -> dict[str, list[Use]]:
    """Return by source id what rests on it: kinds with a page as links, large registers as one line with a count."""
    found: dict[str, dict[Use, None]] = {}
    counts: dict[tuple[str, str], int] = {}
    for kind, schema in site.catalogue.schemas.items():
        for record in public(site, kind):
            for source_id in source_ids_of(site, record):
                if kind in COUNTED:
                    counts[source_id, kind] = counts.get((source_id, kind), 0) + 1
                    continue
                for page in places_of(site, record) or [""]:
                    title = f"{schema.title}：{_name(site, record)}"
                    found.setdefault(source_id, {})[Use(title, page)] = None
    for (source_id, kind), number in counts.items():
        use = Use(f"{site.catalogue.schemas[kind].title}：{number} 条", "")
        found.setdefault(source_id, {})[use] = None
    return {source_id: list(uses) for source_id, uses in found.items()}


def source_ids_of(site: Site, record: Record) -> list[str]:
    """Return the sources a record and those of its nested rows that may be shown name."""
    schema = site.catalogue.schemas[record.kind]
    names: list[str] = site.once(
        ("source fields", record.kind), lambda: [n for n in schema.names if n.endswith("source_ids")]
    )
    ids = [i for name in names for i in as_list(record.get(name))]
    for child in schema.children:
        ids += [i for row in public_rows(record, child) for i in as_list(row.get("source_ids") or [])]
    return unique(ids)


def _name(site: Site, record: Record) -> str:
    item = find(site, "item", record.get("item_id")) if record.kind in ("listing", "guide") else None
    if item:
        return title_of(site, item)
    if record.kind in ("law_version", "provision"):
        law = title_of(site, find(site, "law", record.get("law_id")))
        return f"《{law}》{title_of(site, record)}"
    if record.kind == "contact":
        areas = site.catalogue.areas
        return areas.get(record.get("area_id")).name if record.get("area_id") in areas else record.id
    return title_of(site, record)


def places_of(site: Site, record: Record) -> list[str]:
    """Return the pages a record is shown on, as far as they exist."""
    own = {"item", "list", "law", "form", "conflict"}
    if record.kind in own:
        return [page_of(record.kind, record.id)]
    if record.kind in ("law_version", "provision") and find(site, "law", record.get("law_id")):
        return [page_of("law", record.get("law_id"))]
    if record.kind == "contact" and record.get("area_id") in site.catalogue.areas:
        return [page_of("area", record.get("area_id"))]
    items = as_list(record.get("item_id")) + as_list(record.get("item_ids"))
    return [page_of("item", i) for i in items if find(site, "item", i)]


def article_order(article: str) -> tuple[tuple[int, ...], str]:
    """Return what articles are sorted by: 第三条 before 第十条 before 第十条第二款, other texts first."""
    return tuple(number_of(a or b) for a, b in _PART.findall(article)), article
