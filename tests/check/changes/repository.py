"""A toy province as a Git repository with editors, and pull requests made of edits to it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from mingshi.check.changes.approve import Approval, approve
from tests.conftest import copy_toy

Edit: TypeAlias = Callable[[Path], None]
PACT = "content/pacts/jiashi/yixian/xizhen-san-cun.md"
EDITORS = "data/editors.csv"
ROWS = """login,role,area,kinds,unit,note
weihu,maintainer,toy,all,示例维护中心,
weihu-er,maintainer,toy,all,示例维护中心,
sheng,editor,toy,all,示例省示例厅,
sheng-shen,reviewer,toy,all,示例省示例厅,
jia,editor,jiashi,all,示例甲市示例局,
yixian,editor,jiashi/yixian,village_rule;work_method;place;contact,示例一县示例局,
yixian-shen,reviewer,jiashi/yixian,all,示例一县示例局,
guanlian,editor,toy,page,示例宣传组,
"""
# A field with several steps, to walk along and to jump over.
STATES = """  state:
    initial:
      - unresolved
    moves:
      unresolved:
        - partly_resolved
        - rule_based
      partly_resolved:
        - resolved
        - resolved_by_exception
        - unresolved
      resolved: []
      resolved_by_exception: []
      rule_based: []
"""


def git(root: Path, *arguments: str, name: str = "t") -> str:
    """Run git as somebody."""
    who = ("-c", f"user.name={name}", "-c", f"user.email={name}@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(root: Path, said: str = "change", name: str = "t") -> None:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", said, name=name)


def begin(target: Path) -> Path:
    """Make the repository: main with one commit, on which a branch `change` stands."""
    root = copy_toy(target)
    (root / EDITORS).write_text(ROWS, encoding="utf-8")
    (root / "data" / "retired.csv").write_text(
        "kind,entry_id,title,date,reason,replaced_by\nitem,jiu-shili,旧示例,2026-01-05,示例,\n",
        encoding="utf-8",
    )
    conflict = root / "data" / "schemas" / "conflict.yaml"
    schema = conflict.read_text(encoding="utf-8")
    conflict.write_text(schema.replace("ms:workflow:\n", "ms:workflow:\n" + STATES), encoding="utf-8")
    approve(
        root,
        Approval("village_rule", "jiashi/yixian/xizhen-san-cun", "yixian-shen", "2026-01-08", "（示例）意见"),
    )
    git(root, "init", "-q", "-b", "main")
    commit(root, name="sheng")
    git(root, "checkout", "-q", "-b", "change")
    return root


def copied(root: Path, target: Path) -> Path:
    """Return a copy that may be changed."""
    shutil.copytree(root, target, symlinks=True)
    return target


def sub(path: str, *pairs: tuple[str, str]) -> Edit:
    """Return the edit that puts texts in the place of others, each of which must be there."""

    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        (root / path).write_text(text, encoding="utf-8")

    return edit


def put(path: str, text: str) -> Edit:
    """Return the edit that writes a file, or adds to one that is there."""

    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def drop(path: str) -> Edit:
    """Return the edit that removes a file."""
    return lambda root: (root / path).unlink()


def move(old: str, new: str) -> Edit:
    """Return the edit that renames a file."""

    def edit(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return edit
