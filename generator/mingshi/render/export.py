"""Everything a preview offers besides pages: search index, API, data package, a worker that keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator

from .api import api_files, county_api_files
from .editor import editor_files
from .offline import MANIFEST, WORKER, app_manifest, no_worker
from .openapi import openapi_files
from .package import county_package_files, package_files
from .search.core import core_files
from .search.local import county_search_files, name_files
from .search.places import place_files
from .site import Site


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the whole search index."""
    yield from core_files(site)
    yield from place_files(site)
    yield from name_files(site)
    for county in site.catalogue.areas.of_level("county"):
        yield from county_search_files(site, county.id)


def export_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file that is neither a page nor a list of pages."""
    yield from search_files(site)
    yield from api_files(site)
    yield from openapi_files(site)
    yield from package_files(site)
    yield from editor_files(site)
    yield MANIFEST, app_manifest(site.catalogue.settings)
    yield WORKER, no_worker(site.theme)


def county_files(site: Site, county_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield those of the export files that are made of one county's entries alone: what a changed pact changes."""
    yield from county_api_files(site, county_id)
    yield from county_package_files(site, county_id)
    yield from county_search_files(site, county_id)
