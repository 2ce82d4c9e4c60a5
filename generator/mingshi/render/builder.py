"""One build of a site: run the tasks whose inputs changed, keep the outputs of the others, and put it all in place."""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from .. import __version__
from ..model.records import Record
from ..read.settled import county_of, kept_by_county
from ..read.store import read_entry
from .links import files_below
from .paper.make import NOTE, printed
from .pool import Due, Run, Work
from .shell import build_shells
from .site import Site
from .sitemap import sitemap_files
from .stamp import Shells
from .state import Built, State, TaskResult, digest_of, dump, hash_of_site, remembered, shells_of
from .tasks import Inputs, Task, digest_of_places, tasks_of
from .write import MARKER, Room, Writer

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
SHELL, SITEMAP, MARK = "shell", "sitemap", "marker"


class Ticker(Protocol):
    """Opens a progress bar over a number of pages."""

    def __call__(self, total: int, title: str, /) -> Any:
        """Return a context manager that yields a function counting pages done."""


def slim_of(record: Record) -> dict[str, Any]:
    """Return the values of an entry that pages outside its county may show."""
    return {name: value for name in SHOWN_ELSEWHERE if (value := record.values.get(name))}


def render_site(
    site: Site, inputs: Inputs, room: Room, run: Run, ticker: Ticker, prove: Callable[[Path], None]
) -> Built:
    """Bring the site in `room` up to date; `run` renders the pages that are due.

    `prove` may refuse a whole new site before it takes the place of the old one.
    """
    before = room.before
    kept = kept_by_county(site.catalogue.schemas)
    slim = _slim(site, kept)
    shells, results = _shells(site, inputs.shell(site), room)
    paper = printed(site, inputs, before, room.files, ticker)
    site = replace(site, paper=paper.sizes)
    results |= paper.results
    frame = hashlib.sha256(marshal.dumps(remembered(shells))).hexdigest()
    notes = _notes(site, inputs, kept, before) | {NOTE: paper.note}
    facts = hashlib.sha256(marshal.dumps(sorted(slim.items()))).hexdigest()
    tasks = list(tasks_of(site, inputs, frame, notes["places"], facts))
    old = before.tasks if before else {}
    stale = [t for t in tasks if t.name not in old or old[t.name].digest != t.digest]
    results |= {t.name: old[t.name] for t in tasks if t not in stale}
    site = _complete(site, {t.about for t in stale})
    made, size = _run(site, shells, stale, old, room, run, ticker, results)
    size += paper.written + _finish(site, shells, results, old, room)
    outputs = {path: digest for result in results.values() for path, digest in result.outputs}
    state = State(
        site=_site_hash(outputs),
        files=inputs.scan.files,
        slim=slim,
        tasks=results,
        shells=remembered(shells),
        editorial=shells.editorial,
        notes=notes,
    )
    if before is None:
        prove(room.files)
        room.replace(dump(state))
    else:
        had = {path for result in old.values() for path, _ in result.outputs}
        room.change(sorted(had - outputs.keys()), dump(state))
    pages = sum(len(r.pages) for r in results.values())
    return Built(pages + len(shells.editorial), len(outputs) - pages, made, size)


def _complete(site: Site, due: set[str]) -> Site:
    """Return the site with the entries of the counties that are due read in full."""
    catalogue, root = site.catalogue, Path(site.catalogue.root)
    kept = tuple(kept_by_county(catalogue.schemas))
    if not any(path.startswith(kept) and county_of(path, kept) in due for path in catalogue.settled):
        return site
    records = dict(catalogue.records)
    for schema in catalogue.schemas.values():
        if kept and schema.glob.startswith(kept):
            records[schema.kind] = {
                record.id: (read_entry(root, record.path, schema)[0] or record)
                if record.path in catalogue.settled and county_of(record.path, kept) in due
                else record
                for record in catalogue.of(schema.kind)
            }
    return Site(replace(catalogue, records=records), site.resolver, site.theme, site.paper)


