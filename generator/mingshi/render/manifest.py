"""The manifest of a built site: the SHA-256 of every file, and of the manifest itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..model.failure import Failure
from ..read.files import files_below

_REASONS: dict[type[OSError], str] = {
    IsADirectoryError: "它是一个文件夹",
    NotADirectoryError: "上级不是文件夹",
    FileExistsError: "上级不是文件夹",
    PermissionError: "没有写入权限",
}


def prepare(manifest: Path, out: Path) -> None:
    """Make sure, before a long build, that its manifest can be written. Raises Failure when it cannot."""
    if manifest.resolve().is_relative_to(out.resolve()):
        raise Failure(
            f"清单文件“{manifest}”在网站文件夹“{out}”里，它列不了自己的哈希",
            "用 --manifest 写到网站文件夹以外，例如 --manifest hashes.txt",
        )
    was_there = manifest.exists()
    try:
        manifest.parent.mkdir(parents=True, exist_ok=True)
        manifest.open("ab").close()
    except OSError as error:
        why = _REASONS.get(type(error), error.strerror)
        raise Failure(f"写不了清单文件“{manifest}”：{why}", "用 --manifest 指定一个可以写的文件") from error
    if not was_there:
        manifest.unlink()


def manifest_of(out: Path) -> bytes:
    """Return one line per file, "hash  path", in path order: the format that `sha256sum -c` reads."""
    lines = (
        f"{hashlib.sha256((out / file).read_bytes()).hexdigest()}  {file}\n" for file in files_below(out)
    )
    return "".join(lines).encode()


def certificate(manifest: bytes) -> str:
    """Return the hash of a manifest: equal for two builds exactly when every file is equal."""
    return hashlib.sha256(manifest).hexdigest()
