"""What a process on another machine does: it takes part only when it can, and leaves no half-written file."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.render import worker
from mingshi.render.plan import plan
from mingshi.render.pool import Due, Work, prepare, render_batch
from mingshi.render.site import Site
from mingshi.render.stamp import MARKERS, Shells, cut, marker
from mingshi.render.worker import Job, WholeWriter, greet, render_there
from mingshi.render.write import Writer


@pytest.fixture
def work(toy_site: Site, tmp_path: Path) -> Work:
    """Work with shells that hold nothing but their markers."""
    shell = cut("\n".join(map(marker, MARKERS)))
    shells = Shells(toy_site.catalogue.settings, dict.fromkeys(range(7), shell))
    return Work(toy_site.catalogue, toy_site.theme, shells, tmp_path / "there")


@pytest.fixture
def job(work: Work, tmp_path: Path) -> Job:
    """The work, put where a worker finds it."""
    data = pickle.dumps(work)
    made = Job(tmp_path / "there" / ".job", hashlib.sha256(data).hexdigest(), worker.IDENTITY)
    made.folder.mkdir(parents=True)
    made.file.write_bytes(data)
    return made


def pages(folder: Path) -> dict[str, bytes]:
    """Return the pages below a folder with their bytes."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.html")}


def test_a_batch_gives_the_same_here_there_and_again(
    work: Work, job: Job, toy_site: Site, tmp_path: Path
) -> None:
    due = Due(plan(toy_site)[0])
    here = render_batch(prepare(replace(work, out=tmp_path / "here")), due, Writer(tmp_path / "here"))
    assert render_there(job, due) == here
    assert render_there(job, due) == here
    assert pages(work.out) == pages(tmp_path / "here")
    assert [p.name for p in job.folder.iterdir()] == [job.file.name]


def damage(job: Job) -> Job:
    job.file.write_bytes(job.file.read_bytes()[:-1])
    return job


def hide(job: Job) -> Job:
    job.file.unlink()
    return job


def age(job: Job) -> Job:
    return replace(job, identity="0.0.1+000000000000")


@pytest.mark.parametrize(
    ("change", "said"), [(damage, "不完整"), (hide, "用不了输出文件夹"), (age, r"不一样.*")]
)
def test_a_process_that_cannot_take_part_says_why(
    change: Callable[[Job], Job], said: str, job: Job, toy_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_cached", None)
    with pytest.raises(Failure, match=said):
        render_there(change(job), Due(plan(toy_site)[0]))


@pytest.mark.parametrize(("token", "error"), [(b"right", ""), (b"wrong", "别的内容"), (None, "No such file")])
def test_the_folder_must_be_the_same(token: bytes | None, error: str, tmp_path: Path) -> None:
    if token is not None:
        (tmp_path / worker.TOKEN).write_bytes(token)
    answer = greet(tmp_path, b"right")
    assert answer.identity == worker.IDENTITY
    assert error in answer.error
    assert bool(answer.reply) is not bool(error)
    assert not answer.reply or (tmp_path / answer.reply).read_bytes() == b"right"


def test_a_worker_given_up_for_lost_writes_nothing_after_the_job(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with pytest.raises(FileNotFoundError):
        WholeWriter(site, aside=tmp_path / "gone" / "x.part").write("items/index.html", b"late")
    assert not site.exists()


def test_two_states_of_the_program_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "mingshi" / "render" / "worker.py"
    module.parent.mkdir(parents=True)
    monkeypatch.setattr(worker, "__file__", str(module))
    module.write_text("a = 1\n", encoding="utf-8")
    before = worker._identity()
    module.write_text("a = 2\n", encoding="utf-8")
    assert worker._identity() != before
