"""Chores are done while others render, each once, and what cannot be done ends the run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from mingshi.render.plan import Batch, Route
from mingshi.render.pool import Done, Due, render_on

DUES = [Due(Batch(str(n), (Route("home", "", ""),))) for n in range(4)]


def slow(due: Due) -> Done:
    time.sleep(0.05)
    return Done(((due.batch.name, "", ""),), (), 1)


def counted(done: list[int], number: int) -> Iterator[None]:
    for n in range(number):
        done.append(n)
        yield


@pytest.mark.parametrize("number", [0, 1, 3, 500])
def test_chores_are_done_meanwhile_and_results_keep_their_order(number: int) -> None:
    done: list[int] = []
    ticked: list[int] = []
    chores = counted(done, number)
    with ThreadPoolExecutor(2) as pool:
        results = render_on(pool, slow, DUES, ticked.append, chores=chores)
    for _ in chores:
        pass
    assert done == list(range(number))
    assert [r.pages[0][0] for r in results] == ["0", "1", "2", "3"]
    assert sum(ticked) == 4


def test_whoever_waits_is_not_idle_while_there_are_chores() -> None:
    looked: list[int] = []
    done: list[int] = []

    def look() -> None:
        looked.append(len(done))

    with ThreadPoolExecutor(1) as pool:
        render_on(pool, slow, DUES[:1], lambda _: None, look, 0.01, counted(done, 3))
    assert done == [0, 1, 2]
    assert all(number == 3 for number in looked)


def test_a_chore_that_fails_ends_the_run() -> None:
    def failing() -> Iterator[None]:
        yield
        raise OSError("disk full")

    with ThreadPoolExecutor(1) as pool, pytest.raises(OSError, match="disk full"):
        render_on(pool, slow, DUES, lambda _: None, chores=failing())
