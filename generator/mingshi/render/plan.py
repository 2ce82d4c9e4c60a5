"""Which pages there are, in batches that need nothing from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model.urls import BY_COUNTY, page_of
from .page import Page
from .site import Site
from .views import (
    conflicts,
    fields,
    forms,
    glossary,
    home,
    items,
    laws,
    lists,
    methods,
    pacts,
    places,
    quality,
    rules,
    search,
    sources,
)
from .views.local import in_county
from .views.parts import public

View = Callable[[Site, str], Page]

VIEWS: dict[str, View] = {
    "home": lambda site, _: home.home_page(site),
    "items": lambda site, _: items.items_page(site),
    "item": items.item_page,
    "lists": lambda site, _: lists.lists_page(site),
    "list": lists.list_page,
    "places": lambda site, _: places.places_page(site),
    "area": places.place_page,
    "pacts": lambda site, _: pacts.pacts_page(site),
    "county pacts": pacts.county_pacts_page,
    "pact": pacts.pact_page,
    "methods": lambda site, _: methods.methods_page(site),
    "county methods": methods.county_methods_page,
    "method": methods.method_page,
    "laws": lambda site, _: laws.laws_page(site),
    "law": laws.law_page,
    "forms": lambda site, _: forms.forms_page(site),
    "form": forms.form_page,
    "sources": lambda site, _: sources.sources_page(site),
    "conflicts": lambda site, _: conflicts.conflicts_page(site),
    "glossary": lambda site, _: glossary.glossary_page(site),
    "quality": lambda site, _: quality.quality_page(site),
    "schemas": lambda site, _: fields.fields_page(site),
    "schema": fields.field_page,
    "rules": lambda site, _: rules.rules_page(site),
    "rule": rules.rule_page,
    "search": lambda site, _: search.search_page(site),
    "words": lambda site, _: search.words_page(site),
    "misses": lambda site, _: search.misses_page(site),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One page to make: the view that makes it, the id it is about, and where it goes."""

    view: str
    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages made by one worker in one go; `about` says what they show: a county's id, or one of the names below."""

    name: str
    routes: tuple[Route, ...]
    about: str = ""


# Pages that show something of every record however many; the index by pinyin; single records; upper areas.
OVERVIEW, INDEX, RECORDS, AREAS = "overview", "index", "records", "areas"


def routes_of_records(site: Site) -> Iterator[Route]:
    """Yield every page that is neither about a place nor an overview."""
    for plural, kind in (("", "item"), ("lists", "list"), ("laws", "law"), ("forms", "form")):
        if plural:
            yield Route(plural, "", page_of(kind))
        for record in public(site, kind):
            yield Route(kind, record.id, page_of(kind, record.id))
    for view, path in (
        ("conflicts", page_of("conflict")),
        ("glossary", page_of("term")),
        ("schemas", page_of("schema")),
        ("rules", page_of("rule")),
        ("search", search.SEARCH),
        ("words", search.WORDS),
        ("misses", search.MISSES),
    ):
        yield Route(view, "", path)
    for kind in sorted(site.catalogue.schemas):
        yield Route("schema", kind, page_of("schema", kind))
    for code in rules.codes():
        yield Route("rule", code, page_of("rule", code))


def plan(site: Site) -> list[Batch]:
    """Return all batches: one for the records, one for the upper areas, one per county.

    A batch of a county has its places and entries, and needs no entries of other counties.
    """
    areas = site.catalogue.areas
    top = [a for a in areas if a.level in ("province", "city")]
    batches = [
        Batch(OVERVIEW, tuple(OVERVIEWS), OVERVIEW),
        Batch(INDEX, (Route("items", "", page_of("item")),), INDEX),
        Batch(RECORDS, tuple(routes_of_records(site)), RECORDS),
        Batch(AREAS, (Route("places", "", page_of("area")), *(_area(a.id) for a in top)), AREAS),
    ]
    for county in areas.of_level("county"):
        inside = (county.id, *(a.id for a in areas.below(county.id)))
        routes = (*(_area(a) for a in inside), *_routes_in(site, county.id))
        batches.append(Batch(county.id, routes, county.id))
    return batches


OVERVIEWS = (
    Route("home", "", ""),
    Route("quality", "", "quality/"),
    Route("pacts", "", page_of("village_rule")),
    Route("methods", "", page_of("work_method")),
    Route("sources", "", page_of("source")),
)
# The views of an entry that is kept by county.
_VIEW_OF = dict(zip(BY_COUNTY, ("pact", "method"), strict=True))


def _routes_in(site: Site, county_id: str) -> Iterator[Route]:
    """Yield the pages of what the committees of a county have written down themselves, after the list of each kind."""
    for kind, view in _VIEW_OF.items():
        if records := in_county(site, kind, county_id):
            yield Route(f"county {view}s", county_id, page_of(kind, county_id))
            yield from (Route(view, record.id, page_of(kind, record.id)) for record in records)


def _area(area_id: str) -> Route:
    return Route("area", area_id, page_of("area", area_id))


def make(site: Site, route: Route) -> Page:
    """Make one page."""
    return VIEWS[route.view](site, route.id)
