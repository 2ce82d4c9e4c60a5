"""Everything a preview offers besides pages: search index, API, data package, sitemap, a worker that keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .api import api_files, county_api_files
from .offline import MANIFEST, WORKER, app_manifest, no_worker
from .openapi import openapi_files
from .package import county_package_files, package_files
from .search import search_files
from .shell import Shells
from .site import Site
from .sitemap import sitemap_files


def export_files(
    site: Site, shells: Shells, pages: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file that is not a page; `pages` are (path, title, published) of those made."""
    yield from search_files(site)
    yield from api_files(site)
    yield from openapi_files(site)
    yield from package_files(site)
    yield MANIFEST, app_manifest(site.catalogue.settings)
    yield WORKER, no_worker(site.theme)
    listed = [(path, published) for path, _, published in pages]
    yield from sitemap_files(site, [*listed, *((path, "") for path, _ in shells.editorial)])


def county_files(site: Site, county_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield those of the export files that are made of one county's entries alone: what a changed pact changes."""
    yield from county_api_files(site, county_id)
    yield from county_package_files(site, county_id)