def _slim(site: Site, kept: list[str]) -> dict[str, dict[str, Any]]:
    """Return the slim values of all entries kept by county, by file."""
    prefixes = tuple(kept)
    kinds = [s.kind for s in site.catalogue.schemas.values() if prefixes and s.glob.startswith(prefixes)]
    settled = site.catalogue.settled
    records = (r for kind in kinds for r in site.catalogue.records.get(kind, {}).values())
    return {r.path: dict(r.values) if r.path in settled else slim_of(r) for r in records}


def _notes(site: Site, inputs: Inputs, kept: list[str], before: State | None) -> dict[str, str]:
    """Return the digests to remember; what place pages share is worked out again only when it may have changed."""
    content = inputs.scan.digest("data/", "mkdocs.yml", "content/", "theme/templates/", but=kept)
    notes = {"code": inputs.code, "kept": "\n".join(kept), "content": content}
    if before and all(before.notes.get(name) == notes[name] for name in ("code", "content")):
        return notes | {"places": before.notes["places"]}
    return notes | {"places": digest_of_places(site)}


def _shells(site: Site, digest: str, room: Room) -> tuple[Shells, dict[str, TaskResult]]:
    if room.before and SHELL in room.before.tasks and room.before.tasks[SHELL].digest == digest:
        return shells_of(room.before, site.catalogue.settings), {SHELL: room.before.tasks[SHELL]}
    shells = build_shells(Path(site.catalogue.root), room.files, catalogue=site.catalogue)
    outputs = ((p, digest_of((room.files / p).read_bytes())) for p in files_below(room.files))
    return shells, {SHELL: TaskResult(digest, tuple(outputs))}


def _run(
    site: Site,
    shells: Shells,
    stale: list[Task],
    old: Mapping[str, TaskResult],
    room: Room,
    run: Run,
    ticker: Ticker,
    results: dict[str, TaskResult],
) -> tuple[int, int]:
    """Run the tasks that are due; return how many pages were made and bytes written."""
    paged = [(t, t.batch) for t in stale if t.batch]
    total = sum(len(batch.routes) for _, batch in paged)
    work = Work(site.catalogue, site.theme, shells, room.files, site.paper)
    todo = [Due(batch, old[t.name].outputs if t.name in old else ()) for t, batch in paged]
    with ticker(total, "页面") as tick:
        done = run(work, todo, tick) if todo else []
    for (task, _), made in zip(paged, done, strict=True):
        results[task.name] = TaskResult(task.digest, made.outputs, made.pages)
    writer = Writer(room.files)
    for task in stale:
        if task.make:
            had = dict(old[task.name].outputs) if task.name in old else {}
            outputs = [(p, writer.write(p, data, had.get(p))) for p, data in task.make(site)]
            results[task.name] = TaskResult(task.digest, tuple(outputs))
    return total, sum(d.size for d in done) + writer.size


def _finish(
    site: Site, shells: Shells, results: dict[str, TaskResult], old: Mapping[str, TaskResult], room: Room
) -> int:
    """Write what depends on all pages: the sitemap, and the mark that makes the folder a site of ours."""
    writer = Writer(room.files)
    pages = [(path, published) for result in results.values() for path, _, published in result.pages]
    listed = sorted([*pages, *((path, "") for path, _ in shells.editorial)])
    had = dict(old[SITEMAP].outputs) if SITEMAP in old else {}
    outputs = tuple((p, writer.write(p, data, had.get(p))) for p, data in sitemap_files(site, listed))
    results[SITEMAP] = TaskResult("", outputs)
    results.pop(MARK, None)
    hashed = _site_hash({path: digest for r in results.values() for path, digest in r.outputs})
    mark = {
        "generator": "mingshi",
        "version": __version__,
        "on": site.catalogue.on,
        "pages": len(pages),
        "sha256": hashed,
    }
    data = (json.dumps(mark, ensure_ascii=False) + "\n").encode()
    results[MARK] = TaskResult("", ((MARKER, writer.write(MARKER, data)),))
    return writer.size


def _site_hash(outputs: Mapping[str, bytes]) -> str:
    return hash_of_site({path: digest for path, digest in outputs.items() if path != MARKER})
