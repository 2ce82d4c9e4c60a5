"""What a build remembers for the next one: input files, slim records, shells, and the outputs of every task.

Kept beside the site and tied to it by the site's own hash, so that a state never speaks of another site.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from ..model.settings import Settings
from ..read.scan import Known
from ..read.settled import Kept

# A build that finds nothing changed needs no shells, and they bring the templates along.
if TYPE_CHECKING:
    from .stamp import Shells

FORMAT = 3
Output: TypeAlias = tuple[str, bytes]  # site path, digest of the bytes
PageFact: TypeAlias = tuple[str, str, str]  # page path, title, published


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What one task made from inputs with this digest; `base` is the digest of those not kept by county.

    `outputs` and `pages` are unpacked when asked for: of 40,000 pages a build changes a few.
    """

    digest: str
    base: str
    output_count: int
    page_count: int
    summed: bytes
    _raw: bytes

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Return (site path, digest) of every output."""
        found: tuple[Output, ...] = marshal.loads(self._raw)[0]
        return found

    @property
    def pages(self) -> tuple[PageFact, ...]:
        """Return (page path, title, published) of every page among them."""
        found: tuple[PageFact, ...] = marshal.loads(self._raw)[1]
        return found


def result_of(
    digest: str, outputs: Sequence[Output], pages: Sequence[PageFact] = (), base: str = ""
) -> TaskResult:
    """Return the result of a task."""
    raw = marshal.dumps((tuple(outputs), tuple(pages)))
    total = hashlib.blake2b(digest_size=16)
    for path, made in sorted(outputs):
        total.update(path.encode() + b"\0" + made)
    return TaskResult(digest, base, len(outputs), len(pages), total.digest(), raw)


class Writes(Protocol):
    """Writes an output unless it has the digest given; returns its digest."""

    def write(self, path: str, data: bytes, before: bytes | None = None) -> bytes:
        """Write one output."""


def written(
    writer: Writes, digest: str, files: Iterable[tuple[str, bytes]], before: TaskResult | None = None
) -> TaskResult:
    """Write the files of a task that differ from those there were, and return its result."""
    had = dict(before.outputs) if before else {}
    return result_of(digest, [(path, writer.write(path, data, had.get(path))) for path, data in files])


@dataclass(frozen=True, slots=True)
class State:
    """Everything remembered. `site` is the hash of all outputs, which stands in the site's build.json too.

    `slim` holds, for every folder of entries kept by county, the values other pages may show; `parsed` the contents of
    all other entries and of the schemas (marshalled {path: Parsed}); `notes` are digests by name.
    """

    site: str
    files: Mapping[str, Known]
    slim: Mapping[str, Kept]
    tasks: Mapping[str, TaskResult]
    parsed: bytes = b""
    shells: tuple[tuple[int, tuple[bytes, ...], tuple[str, ...]], ...] = ()
    editorial: tuple[tuple[str, str], ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: pages and files the site has now, pages made and bytes written this time."""

    pages: int
    files: int
    made: int
    size: int


def digest_of(data: bytes) -> bytes:
    """Return the digest an output is compared by."""
    # Processors compute SHA-256 themselves: half the time of BLAKE2.
    return hashlib.sha256(data).digest()[:16]


def hash_of_site(tasks: Mapping[str, TaskResult]) -> str:
    """Return one hash over the path and digest of every output, whatever order they were made in."""
    total = hashlib.sha256()
    for name in sorted(tasks):
        total.update(name.encode() + b"\0" + tasks[name].summed)
    return total.hexdigest()


def dump(state: State) -> bytes:
    """Return a state as bytes. Marshal, because it is fast and, unlike pickle, runs nothing when read."""
    tasks = {
        name: (t.digest, t.base, t.output_count, t.page_count, t.summed, t._raw)
        for name, t in state.tasks.items()
    }
    slim = {folder: (kept.count, kept.raw) for folder, kept in state.slim.items()}
    plain = (
        FORMAT,
        state.site,
        dict(state.files),
        slim,
        tasks,
        state.parsed,
        state.shells,
        state.editorial,
        dict(state.notes),
    )
    body = marshal.dumps(plain)
    return hashlib.sha256(body).digest() + body


def load(path: Path) -> State | None:
    """Read a state; None when there is none, or it is damaged or of another format."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body = memoryview(raw)[32:]
    if hashlib.sha256(body).digest() != raw[:32]:
        return None
    try:
        found = marshal.loads(body)
    except (ValueError, EOFError, TypeError):
        return None
    if found[0] != FORMAT:
        return None
    _, site, files, slim, tasks, parsed, shells, editorial, notes = found
    made = {name: TaskResult(*values) for name, values in tasks.items()}
    kept = {folder: Kept(*values) for folder, values in slim.items()}
    return State(site, files, kept, made, parsed, shells, editorial, notes)


def shells_of(state: State, settings: Settings) -> Shells:
    """Return the shells a state remembers."""
    from .stamp import Shell, Shells

    by_depth = {depth: Shell(pieces, names) for depth, pieces, names in state.shells}
    return Shells(settings, by_depth, state.editorial)


def remembered(shells: Shells) -> tuple[tuple[int, tuple[bytes, ...], tuple[str, ...]], ...]:
    """Return shells in the form a state keeps."""
    return tuple((depth, shell.pieces, shell.names) for depth, shell in sorted(shells.by_depth.items()))
