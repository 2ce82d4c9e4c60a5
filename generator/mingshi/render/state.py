"""What a build remembers for the next one: input files, slim records, shells, and the outputs of every task.

Kept beside the site and tied to it by the site's own hash, so that a state never speaks of another site.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from ..model.settings import Settings
from ..read.scan import Known
from .stamp import Shell, Shells

FORMAT = 1
Output: TypeAlias = tuple[str, bytes]  # site path, digest of the bytes
PageFact: TypeAlias = tuple[str, str, str]  # page path, title, published


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What one task made from inputs with this digest."""

    digest: str
    outputs: tuple[Output, ...]
    pages: tuple[PageFact, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Everything remembered. `site` is the hash of all outputs, which stands in the site's build.json too.

    `slim` holds, for every entry kept by county, the values other pages may show; `notes` are digests by name.
    """

    site: str
    files: Mapping[str, Known]
    slim: Mapping[str, dict[str, Any]]
    tasks: Mapping[str, TaskResult]
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
    return hashlib.blake2b(data, digest_size=16).digest()


def hash_of_site(outputs: Mapping[str, bytes]) -> str:
    """Return one hash over the path and digest of every output, whatever order they were made in."""
    total = hashlib.sha256()
    for path in sorted(outputs):
        total.update(path.encode() + b"\0" + outputs[path])
    return total.hexdigest()


def dump(state: State) -> bytes:
    """Return a state as bytes. Marshal, because it is fast and, unlike pickle, runs nothing when read."""
    tasks = {name: (t.digest, t.outputs, t.pages) for name, t in state.tasks.items()}
    plain = (
        FORMAT,
        state.site,
        dict(state.files),
        dict(state.slim),
        tasks,
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
    if hashlib.sha256(raw[32:]).digest() != raw[:32]:
        return None
    try:
        found = marshal.loads(raw[32:])
    except (ValueError, EOFError, TypeError):
        return None
    if found[0] != FORMAT:
        return None
    _, site, files, slim, tasks, shells, editorial, notes = found
    made = {name: TaskResult(*values) for name, values in tasks.items()}
    return State(site, files, slim, made, shells, editorial, notes)


def shells_of(state: State, settings: Settings) -> Shells:
    """Return the shells a state remembers."""
    by_depth = {depth: Shell(pieces, names) for depth, pieces, names in state.shells}
    return Shells(settings, by_depth, state.editorial)


def remembered(shells: Shells) -> tuple[tuple[int, tuple[bytes, ...], tuple[str, ...]], ...]:
    """Return shells in the form a state keeps."""
    return tuple((depth, shell.pieces, shell.names) for depth, shell in sorted(shells.by_depth.items()))
