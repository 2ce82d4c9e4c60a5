"""Writing files of an installation: aside first, then in their place, never half."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..model.failure import Failure, from_os_error


def replace(root: Path, path: str, data: bytes) -> None:
    """Put a file, new or in the place of an old one, whose permissions it keeps. Raises Failure, with nothing lost."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, aside = tempfile.mkstemp(prefix=".mingshi-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(aside, mode)
            os.replace(aside, target)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise from_os_error(error, "写文件") from error


def create(root: Path, path: str, data: bytes) -> None:
    """Put a new file. Raises Failure when there is one already, which stays as it is."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with open(target, "xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise Failure(f"{path} 已经有了，没有动它", "换一个编号，或者直接改这个文件") from error
    except OSError as error:
        raise from_os_error(error, "写文件") from error


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
