"""What a process on another machine does for a build: prove that it can, fetch the work once, render batches."""

from __future__ import annotations

import hashlib
import os
import pickle
import socket
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from .. import __version__
from ..model.failure import Failure
from .pool import Done, Due, Ready, Work, prepare, render_batch
from .renderers import versions
from .write import Writer

TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Job:
    """Where the work of a build is: a folder all can see, and the SHA-256 of the pickled Work in it.

    `identity` is the program that started the build; no other may take part in it.
    """

    folder: Path
    digest: str
    identity: str

    @property
    def file(self) -> Path:
        """Return the file that holds the pickled Work."""
        return self.folder / f"{self.digest}.pickle"


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a worker says of itself: its program, the file it left as a reply, or why it could not."""

    identity: str
    reply: str = ""
    error: str = ""


def _identity() -> str:
    """Return the version of this program with a digest that tells two states of one version apart."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".md")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(versions().encode())
    return f"{__version__}+{digest.hexdigest()[:12]}"


# Taken when the code is loaded: a process that outlives an update still runs what it loaded before.
IDENTITY = _identity()
_NAME = uuid.uuid4().hex
# A scheduler may hand one process several batches at once; a Site and its caches belong to one thread.
_lock = threading.Lock()
_cached: tuple[str, Ready] | None = None


def greet(folder: Path, token: bytes) -> Greeting:
    """Read the token in a build's folder and leave a reply there, as proof that the folder is shared."""
    reply = f"{_NAME}.seen"
    try:
        if (folder / TOKEN).read_bytes() != token:
            return Greeting(IDENTITY, error="里面是别的内容")
        (folder / reply).write_bytes(token)
    except OSError as error:
        return Greeting(IDENTITY, error=error.strerror or str(error))
    return Greeting(IDENTITY, reply)


def render_there(job: Job, due: Due) -> Done:
    """Render one batch of a job. Raises Failure when this process cannot take part; the batch may be run again."""
    with _lock:
        ready = _ready_for(job)
        return render_batch(ready, due, WholeWriter(ready.work.out, aside=job.folder / f"{_NAME}.part"))


@dataclass
class WholeWriter(Writer):
    """Writes each file through the file `aside`, so that it is there as a whole or not at all.

    A worker given up for lost may still be writing: it must not cut short what another has written in its place,
    nor write anything once the job is over and the folder of `aside` is gone.
    """

    aside: Path = field(kw_only=True)

    def put(self, path: str, data: bytes) -> None:
        """Write one file."""
        self.aside.write_bytes(data)
        self.make_folder(path)
        os.replace(self.aside, self.folder / path)


def _ready_for(job: Job) -> Ready:
    """Return the prepared work of a job: read when this process meets it for the first time."""
    global _cached
    if job.identity != IDENTITY:
        raise other_program(socket.gethostname(), IDENTITY, job.identity)
    if _cached is None or _cached[0] != job.digest:
        # The old one goes first, so that there are never two in memory.
        _cached = None
        _cached = (job.digest, prepare(_fetch(job)))
    return _cached[1]


def _fetch(job: Job) -> Work:
    try:
        data = job.file.read_bytes()
    except OSError as error:
        raise not_shared(socket.gethostname(), job.folder, error.strerror or str(error)) from error
    if hashlib.sha256(data).hexdigest() != job.digest:
        raise Failure("工作进程读到的任务文件不完整", "检查共享的输出文件夹，然后重试")
    work = pickle.loads(data)
    if not isinstance(work, Work):
        raise TypeError(type(work))
    return work


def other_program(worker: str, theirs: str, ours: str) -> Failure:
    """Return the failure for a worker that runs another program than the one that started the build."""
    return Failure(
        f"工作进程 {worker} 的 mingshi（{theirs}）和这里的（{ours}）不一样，生成的页面可能不同",
        "在每台机器上装同一个提交、同一个锁定文件，重启工作进程后重试",
    )


def not_shared(worker: str, folder: Path, why: str) -> Failure:
    """Return the failure for a worker that cannot read and write the folder of a job."""
    return Failure(
        f"工作进程 {worker} 用不了输出文件夹“{folder.parents[2]}”（{why}）",
        "把输出文件夹放在共享磁盘上，每台机器用同一个路径挂载，并且都能读写",
    )
