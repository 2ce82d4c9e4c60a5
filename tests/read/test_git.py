"""Questions to Git, asked of a real repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from mingshi.cli import main
from mingshi.model.failure import Failure
from mingshi.read.git import changed_lines, changed_since

IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *IDENTITY, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(toy: Path) -> Path:
    """The toy province as a repository, one commit on main and a branch on top of it."""
    git(toy, "init", "-q", "-b", "main")
    git(toy, "add", "-A")
    git(toy, "commit", "-q", "-m", "first")
    git(toy, "checkout", "-q", "-b", "change")
    return toy


ITEM = "content/items/hunyin-shili.yaml"


def spoil(root: Path, path: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    (root / path).write_text(text.replace("name: ", "name：", 1), encoding="utf-8")


def test_committed_uncommitted_and_new_files(repository: Path) -> None:
    assert changed_since(repository, "main") == []
    spoil(repository, ITEM)
    git(repository, "commit", "-aqm", "second")
    spoil(repository, "content/items/juzhu-shili.yaml")
    (repository / "content" / "新的.txt").write_text("x", encoding="utf-8")
    (repository / "content" / "lists" / "yishi-dai.yaml").unlink()
    assert changed_since(repository, "main") == [
        ITEM,
        "content/items/juzhu-shili.yaml",
        "content/lists/yishi-dai.yaml",
        "content/新的.txt",
    ]


def test_what_main_got_meanwhile_is_not_ours(repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    spoil(repository, ITEM)
    git(repository, "commit", "-aqm", "theirs")
    git(repository, "checkout", "-q", "change")
    assert changed_since(repository, "main") == []


@pytest.mark.parametrize("ref", ["nowhere", "--all", ""])
def test_unknown_ref(ref: str, repository: Path) -> None:
    with pytest.raises(Failure, match="找不到版本"):
        changed_since(repository, ref)


def test_no_repository(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(toy.parent))
    with pytest.raises(Failure):
        changed_since(toy, "main")


@pytest.mark.parametrize(("changed", "code"), [(ITEM, 1), (None, 0)])
def test_check_against_a_base(
    changed: str | None, code: int, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if changed:
        spoil(repository, changed)
    assert main(["check", "--root", str(repository), "--on", "2026-11-23", "--base", "main"]) == code
    assert ("MS201" in capsys.readouterr().out) == bool(changed)


def test_changed_lines(repository: Path) -> None:
    assert changed_lines(repository, "main") == {}
    file = repository / ITEM
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[1] += "改"
    lines[4:4] = ["# 甲", "++ b/乙"]
    file.write_text("\n".join(lines), encoding="utf-8")
    git(repository, "commit", "-aqm", "second")
    (repository / "content" / "新 的.txt").write_text("x\ny\n", encoding="utf-8")
    shutil.copy(repository / "content" / "新 的.txt", repository / "content" / "也 新.txt")
    git(repository, "add", "content/也 新.txt")
    (repository / "content" / "lists" / "yishi-dai.yaml").unlink()
    found = changed_lines(repository, "main")
    assert found == {
        ITEM: frozenset({2, 5, 6}),
        "content/也 新.txt": frozenset({1, 2}),
        "content/新 的.txt": frozenset({1, 2, 3}),
        "content/lists/yishi-dai.yaml": frozenset(),
    }


def test_github_shows_changed_lines_first_and_everything_in_the_summary(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = repository / "content" / "items" / "juzhu-shili.yaml"
    text = file.read_text(encoding="utf-8")
    for number in range(12):
        text = text.replace("\nversion:", f"\nmei{number}: 有\nversion:", 1)
    file.write_text(text, encoding="utf-8")
    git(repository, "commit", "-aqm", "second")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").write_text("before\n", encoding="utf-8")
    code = main(
        ["check", "--root", str(repository), "--base", "main", "--format", "github", "--on", "2026-11-23"]
    )
    shown = capsys.readouterr().out
    assert code == 1
    assert (shown.count("::error file="), shown.count("另有 3 处错误")) == (9, 1)
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("before\n<!-- mingshi-check -->")
    assert summary.count("MS311") == 12
