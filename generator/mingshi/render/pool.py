"""Rendering batches through a concurrent.futures.Executor, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.failure import Failure
from ..model.urls import file_of
from ..resolve.lists import Resolver
from .plan import Batch, make
from .shell import Shells
from .site import Site
from .state import Output, PageFact
from .write import Writer


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker needs, once: all of it picklable."""

    catalogue: Catalogue
    theme: Path
    shells: Shells
    out: Path


@dataclass(frozen=True, slots=True)
class Job:
    """A batch to render, and the outputs it had before."""

    batch: Batch
    before: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker returns for a batch: (page path, title, published) of each page, (file, digest) of each output.

    `size` is the bytes written: those of outputs that are not as they were before.
    """

    pages: tuple[PageFact, ...]
    outputs: tuple[Output, ...]
    size: int


_work: Work | None = None
_site: Site | None = None


def prepare(work: Work) -> None:
    """Set a process up to render batches; called once per process."""
    global _work, _site
    _work = work
    _site = Site(work.catalogue, Resolver(work.catalogue), work.theme)


def render_batch(job: Job) -> Done:
    """Render one batch and write what changed. Raises RuntimeError when `prepare` has not run in this process."""
    if _work is None or _site is None:
        raise RuntimeError("render_batch before prepare")
    before, writer = dict(job.before), Writer(_work.out)
    pages, outputs = [], []
    for route in job.batch.routes:
        page = make(_site, route)
        path = file_of(page.path)
        outputs.append((path, writer.write(path, _work.shells.stamp(page), before.get(path))))
        pages.append((page.path, page.title, page.published))
    return Done(tuple(pages), tuple(outputs), writer.size)


def processes(wanted: int) -> int:
    """Return how many processes to use: as wished, else one per usable core."""
    return wanted or len(os.sched_getaffinity(0))


def render_all(work: Work, work_list: list[Job], jobs: int, tick: Callable[[int], None]) -> list[Done]:
    """Render all batches with `jobs` processes, in the order given; `tick` hears how many pages are done.

    Raises Failure when a worker process dies; an error inside a view passes through.
    """
    if jobs == 1:
        prepare(work)
        return list(_ticking((render_batch(job) for job in work_list), tick))
    # Workers start as copies of this process, so the catalogue is shared and not sent.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("fork"), initializer=prepare, initargs=(work,)
    ) as pool:
        try:
            return list(_ticking(_in_order(pool, work_list), tick))
        except BrokenProcessPool:
            raise Failure(
                "一个工作进程意外结束（可能是内存不足）",
                "关掉别的程序后重试，或用 --jobs 1；原来的网站没有改动",
            ) from None


def _in_order(pool: Executor, work_list: list[Job]) -> Iterator[Done]:
    futures: list[Future[Done]] = [pool.submit(render_batch, job) for job in work_list]
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _ticking(results: Iterable[Done], tick: Callable[[int], None]) -> Iterator[Done]:
    for done in results:
        tick(len(done.pages))
        yield done
