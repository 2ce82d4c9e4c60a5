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
from ..read.files import files_below
from ..read.settled import Kept, kept_by_county
from .offline import offline_results
from .paper.make import NOTE, printed
from .partly import complete, due_of, merged, parsed_values, slim_of_county, slim_values
from .plan import COUNTY, batch
from .pool import Chores, Done, Due, Run, Work
from .shell import SHELL, build_shells
from .site import Site
from .sitemap import index_files, part_files
from .stamp import Shells
from .state import (
    Built,
    State,
    TaskResult,
    digest_of,
    dump,
    hash_of_site,
    remembered,
    result_of,
    shells_of,
    written,
)
from .tasks import Inputs, Task, digest_of_places, tasks_of
from .write import MARKER, Room, Writer

SITEMAP, MARK, EDITORIAL = "sitemap", "marker", "editorial"


class Ticker(Protocol):
    """Opens a progress bar over a number of pages."""

    def __call__(self, total: int, title: str, /) -> Any:
        """Return a context manager that yields a function counting pages done."""


def render_site(
    site: Site, inputs: Inputs, room: Room, run: Run, ticker: Ticker, prove: Callable[[Path], None]
) -> Built:
    """Bring the site in `room` up to date; `run` renders the pages that are due.

    `prove` may refuse a whole new site before it takes the place of the old one.
    """
    before = room.before
    kept = kept_by_county(site.catalogue.schemas)
    slim = slim_values(site, kept, before)
    shells, results = _shells(site, inputs.shell(site), room)
    paper = printed(site, inputs, before, room.files, ticker)
    site = replace(site, paper=paper.sizes)
    results |= paper.results
    frame = hashlib.sha256(marshal.dumps(remembered(shells))).hexdigest()
    notes = _notes(site, inputs, kept, before) | {NOTE: paper.note}
    facts = hashlib.sha256(marshal.dumps(sorted((f, k.raw) for f, k in slim.items()))).hexdigest()
    tasks = list(tasks_of(site, inputs, frame, notes["places"], facts))
    old = before.tasks if before else {}
    stale = [t for t in tasks if t.name not in old or old[t.name].digest != t.digest]
    results |= {t.name: old[t.name] for t in tasks if t.name in old and old[t.name].digest == t.digest}
    # A county's own page shows how many entries there are, none of them in full.
    site = complete(site, {t.about for t in stale if not t.batch.startswith(COUNTY)})
    writer = Writer(room.files)
    chores = _other_files(site, stale, writer, old, results)
    due = [t for t in stale if t.batch]
    made, size = _pages(site, shells, due, slim, inputs, room, run, ticker, results, chores)
    for _ in chores:
        pass  # what was not done while others rendered
    results |= dict(offline_results(site, (room.files, room.out), results, old, inputs.code, writer))
    _finish(site, shells, results, old, writer)
    size += paper.written
    state = State(
        site=hash_of_site({name: r for name, r in results.items() if name != MARK}),
        files=inputs.scan.files,
        slim=slim,
        tasks=results,
        parsed=parsed_values(site, kept, before),
        shells=remembered(shells),
        editorial=shells.editorial,
        notes=notes,
    )
    if before is None:
        prove(room.files)
        room.replace(dump(state))
    else:
        room.change(_gone(old, results), dump(state))
    pages = sum(r.page_count for r in results.values())
    outputs = sum(r.output_count for r in results.values())
    return Built(pages + len(shells.editorial), outputs - pages, made, size + writer.size)


def _gone(old: Mapping[str, TaskResult], new: Mapping[str, TaskResult]) -> list[str]:
    """Return the outputs that no task makes any more."""
    changed = [name for name in old.keys() | new.keys() if old.get(name) is not new.get(name)]
    had = {path for name in changed if name in old for path, _ in old[name].outputs}
    return sorted(had - {path for name in changed if name in new for path, _ in new[name].outputs})


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
    outputs = [(p, digest_of((room.files / p).read_bytes())) for p in files_below(room.files)]
    return shells, {SHELL: result_of(digest, outputs)}


def _other_files(
    site: Site,
    stale: list[Task],
    writer: Writer,
    old: Mapping[str, TaskResult],
    results: dict[str, TaskResult],
) -> Chores:
    """Write what is due besides pages, one group of files each time, and add the results."""
    for task in stale:
        if task.make:
            results[task.name] = written(writer, task.digest, task.make(site), old.get(task.name))
            yield


def _pages(
    site: Site,
    shells: Shells,
    stale: list[Task],
    slim: Mapping[str, Kept],
    inputs: Inputs,
    room: Room,
    run: Run,
    ticker: Ticker,
    results: dict[str, TaskResult],
    chores: Chores,
) -> tuple[int, int]:
    """Make the pages that are due, add the results of their tasks, and return how many pages and bytes were made."""
    old, before = (room.before.tasks, room.before.slim) if room.before else ({}, {})
    whole = [batch(site, task.batch) for task in stale]
    todo = []
    for task, full in zip(stale, whole, strict=True):
        had = old.get(task.name)
        is_partly = had is not None and had.base == task.base != ""
        same = is_partly and slim_of_county(slim, task.about) == slim_of_county(before, task.about)
        part = due_of(site, full, dict(had.outputs), inputs.changed, same) if had and is_partly else full
        todo.append(Due(part, had.outputs if had else ()))
    total = sum(len(due.batch.routes) for due in todo)
    work = Work(site.catalogue, site.theme, shells, room.files, site.paper)
    with ticker(total, "页面") as tick:
        done = run(work, todo, tick, chores) if total else [Done((), (), 0) for _ in todo]
    for task, full, made in zip(stale, whole, done, strict=True):
        results[task.name] = merged(task, full, made, old.get(task.name))
    return total, sum(d.size for d in done)


def _finish(
    site: Site,
    shells: Shells,
    results: dict[str, TaskResult],
    old: Mapping[str, TaskResult],
    writer: Writer,
) -> None:
    """Write what depends on all pages: the sitemaps, and the mark that makes the folder a site of ours."""
    groups = {
        name.partition(":")[2]: r.digest
        for name, r in results.items()
        if name.startswith("pages:") and r.page_count
    }
    for group, digest in groups.items():
        name = f"{SITEMAP}:{group}"
        if name in old and old[name].digest == digest:
            results[name] = old[name]
        else:
            pages = [(path, published) for path, _, published in results[f"pages:{group}"].pages]
            results[name] = written(writer, digest, part_files(site, group, pages), old.get(name))
    listed = part_files(site, EDITORIAL, [(path, "") for path, _ in shells.editorial])
    results[f"{SITEMAP}:{EDITORIAL}"] = written(writer, "", listed, old.get(f"{SITEMAP}:{EDITORIAL}"))
    parts = [p for name, r in results.items() if name.startswith(f"{SITEMAP}:") for p, _ in r.outputs]
    results[SITEMAP] = written(writer, "", index_files(site, parts), old.get(SITEMAP))
    results.pop(MARK, None)
    mark = {
        "generator": "mingshi",
        "version": __version__,
        "on": site.catalogue.on,
        "pages": sum(r.page_count for r in results.values()),
        "sha256": hash_of_site(results),
    }
    data = (json.dumps(mark, ensure_ascii=False) + "\n").encode()
    results[MARK] = written(writer, "", [(MARKER, data)])
