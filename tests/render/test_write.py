"""Replacing and changing a site: what the system refuses before the switch changes nothing, after it is told."""

from __future__ import annotations

import errno
import json
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mingshi import cli
from mingshi.model.failure import Failure
from mingshi.render.shell import _deliver
from mingshi.render.write import MARKER, Room, copy_files, held

from ..test_pipeline import leftovers, tree

KEPT = "原来的网站没有改动"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A site of two pages."""
    with held(tmp_path / "site") as room:
        fill(room, {"index.html": "old", "a/index.html": "old", MARKER: json.dumps({"sha256": "1"})})
        room.replace(b"state")
    assert leftovers(tmp_path / "site") == []
    return tmp_path / "site"


def fill(room: Room, files: dict[str, str]) -> None:
    """Write files aside."""
    for path, text in files.items():
        (room.files / path).parent.mkdir(parents=True, exist_ok=True)
        (room.files / path).write_text(text, encoding="utf-8")


def change(out: Path) -> None:
    """Change all pages of a site, add one and remove one."""
    with held(out) as room:
        fill(room, {"index.html": "new", "b/index.html": "new", "c/d/index.html": "new"})
        room.change(["a/index.html"], b"new state")


CHANGED = {"index.html": b"new", "b/index.html": b"new", "c/d/index.html": b"new"}


def refusing(number: int) -> Callable[..., None]:
    """Return a function that the system refuses."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_change(out: Path) -> None:
    change(out)
    assert tree(out).items() >= CHANGED.items()
    assert not (out / "a").exists()
    assert (out.parent / ".site.state").read_bytes() == b"new state"
    assert leftovers(out) == []


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_refused_before_anything_is_written(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingshi.render.write.Path.mkdir", refusing(number))
    with pytest.raises(Failure, match=r"写网站时出错：.+site）") as caught, held(tmp_path / "x" / "site"):
        pytest.fail("held in spite of it")
    assert "--out" in caught.value.remedy
    assert KEPT not in caught.value.remedy  # there is none


def file_for_folder(out: Path, _: pytest.MonkeyPatch) -> None:
    (out / "b").write_text("by hand", encoding="utf-8")


def file_above_folder(out: Path, _: pytest.MonkeyPatch) -> None:
    (out / "c").write_text("by hand", encoding="utf-8")


def folder_for_file(out: Path, _: pytest.MonkeyPatch) -> None:
    (out / "b" / "index.html").mkdir(parents=True)


def folder_for_one_that_goes(out: Path, _: pytest.MonkeyPatch) -> None:
    (out / "a" / "index.html").unlink()
    (out / "a" / "index.html").mkdir()


def locked(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The system lets root write everywhere.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != out / "a")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (file_for_folder, "同名"),
        (file_above_folder, "路径中间"),
        (folder_for_file, "却是文件夹"),
        (folder_for_one_that_goes, "却是文件夹"),
        (locked, "没有权限"),
    ],
)
def test_a_change_that_cannot_be_finished_is_not_begun(
    damage: Callable[[Path, pytest.MonkeyPatch], None], said: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(out, monkeypatch)
    before = sorted(out.rglob("*")), tree(out)
    with pytest.raises(Failure, match=f"{said}.*{out}") as caught:
        change(out)
    assert KEPT in caught.value.remedy
    assert (sorted(out.rglob("*")), tree(out)) == before
    assert leftovers(out) == []


def half(out: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException) -> None:
    """Have the second move of a change fail."""
    real, done = os.replace, []

    def move(source: Path, target: Path) -> None:
        if done:
            raise stop
        done.append(target)
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("mingshi.render.update.os.replace", move)
        change(out)


def test_a_change_that_fails_in_the_middle_says_so(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = PermissionError(errno.EPERM, "no", "/x/.site.ready/b", None, f"{out}/b/index.html")
    with pytest.raises(Failure, match=rf"{out}/b/index\.html）；网站里有的页面可能还是旧的") as caught:
        half(out, monkeypatch, refused)
    assert KEPT not in caught.value.remedy
    assert "会接着换完" in caught.value.remedy
    with held(out):
        assert tree(out).items() >= CHANGED.items()


def test_after_a_failed_change_the_site_can_be_removed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Failure, match="可能还是旧的"):
        half(out, monkeypatch, OSError(errno.EIO, "no"))
    for file in tree(out):
        (out / file).unlink()
    for folder in sorted((p for p in out.rglob("*")), reverse=True):
        folder.rmdir()
    out.rmdir()
    with held(out) as room:
        assert room.before is None
        assert not out.exists()


def put_anew(out: Path) -> None:
    """Put a new site in the place of the old one."""
    with held(out) as room:
        (room.files / "index.html").write_text("new", encoding="utf-8")
        room.replace(b"new state")


def test_a_new_site_whose_state_cannot_be_kept(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", refusing(errno.EIO))
    with pytest.raises(Failure, match="新的网站已经换上") as caught:
        put_anew(out)
    assert KEPT not in caught.value.remedy
    assert tree(out) == {"index.html": b"new"}


def test_no_space_for_the_state_means_no_switch(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(out)
    monkeypatch.setattr(Path, "write_bytes", refusing(errno.ENOSPC))
    with pytest.raises(Failure, match=f"磁盘已满（{out}）") as caught:
        put_anew(out)
    assert KEPT in caught.value.remedy
    monkeypatch.undo()
    assert tree(out) == before
    assert leftovers(out) == []


def before_the_switch(out: Path, _: pytest.MonkeyPatch) -> None:
    with held(out):
        raise KeyboardInterrupt


def in_the_middle(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half(out, monkeypatch, KeyboardInterrupt())


def outside(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (before_the_switch, f"已中断；{KEPT}。"),
        (in_the_middle, "已中断；网站可能只换了一部分，再执行一次 mingshi build 会换完。"),
        (outside, "已中断。"),
    ],
)
def test_ctrl_c_says_what_is_left(
    when: Callable[[Path, pytest.MonkeyPatch], None],
    said: str,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("mingshi.pipeline.check", lambda *_, **__: when(out, monkeypatch))
    assert cli.main(["check", "--root", str(out)]) == 130
    assert capsys.readouterr().err.strip() == said


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Have the system refuse larger files, as for anybody."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_cannot_be_delivered_keeps_its_number(tmp_path: Path) -> None:
    made = tmp_path / "made"
    (made / "about").mkdir(parents=True)
    (made / "about" / "index.html").write_bytes(b"x" * 10_000)
    with small_files(5_000), pytest.raises(OSError, match=rf"^\[Errno {errno.EFBIG}\]"):
        _deliver(made, tmp_path / "out", (), (("about/", "关于"),))


def test_copied_files_are_the_same(tmp_path: Path, out: Path) -> None:
    copy_files(out, tmp_path / "copy" / "deep")
    assert tree(tmp_path / "copy" / "deep") == tree(out)
