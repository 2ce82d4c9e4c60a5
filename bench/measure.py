"""What one command costs: CPU of its whole process tree, wall time, peak memory, and what it left on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

POLL = 0.03
SHOWN = 600


class CommandFailed(Exception):
    """A measured command that ended with an error or took too long; the text is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds, the part of them spent in the kernel, and wall seconds; memory in MB.

    `peak` is that of the largest process, `total` that of all processes at one moment; memory that
    processes share counts once for each of them in `total`.
    """

    cpu: float
    system: float
    wall: float
    peak: float
    total: float


def measure(command: Sequence[str], folder: Path, limit: float = 900) -> Usage:
    """Run a command in a folder and return what it used. Raises CommandFailed; after `limit` seconds it is ended."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        # A session of its own, so that ending it ends its children and nothing else.
        process = subprocess.Popen(
            list(command), cwd=folder, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        peaks: dict[int, int] = {}
        total = 0
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            wall = time.perf_counter() - begin
            if pid:
                break
            if wall > limit:
                os.killpg(process.pid, signal.SIGKILL)
                os.wait4(process.pid, 0)
                process.returncode = -signal.SIGKILL
                raise CommandFailed(f"超过 {limit:.0f} 秒，已停止")
            total = max(total, _sample(process.pid, peaks))
            time.sleep(POLL)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace").strip()
            raise CommandFailed(text[-SHOWN:] or f"退出码 {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    # Without /proc the kernel's own figure has to do: the largest process of the tree.
    peak = max(peaks.values(), default=used.ru_maxrss * unit // 1024) / 1024
    return Usage(used.ru_utime + used.ru_stime, used.ru_stime, wall, peak, max(total / 1024, peak))


def _sample(root: int, peaks: dict[int, int]) -> int:
    """Note the peak of every process of a tree, and return what they hold together now; both in KB."""
    now, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            for task in os.listdir(f"/proc/{pid}/task"):
                children = Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="utf-8")
                waiting += map(int, children.split())
        except OSError:
            continue
        held = {line.split(":")[0]: line.split()[1] for line in status.splitlines() if line.startswith("Vm")}
        now += int(held.get("VmRSS", 0))
        peaks[pid] = max(peaks.get(pid, 0), int(held.get("VmHWM", 0)))
    return now


@dataclass(frozen=True, slots=True)
class Written:
    """How many HTML pages there are, their bytes, and the bytes of all files."""

    pages: int
    page_bytes: int
    size: int


def written(out: Path) -> Written:
    """Return what there is in a folder; nothing when there is no such folder."""
    pages = page_bytes = size = 0
    for folder, _, names in os.walk(out):
        for name in names:
            length = os.stat(os.path.join(folder, name)).st_size
            size += length
            if name.endswith(".html"):
                pages, page_bytes = pages + 1, page_bytes + length
    return Written(pages, page_bytes, size)


def put_away(path: Path, bin_: Path) -> None:
    """Move a file or folder into the bin, if it is there.

    Nothing is deleted while anything is measured: for minutes ext4 passes over every inode that was freed, one by one,
    and whoever writes next pays for it, up to twenty times as much for a file.
    """
    if path.exists():
        bin_.mkdir(parents=True, exist_ok=True)
        path.rename(bin_ / str(len(os.listdir(bin_))))
