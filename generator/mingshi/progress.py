"""Telling how long work goes: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Clock:
    """Measures phases and prints one line for each."""

    write: Callable[[str], None]
    started: float = field(default_factory=time.perf_counter)
    _within: float = 0.0

    @contextmanager
    def phase(self, title: str) -> Iterator[list[str]]:
        """Time a phase, those within it left out; what the body appends to the list is printed behind the title."""
        begin, notes = time.perf_counter(), list[str]()
        before, self._within = self._within, 0.0
        yield notes
        took = time.perf_counter() - begin
        self.write(f"· {title}  {took - self._within:.1f} 秒  {'，'.join(notes)}".rstrip())
        self._within = before + took

    @property
    def elapsed(self) -> float:
        """Return the seconds since the clock was made."""
        return time.perf_counter() - self.started


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the garbage collector out while the body runs, and in processes started from it.

    Next to nothing of what a check or a build makes refers to itself in a circle, and looking through half a
    million living objects again and again took a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def cpu_seconds() -> float:
    """Return the CPU seconds used so far by this process and its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def peak_memory_mb() -> int:
    """Return the peak resident memory in MB of the largest process: this one or a finished child."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(w).ru_maxrss for w in who) // 1024


@contextmanager
def bar(total: int, title: str) -> Iterator[Callable[[int], None]]:
    """Yield a function that counts work done; draws a bar with rate and time left when stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=title, unit="页", leave=False) as drawn:

        def tick(done: int) -> None:
            drawn.update(done)

        yield tick


@contextmanager
def profiled(write: Callable[[str], None], shown: int = 20) -> Iterator[None]:
    """Measure this process while the body runs, then write a table of the functions that took longest themselves."""
    import cProfile
    import pstats

    profile = cProfile.Profile()
    with profile:
        yield
    stats = pstats.Stats(profile).get_stats_profile()
    write(f"时间花在哪里（共 {stats.total_tt:.1f} 秒；本身秒数、含调用秒数、次数、函数）：")
    longest = sorted(stats.func_profiles.items(), key=lambda f: f[1].tottime, reverse=True)
    for name, found in longest[:shown]:
        where = f"{found.file_name.rpartition('/')[2]}:{found.line_number}" if found.line_number else ""
        write(f"{found.tottime:8.2f} {found.cumtime:8.2f} {found.ncalls:>10}  {name}  {where}")
