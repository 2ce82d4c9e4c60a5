"""A pool of processes that start as copies of this one: what it has read is shared, not sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from ..model.failure import Failure


@contextmanager
def forked(
    jobs: int, prepare: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool; each process first calls `prepare` with what is `given`. Raises Failure when one of them dies."""
    context = get_context("fork")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=prepare, initargs=given) as pool:
            yield pool
    except BrokenProcessPool:
        raise Failure(
            "一个工作进程意外结束（可能是内存不足）",
            "关掉别的程序后重试，或用 --jobs 1；原来的网站没有改动",
        ) from None
