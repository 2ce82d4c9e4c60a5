"""The two states a change lies between: the records of the changed files as they were and as they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.finding import Finding
from ..model.records import Record
from ..model.schema import Schema
from ..read.git import changed_since, contents_at, left_at
from ..read.store import FOLDERS, NOT_ENTRIES, assign, read_records


@dataclass(slots=True)
class Sides:
    """Records by kind and id before and after; `others` are changed files that hold none.

    `findings` tell what could not be read as the files are now.
    """

    old: dict[str, dict[str, Record]] = field(default_factory=dict)
    new: dict[str, dict[str, Record]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def sides(root: Path, base: str, schemas: Mapping[str, Schema]) -> Sides:
    """Return both sides of what changed since this branch left a Git ref. Raises Failure when Git cannot tell."""
    changed = changed_since(root, base)
    ours = [
        p for p in changed if p.startswith(tuple(f"{f}/" for f in FOLDERS)) and not p.startswith(NOT_ENTRIES)
    ]
    files = list(assign(ours, schemas, [], complete=False))
    known = {path for path, _ in files}
    found = Sides(others=[path for path in changed if path not in known])
    with tempfile.TemporaryDirectory(prefix="mingshi-") as folder:
        for path, raw in contents_at(root, left_at(root, base), known).items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
        _read(Path(folder), files, found.old)
    found.findings = _read(root, files, found.new)
    return found


def _read(
    root: Path, files: Iterable[tuple[str, Schema]], into: dict[str, dict[str, Record]]
) -> list[Finding]:
    """Read those of the files that are there; return what kept one from being read."""
    findings: list[Finding] = []
    for path, schema in files:
        if (root / path).exists():
            records, faults = read_records(root, path, schema)
            findings += [f for f in faults if f.severity == "error"]
            for record in records:
                into.setdefault(schema.kind, {}).setdefault(record.id, record)
    return findings
