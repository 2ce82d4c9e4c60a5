"""All questions to Git, each function named after its question."""

from __future__ import annotations

import datetime
import re
import subprocess
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model.failure import Failure

BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def changed_since(root: Path, ref: str) -> list[str]:
    """Return the files below `root` that differ from where its branch left `ref`, new and uncommitted ones included.

    Raises Failure when Git is not there, this is not a repository, or there is no such ref.
    """
    base = _ask(root, "merge-base", ref, "HEAD", unknown=f"找不到对比用的版本“{ref}”").strip()
    changed = _ask(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", ".")
    new = _ask(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return sorted({path for path in (changed + new).split("\0") if path})


@dataclass(frozen=True, slots=True)
class Change:
    """One file that differs between two commits. A path is "" where the file is not there; modes are st_mode."""

    old: str
    new: str
    old_mode: int
    new_mode: int


@dataclass(frozen=True, slots=True)
class Added:
    """One line a commit added, in a file or (path "") in the commit's own message; `commit` is shortened."""

    commit: str
    path: str
    line: int
    text: str


def commit_of(root: Path, ref: str) -> str:
    """Return the full id of a commit. Raises Failure when there is none of that name."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    return _ask(root, *asked, unknown=f"找不到版本“{ref}”").strip()


def merge_base(root: Path, ref: str, head: str) -> str:
    """Return the commit where `head` left `ref`. Raises Failure when they share none."""
    known = (commit_of(root, ref), commit_of(root, head))
    return _ask(root, "merge-base", *known, unknown=f"“{ref}”和“{head}”没有共同的起点").strip()


def changes_between(root: Path, base: str, head: str) -> list[Change]:
    """Return the files below `root` that differ between two commits, a renamed one as one change."""
    raw = _ask(root, "diff", "--raw", "--no-abbrev", "-M", "--relative", "-z", base, head, "--", ".")
    parts = iter(raw.split("\0"))
    return [_change(meta, parts) for meta in parts if meta]


def _change(meta: str, parts: Iterator[str]) -> Change:
    old_mode, new_mode, _, _, status = meta.removeprefix(":").split(" ")
    path = next(parts)
    old, new = (path, next(parts)) if status[0] in "RC" else (path, path)
    modes = int(old_mode, 8), int(new_mode, 8)
    return Change(old if modes[0] else "", new if modes[1] else "", *modes)


def files_of(root: Path, commit: str) -> dict[str, str]:
    """Return the regular files below `root` in a commit, with the ids of their contents."""
    listed = _ask(root, "ls-tree", "-r", "-z", commit)
    rows = (line.partition("\t") for line in listed.split("\0") if line)
    return {path: meta.split(" ")[2] for meta, _, path in rows if meta.startswith("100")}


def contents_of(root: Path, blobs: Iterable[str], limit: int) -> dict[str, bytes]:
    """Return contents by id; those larger than `limit` are left out."""
    asked = "\n".join(dict.fromkeys(blobs)).encode()
    sizes = _ask_raw(root, ("cat-file", "--batch-check"), asked).decode().splitlines()
    small = [line.split(" ")[0] for line in sizes if int(line.split(" ")[-1]) <= limit]
    raw = _ask_raw(root, ("cat-file", "--batch"), "\n".join(small).encode())
    found, at = {}, 0
    for blob in small:
        begin = raw.index(b"\n", at) + 1
        at = begin + int(raw[at : begin - 1].rpartition(b" ")[2])
        found[blob], at = raw[begin:at], at + 1
    return found


def last_author_of(root: Path, commit: str, path: str) -> set[str]:
    """Return the names by which the last commit that touched a file calls its author, in lower case.

    A commit can be made under any name: this finds mistakes, it proves nothing.
    """
    said = _ask(root, "log", "-1", "--format=%an%n%ae", commit, "--", path).split("\n")
    names = {name.strip().lower() for name in said if name.strip()}
    return names | {name.partition("@")[0].rpartition("+")[2] for name in names if "@" in name}


def day_of(root: Path, commit: str) -> str:
    """Return the day a commit was made on, in China. Raises Failure when there is none."""
    seconds = int(_ask(root, "show", "-s", "--format=%ct", commit_of(root, commit)))
    return datetime.datetime.fromtimestamp(seconds, BEIJING).date().isoformat()


def tracked(root: Path) -> list[str]:
    """Return the files below `root` that are in the index, sorted."""
    return sorted(path for path in _ask(root, "ls-files", "-z").split("\0") if path)


def added_lines(root: Path, base: str, head: str) -> Iterator[Added]:
    """Yield every line that any commit after `base` up to `head` added, even when a later one removed it again.

    Without a `base`, the commits of `head` that no remote branch has.
    """
    which = (f"{commit_of(root, base)}..{commit_of(root, head)}",) if base else (head, "--not", "--remotes")
    # -c shows of a merge only what it has from none of its parents.
    form = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--relative", "-c")
    # What somebody has set for himself stays out of it.
    plain = ("--src-prefix=a/", "--dst-prefix=b/", "--no-show-signature")
    # Files may hold any bytes: only a mark nobody can have foreseen parts one commit from the next.
    mark = uuid.uuid4().hex
    wanted = (f"--format={mark}%h%n%B{mark}", *form, *plain, *which)
    log = _ask(root, "log", "-p", *wanted, unknown="找不到要检查的提交").split(mark)
    for said, patch in zip(log[1::2], log[2::2], strict=True):
        commit, _, message = said.partition("\n")
        yield from (Added(commit, "", n, text) for n, text in enumerate(message.split("\n"), 1))
        yield from _added(commit, patch)


def _added(commit: str, patch: str) -> Iterator[Added]:
    path, number, marks = "", 0, 1
    for line in patch.split("\n"):
        hunk = re.match(r"(@{2,}) .*\+([0-9]+)(?:,[0-9]+)? @{2,}", line)
        if not number and line.startswith("+++ "):
            path = line[4:].partition("/")[2].rstrip("\t")
        elif hunk:
            number, marks = int(hunk[2]), len(hunk[1]) - 1
        elif number and "+" in line[:marks]:
            yield Added(commit, path, number, line[marks:])
            number += 1
        elif line.startswith("diff "):
            number = 0


def _ask(root: Path, *arguments: str, unknown: str = "Git 没有回答") -> str:
    return _ask_raw(root, arguments, b"", unknown).decode("utf-8", "surrogateescape")


def _ask_raw(root: Path, arguments: Iterable[str], said: bytes, unknown: str = "Git 没有回答") -> bytes:
    try:
        answer = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            input=said,
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise Failure("没有安装 git", "安装 git，或去掉 --base") from error
    except subprocess.CalledProcessError as error:
        said_back = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        detail = f"（{said_back}）" if said_back else ""
        raise Failure(f"{unknown}{detail}", "检查版本的写法，例如 --base origin/main") from error
    return answer.stdout
