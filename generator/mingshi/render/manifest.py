"""The manifest of a built site: the SHA-256 of every file, and of the manifest itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .links import files_below


def manifest_of(out: Path) -> bytes:
    """Return one line per file, "hash  path", in path order: the format that `sha256sum -c` reads."""
    lines = (
        f"{hashlib.sha256((out / file).read_bytes()).hexdigest()}  {file}\n" for file in files_below(out)
    )
    return "".join(lines).encode()


def certificate(manifest: bytes) -> str:
    """Return the hash of a manifest: equal for two builds exactly when every file is equal."""
    return hashlib.sha256(manifest).hexdigest()
