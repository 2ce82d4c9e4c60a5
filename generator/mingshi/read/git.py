"""All questions to Git, each function named after its question."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from ..model.failure import Failure

_HUNK = re.compile(r"@@ -[0-9]+(?:,(?P<old>[0-9]+))? \+(?P<start>[0-9]+)(?:,(?P<new>[0-9]+))? @@")


def changed_since(root: Path, ref: str) -> list[str]:
    """Return the files below `root` that differ from where its branch left `ref`, new and uncommitted ones included.

    Raises Failure when Git is not there, this is not a repository, or there is no such ref.
    """
    base = _ask(root, "merge-base", ref, "HEAD", unknown=f"找不到对比用的版本“{ref}”").strip()
    changed = _ask(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", ".")
    new = _ask(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return sorted({path for path in (changed + new).split("\0") if path})


def changed_lines(root: Path, ref: str) -> dict[str, frozenset[int]]:
    """Return the lines of the files below `root` that are not as they were where its branch left `ref`.

    A file Git does not know yet is changed from its first line to its last. Raises Failure like `changed_since`.
    """
    base = _ask(root, "merge-base", ref, "HEAD", unknown=f"找不到对比用的版本“{ref}”").strip()
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
    try:
        answer = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments], cwd=root, capture_output=True, check=True
        )
    except FileNotFoundError as error:
        raise Failure("没有安装 git", "安装 git，或去掉 --base") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise Failure(f"{unknown}（{said}）", "检查 --base 的写法，例如 --base origin/main") from error
    return answer.stdout.decode("utf-8", "surrogateescape")
