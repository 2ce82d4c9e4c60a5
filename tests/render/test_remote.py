"""Rendering on a real cluster of processes: scheduler and workers on loopback, one of them killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.pipeline import Options, build
from mingshi.render import plan, remote
from mingshi.render.plan import Batch
from mingshi.render.site import Site
from mingshi.render.state import Built

from ..conftest import ON, ROOT, copy_toy

HABITS = Path(__file__).with_name("worker_habits.py")


def wait_until(there: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait for a file that a process is to make."""
    while not (there.is_file() and there.stat().st_size):
        assert process.poll() is None, "the process ended before its time"
        time.sleep(0.05)


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: object, **habits: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *map(str, arguments)]
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(command, env={**os.environ, **habits}, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def scheduler(self) -> subprocess.Popen[bytes]:
        file = self.folder / "scheduler.json"
        process = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", file
        )
        wait_until(file, process)
        self.address = json.loads(file.read_text(encoding="utf-8"))["address"]
        return process

    def worker(self, habit: str = "") -> subprocess.Popen[bytes]:
        flags = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", self.folder)
        return self.start(
            "worker", self.address, *flags, "--preload", HABITS, HABIT=habit, MARKS=str(self.folder)
        )

    def wait_for_workers(self, count: int) -> None:
        with remote._client(self.address) as client:
            client.wait_for_workers(count)

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster with a scheduler and no workers yet."""
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster")
    try:
        made.scheduler()
        yield made
    finally:
        made.stop()


def make(root: Path, out: Path, scheduler: str | None = None) -> Built | None:
    """Build quietly, in this process or on a cluster."""
    options = Options(root, out, ON, jobs=1, scheduler=scheduler)
    return build(options, lambda _: None, lambda _: None)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The toy province, and the files of its site as built by one process."""
    root = copy_toy(tmp_path_factory.mktemp("toy") / "toy")
    make(root, root / "site")
    return root, tree(root / "site")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the batches of the toy province up, so that there are enough to go round."""
    whole = plan.plan

    def cut(site: Site) -> list[Batch]:
        return [
            replace(b, name=f"{b.name}-{start}", routes=b.routes[start : start + 4])
            for b in whole(site)
            for start in range(0, len(b.routes), 4)
        ]

    monkeypatch.setattr(plan, "plan", cut)


def kill_when_hanging(cluster: Cluster, victim: subprocess.Popen[bytes]) -> threading.Thread:
    """Start a thread that kills a process, as `kill -9` does, once a worker hangs."""

    def watch() -> None:
        wait_until(cluster.folder / "hanging", victim)
        victim.send_signal(signal.SIGKILL)

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


@pytest.mark.usefixtures("small_batches")
def test_a_worker_that_is_killed_is_replaced(
    local: tuple[Path, dict[str, bytes]], cluster: Cluster, tmp_path: Path
) -> None:
    root, expected = local
    victim, _ = cluster.worker("hang"), cluster.worker("slow")
    cluster.wait_for_workers(2)
    killing = kill_when_hanging(cluster, victim)
    summary = make(root, tmp_path / "site", cluster.address)
    killing.join()
    assert summary is not None
    assert victim.wait() == -signal.SIGKILL
    assert tree(tmp_path / "site") == expected
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", ".site.state", "cluster", "site"]
    # The other worker keeps the work of the last build: it must not be taken for that of another.
    other = copy_toy(tmp_path / "toy")
    copied_theme(other, "items.html", "</h1>", "·</h1>")
    make(other, other / "here")
    make(other, other / "there", cluster.address)
    assert tree(other / "there") == tree(other / "here") != expected
    # So must what an incremental build leaves out: the rest is kept as it lies there.
    rename_an_item(other)
    make(other, other / "again")
    made = make(other, other / "there", cluster.address)
    assert made is not None
    assert tree(other / "there") == tree(other / "again") != tree(other / "here")


def rename_an_item(root: Path) -> None:
    """Give one item of an installation another name."""
    file = sorted((root / "content" / "items").glob("*.yaml"))[0]
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^name: (.+)$", r"name: \1（改）", text, count=1, flags=re.M), encoding="utf-8")


def copied_theme(root: Path, template: str, old: str, new: str) -> None:
    """Give an installation a theme of its own with one change in one template."""
    shutil.copytree(ROOT / "theme", root / "theme")
    file = root / "theme" / "templates" / template
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("victim", ["worker", "scheduler"])
def test_nobody_left_leaves_the_old_site(
    victim: str,
    local: tuple[Path, dict[str, bytes]],
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, _ = local
    monkeypatch.setattr(remote, "LOOK", 0.1)
    monkeypatch.setattr(remote, "RETURN", 0.3)
    shutil.copytree(root / "site", tmp_path / "site")
    before = tree(tmp_path / "site")
    worker = cluster.worker("hang")
    killing = kill_when_hanging(cluster, worker if victim == "worker" else cluster.processes[0])
    said = {"worker": "工作进程全都不在了", "scheduler": "和调度程序的连接断了"}[victim]
    with pytest.raises(Failure, match=said):
        make(root, tmp_path / "site", cluster.address)
    killing.join()
    assert tree(tmp_path / "site") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.lock", "cluster", "site"]


@pytest.mark.parametrize(
    ("habit", "said"),
    [
        ("old", r"工作进程 tcp://.+ 的 mingshi（0\.0\.1\+0+）和这里的（.+）不一样"),
        ("without", "没有安装或太旧"),
        ("elsewhere", "用不了输出文件夹.*No such file"),
    ],
)
def test_a_worker_that_cannot_take_part_is_named(
    habit: str, said: str, local: tuple[Path, dict[str, bytes]], cluster: Cluster, tmp_path: Path
) -> None:
    cluster.worker(habit)
    with pytest.raises(Failure, match=said):
        make(local[0], tmp_path / "site", cluster.address)
    assert not (tmp_path / "site").exists()


def test_an_error_in_a_template_passes_through(cluster: Cluster, tmp_path: Path) -> None:
    toy = copy_toy(tmp_path / "toy")
    copied_theme(toy, "item.html", "<h1>", "<h1>{% if %}")
    cluster.worker()
    with pytest.raises(Failure, match=r"theme/templates/item\.html"):
        make(toy, tmp_path / "site", cluster.address)


def test_nobody_works_for_the_scheduler(
    local: tuple[Path, dict[str, bytes]], cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "APPEAR", 0.2)
    with pytest.raises(Failure, match="没有连着任何工作进程"):
        make(local[0], tmp_path / "site", cluster.address)


def test_nobody_listens(
    local: tuple[Path, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "CONNECT", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Failure, match="连不上调度程序"):
            make(local[0], tmp_path / "site", f"tcp://127.0.0.1:{taken.getsockname()[1]}")


def test_dask_is_not_installed(
    local: tuple[Path, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Failure, match="没有安装 distributed") as caught:
        make(local[0], tmp_path / "site", "tcp://127.0.0.1:9")
    assert "requirements-dev.lock" in caught.value.remedy
