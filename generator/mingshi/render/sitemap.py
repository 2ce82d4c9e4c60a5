"""sitemap.xml and robots.txt for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from .head import absolute
from .site import Site

# The protocol allows 50,000 addresses in one file.
LIMIT = 50_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def sitemap_files(site: Site, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield robots.txt and, when the installation says where it is published, sitemap.xml.

    `pages` are (page path, published). A sitemap needs absolute addresses, so without `base_url` (or `site_url`)
    there is none and robots.txt says so. More than 50,000 pages become several files under an index.
    """
    root = absolute(site.catalogue.settings, "")
    yield "robots.txt", _robots(root).encode()
    if not root:
        return
    urls = [_url(root, path, published) for path, published in sorted(set(pages))]
    parts = [urls[start : start + LIMIT] for start in range(0, len(urls), LIMIT)]
    if len(parts) == 1:
        yield "sitemap.xml", _document("urlset", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _document("sitemapindex", [_entry("sitemap", root + name) for name in names])
    yield from ((name, _document("urlset", part)) for name, part in zip(names, parts, strict=True))


def _robots(root: str) -> str:
    rules = "User-agent: *\nAllow: /\n"
    where = (
        f"Sitemap: {root}sitemap.xml\n" if root else "# mkdocs.yml 里没有填写 base_url，所以没有网站地图。\n"
    )
    return rules + where


def _url(root: str, path: str, published: str) -> str:
    return _entry("url", root + path, published.partition(" ")[0])


def _entry(tag: str, address: str, changed: str = "") -> str:
    when = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    return f"<{tag}><loc>{escape(address)}</loc>{when}</{tag}>"


def _document(tag: str, entries: list[str]) -> bytes:
    return "\n".join([_XML, f"<{tag} {_NAMESPACE}>", *entries, f"</{tag}>", ""]).encode()
