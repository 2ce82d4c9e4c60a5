"""The working copy of the desk: what is committed goes in, drafts come back, nothing gets lost on either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.admin.copy import copy_of
from mingshi.model.failure import Failure

from ..repository import git, toy_repository

ITEM = "content/items/jianzai-shili.yaml"
DRAFT = "cms/item/jianzai-shili"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return toy_repository(tmp_path / "toy")


def draft(folder: Path, text: str) -> None:
    """Commit a draft in the copy, as decap-server does."""
    git(folder, "switch", "-q", "-C", DRAFT)
    (folder / ITEM).write_text(text, encoding="utf-8")
    git(folder, "commit", "-q", "-a", "-m", "草稿")
    git(folder, "switch", "-q", "main")


def test_only_what_is_committed_is_in_it(root: Path, tmp_path: Path) -> None:
    (root / "私人.txt").write_text("a", encoding="utf-8")
    (root / ITEM).write_text("改到一半", encoding="utf-8")
    copy = copy_of(root, tmp_path / "desk", "main")
    assert not (copy.folder / "私人.txt").exists()
    assert (copy.installation / ITEM).read_text(encoding="utf-8") != "改到一半"
    assert git(copy.folder, "config", "user.name") == "示例编辑\n"


def test_drafts_come_back_and_go_on_the_next_time(root: Path, tmp_path: Path) -> None:
    copy = copy_of(root, tmp_path / "desk", "main")
    draft(copy.folder, "a: 1\n")
    copy.give_back(DRAFT)
    assert git(root, "show", f"{DRAFT}:{ITEM}") == "a: 1\n"
    (copy.folder / "垃圾.txt").write_text("a", encoding="utf-8")
    (root / "新.txt").write_text("a", encoding="utf-8")
    git(root, "add", "新.txt")
    git(root, "commit", "-q", "-m", "进展")
    again = copy_of(root, tmp_path / "desk", "main")
    assert (again.folder / "新.txt").exists()
    assert not (again.folder / "垃圾.txt").exists()
    assert git(again.folder, "show", f"{DRAFT}:{ITEM}") == "a: 1\n"
    git(again.folder, "branch", "-D", DRAFT)
    again.give_back(DRAFT)
    assert git(root, "branch", "--list", "cms/*") == ""


def test_a_draft_that_is_gone_in_the_repository_is_gone_in_the_copy(root: Path, tmp_path: Path) -> None:
    copy = copy_of(root, tmp_path / "desk", "main")
    draft(copy.folder, "a: 1\n")
    copy.give_back(DRAFT)
    git(root, "branch", "-D", DRAFT)
    assert git(copy_of(root, tmp_path / "desk", "main").folder, "branch", "--list", "cms/*") == ""


def test_what_somebody_else_did_to_a_draft_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    copy = copy_of(root, tmp_path / "desk", "main")
    draft(copy.folder, "a: 1\n")
    copy.give_back(DRAFT)
    git(root, "branch", "-f", DRAFT, "main")
    draft(copy.folder, "a: 2\n")
    with pytest.raises(Failure, match="没有存进去"):
        copy.give_back(DRAFT)
    assert git(root, "rev-parse", DRAFT) == git(root, "rev-parse", "main")


def test_an_installation_below_the_top_of_its_repository(root: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    (whole / "a").mkdir(parents=True)
    root.rename(whole / "a" / "toy")
    (whole / "a" / "toy" / ".git").rename(whole / ".git")
    git(whole, "add", "-A")
    git(whole, "commit", "-q", "-m", "搬家")
    copy = copy_of(whole / "a" / "toy", tmp_path / "desk", "main")
    assert (copy.installation / ITEM).is_file()


def test_no_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failure):
        copy_of(tmp_path, tmp_path / "desk", "main")
