"""Working methods of communities (社区工作法): the column, the list of a county, and each method."""

from __future__ import annotations

from ..page import Page
from ..site import Site
from .local import county_page, entry, entry_page, index_page
from .parts import day_text

KIND = "work_method"


def methods_page(site: Site) -> Page:
    """Return the column of all methods."""
    return index_page(site, KIND)


def county_methods_page(site: Site, county_id: str) -> Page:
    """Return the list of a county's methods. Raises KeyError for a county without any."""
    return county_page(site, KIND, county_id)


def method_page(site: Site, entry_id: str) -> Page:
    """Return the page of one method. Raises KeyError for one that is unknown or may not be shown."""
    record = entry(site, KIND, entry_id)
    facts = [("从何时起", day_text(record.get("started")))]
    return entry_page(site, record, record.get("summary"), facts, lead=record.get("summary"))
