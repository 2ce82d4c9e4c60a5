"""A pool of processes that start as copies of this one: what it has read is shared, not sent."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import Any

from ..model.failure import Failure


class Lost(Failure):
    """A process of a pool died."""


@contextmanager
def forked(
    jobs: int, prepare: Callable[..., None] | None = None, *given: object
) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool; each process first calls `prepare` with what is `given`. Raises Lost when one of them dies."""
    context = get_context("fork")
    try:
        with ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_begin, initargs=(prepare, given)
        ) as pool:
            yield pool
    except BrokenProcessPool:
        raise Lost(
            "一个工作进程意外结束（可能是内存不足）",
            "关掉别的程序后重试，或用 --jobs 1；原来的网站没有改动",
        ) from None


def _begin(prepare: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare:
        prepare(*given)


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one, then end too.

    A process without its pool would wait for work for ever, with all that it inherited: memory, and the lock on the
    folder of the site.
    """
    parent = parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)
