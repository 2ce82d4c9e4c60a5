"""Writing aside and switching at the end: the last good site stays until the new one is complete."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.failure import Failure, from_os_error


def write_file(root: Path, path: str, data: bytes, known: set[str]) -> int:
    """Write one file below `root`, making each folder once (`known` remembers them), and return its size."""
    folder, _, _ = path.rpartition("/")
    if folder not in known:
        os.makedirs(root / folder, exist_ok=True)
        known.add(folder)
    with open(root / path, "wb", buffering=0) as file:
        file.write(data)
    return len(data)


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Yield an empty folder beside `out`; on success it takes the place of `out`, on failure it is removed.

    Raises Failure when another build holds the folder, when `out` is not a site of ours, or the disk refuses.
    """
    fresh, old = _beside(out, "new"), _beside(out, "old")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _lock(_beside(out, "lock")):
            _recover(out, fresh, old)
            fresh.mkdir()
            try:
                yield fresh
                _switch(out, fresh, old)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise from_os_error(error, "写网站") from error


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with open(path, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(
                "另一个构建正在写同一个文件夹", "等它结束后重试，或用 --out 指定别的文件夹"
            ) from None
        # The lock file stays: removing it would let a third build lock a file the second cannot see.
        yield


def _recover(out: Path, fresh: Path, old: Path) -> None:
    """Undo what a killed build left: a half-made new folder, or an old one whose switch was interrupted."""
    shutil.rmtree(fresh, ignore_errors=True)
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).exists():
        raise Failure(
            f"“{out}”里有不是本程序生成的内容，不敢覆盖", "换一个空文件夹（--out），或先把里面的东西移走"
        )


MARKER = "build.json"


def _switch(out: Path, fresh: Path, old: Path) -> None:
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
