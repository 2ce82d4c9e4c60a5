"""What stands in a page's head: portal tags by page level, canonical address, description, structured data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..model.settings import MISSING, Settings
from .cut import escaped
from .page import Page
from .site import Site
from .views.answers import own_line
from .views.effective import Shown
from .views.parts import area_name, as_list, find, is_public, unique

# Characters that could end a script element, or a line in older JavaScript.
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}

# Ways round a certificate in which somebody issues something else; a card one shows or a statement has no provider.
_ISSUING = {"dept", "medical", "notary", "court", "registry", "issuer"}


def absolute(settings: Settings, path: str) -> str:
    """Return the public address of a page, "" while the installation has not said where it is published."""
    base = settings.get("base_url") or settings.site_url
    return f"{base.rstrip('/')}/{path}" if base else ""


def portal_tags(settings: Settings, page: Page) -> Iterator[tuple[str, str]]:
    """Yield (name, content) of the tags a portal asks for on this level of page; a missing one says 待填.

    Home pages carry the site group, columns also the column group, articles all three.
    """
    yield from _site_tags(settings, page.level)
    if page.level == "article":
        yield from _article_tags(settings, page)


def _site_tags(settings: Settings, level: str) -> Iterator[tuple[str, str]]:
    """Yield what is the same on every page of a level."""
    yield "SiteName", settings.site_name or MISSING
    yield "SiteDomain", settings.shown("site_domain")
    yield "SiteIDCode", settings.shown("site_code")
    if level != "home":
        yield "ColumnName", settings.shown("column_name")
        yield "ColumnDescription", settings.shown("column_description")
        yield "ColumnKeywords", settings.shown("column_keywords").replace(";", ",")
        yield "ColumnType", settings.shown("column_type")


def _article_tags(settings: Settings, page: Page) -> Iterator[tuple[str, str]]:
    yield "ArticleTitle", page.title
    yield "PubDate", page.published or MISSING
    yield "ContentSource", page.content_source or MISSING
    if page.keywords:
        yield "Keywords", ",".join(page.keywords)
    if address := absolute(settings, page.path):
        yield "Url", address


def site_head(settings: Settings, level: str) -> str:
    """Return the part of the head that is the same on every page of a level."""
    return _meta(_site_tags(settings, level))


def head_tags(settings: Settings, page: Page, shared: str = "") -> str:
    """Return the HTML for the head of a page, without its title element; `shared` is its `site_head`."""
    # Names of meta elements are case-insensitive: the portal's "Description" is the description.
    own = [
        *(_article_tags(settings, page) if page.level == "article" else ()),
        ("Description", page.description),
        ("robots", "" if page.is_indexed else "noindex"),
    ]
    lines = [shared or site_head(settings, page.level), _meta(own)]
    if address := absolute(settings, page.path):
        lines.append(f'<link rel="canonical" href="{escaped(address)}">')
    if page.jsonld:
        lines.append(f'<script type="application/ld+json">{page.jsonld.translate(_IN_SCRIPT)}</script>')
    return "\n".join(filter(None, lines))


def _meta(tags: Iterable[tuple[str, str]]) -> str:
    lines = [f'<meta name="{name}" content="{escaped(content)}">' for name, content in tags if content]
    return "\n".join(lines)


def service_jsonld(site: Site, item_id: str, path: str) -> str:
    """Return schema.org's GovernmentService for an item as JSON text, "" for an item that may not be shown.

    The provider is who issues: the committees, or for what they do not issue the departments that issue instead.
    Rows that are not verified are left out, and so is whatever is not known.
    """
    item = find(site, "item", item_id)
    if item is None:
        return ""
    settings, label = site.catalogue.settings, site.catalogue.label
    shown = own_line(site, item_id)
    service = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "url": absolute(settings, path),
        "name": item.get("name"),
        "alternateName": as_list(item.get("official_aliases")),
        "description": (shown.line.listing.get("answer") if shown else "") or item.get("description"),
        "serviceType": label("item", "theme", item.get("theme")),
        "availableLanguage": "zh-CN",
        "areaServed": {"@type": "AdministrativeArea", "name": area_name(site, settings.area)},
        "audience": {"@type": "Audience", "audienceType": label("item", "subject", item.get("subject"))},
        "provider": [{"@type": "Organization", "name": name} for name in _providers(shown)],
        "subjectOf": _legislation(site, shown),
    }
    return json.dumps({k: v for k, v in service.items() if v}, ensure_ascii=False, separators=(",", ":"))


def _providers(shown: Shown | None) -> list[str]:
    if shown is None:
        return []
    if shown.verdict.tone == "no":
        rows = (r for r in shown.line.substitutes if is_public(r) and r.get("mode") in _ISSUING)
        return unique(row.get("department") or "" for row in rows)
    return as_list(shown.line.listing.get("issuing_bodies"))


def _legislation(site: Site, shown: Shown | None) -> list[dict[str, str]]:
    found = {}
    for row in (*shown.line.legal_basis, *shown.line.substitutes) if shown else ():
        law, version = find(site, "law", row.get("law_id") or ""), row.get("version_date") or ""
        if law and version and is_public(row):
            name = f"{law.get('name')} {row.get('article') or ''}".strip()
            found[name, version] = {"@type": "Legislation", "name": name, "legislationDateVersion": version}
    return list(found.values())
