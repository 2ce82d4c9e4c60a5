"""A working copy of its own for decap-server, which changes branches while somebody works and commits what lies about.

Drafts come back to the repository as branches cms/…; nothing else of the copy does, and nothing that is not committed
in the repository gets into the copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..model.failure import Failure
from ..read.git import author_of, command, prefix_of

DRAFTS = "cms/"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy at `folder`; `installation` is where mkdocs.yml is in it."""

    folder: Path
    installation: Path

    def give_back(self, branch: str) -> None:
        """Put a draft as it is now, or its end, into the repository. Raises Failure when it changed there meanwhile."""
        here = command(self.folder, "branch", "--list", branch)
        way = f"{branch}:{branch}" if here else f":{branch}"
        try:
            command(self.folder, "push", "-q", "--force-with-lease", "origin", way)
        except Failure as failure:
            remedy = "结束 mingshi admin，切换到别的分支，再打开一次"
            raise Failure(f"分支 {branch} 在仓库里正在用，或者另有改动，没有存进去", remedy) from failure


def copy_of(root: Path, folder: Path, branch: str) -> Copy:
    """Make the copy of a repository at `folder`, or bring it up to date. Raises Failure."""
    name, _, mail = author_of(root).partition(" <")
    prefix = prefix_of(root)
    source = root.resolve()
    for _ in Path(prefix).parts:
        source = source.parent
    if not (folder / ".git").is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        command(root, "clone", "-q", "--no-checkout", str(source), str(folder.resolve()))
    for key, value in (("remote.origin.url", str(source)), ("user.name", name), ("user.email", mail[:-1])):
        command(folder, "config", key, value)
    command(folder, "fetch", "-q", "--prune", "origin")
    command(folder, "checkout", "-q", "-f", "-B", branch, f"origin/{branch}")
    command(folder, "clean", "-fdq")
    there = _branches(folder, f"refs/remotes/origin/{DRAFTS}", 3)
    for draft in _branches(folder, f"refs/heads/{DRAFTS}", 2):
        if draft not in there:
            command(folder, "branch", "-q", "-D", draft)
    for draft in there:
        command(folder, "branch", "-q", "-f", "--no-track", draft, f"origin/{draft}")
    return Copy(folder, folder / prefix)


def _branches(folder: Path, where: str, strip: int) -> list[str]:
    listed = command(folder, "for-each-ref", f"--format=%(refname:lstrip={strip})", where)
    return listed.splitlines()
