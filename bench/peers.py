"""The tools that are measured: how each is found, what it is given, how it is called.

Every peer gets what makes it fast: no feeds, no search, no syntax colouring, no navigation of all pages.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .content import Content
from .effective import ON
from .installation import write_installation
from .measure import put_away
from .sites import eleventy, hugo, mkdocs, zensical

BIN = Path(sys.executable).parent
OURS = "mingshi"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: how it is called, where it writes, what must be gone before it builds from nothing again."""

    key: str
    title: str
    program: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path, Content], None]
    out: str
    leftovers: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    version_argument: str = "--version"

    def find(self, folders: Sequence[str] = ()) -> str | None:
        """Return the program, from these folders, beside this Python, or from PATH; None when it is not there."""
        path = os.pathsep.join([*folders, str(BIN), os.environ.get("PATH", "")])
        return shutil.which(self.program, path=path)

    def version(self, program: str) -> str:
        """Return the version of a program that was found, "" when it does not tell."""
        if self.packages and Path(program).parent == BIN:
            return "、".join(f"{name} {importlib.metadata.version(name)}" for name in self.packages)
        said = subprocess.run([program, self.version_argument], capture_output=True, text=True, check=False)
        found = re.search(r"\d+\.\d+(\.\d+)?", said.stdout)
        return found[0] if found else ""

    def clean(self, folder: Path, bin_: Path) -> None:
        """Move what an earlier run left into the bin."""
        for name in (self.out, *self.leftovers):
            put_away(folder / name, bin_)


PEERS = (
    Peer(
        OURS,
        "mingshi（含检查等）",
        "mingshi",
        ("build", "--out", "site", "--on", ON),
        write_installation,
        "site",
        leftovers=(".site.state", ".site.lock"),
    ),
    Peer(
        "hugo",
        "Hugo",
        "hugo",
        ("--quiet",),
        hugo,
        "public",
        leftovers=("resources",),
        version_argument="version",
    ),
    Peer("eleventy", "Eleventy", "eleventy", ("--quiet",), eleventy, "_site"),
    Peer("zensical", "Zensical", "zensical", ("build",), zensical, "site", leftovers=(".cache",)),
    Peer(
        "mkdocs",
        "MkDocs + Material",
        "mkdocs",
        ("build", "-q", "-d", "site"),
        mkdocs,
        "site",
        packages=("mkdocs", "mkdocs-material"),
    ),
)
