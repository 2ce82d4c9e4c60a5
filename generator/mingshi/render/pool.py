"""Rendering batches through a concurrent.futures.Executor, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from ..model.catalogue import Catalogue
from ..model.failure import Failure
from ..model.urls import file_of
from ..resolve.lists import Resolver
from .plan import Batch, make
from .shell import Shells
from .site import Site
from .write import write_file


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker needs, once: all of it picklable."""

    catalogue: Catalogue
    theme: Path
    shells: Shells
    out: Path


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker returns for a batch: (page path, title, published) of each page, and the bytes written."""

    pages: tuple[tuple[str, str, str], ...]
    size: int


Write: TypeAlias = Callable[[Path, str, bytes, set[str]], int]


@dataclass(frozen=True, slots=True)
class Ready:
    """What a process renders with: the work, and the site made from it once."""

    work: Work
    site: Site


def prepare(work: Work) -> Ready:
    """Return what this process needs to render batches of the work."""
    return Ready(work, Site(work.catalogue, Resolver(work.catalogue), work.theme))


def render_batch(ready: Ready, batch: Batch, write: Write) -> Done:
    """Render one batch and hand each page to `write` (folder, path, bytes, folders known to be there).

    The same batch always gives the same files, so it may be run again wherever it was left unfinished.
    """
    known: set[str] = set()
    pages, size = [], 0
    for route in batch.routes:
        page = make(ready.site, route)
        size += write(ready.work.out, file_of(page.path), ready.work.shells.stamp(page), known)
        pages.append((page.path, page.title, page.published))
    return Done(tuple(pages), size)


_ready: Ready | None = None


def _start(work: Work) -> None:
    """Set a process of the pool up; called once per process."""
    global _ready
    _ready = prepare(work)


def _in_pool(batch: Batch) -> Done:
    if _ready is None:
        raise RuntimeError("a batch came before its work")
    return render_batch(_ready, batch, write_file)


def processes(wanted: int) -> int:
    """Return how many processes to use: as wished, else one per usable core."""
    return wanted or len(os.sched_getaffinity(0))


def render_all(work: Work, batches: list[Batch], jobs: int, tick: Callable[[int], None]) -> list[Done]:
    """Render all batches with `jobs` processes, in the order given; `tick` hears how many pages are done.

    Raises Failure when a worker process dies; an error inside a view passes through.
    """
    if jobs == 1:
        ready = prepare(work)
        return list(_ticking((render_batch(ready, b, write_file) for b in batches), tick))
    # Workers start as copies of this process, so the catalogue is shared and not sent.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("fork"), initializer=_start, initargs=(work,)
    ) as pool:
        try:
            return render_on(pool, _in_pool, batches, tick)
        except BrokenProcessPool:
            raise Failure(
                "一个工作进程意外结束（可能是内存不足）",
                "关掉别的程序后重试，或用 --jobs 1；原来的网站没有改动",
            ) from None


def render_on(
    executor: Executor,
    task: Callable[[Batch], Done],
    batches: list[Batch],
    tick: Callable[[int], None],
    idle: Callable[[], None] = lambda: None,
    patience: float | None = None,
) -> list[Done]:
    """Run a task for every batch on an executor and return the results in the order of the batches.

    `idle` is called whenever nothing was finished for `patience` seconds; it may raise to give up.
    """
    futures = [executor.submit(task, batch) for batch in batches]
    try:
        waiting = set(futures)
        while waiting:
            finished, waiting = wait(waiting, patience, FIRST_COMPLETED)
            for future in finished:
                tick(len(future.result().pages))
            if not finished:
                idle()
        return [future.result() for future in futures]
    finally:
        for future in futures:
            future.cancel()


def _ticking(results: Iterable[Done], tick: Callable[[int], None]) -> Iterator[Done]:
    for done in results:
        tick(len(done.pages))
        yield done
