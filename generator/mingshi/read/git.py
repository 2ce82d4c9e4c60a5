"""All questions to Git, each function named after its question."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ..model.failure import Failure


def changed_since(root: Path, ref: str) -> list[str]:
    """Return the files below `root` that differ from where its branch left `ref`, new and uncommitted ones included.

    Raises Failure when Git is not there, this is not a repository, or there is no such ref.
    """
    base = left_at(root, ref)
    changed = _ask(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", ".")
    new = _ask(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return sorted({path for path in (changed + new).split("\0") if path})


def left_at(root: Path, ref: str) -> str:
    """Return the commit where this branch left `ref`. Raises Failure as above."""
    return _ask(root, "merge-base", ref, "HEAD", unknown=f"找不到对比用的版本“{ref}”").strip()


def contents_at(root: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of those files below `root` that a commit has. Raises Failure when Git does not answer."""
    asked = [path for path in paths if "\n" not in path]
    listing = "".join(f"{commit}:./{path}\n" for path in asked)
    answer = _ask_bytes(root, "cat-file", "--batch", said=os.fsencode(listing))
    found: dict[str, bytes] = {}
    at = 0
    for path in asked:
        head = answer[at : answer.index(b"\n", at)]
        at += len(head) + 1
        if head.endswith(b" missing"):
            continue
        _, kind, size = head.split(b" ")
        if kind == b"blob":
            found[path] = answer[at : at + int(size)]
        at += int(size) + 1
    return found


def branch_of(root: Path) -> str:
    """Return the branch that is checked out. Raises Failure when there is none, or no repository."""
    name = _ask(root, "branch", "--show-current").strip()
    if not name:
        raise Failure("现在不在任何分支上", "先执行 git switch main（或你们的主分支）")
    return name


def author_of(root: Path) -> str:
    """Return who commits here, as Git writes it. Raises Failure when nobody has said so."""
    try:
        return _ask(root, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT").rpartition(">")[0] + ">"
    except Failure as failure:
        remedy = "执行 git config user.name 姓名；git config user.email 邮箱"
        raise Failure("Git 还不知道您是谁", remedy) from failure


def prefix_of(root: Path) -> str:
    """Return the way from the top of the repository to `root`, "" when it is the top. Raises Failure."""
    return _ask(root, "rev-parse", "--show-prefix").rstrip("\n")


def command(folder: Path, *arguments: str) -> str:
    """Have Git do something in a repository of ours and return what it says. Raises Failure when it does not."""
    try:
        return _ask(folder, *arguments)
    except Failure as failure:
        raise Failure(
            f"git {arguments[0]} 没有成功：{failure.message}", "看 Git 的提示，改好后重试"
        ) from failure


def _ask(root: Path, *arguments: str, unknown: str = "Git 没有回答") -> str:
    return _ask_bytes(root, *arguments, unknown=unknown).decode("utf-8", "surrogateescape")


def _ask_bytes(root: Path, *arguments: str, unknown: str = "Git 没有回答", said: bytes = b"") -> bytes:
    try:
        answer = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            capture_output=True,
            check=True,
            input=said,
        )
    except FileNotFoundError as error:
        raise Failure("没有安装 git", "安装 git，或去掉 --base") from error
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise Failure(f"{unknown}（{told}）", "检查 --base 的写法，例如 --base origin/main") from error
    return answer.stdout
