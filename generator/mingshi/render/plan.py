"""Which pages there are, in batches that need nothing from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..model.urls import ASK, AZ, BY_COUNTY, COMMITMENT, MINE, TOPICS, page_of
from .page import Page
from .site import Site
from .views import (
    ask,
    az,
    commitment,
    conflicts,
    fields,
    forms,
    glossary,
    home,
    items,
    laws,
    lists,
    methods,
    mine,
    offline,
    pacts,
    places,
    quality,
    retired,
    rules,
    search,
    sources,
    topics,
)
from .views.local import in_county
from .views.parts import public
from .views.paths import state_ids

View = Callable[[Site, str], Page]

VIEWS: dict[str, View] = {
    "home": lambda site, _: home.home_page(site),
    "items": lambda site, _: items.items_page(site),
    "item": items.item_page,
    "az": lambda site, _: az.az_page(site),
    "topics": lambda site, _: topics.topics_page(site),
    "ask": ask.ask_page,
    "mine": lambda site, _: mine.mine_page(site),
    "commitment": lambda site, _: commitment.commitment_page(site),
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
    "offline": lambda site, _: offline.offline_page(site),
    "schemas": lambda site, _: fields.fields_page(site),
    "schema": fields.field_page,
    "rules": lambda site, _: rules.rules_page(site),
    "rule": rules.rule_page,
    "retired": retired.retired_page,
    "rulebook": lambda site, _: rules.book_page(site),
    "search": lambda site, _: search.search_page(site),
    "words": lambda site, _: search.words_page(site),
    "misses": lambda site, _: search.misses_page(site),
}


@dataclass(frozen=True, slots=True)
class Route:
    """One page to make: the view that makes it, the id it is about, and where it goes.

    `of` is the kind of entry kept by county that it shows, or lists.
    """

    view: str
    id: str
    path: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages made by one worker in one go; `name` is a county's id, or one of the names below."""

    name: str
    routes: tuple[Route, ...]


# Pages that show something of every record however many; the indexes of items; single records; upper areas.
OVERVIEW, INDEX, RECORDS, AREAS = "overview", "index", "records", "areas"
# Before the name of a county: the batch of its own page, which alone of the county's pages links to a booklet.
COUNTY = "county "


def routes_of_records(site: Site) -> Iterator[Route]:
    """Yield every page that is neither about a place nor an overview."""
    for plural, kind in (("", "item"), ("lists", "list"), ("laws", "law"), ("forms", "form")):
        if plural:
            yield Route(plural, "", page_of(kind))
        for record in public(site, kind):
            yield Route(kind, record.id, page_of(kind, record.id))
    for state in state_ids(site):
        yield Route("ask", state, ASK + state)
    for view, path in (
        ("mine", MINE),
        ("commitment", COMMITMENT),
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
    if site.catalogue.records.get("rulebook"):
        yield Route("rulebook", "", rules.BOOK)
    for code in rules.codes():
        yield Route("rule", code, page_of("rule", code))
    yield from (route for route in _retired(site) if not _is_kept_by_county(route))


def names(site: Site) -> list[str]:
    """Return the name of every batch: overviews, index, records, upper areas, then two per county.

    The batches of a county have its own page, and its places and entries.
    """
    counties = [county.id for county in site.catalogue.areas.of_level("county")]
    return [*_WHOLE, *(name for county in counties for name in (COUNTY + county, county))]


def batch(site: Site, name: str) -> Batch:
    """Return one batch. Those of a county need no entries of other counties."""
    if name in _WHOLE:
        return Batch(name, tuple(_WHOLE[name](site)))
    if name.startswith(COUNTY):
        return Batch(name, (_area(name.removeprefix(COUNTY)),))
    inside = site.catalogue.areas.below(name)
    return Batch(name, (*(_area(area.id) for area in inside), *_routes_in(site, name)))


def plan(site: Site) -> list[Batch]:
    """Return all batches."""
    return [batch(site, name) for name in names(site)]


INDEXES = (Route("items", "", page_of("item")), Route("az", "", AZ), Route("topics", "", TOPICS))
OVERVIEWS = (
    Route("home", "", ""),
    Route("quality", "", "quality/"),
    Route("offline", "", offline.PATH),
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
            yield Route(f"county {view}s", county_id, page_of(kind, county_id), kind)
            yield from (Route(view, record.id, page_of(kind, record.id), kind) for record in records)


def _retired(site: Site) -> Iterator[Route]:
    return (Route("retired", path, path) for path in sorted(retired.tombs(site)))


def _is_kept_by_county(route: Route) -> bool:
    return route.path.startswith(tuple(page_of(kind) for kind in BY_COUNTY))


def _overviews(site: Site) -> Iterator[Route]:
    yield from OVERVIEWS
    # They name successors, and what entries kept by county are called only overviews get to know.
    yield from filter(_is_kept_by_county, _retired(site))


def _area(area_id: str) -> Route:
    return Route("area", area_id, page_of("area", area_id))


def _upper_areas(site: Site) -> Iterator[Route]:
    yield Route("places", "", page_of("area"))
    yield from (_area(a.id) for a in site.catalogue.areas if a.level in ("province", "city"))


_WHOLE: dict[str, Callable[[Site], Iterable[Route]]] = {
    OVERVIEW: _overviews,
    INDEX: lambda _: INDEXES,
    RECORDS: routes_of_records,
    AREAS: _upper_areas,
}


def make(site: Site, route: Route) -> Page:
    """Make one page."""
    return VIEWS[route.view](site, route.id)
