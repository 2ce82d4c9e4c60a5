"""Rendering batches through a concurrent.futures.Executor, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..model.catalogue import Catalogue
from ..model.urls import file_of
from ..read.forked import forked
from ..resolve.lists import Resolver
from .plan import Batch, make
from .search.pinyin import readings
from .shell import Shells
from .site import Site
from .state import Output, PageFact
from .write import Writer


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker needs, once: all of it picklable. `paper` are the PDFs there are, with their sizes."""

    catalogue: Catalogue
    theme: Path
    shells: Shells
    out: Path
    paper: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker returns for a batch: (page path, title, published) of each page, (file, digest) of each output.

    `size` is the bytes written: those of outputs that are not as they were before.
    """

    pages: tuple[PageFact, ...]
    outputs: tuple[Output, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Due:
    """A batch to render, and the outputs it had before."""

    batch: Batch
    before: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """What a process renders with: the work, and the site made from it once."""

    work: Work
    site: Site


def prepare(work: Work) -> Ready:
    """Return what this process needs to render batches of the work."""
    return Ready(work, Site(work.catalogue, Resolver(work.catalogue), work.theme, work.paper))


def render_batch(ready: Ready, due: Due, writer: Writer) -> Done:
    """Render one batch and write what changed.

    The same batch always gives the same files, so it may be run again wherever it was left unfinished.
    """
    before = dict(due.before)
    pages, outputs = [], []
    for route in due.batch.routes:
        page = make(ready.site, route)
        path = file_of(page.path)
        outputs.append((path, writer.write(path, ready.work.shells.stamp(page), before.get(path))))
        pages.append((page.path, page.title, page.published))
    return Done(tuple(pages), tuple(outputs), writer.size)


_ready: Ready | None = None


def _in_pool(due: Due) -> Done:
    if _ready is None:
        raise RuntimeError("a batch came before its work")
    return render_batch(_ready, due, Writer(_ready.work.out))


SMALL = 3000  # pages; below this a pool costs more than it brings
# Work for this process while others render: something is done each time the next one is asked for.
Chores: TypeAlias = Iterator[None]
# Renders what is due, given the work, a function that hears how many pages are done, and chores that may be done
# meanwhile: who asked does those that are left.
Run: TypeAlias = Callable[[Work, list[Due], Callable[[int], None], Chores], list[Done]]


def by_processes(jobs: int) -> Run:
    """Return a way to render on this machine with `jobs` processes, or with one when there is little to do."""

    def run(work: Work, dues: list[Due], tick: Callable[[int], None], chores: Chores) -> list[Done]:
        pages = sum(len(due.batch.routes) for due in dues)
        return render_all(work, dues, 1 if pages < SMALL else jobs, tick, chores)

    return run


def render_all(
    work: Work, dues: list[Due], jobs: int, tick: Callable[[int], None], chores: Chores | None = None
) -> list[Done]:
    """Render all batches with `jobs` processes, in the order given; `tick` hears how many pages are done.

    This process, which would only wait for the others, does `chores` meanwhile.

    Raises Failure when a worker process dies; an error inside a view passes through.
    """
    if jobs == 1:
        ready = prepare(work)
        return list(_ticking((render_batch(ready, due, Writer(work.out)) for due in dues), tick))
    global _ready
    # Workers start as copies of this process, so the catalogue is shared and not sent, and templates are compiled and
    # the dictionaries of readings loaded once.
    _ready = prepare(work)
    _ready.site.compile_templates()
    readings("一")
    try:
        with forked(jobs) as pool:
            return render_on(pool, _in_pool, dues, tick, chores=chores)
    finally:
        _ready = None


def render_on(
    executor: Executor,
    task: Callable[[Due], Done],
    dues: list[Due],
    tick: Callable[[int], None],
    idle: Callable[[], None] = lambda: None,
    patience: float | None = None,
    chores: Chores | None = None,
) -> list[Done]:
    """Run a task for every batch on an executor and return the results in the order of the batches.

    `idle` is called whenever nothing was finished for `patience` seconds; it may raise to give up. While there are
    `chores`, they are done instead of waiting.
    """
    chores, nothing_left = chores or iter(()), object()
    futures = [executor.submit(task, due) for due in dues]
    try:
        waiting = set(futures)
        while waiting:
            is_busy = next(chores, nothing_left) is not nothing_left
            finished, waiting = wait(waiting, 0 if is_busy else patience, FIRST_COMPLETED)
            for future in finished:
                tick(len(future.result().pages))
            if not finished and not is_busy:
                idle()
        return [future.result() for future in futures]
    finally:
        for future in futures:
            future.cancel()


def _ticking(results: Iterable[Done], tick: Callable[[int], None]) -> Iterator[Done]:
    for done in results:
        tick(len(done.pages))
        yield done
