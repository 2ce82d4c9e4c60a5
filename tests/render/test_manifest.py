"""The manifest of a build: every file, also when nothing was made, and told at once when it cannot be written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from mingshi import cli

from ..conftest import ON, copy_toy
from ..test_pipeline import tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province, built; nothing in it is changed."""
    toy = copy_toy(tmp_path_factory.mktemp("manifest") / "toy")
    assert build(toy) == 0
    return toy


def build(root: Path, *more: str | Path) -> int:
    """Run the command and return its exit code."""
    return cli.main(["build", "--root", str(root), "--on", ON, "--jobs", "1", *map(str, more)])


def expected(site: Path) -> str:
    """Return the lines that a manifest of a site has."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in tree(site).items()]
    return "".join(sorted(lines, key=lambda line: line.partition("  ")[2]))


@pytest.mark.parametrize(("more", "said"), [((), "没有改动"), (("--clean",), "重做")])
def test_every_file_has_its_hash(
    more: tuple[str, ...], said: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = tmp_path / "new folder" / "hashes.txt"
    assert build(built, "--manifest", manifest, *more) == 0
    text = manifest.read_text(encoding="utf-8")
    assert text == expected(built / "site")
    told = capsys.readouterr().out
    assert said in told
    assert f"sha256 {hashlib.sha256(text.encode()).hexdigest()}" in told


def inside(root: Path, _: Path) -> Path:
    return root / "site" / "about" / ".." / "hashes.txt"


def a_folder(_: Path, free: Path) -> Path:
    return free


def below_a_file(root: Path, _: Path) -> Path:
    return root / "mkdocs.yml" / "hashes.txt"


def not_allowed(*_: Path) -> Path:
    return Path("/proc/mingshi.txt")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (inside, "在网站文件夹"),
        (a_folder, "它是一个文件夹"),
        (below_a_file, "上级不是文件夹"),
        (not_allowed, "写不了清单文件“/proc/mingshi.txt”"),
    ],
)
def test_a_bad_place_is_told_before_anything_is_made(
    place: Callable[[Path, Path], Path],
    said: str,
    built: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = tree(built / "site")
    assert build(built, "--clean", "--manifest", place(built, tmp_path)) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert "怎么办：" in told.err
    assert told.out == ""
    assert tree(built / "site") == before


def test_a_build_that_fails_leaves_no_empty_manifest_and_the_next_one_writes_it(tmp_path: Path) -> None:
    toy, manifest = copy_toy(tmp_path / "toy"), tmp_path / "hashes.txt"
    settings = toy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("site_name: ", "site_name："), encoding="utf-8")
    assert build(toy, "--manifest", manifest) == 1
    assert not manifest.exists()
    settings.write_text(text, encoding="utf-8")
    assert build(toy, "--manifest", manifest) == 0
    assert manifest.read_text(encoding="utf-8") == expected(toy / "site")
