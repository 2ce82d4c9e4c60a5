"""What an earlier run without errors settled: files that need not be read or checked again."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..model.records import Value
from ..model.schema import Schema
from .scan import Scan

PLACES = "data/areas/"


@dataclass(frozen=True, slots=True)
class Kept:
    """Entries of one folder as an earlier run left them: how many, and marshalled {path: values other pages show}."""

    count: int
    raw: bytes

    def values(self) -> dict[str, dict[str, Value]]:
        """Return the values by path."""
        found: dict[str, dict[str, Value]] = marshal.loads(self.raw)
        return found


def keep(values: Mapping[str, Mapping[str, Value]]) -> Kept:
    """Return entries, given as {path: values}, in the form that is kept."""
    return Kept(len(values), marshal.dumps({path: dict(values[path]) for path in sorted(values)}))


# Values, Markdown body, the line it begins on.
Parsed: TypeAlias = tuple[dict[str, Value], str, int]


@dataclass(frozen=True, slots=True)
class Settled:
    """Files that need no check, and files that are right by themselves.

    `slim` are folders of entries that need no reading, whose files are `late`; `parsed` are the contents of other
    entries and of schemas that need no reading either.
    """

    files: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    slim: Mapping[str, Kept] = field(default_factory=dict)
    parsed: Mapping[str, Parsed] = field(default_factory=dict)


def kept_by_county(schemas: Mapping[str, Schema]) -> list[str]:
    """Return the fixed folders of the kinds whose entries lie in a folder per county: "content/pacts/"."""
    globs = (s.glob for s in schemas.values() if s.store == "entry" and s.glob.count("*/") >= 2)
    return sorted(f"{glob.partition('*')[0]}" for glob in globs if "**" not in glob)


def county_of(path: str, folders: Iterable[str]) -> str:
    """Return the county an entry belongs to ("a/b" of "content/pacts/a/b/c.md"), "" for any other file."""
    if not path.startswith(tuple(folders)):
        return ""
    # Such a folder is one below content/: content/pacts/city/county/name.md
    return "/".join(path.split("/", 4)[2:4])


def changes(earlier: Scan, now: Scan) -> list[str]:
    """Return the files that were added, removed, or have other bytes."""
    before, after = earlier.files, now.files
    # A file whose signature is as before is represented by the very same tuple.
    new = [p for p, known in after.items() if before.get(p) is not known and _digest(earlier, p) != known[4]]
    return sorted([*new, *(before.keys() - after.keys())])


def settled_by(
    changed: frozenset[str],
    now: Scan,
    slim: Mapping[str, Kept],
    parsed: Mapping[str, Parsed],
    folders: Iterable[str],
) -> Settled:
    """Return what need not be read or checked again, given what changed and what is kept of a run without errors.

    Nothing, unless registers, schemas and settings are the same. Else an entry kept by county (in `folders`) while no
    such file of its county changed; all other files too when none of them changed, and otherwise the places alone,
    because other entries may refer to each other.
    """
    kept = tuple(folders)
    if any(path.startswith("data/") or path == "mkdocs.yml" for path in changed):
        return Settled()
    stale = {county_of(path, kept) for path in changed}
    known = {folder: k for folder, k in slim.items() if county_of(f"{folder}/", kept) not in stale}
    late = {path for path in now.below(*kept) if path.rpartition("/")[0] in known}
    others = set[str]() if any(not kept or not p.startswith(kept) for p in changed) else _but(now, kept)
    right = {path: found for path, found in parsed.items() if path not in changed}
    return Settled(
        files=frozenset(_places(now) | others | late),
        judged=frozenset(now.files.keys() - changed),
        late=frozenset(late),
        slim=known,
        parsed=right,
    )


def unchanged(paths: Iterable[str], changed: Iterable[str], folders: Iterable[str]) -> Settled:
    """Return what need not be checked when only some of the files `changed` and the others are known to be right.

    Nothing, when registers, schemas or settings changed. The entries kept by county (in `folders`) are not even read.
    """
    there, kept, new = list(paths), tuple(folders), set(changed)
    if any(path.startswith("data/") or path == "mkdocs.yml" for path in new):
        return Settled()
    right = frozenset(there) - new
    late = frozenset(path for path in right if kept and path.startswith(kept))
    by_folder: dict[str, dict[str, dict[str, Value]]] = {}
    for path in late:
        by_folder.setdefault(path.rpartition("/")[0], {})[path] = {}
    others = right if all(kept and path.startswith(kept) for path in new) else frozenset[str]()
    slim = {folder: keep(found) for folder, found in by_folder.items()}
    return Settled(frozenset(_places_in(right) | others | late), right, late, slim)


def _places_in(paths: Iterable[str]) -> set[str]:
    return {p for p in paths if p.startswith(PLACES) and p.count("/") > PLACES.count("/")}


def _places(now: Scan) -> set[str]:
    return _places_in(now.below(PLACES))


def _but(now: Scan, kept: tuple[str, ...]) -> set[str]:
    return {path for path in now.files if not kept or not path.startswith(kept)}


def _digest(scan: Scan, path: str) -> str:
    return scan.files[path][4] if path in scan.files else ""
