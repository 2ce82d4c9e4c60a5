"""Village rules and residents' pacts: the column, the list of a county, and the text of each."""

from __future__ import annotations

from ..page import Page
from ..site import Site
from .local import county_page, entry, entry_page, index_page
from .parts import day_text

KIND = "village_rule"


def pacts_page(site: Site) -> Page:
    """Return the column of all pacts."""
    return index_page(site, KIND)


def county_pacts_page(site: Site, county_id: str) -> Page:
    """Return the list of a county's pacts. Raises KeyError for a county without any."""
    return county_page(site, KIND, county_id)


def pact_page(site: Site, entry_id: str) -> Page:
    """Return the page of one pact. Raises KeyError for one that is unknown or may not be shown."""
    record = entry(site, KIND, entry_id)
    label, meeting = site.catalogue.label, record.get("meeting_kind")
    adopted, filed = day_text(record.get("adopted_on")), day_text(record.get("filed_on"))
    facts = [
        ("通过", " ".join(t for t in (adopted, meeting and label(KIND, "meeting_kind", meeting)) if t)),
        ("备案", " ".join(t for t in (filed, record.get("filed_with")) if t)),
        ("公布", day_text(record.get("published_on"))),
    ]
    about = f"{record.get('title')}全文" + (f"，{adopted}通过。" if adopted else "。")
    return entry_page(site, record, about, facts)
