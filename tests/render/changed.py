"""The toy site with something changed in its catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mingshi.model.records import Record
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver


def with_records(site: Site, *records: Record) -> Site:
    """Return the site with some records added or replaced."""
    found = {kind: dict(known) for kind, known in site.catalogue.records.items()}
    for record in records:
        found[record.kind][record.id] = record
    return _site(site, records=found)


def with_settings(site: Site, **changes: Any) -> Site:
    """Return the site with other settings."""
    return _site(site, settings=replace(site.catalogue.settings, **changes))


def changed(site: Site, kind: str, entry_id: str, **values: Any) -> Record:
    """Return a record of the site with other values; None removes one."""
    record = site.catalogue.find(kind, entry_id)
    assert record is not None
    kept = {name: value for name, value in {**record.values, **values}.items() if value is not None}
    return replace(record, values=kept)


def _site(site: Site, **changes: Any) -> Site:
    catalogue = replace(site.catalogue, **changes)
    return Site(catalogue, Resolver(catalogue), site.theme)
