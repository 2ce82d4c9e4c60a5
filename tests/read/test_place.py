"""Where a site may be written to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.read.place import refuse_sources, site_folder

from ..test_cli import run


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installation that somebody works in."""
    for name in ("content", "data", "theme", "elsewhere"):
        (tmp_path / "root" / name).mkdir(parents=True)
    (tmp_path / "root" / "afile").write_text("precious", encoding="utf-8")
    (tmp_path / "root" / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path / "root")
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("", "仓库就在里面"),
        (".", "仓库就在里面"),
        ("..", "仓库就在里面"),
        ("/", "仓库就在里面"),
        ("elsewhere/..", "仓库就在里面"),
        ("content", "content/ 里"),
        ("data/site", "data/ 里"),
        ("elsewhere/../theme/x/y", "theme/ 里"),
        ("afile", "那里是一个文件"),
        ("loop", "那里是一个文件"),
    ],
)
def test_places_that_are_refused(out: str, said: str, root: Path) -> None:
    before = sorted(root.parent.rglob("*"))
    with pytest.raises(Failure, match=said) as caught:
        site_folder(Path(), Path(out))
    assert "--out" in caught.value.remedy
    assert sorted(root.parent.rglob("*")) == before


def test_not_the_folder_one_stands_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "elsewhere")
    with pytest.raises(Failure, match="当前所在的文件夹"):
        site_folder(root, root / "elsewhere")


def test_not_a_mount_point(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == root / "elsewhere")
    with pytest.raises(Failure, match="挂载点") as caught:
        site_folder(root, Path("elsewhere"))
    assert "elsewhere/site" in caught.value.remedy
    assert site_folder(root, Path("elsewhere/site")) == root / "elsewhere" / "site"


@pytest.mark.parametrize("out", ["site", "outa/../site", "link", "dangling"])
def test_the_folder_itself_is_returned(out: str, root: Path) -> None:
    (root / "link").symlink_to(root / "site", target_is_directory=True)
    (root / "dangling").symlink_to("site")
    if out == "link":
        (root / "site").mkdir()
    assert site_folder(root, Path(out)) == Path(os.path.realpath(root)) / "site"


def test_contents_behind_a_link_are_contents(root: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (root / "theme").rmdir()
    (root / "theme").symlink_to(tmp_path / "far")
    with pytest.raises(Failure, match="theme/ 里"):
        refuse_sources(root, tmp_path / "far" / "x.zip", "-o")


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--out", "content/site"),
        ("bundle", "jiashi/yixian", "-o", "content/x.zip"),
        ("preview", "HEAD", "-o", "data/x.zip"),
        ("booklet", "jiashi/yixian", "-o", "theme/x.pdf"),
        ("synth", "content/x"),
    ],
)
def test_every_command_that_writes_refuses(
    arguments: tuple[str, ...], toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(toy)
    code, _, err = run(capsys, *arguments)
    assert code == 1
    assert "那里只放要编辑的内容" in err


@pytest.mark.parametrize("find", [lambda out: out, lambda out: out.parent / "link"])
def test_a_link_stays_a_link(find: Callable[[Path], Path], tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (tmp_path / "link").symlink_to(target)
    assert site_folder(tmp_path / "root", find(target)) == target
