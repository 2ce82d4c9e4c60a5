"""The bad files of tests/bad: how they are put into a copy of the toy province, and what they must yield.

A folder holds files to be laid over the province. `x.append` is added to the end of x; `x.edit` has two lines, a
text that stands in x once and what takes its place. In cases.csv a line like "+1" counts from where x was changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding
from mingshi.pipeline import check
from mingshi.read.store import read_installation
from tests.conftest import HERE, ON

BAD = HERE / "bad"
Expected: TypeAlias = tuple[str, str, int, int]  # code, path, line, column


def cases() -> dict[str, list[dict[str, str]]]:
    """Return the rows of cases.csv by name of the folder."""
    found: dict[str, list[dict[str, str]]] = {}
    with (BAD / "cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["case"], []).append(row)
    return found


def lay_over(case: str, root: Path) -> dict[str, int]:
    """Put the files of a case into a province; return the number of lines before each change."""
    before = {}
    for source in sorted(f for f in (BAD / case).rglob("*") if f.is_file()):
        name, data = source.relative_to(BAD / case).as_posix(), source.read_bytes()
        target = root / name.removesuffix(".append").removesuffix(".edit")
        if name.endswith(".append"):
            before[str(target.relative_to(root))] = target.read_bytes().count(b"\n")
            data = target.read_bytes() + data
        elif name.endswith(".edit"):
            old, new = data.splitlines()
            head, middle, tail = target.read_bytes().partition(old)
            assert middle
            assert old not in tail
            before[str(target.relative_to(root))] = head.count(b"\n")
            data = head + new + tail
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return before


def expected(rows: Sequence[dict[str, str]], before: dict[str, int]) -> list[Expected]:
    """Return what a case must yield, with lines counted from the top of the file."""
    return [
        (
            row["code"],
            row["path"],
            int(row["line"]) + (before[row["path"]] if row["line"].startswith("+") else 0),
            int(row["column"]),
        )
        for row in rows
    ]


def checked(root: Path) -> list[Finding]:
    """Read and check an installation."""
    return check(root, ON)[1]


def places(findings: Sequence[Finding]) -> list[Expected]:
    """Return findings without their words."""
    return [(f.code, f.path, f.mark.line, f.mark.column) for f in findings]


def changed(toy: Path, files: dict[str, str]) -> Catalogue:
    """Write files into a province (`name+` appends) and read it; what the reader says is another test's business."""
    for name, text in files.items():
        target = toy / name.removesuffix("+")
        target.parent.mkdir(parents=True, exist_ok=True)
        old = target.read_text(encoding="utf-8") if name.endswith("+") else ""
        target.write_text(old + text, encoding="utf-8")
    return read_installation(toy, ON)[0]


def told(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    """Return (code, message) of each finding."""
    return [(f.code, f.message) for f in findings]
