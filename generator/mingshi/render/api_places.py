"""API documents about places: areas down to the community, and the effective list of each county."""

from __future__ import annotations

from typing import Any

from ..model.areas import LEVEL_NAMES, Area
from ..model.records import Record
from ..model.urls import link, page_of
from ..resolve.lines import EffectiveLine, ListConflict
from .site import Site
from .values import record_json, values_json
from .views.parts import is_public

Json = dict[str, Any]
# Levels whose areas have a page of their own.
PAGED = ("province", "city", "county", "town", "community")


def upper_areas(site: Site, _: str, path: str) -> Json:
    """Return the document of all areas down to the counties, each county with its two documents."""
    areas = site.catalogue.areas
    found = []
    for area in areas:
        if area.level in ("town", "community"):
            continue
        more: Json = {}
        if area.level == "county":
            more = {name: link(path, f"api/v1/{folder}/{area.id}.json") for name, folder in _FOLDERS}
        found.append(place_json(site, area, path) | more)
    return {"areas": found}


_FOLDERS = (("document", "areas"), ("effective", "effective"))


def county_areas(site: Site, county_id: str, path: str) -> Json:
    """Return the document of a county's towns, each with its communities."""
    areas = site.catalogue.areas
    towns = [
        place_json(site, town, path)
        | {"communities": [place_json(site, c, path) for c in areas.children(town.id)]}
        for town in areas.children(county_id)
    ]
    return {"area": place_json(site, areas.get(county_id), path), "towns": towns}


def place_json(site: Site, area: Area, path: str) -> Json:
    """Return an area as JSON; what is not known is left out."""
    kind = "place" if area.level in ("town", "community") else "area"
    found = {
        "id": area.id,
        "level": area.level,
        "level_label": LEVEL_NAMES[area.level],
        "kind": area.kind,
        "kind_label": site.catalogue.label(kind, "kind", area.kind),
        "name": area.name,
        "short_name": area.short_name,
        "code": area.code,
        "parent": area.parent,
        "note": area.note,
        "page": link(path, page_of("area", area.id)) if area.level in PAGED else "",
    }
    return {key: value for key, value in found.items() if value}


def county_effective(site: Site, county_id: str, path: str) -> Json:
    """Return the document of what holds in a county on the date, each line with the list and level it comes from."""
    areas, schemas = site.catalogue.areas, site.catalogue.schemas
    found = site.resolver.effective(county_id)
    return {
        "area": place_json(site, areas.get(county_id), path),
        "chain": [place_json(site, area, path) for area in areas.chain(county_id)],
        "lists": [record_json(schemas["list"], record) for record in found.lists],
        "pending": [record_json(schemas["list"], record) for record in found.pending],
        "lines": lines_json(site, found.lines, path),
        "disputes": [dispute_json(conflict) for conflict in found.conflicts],
        "page": link(path, page_of("area", county_id)),
    }


def lines_json(site: Site, lines: tuple[EffectiveLine, ...], path: str) -> list[Json]:
    """Return those lines that may be shown."""
    return [line_json(site, line, path) for line in lines if may_show(site, line)]


def may_show(site: Site, line: EffectiveLine) -> bool:
    """Tell whether a line may be shown: its listing and its item must be verified at least partly."""
    item = site.catalogue.find("item", line.item_id)
    return is_public(line.listing) and item is not None and is_public(item)


def line_json(site: Site, line: EffectiveLine, path: str) -> Json:
    """Return one line of an effective list as JSON."""
    label, children = site.catalogue.label, site.catalogue.schemas["listing"].children
    listing = line.listing
    found: Json = {
        "item_id": line.item_id,
        "name": line.name,
        "status": line.status,
        "status_label": label("listing", "status", line.status),
        "answer": listing.get("answer"),
        **_origin(line.from_list, line.from_area, line.from_level),
        "list_title": _title(site, line.from_list),
        "area_name": site.catalogue.areas.get(line.from_area).name,
        "level_label": LEVEL_NAMES[line.from_level],
        "seq": line.seq,
        "verified": listing.get("verified"),
        "approval": listing.get("approval"),
        "approval_label": label("listing", "approval", listing.get("approval")),
        "substitutes": [values_json(children["substitutes"], r) for r in line.substitutes if is_public(r)],
        "legal_basis": [values_json(children["legal_basis"], r) for r in line.legal_basis if is_public(r)],
        "exceptions": [
            _origin(e.list_id, e.area, e.level) | {"row": values_json(children["exceptions"], e.row)}
            for e in line.exceptions
            if is_public(e.row)
        ],
        "scope_notes": [
            _origin(n.list_id, n.area, n.level) | _op(site, n.op) | {"text": n.text} for n in line.scope_notes
        ],
        "trail": [
            _origin(s.list_id, s.area, s.level) | _op(site, s.op) | {"accepted": s.accepted}
            for s in line.trail
        ],
        "document": link(path, f"api/v1/items/{line.item_id}.json"),
    }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _origin(list_id: str, area: str, level: str) -> Json:
    return {"list_id": list_id, "area": area, "level": level}


def _op(site: Site, op: str) -> Json:
    return {"op": op, "op_label": site.catalogue.label("listing", "op", op)}


def _title(site: Site, list_id: str) -> str:
    record: Record | None = site.catalogue.find("list", list_id)
    return record.get("title") if record else list_id


def dispute_json(conflict: ListConflict) -> Json:
    """Return a change that was not accepted."""
    found = {
        "kind": conflict.kind,
        "item_id": conflict.item_id,
        "upper": conflict.upper,
        "lower": conflict.lower,
        "reason": conflict.reason,
    }
    return {key: value for key, value in found.items() if value}
