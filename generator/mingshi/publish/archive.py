"""A ZIP whose bytes depend on its files alone: sorted, one date, plain permissions, UTF-8 names."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ..model.failure import Failure, from_os_error
from .names import faults

SUMS = "SHA256SUMS"
_MODE = 0o100644 << 16
_UNIX = 3


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files together with a list of their hashes that `sha256sum -c` reads in the same folder."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return {**files, SUMS: "".join(lines).encode()}


def write_zip(target: Path, folder: str, files: Mapping[str, bytes], day: date) -> int:
    """Write files into one folder of a ZIP and return its size; all carry the same day.

    What lay at `target` stays until the new one is complete. Raises Failure for a name that some system cannot
    unpack, or when the disk refuses. Equal bytes need the same zlib: the hashes inside do not.
    """
    paths = [f"{folder}/{path}" for path in sorted(files)]
    if wrong := next(faults(paths), None):
        raise Failure(f"文件名在有的电脑上解不开：{wrong[0]}（{wrong[1]}）", "给这个条目换一个编号")
    with aside(target) as part, zipfile.ZipFile(part, "w") as package:
        for path in sorted(files):
            package.writestr(_info(f"{folder}/{path}", day), files[path], zipfile.ZIP_DEFLATED, 9)
    return target.stat().st_size


def _info(name: str, day: date) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.create_system = _UNIX  # not that of this machine
    info.external_attr = _MODE
    return info


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Yield a path beside a file; what is written there takes its place at the end, or is removed.

    Raises Failure when the disk refuses.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        said = from_os_error(error, f"写“{target}”", option="-o")
        raise Failure(
            said.message, f"{said.remedy}；原来的文件没有改动" if target.is_file() else said.remedy
        ) from error
