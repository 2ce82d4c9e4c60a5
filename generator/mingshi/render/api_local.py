"""API documents of what the committees of one county have written down themselves: titles, dates, addresses."""

from __future__ import annotations

from typing import Any

from ..model.urls import link, page_of
from .api_places import place_json
from .site import Site
from .values import values_json
from .views.local import counties_with, in_county

Json = dict[str, Any]
# The texts themselves are on the pages and in the data package.
SLIM = {
    "village_rule": (
        "pact_id",
        "area",
        "rule_kind",
        "rule_kind_label",
        "title",
        "adopted_on",
        "filed_on",
        "published_on",
        "synthetic",
        "verified",
        "approval",
    ),
    "work_method": ("method_id", "area", "title", "summary", "started", "synthetic", "verified", "approval"),
}


def county_pacts(site: Site, county_id: str, path: str) -> Json:
    """Return the document of a county's village rules and residents' pacts."""
    return {"area": _place(site, county_id, path), "pacts": _entries(site, "village_rule", county_id, path)}


def county_methods(site: Site, county_id: str, path: str) -> Json:
    """Return the document of a county's working methods."""
    return {"area": _place(site, county_id, path), "methods": _entries(site, "work_method", county_id, path)}


def ids_with(site: Site, kind: str) -> list[str]:
    """Return the counties that have a document of a kind."""
    return [county.id for county in counties_with(site, kind)]


def _place(site: Site, county_id: str, path: str) -> Json:
    return place_json(site, site.catalogue.areas.get(county_id), path)


def _entries(site: Site, kind: str, county_id: str, path: str) -> list[Json]:
    schema, names = site.catalogue.schemas[kind], SLIM[kind]
    fields = [field for name in names if (field := schema.field(name))]
    found = []
    for record in in_county(site, kind, county_id):
        values = values_json(schema, record.values, fields)
        slim = {name: values[name] for name in names if name in values}
        found.append(slim | {"page": link(path, page_of(kind, record.id))})
    return found
