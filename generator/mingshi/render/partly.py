"""What a build may keep of the last one inside a county, and what it must remember for the next one."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..model.records import Record
from ..model.urls import file_of
from ..read.settled import Kept, Parsed, keep, kept_by_county
from ..read.store import read_entry
from .plan import Batch, Route
from .pool import Done
from .site import Site
from .state import State, TaskResult, result_of
from .tasks import Task

# What pages of other places and the overviews show of an entry that is kept by county.
SHOWN_ELSEWHERE = (
    "title",
    "area",
    "rule_kind",
    "verified",
    "approval",
    "synthetic",
    "published",
    "updated",
    "version",
    "change",
    "source_ids",
)


def slim_of(record: Record) -> dict[str, Any]:
    """Return the values of an entry that pages outside its county may show."""
    return {name: value for name in SHOWN_ELSEWHERE if (value := record.values.get(name))}


def slim_values(site: Site, kept: list[str], before: State | None) -> dict[str, Kept]:
    """Return what other pages may show of the entries kept by county, by folder."""
    found: dict[str, Kept] = {}
    schemas = site.catalogue.schemas.values()
    for folder, kind in ((f, s.kind) for f in kept for s in schemas if s.glob.startswith(f)):
        records = site.by_county(kind)
        for county in records.counties():
            place = f"{folder}{county}"
            if before and records.is_known(county):
                found[place] = before.slim[place]
            else:
                found[place] = keep({r.path: slim_of(r) for r in records.of_county(county).values()})
    return found


def slim_of_county(slim: Mapping[str, Kept], county: str) -> list[tuple[str, bytes]]:
    """Return what is kept of one county's entries, by folder."""
    return sorted((folder, kept.raw) for folder, kept in slim.items() if folder.endswith(f"/{county}"))


def parsed_values(site: Site, kept: list[str], before: State | None) -> bytes:
    """Return the contents of the schemas and of all entries not kept by county, marshalled by path."""
    catalogue = site.catalogue
    schemas = catalogue.schemas.values()
    entries = [s for s in schemas if s.store == "entry" and not (kept and s.glob.startswith(tuple(kept)))]
    records = [r for s in entries for r in catalogue.of(s.kind)]
    if before and before.parsed and all(r.path in catalogue.settled for r in records):
        return before.parsed
    found: dict[str, Parsed] = {r.path: (dict(r.values), r.body, r.body_line) for r in records}
    found |= {schema.path: (dict(schema.descriptor), "", 0) for schema in schemas}
    return marshal.dumps(found)


def complete(site: Site, due: set[str]) -> Site:
    """Return the site with the entries of the counties that are due read in full."""
    catalogue, root = site.catalogue, Path(site.catalogue.root)
    kept = kept_by_county(catalogue.schemas)
    records = dict(catalogue.records)
    for schema in (s for s in catalogue.schemas.values() for f in kept if s.glob.startswith(f)):
        slim = site.by_county(schema.kind)
        wanted = [county for county in slim.counties() if county in due and slim.is_known(county)]
        for record in [r for county in wanted for r in slim.of_county(county).values()]:
            slim.add(read_entry(root, record.path, schema)[0] or record)
        records[schema.kind] = slim
    return Site(replace(catalogue, records=records), site.resolver, site.theme, site.paper)


def due_of(site: Site, full: Batch, had: Mapping[str, bytes], changed: frozenset[str], same: bool) -> Batch:
    """Return the part of a county's batch that must be made when only entries of the county changed.

    `had` are the outputs there were; `same` says that nothing changed of what place pages show of the entries.
    """
    return Batch(full.name, tuple(r for r in full.routes if _is_due(site, r, had, changed, same)))


def _is_due(site: Site, route: Route, had: Mapping[str, bytes], changed: frozenset[str], same: bool) -> bool:
    if file_of(route.path) not in had:
        return True
    if not route.of:
        return not same
    record = site.by_county(route.of).get(route.id)
    return record is None or record.path in changed


def merged(task: Task, full: Batch, made: Done, before: TaskResult | None) -> TaskResult:
    """Return the result of a task of which a part was made and the rest stays."""
    outputs = dict(before.outputs) if before else {}
    pages = {path: (path, title, published) for path, title, published in before.pages} if before else {}
    outputs.update(made.outputs)
    pages.update((page[0], page) for page in made.pages)
    paths = [route.path for route in full.routes]
    return result_of(
        task.digest, [(f, outputs[f]) for f in map(file_of, paths)], [pages[p] for p in paths], task.base
    )
