"""Rendering batches on the workers of a Dask scheduler, which write into a shared output folder."""

from __future__ import annotations

import hashlib
import logging
import pickle
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from ..model.failure import Failure
from .pool import Chores, Done, Due, Run, Work, render_on
from .worker import IDENTITY, TOKEN, Greeting, Job, greet, not_shared, other_program, render_there

# Seconds: to reach the scheduler, for a first worker to appear, between looks at an idle cluster, and how long a
# build waits for workers to come back when all are gone.
CONNECT, APPEAR, LOOK, RETURN = 10.0, 10.0, 2.0, 60.0


def render_remote(
    work: Work, dues: list[Due], address: str, tick: Callable[[int], None]
) -> tuple[list[Done], int]:
    """Render all batches on a cluster, results in the order given; also return how many workers it had at the start.

    A batch whose worker dies runs again on another. Raises Failure when the scheduler or the workers cannot do it;
    an error inside a view passes through.
    """
    with _client(address) as client, _published(work) as job:
        workers = _greet_all(client, job)
        executor = client.get_executor(pure=False)
        idle = _Idle(client)
        try:
            return render_on(executor, partial(render_there, job), dues, tick, idle.look, LOOK), workers
        except CancelledError as error:
            raise _lost() from error
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            raise Failure(
                "同一批页面接连让几个工作进程意外结束（可能是内存不足）",
                "给工作进程更多内存后重试；原来的网站没有改动",
            ) from error


def by_cluster(address: str, note: Callable[[str], None]) -> Run:
    """Return a way to render on the workers of a scheduler; `note` hears how many there are."""

    def run(work: Work, dues: list[Due], tick: Callable[[int], None], _: Chores) -> list[Done]:
        done, workers = render_remote(work, dues, address, tick)
        note(f"{workers} 个远程工作进程")
        return done

    return run


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Yield a connected client. Raises Failure when Dask is not installed or the scheduler cannot be reached."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise Failure(
            "没有安装 distributed",
            "执行 .venv/bin/pip install --require-hashes -r requirements-dev.lock，"
            "或安装 mingshi 的可选依赖 cluster",
        ) from error
    with _quiet():
        try:
            client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Failure(
                f"连不上调度程序 {address}", "检查地址和网络，确认已执行 dask scheduler；原来的网站没有改动"
            ) from error
        try:
            yield client
        finally:
            client.close(timeout=CONNECT)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log from printing over what we tell in our own words."""
    names = [n for n in logging.root.manager.loggerDict if n.partition(".")[0] == "distributed"]
    before = [(log, log.level) for log in map(logging.getLogger, names)]
    for log, _ in before:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in before:
            log.setLevel(level)


@contextmanager
def _published(work: Work) -> Iterator[Job]:
    """Put the work and its templates where workers can read them, and take them away before the site is switched."""
    files = dict(_needed(work.theme))
    stamp = hashlib.sha256(b"".join(p.encode() + b"\0" + data for p, data in files.items())).hexdigest()
    # Templates are part of the folder's name, so that other templates make another pickle and another digest.
    folder = work.out.resolve() / f".job-{stamp[:16]}"
    data = pickle.dumps(replace(work, theme=folder, out=work.out.resolve()), pickle.HIGHEST_PROTOCOL)
    job = Job(folder, hashlib.sha256(data).hexdigest(), IDENTITY)
    try:
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        job.file.write_bytes(data)
        yield job
    finally:
        _remove(folder)


def _needed(theme: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what views read of the theme: templates, and the assets that some pages load by a name with a hash."""
    for name in ("templates", "assets"):
        files = (p for p in sorted((theme / name).rglob("*")) if p.is_file())
        yield from ((p.relative_to(theme).as_posix(), p.read_bytes()) for p in files)


def _remove(folder: Path) -> None:
    # A worker given up for lost may put a file there while we empty it.
    for _ in range(10):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
    raise Failure(f"删不掉临时文件夹“{folder}”", "停掉工作进程，删除它，然后重试")


def _greet_all(client: Any, job: Job) -> int:
    """Have every worker prove that it can take part, and return how many there are. Raises Failure otherwise."""
    token = secrets.token_bytes(16)
    (job.folder / TOKEN).write_bytes(token)
    try:
        client.wait_for_workers(1, timeout=APPEAR)
        answers = client.run(greet, job.folder, token, on_error="return")
    except TimeoutError as error:
        raise Failure("调度程序没有连着任何工作进程", "先在各台机器上执行 dask worker") from error
    except OSError as error:
        raise _lost() from error
    for worker, answer in sorted(answers.items()):
        _believe(worker, answer, job)
    return len(answers)


def _believe(worker: str, answer: Greeting | Exception, job: Job) -> None:
    if isinstance(answer, Exception):
        # The worker did not find our function; Dask passes some errors on as text only.
        if any(name in repr(answer) for name in ("ModuleNotFoundError", "ImportError", "AttributeError")):
            raise other_program(worker, "没有安装或太旧", job.identity) from answer
        raise Failure(f"工作进程 {worker} 没有回答：{answer}", "检查这台机器，然后重试") from answer
    if answer.identity != job.identity:
        raise other_program(worker, answer.identity, job.identity)
    if answer.error or not (job.folder / answer.reply).is_file():
        raise not_shared(worker, job.folder, answer.error or "回答写到了别处")


@dataclass
class _Idle:
    """Decides when to give up on a cluster that finishes nothing."""

    client: Any
    alone_since: float | None = None

    def look(self) -> None:
        """Raise Failure when the scheduler is lost, or when no worker has been there for a while."""
        try:
            if self.client.status != "running":
                raise _lost()
            there = self.client.nthreads()
        except OSError as error:
            raise _lost() from error
        if there:
            self.alone_since = None
            return
        self.alone_since = self.alone_since or time.monotonic()
        if time.monotonic() - self.alone_since >= RETURN:
            raise Failure(
                "工作进程全都不在了", "在各台机器上重新执行 dask worker，然后重试；原来的网站没有改动"
            )


def _lost() -> Failure:
    return Failure("和调度程序的连接断了", "确认 dask scheduler 还在运行，然后重试；原来的网站没有改动")
