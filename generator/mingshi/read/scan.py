"""Which files an installation has and which changed: signatures from the file system, digests only when needed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..model.failure import from_os_error
from .files import contents
from .shelf import Shelf

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

# (mtime_ns, ctime_ns, size, inode, SHA-256 of the bytes). The change time cannot be set by a program, so that an
# editor that restores the modification time does not go unnoticed.
Known: TypeAlias = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Scan:
    """The files below some folders: path relative to the root → what is known of it."""

    files: Mapping[str, Known]
    _folders: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def digest(self, *prefixes: str, but: Iterable[str] = ()) -> str:
        """Return one digest of all files whose path begins with one of the prefixes and with none of `but`.

        A prefix is a file at the top, or a folder with "/" at its end.
        """
        left_out = tuple(but)
        total = hashlib.sha256()
        for folder, digest in self.folders().items():
            if folder.startswith(prefixes) and not (left_out and folder.startswith(left_out)):
                total.update(f"{folder}\0{digest}\n".encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    def folders(self) -> Mapping[str, str]:
        """Return one digest of the files directly in each folder ("content/items/"), and of each file at the top."""
        if not self._folders:
            found: dict[str, list[str]] = {}
            for path, known in self.files.items():
                found.setdefault(path[: path.rfind("/") + 1] or path, []).append(f"{path}\0{known[4]}\n")
            for folder, lines in sorted(found.items()):
                text = "".join(lines).encode("utf-8", "surrogateescape")
                self._folders[folder] = hashlib.sha256(text).hexdigest()
        return self._folders

    def digest_of(self, paths: Iterable[str]) -> str:
        """Return one digest of some files; one that is not there counts as empty."""
        total = hashlib.sha256()
        for path in paths:
            known = self.files.get(path)
            total.update(f"{path}\0{known[4] if known else ''}\n".encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    def below(self, *prefixes: str) -> list[str]:
        """Return the files whose path begins with one of the prefixes."""
        return [path for path in self.files if path.startswith(prefixes)] if prefixes else []


def scan(root: Path, tops: Iterable[str], known: Mapping[str, Known], shelf: Shelf | None = None) -> Scan:
    """List all regular files below `tops` (files or folders), sorted; read those whose signature is not `known`.

    What was read goes to the `shelf`, if there is one. Raises Failure for what cannot be read.
    """
    look = _Look(known, shelf)
    try:
        for top in tops:
            if (root / top).is_dir():
                look.walk(str(root / top), top)
            elif (root / top).is_file():
                look.note(os.stat(root / top), str(root / top), top)
    except OSError as error:
        raise from_os_error(error, "读文件", root) from error
    return Scan(dict(sorted(look.found.items())))


@dataclass(slots=True)
class _Look:
    known: Mapping[str, Known]
    shelf: Shelf | None
    found: dict[str, Known] = field(default_factory=dict)

    def walk(self, folder: str, path: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                below = f"{path}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        self.walk(entry.path, below)
                elif entry.is_file(follow_symlinks=False):
                    self.note(entry.stat(follow_symlinks=False), entry.path, below)

    def note(self, status: os.stat_result, file: str, path: str) -> None:
        signature = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        before = self.known.get(path)
        if before is not None and before[:4] == signature:
            self.found[path] = before
            return
        handle = os.open(file, _FLAGS)
        try:
            raw = contents(handle, status.st_size)
        finally:
            os.close(handle)
        digest = hashlib.sha256(raw).hexdigest()
        if self.shelf is not None:
            self.shelf.put(path, raw, digest)
        self.found[path] = (*signature, digest)
