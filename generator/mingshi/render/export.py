"""Everything the site offers besides pages: search index, API, data package, sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .api import api_files, county_api_files
from .openapi import openapi_files
from .package import county_package_files, package_files
from .search.core import core_files
from .search.local import county_search_files, method_files
from .search.places import place_files
from .shell import Shells
from .site import Site
from .sitemap import sitemap_files


def export_files(
    site: Site, shells: Shells, pages: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file that is not a page; `pages` are (path, title, published) of those made."""
    yield from core_files(site)
    yield from place_files(site)
    yield from method_files(site)
    for county in site.catalogue.areas.of_level("county"):
        yield from county_search_files(site, county.id)
    yield from api_files(site)
    yield from openapi_files(site)
    yield from package_files(site)
    listed = [(path, published) for path, _, published in pages]
    yield from sitemap_files(site, [*listed, *((path, "") for path, _ in shells.editorial)])


def county_files(site: Site, county_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield those of the export files that are made of one county's entries alone: what a changed pact changes."""
    yield from county_api_files(site, county_id)
    yield from county_package_files(site, county_id)
    yield from county_search_files(site, county_id)
