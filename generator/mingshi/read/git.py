"""All questions to Git, each function named after its question."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model.failure import Failure

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_HUNK = re.compile(r"@@ -[0-9]+(?:,(?P<old>[0-9]+))? \+(?P<start>[0-9]+)(?:,(?P<new>[0-9]+))? @@")


def changed_since(root: Path, ref: str) -> list[str]:
    """Return the files below `root` that differ from where its branch left `ref`, new and uncommitted ones included.

    Raises Failure when Git is not there, this is not a repository, or there is no such ref.
    """
    base = left_at(root, ref)
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


@dataclass(frozen=True, slots=True)
class AddedFile:
    """One file as a commit left it: where it was put, and the id of its content; `commit` is shortened."""

    commit: str
    path: str
    blob: str


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


def left_at(root: Path, ref: str) -> str:
    """Return the commit where this branch left `ref`. Raises Failure as above."""
    return merge_base(root, ref, "HEAD")


def contents_at(root: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of those files below `root` that a commit has. Raises Failure when Git does not answer."""
    known = files_of(root, commit)
    wanted = {path: known[path] for path in paths if path in known}
    found = contents_of(root, wanted.values(), sys.maxsize)
    return {path: found[blob] for path, blob in wanted.items()}


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
    which = _range(root, base, head)
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


def staged_lines(root: Path) -> Iterator[Added]:
    """Yield every line the next commit would add; it has no name yet."""
    form = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--relative")
    yield from _added("", _ask(root, "diff", "--cached", *form, "--src-prefix=a/", "--dst-prefix=b/"))


def added_files(root: Path, base: str, head: str) -> Iterator[AddedFile]:
    """Yield every file below `root` that any of these commits (as in `added_lines`) added or changed."""
    form = ("--raw", "--no-abbrev", "--no-renames", "--no-show-signature", "--relative", "-c", "--format=%h")
    commit = ""
    for line in _ask(root, "log", *form, *_range(root, base, head), unknown="找不到要检查的提交").split("\n"):
        # Of a merge there is one mode and one id for each parent before those of the result.
        meta, _, path = line.partition("\t")
        parents = len(meta) - len(meta.lstrip(":"))
        if not parents:
            commit = line or commit
        elif (modes := meta.lstrip(":").split(" "))[parents].startswith("100"):
            yield AddedFile(commit, path, modes[2 * parents + 1])


def _range(root: Path, base: str, head: str) -> tuple[str, ...]:
    """Return how Git is told which commits are meant: those after `base`, or those that no remote branch has."""
    return (f"{commit_of(root, base)}..{commit_of(root, head)}",) if base else (head, "--not", "--remotes")


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


def changed_lines(root: Path, ref: str) -> dict[str, frozenset[int]]:
    """Return the lines of the files below `root` that are not as they were where its branch left `ref`.

    A file Git does not know yet is changed from its first line to its last. Raises Failure like `changed_since`.
    """
    base = left_at(root, ref)
    options = ("--unified=0", "--no-renames", "--no-color", "--no-ext-diff", "--relative", "--src-prefix=a/")
    diff = _ask(root, "diff", *options, "--dst-prefix=b/", base, "--", ".")
    found: dict[str, set[int]] = {}
    lines, inside = set[int](), 0
    for line in diff.split("\n"):
        if hunk := _HUNK.match(line) if inside <= 0 else None:
            start, count = int(hunk["start"]), int(hunk["new"] or 1)
            lines.update(range(start, start + count))
            inside = count + int(hunk["old"] or 1)
        elif inside > 0:
            inside -= line.startswith(("+", "-"))
        elif line.startswith("+++ b/"):
            # Git ends a name that holds a blank with a tab.
            lines = found.setdefault(line[6:].rstrip("\t"), set())
    known = {path: frozenset(own) for path, own in found.items()}
    return known | {path: _whole(root / path) for path in changed_since(root, ref) if path not in known}


def _whole(path: Path) -> frozenset[int]:
    return frozenset(range(1, path.read_bytes().count(b"\n") + 2)) if path.is_file() else frozenset()


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
        raise Failure("没有安装 git", "安装 git 后重试（Debian：apt install git）") from error
    except subprocess.CalledProcessError as error:
        said_back = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        detail = f"（{said_back}）" if said_back else ""
        raise Failure(f"{unknown}{detail}", "检查版本的写法，例如 origin/main") from error
    return answer.stdout
