"""The API: every document under /api/v1/ as a static JSON file with relative links; same input, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model.urls import link
from .api_local import county_methods, county_pacts, ids_with
from .api_places import county_areas, county_effective, upper_areas
from .api_records import (
    item_document,
    items_document,
    law_document,
    laws_document,
    list_document,
    lists_document,
)
from .licence import CONTENT, FACTS
from .site import Site
from .values import json_bytes
from .views.local import in_county
from .views.parts import public

FOLDER = "api/v1/"
Json = dict[str, Any]
Make = Callable[[Site, str, str], Json]
KINDS = ("item", "list", "listing", "guide", "form", "law", "village_rule", "work_method")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One kind of document: `path` below the folder with {} for the id, `schema` without "-document".

    A `local` one is about one county and is made of nothing but that county's places and entries of that kind.
    """

    path: str
    schema: str
    title: str
    make: Make
    ids: Callable[[Site], list[str]] | None = None
    local: str = ""


def _of(kind: str) -> Callable[[Site], list[str]]:
    return lambda site: [record.id for record in public(site, kind)]


def _counties(site: Site) -> list[str]:
    return [area.id for area in site.catalogue.areas.of_level("county")]


def _index(site: Site, _: str, path: str) -> Json:
    settings = site.catalogue.settings
    levels: dict[str, int] = {}
    for area in site.catalogue.areas:
        levels[area.level] = levels.get(area.level, 0) + 1
    kinds = {kind: len(public(site, kind)) for kind in KINDS}
    return {
        "title": settings.site_name,
        "area": settings.area,
        "counts": {**kinds, **levels},
        "documents": [{"title": e.title, "path": e.path} for e in ENDPOINTS],
        "openapi": link(path, f"{FOLDER}openapi.json"),
        "datapackage": link(path, "data/datapackage.json"),
    }


ENDPOINTS = (
    Endpoint("index.json", "index", "接口首页", _index),
    Endpoint("items.json", "items", "全部事项", items_document),
    Endpoint(
        "items/{}.json",
        "item",
        "一个事项：清单规定、指南、式样、规则冲突和来源",
        item_document,
        _of("item"),
    ),
    Endpoint("lists.json", "lists", "全部清单", lists_document),
    Endpoint("lists/{}.json", "list", "一份清单和它的每一条", list_document, _of("list")),
    Endpoint("areas.json", "areas", "从全国到县的行政区划", upper_areas),
    Endpoint("areas/{}.json", "area", "一个县（市、区）的乡镇（街道）和村（社区）", county_areas, _counties),
    Endpoint("effective/{}.json", "effective", "一个县（市、区）的有效清单", county_effective, _counties),
    Endpoint(
        "pacts/{}.json",
        "pacts",
        "一个县（市、区）的村规民约和居民公约",
        county_pacts,
        lambda site: ids_with(site, "village_rule"),
        local="village_rule",
    ),
    Endpoint(
        "methods/{}.json",
        "methods",
        "一个县（市、区）的社区工作法",
        county_methods,
        lambda site: ids_with(site, "work_method"),
        local="work_method",
    ),
    Endpoint("laws.json", "laws", "全部法规", laws_document),
    Endpoint("laws/{}.json", "law", "一部法规：版本、条款和引用它的内容", law_document, _of("law")),
)


def api_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every document of the API."""
    for endpoint in ENDPOINTS:
        yield from endpoint_files(site, endpoint)


def endpoint_files(site: Site, endpoint: Endpoint) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every document of one kind."""
    for entry_id in endpoint.ids(site) if endpoint.ids else [""]:
        path = FOLDER + endpoint.path.replace("{}", entry_id)
        yield path, json_bytes(document(site, endpoint, entry_id, path))


def county_api_files(site: Site, county_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield those documents that are made of one county's entries alone."""
    for endpoint in ENDPOINTS:
        if endpoint.local and in_county(site, endpoint.local, county_id):
            path = FOLDER + endpoint.path.replace("{}", county_id)
            yield path, json_bytes(document(site, endpoint, county_id, path))


def document(site: Site, endpoint: Endpoint, entry_id: str, path: str) -> Json:
    """Return one document: what it claims to be, the date, the terms, and its content."""
    organiser = site.catalogue.settings.get("organiser")
    return {
        "$schema": link(path, f"{FOLDER}schemas/{endpoint.schema}-document.json"),
        "on": site.catalogue.on,
        "license": CONTENT,
        "notice": FACTS,
        **({"publisher": organiser} if organiser else {}),
        **endpoint.make(site, entry_id, path),
    }
