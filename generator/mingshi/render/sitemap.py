"""Sitemaps and robots.txt for search engines: an index, and one file for every group of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from .head import absolute
from .site import Site
from .views.retired import tombs

# The protocol allows 50,000 addresses in one file.
LIMIT = 50_000
INDEX = "sitemap.xml"
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def part_files(site: Site, group: str, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap files of one group of pages, given as (page path, published).

    A sitemap needs absolute addresses, so without `base_url` (or `site_url`) there is none. A group of its own for
    every county keeps a changed page from changing one file of 40,000 addresses. Retired addresses are left out.
    """
    root = absolute(site.catalogue.settings, "")
    if not root:
        return
    urls = [_url(root, path, published) for path, published in sorted(set(pages)) if path not in tombs(site)]
    for number, start in enumerate(range(0, len(urls), LIMIT), 1):
        name = group.replace("/", ".").replace(" ", "-") + (f".{number}" if len(urls) > LIMIT else "")
        yield f"sitemaps/{name}.xml", _document("urlset", urls[start : start + LIMIT])


def index_files(site: Site, parts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield robots.txt and the index of the sitemap files `parts`; without an address robots.txt says there is none."""
    root = absolute(site.catalogue.settings, "")
    yield "robots.txt", _robots(root).encode()
    if root:
        yield INDEX, _document("sitemapindex", [_entry("sitemap", root + part) for part in sorted(parts)])


def _robots(root: str) -> str:
    rules = "User-agent: *\nAllow: /\n"
    where = f"Sitemap: {root}{INDEX}\n" if root else "# mkdocs.yml 里没有填写 base_url，所以没有网站地图。\n"
    return rules + where


def _url(root: str, path: str, published: str) -> str:
    return _entry("url", root + path, published.partition(" ")[0])


def _entry(tag: str, address: str, changed: str = "") -> str:
    when = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(address)}</loc>{when}</{tag}>"


def _document(tag: str, entries: list[str]) -> bytes:
    return "\n".join([_XML, f"<{tag} {_NAMESPACE}>", *entries, f"</{tag}>", ""]).encode()
