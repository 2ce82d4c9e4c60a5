"""The files of one commit, taken out of Git as plain files when they are asked for. Nothing of it is ever run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..model.finding import Finding
from ..model.records import Record
from ..model.schema import Schema
from ..model.settings import Settings
from .decode import TABLE_LIMIT
from .git import contents_of, files_of
from .schemas import read_schemas
from .settings import SETTINGS, read_settings
from .store import SCHEMAS, assign, read_records

# A tree made by hand may name "../x" or ".git/x"; such a file is never written.
_SAFE = re.compile(r"(?!.*(?:^|/)\.{1,2}(?:/|$))(?:content|data)/[^\0\\:]+|mkdocs\.yml")


@dataclass(slots=True)
class Snapshot:
    """One commit: `files` are its regular files with their content ids, `folder` is where they are laid out."""

    repository: Path
    commit: str
    folder: Path
    files: Mapping[str, str] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)

    def fetch(self, paths: Iterable[str]) -> list[str]:
        """Lay out some files, and return those that are there now."""
        wanted = [p for p in paths if p in self.files and _SAFE.fullmatch(p)]
        new = [p for p in wanted if p not in self._there]
        found = contents_of(self.repository, (self.files[p] for p in new), TABLE_LIMIT) if new else {}
        for path in new:
            if (content := found.get(self.files[path])) is not None:
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                self._there.add(path)
        return [p for p in wanted if p in self._there]

    def below(self, *prefixes: str) -> list[str]:
        """Return the paths that begin with one of some prefixes, sorted."""
        return sorted(path for path in self.files if path.startswith(prefixes))

    def schemas(self) -> tuple[dict[str, Schema], list[Finding]]:
        """Return the schemas of the commit."""
        self.fetch(self.below(f"{SCHEMAS}/"))
        return read_schemas(self.folder / SCHEMAS, self.folder)

    def settings(self) -> Settings:
        """Return the settings of the commit."""
        self.fetch([SETTINGS])
        return read_settings(self.folder)[0]

    def records(self, paths: Iterable[str], schemas: Mapping[str, Schema]) -> dict[tuple[str, str], Record]:
        """Return the entries and rows in some files by (kind, id); what cannot be read is for `check` to tell."""
        found: dict[tuple[str, str], Record] = {}
        for path, schema in assign(self.fetch(paths), schemas, [], complete=False):
            made, _ = read_records(self.folder, path, schema)
            found |= {(record.kind, record.id): record for record in made}
        return found


def snapshot(repository: Path, commit: str, folder: Path) -> Snapshot:
    """Return a commit, with nothing laid out yet. Raises Failure when Git cannot tell."""
    return Snapshot(repository, commit, folder, files_of(repository, commit))
