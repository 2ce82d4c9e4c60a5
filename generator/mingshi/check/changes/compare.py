"""What a pull request changes: entries and rows before and after, other files, files that are no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...model.finding import Finding, Mark
from ...model.records import Record
from ...model.schema import Schema
from ...read.git import Change
from ...read.snapshot import Snapshot
from ...read.store import assign
from .content import content_digest
from .rights import PAGE, PROGRAM

APPROVALS, RETIRED, PAGES = "data/approvals/", "data/retired.csv", "content/about/"
Key = tuple[str, str]
Find = Callable[[str, str], Record | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry or row before and after; None on the side where it is not there."""

    schema: Schema
    id: str
    old: Record | None
    new: Record | None

    @property
    def place(self) -> Record:
        """Return the side to point at: what is there now, or was."""
        found = self.new or self.old
        assert found
        return found

    @property
    def is_approval_alone(self) -> bool:
        """Tell whether nothing changed but whether the entry is approved."""
        if self.old is None or self.new is None:
            return False
        return content_digest(self.old) == content_digest(self.new)

    def finding(self, code: str, message: str, remedy: str, name: str = "") -> Finding:
        """Return a finding at one of its fields."""
        mark = (self.new.mark(name) if name else Mark(1)) if self.new else Mark(0)
        return Finding(code, message, self.place.path, mark, remedy)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a pull request, read by the schemas of the merge base."""

    base: Snapshot
    head: Snapshot
    schemas: Mapping[str, Schema]
    _records: dict[tuple[str, Key], Record | None] = field(default_factory=dict)

    def find(self, kind: str, entry_id: str) -> Record | None:
        """Return an entry as it is after the change, else as it was."""
        schema = self.schemas.get(kind)
        if schema is None or schema.store != "entry":
            return None
        key = ("", (kind, entry_id))
        if key not in self._records:
            path = path_of(schema, entry_id)
            sides = (
                side.records([path], self.schemas).get((kind, entry_id)) for side in (self.head, self.base)
            )
            self._records[key] = next((record for record in sides if record), None)
        return self._records[key]

    def rows(self, path: str, *, after: bool) -> dict[Key, Record]:
        """Return the rows of a register, or of all registers in a folder, on one side."""
        side = self.head if after else self.base
        return side.records(side.below(path), self.schemas)


def path_of(schema: Schema, entry_id: str) -> str:
    """Return the file of an entry: `content/items/x.yaml` for "x"."""
    return schema.glob.partition("*")[0] + entry_id + schema.glob[schema.glob.rindex(".") :]


def pairs_of(sides: Sides, changes: Iterable[Change]) -> list[Pair]:
    """Return every entry and row that was added, changed or removed, in order of kind and id."""
    listed = list(changes)
    before = sides.base.records((c.old for c in listed if c.old), sides.schemas)
    after = sides.head.records((c.new for c in listed if c.new), sides.schemas)
    found = []
    for kind, entry_id in sorted({*before, *after}):
        old, new = before.get((kind, entry_id)), after.get((kind, entry_id))
        if old and not new and sides.schemas[kind].store == "entry" and old.path in sides.head.files:
            # It is there, but cannot be read: `check` says why. Who may change it is asked all the same.
            found.append(Pair(sides.schemas[kind], entry_id, old, old))
        elif not same(old, new):
            found.append(Pair(sides.schemas[kind], entry_id, old, new))
    return found


def same(old: Record | None, new: Record | None) -> bool:
    """Tell whether two sides of a row or entry say the same in the same place."""
    if old is None or new is None:
        return False
    # A row moves down when another is put in above it; an entry whose file is written anew did change.
    return old.values == new.values and old.body == new.body


def others_of(changes: Iterable[Change], schemas: Mapping[str, Schema]) -> Iterator[tuple[str, str]]:
    """Yield (kind, path) of changed files that hold neither entries nor rows: pages, and everything else."""
    paths = sorted({path for change in changes for path in (change.old, change.new) if path})
    homes = {path for path, _ in assign(paths, schemas, [], complete=False)}
    for path in paths:
        if path not in homes:
            yield (PAGE if path.startswith(PAGES) else PROGRAM), path


def region_of(record: Record, schema: Schema, find: Find) -> str:
    """Return the area a record belongs to, "" for the site's own; a listing belongs where its list does."""
    value = record.get(schema.region) if schema.region else ""
    target = schema.field(schema.region) if schema.region else None
    if not value or target is None or target.ref is None or target.ref[0] == "area":
        return str(value)
    referred = find(target.ref[0], str(value))
    return str(referred.get("area")) if referred else ""
