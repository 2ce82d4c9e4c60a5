"""What an earlier run without errors settled: files that need not be read or checked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..model.records import Value
from ..model.schema import Schema
from .scan import Known, Scan

PLACES = "data/areas/"


@dataclass(frozen=True, slots=True)
class Settled:
    """Files that need no check, files that are right by themselves, and slim values of entries that need no reading."""

    files: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()
    slim: Mapping[str, dict[str, Value]] = field(default_factory=dict)


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
    files: Mapping[str, Known], slim: Mapping[str, dict[str, Value]], folders: Iterable[str], now: Scan
) -> Settled:
    """Return what need not be read or checked again, given the files and slim values of a run without errors.

    Nothing, unless registers, schemas and settings are the same. Else an entry kept by county (in `folders`) while no
    such file of its county changed; all other files too when none of them changed, and otherwise the places alone,
    because other entries may refer to each other.
    """
    earlier, kept = Scan(files), tuple(folders)
    if earlier.digest("data/", "mkdocs.yml") != now.digest("data/", "mkdocs.yml"):
        return Settled()
    changed = changes(earlier, now)
    stale = {county_of(path, kept) for path in changed}
    known = {p: v for p, v in slim.items() if p in now.files and county_of(p, kept) not in stale}
    places = {p for p in now.files if p.startswith(PLACES) and p.count("/") > PLACES.count("/")}
    others = set() if any(not kept or not p.startswith(kept) for p in changed) else _but(now, kept)
    judged = now.files.keys() - set(changed)
    return Settled(frozenset(places | others | known.keys()), frozenset(judged), known)


def unchanged(paths: Iterable[str], changed: Iterable[str], folders: Iterable[str]) -> Settled:
    """Return what need not be checked when only some of the files `changed` and the others are known to be right.

    Nothing, when registers, schemas or settings changed. The entries kept by county (in `folders`) are not even read.
    """
    there, kept, new = list(paths), tuple(folders), set(changed)
    if any(path.startswith("data/") or path == "mkdocs.yml" for path in new):
        return Settled()
    right = frozenset(there) - new
    slim = {path: dict[str, Value]() for path in right if kept and path.startswith(kept)}
    places = {p for p in right if p.startswith(PLACES) and p.count("/") > PLACES.count("/")}
    others = right if all(kept and path.startswith(kept) for path in new) else frozenset[str]()
    return Settled(frozenset(places | others | slim.keys()), right, slim)


def _but(now: Scan, kept: tuple[str, ...]) -> set[str]:
    return {path for path in now.files if not kept or not path.startswith(kept)}


def _digest(scan: Scan, path: str) -> str:
    return scan.files[path][4] if path in scan.files else ""
