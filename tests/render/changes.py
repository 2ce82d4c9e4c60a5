"""The toy province with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver


def changed(site: Site, kind: str, entry_id: str, **values: Any) -> Site:
    """Return a site in which one record has other values."""
    records = dict(site.catalogue.records[kind])
    records[entry_id] = replace(records[entry_id], values={**records[entry_id].values, **values})
    catalogue = replace(site.catalogue, records={**site.catalogue.records, kind: records})
    return Site(catalogue, Resolver(catalogue), site.theme)
