"""Changing a site in place so that it is never half old and half new for long, and never lost.

New bytes are first written aside, and the folders they go to are made and tried. One rename makes the change final;
the moves that follow need no space and are done again by the next build if this one is killed in the middle.
"""

from __future__ import annotations

import errno
import marshal
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ..model.failure import Failure, from_os_error
from ..read.files import files_below

FILES, PLAN, STATE = "files", "plan", "state"


def recover(out: Path, ready: Path, state: Path) -> None:
    """Finish a change that was made final and then interrupted."""
    if (ready / PLAN).is_file() and out.is_dir():
        _apply(out, ready, state)
    elif ready.is_dir():
        # Everything was in place and only the tidying up was cut short: the plan is there until then. Or the site was
        # removed by hand: what was to change is no site by itself.
        shutil.rmtree(ready)


def prepare(out: Path, aside: Path, gone: Iterable[str], remembered: bytes) -> None:
    """Write the plan to move `aside`/files into the site and to remove `gone`, once it is sure to be possible.

    Raises OSError when it is not; the site is then as it was.
    """
    moved, gone = sorted(files_below(aside / FILES)), sorted(gone)
    _try(out, moved, gone)
    (aside / STATE).write_bytes(remembered)
    with open(aside / PLAN, "wb") as plan:
        plan.write(marshal.dumps((moved, gone)))
        plan.flush()
        os.fsync(plan.fileno())


def commit(out: Path, aside: Path, ready: Path, state: Path) -> None:
    """Carry out the plan that was prepared, and put the state in place."""
    aside.rename(ready)
    _apply(out, ready, state)


def _try(out: Path, moved: Iterable[str], gone: Iterable[str]) -> None:
    """Make the folders that files go to, and raise OSError where one cannot be changed."""
    made: list[Path] = []
    try:
        for folder in sorted({(out / path).parent for path in moved}):
            if not folder.is_dir():
                folder.mkdir(parents=True)
                made.append(folder)
        for folder in {(out / path).parent for path in (*moved, *gone)}:
            if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        for path in (*moved, *gone):
            if (out / path).is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(out / path))
    except OSError:
        for folder in made:
            _remove_empty(folder, out)
        raise


def _apply(out: Path, ready: Path, state: Path) -> None:
    try:
        _move(out, ready, state)
    except OSError as error:
        said = from_os_error(error, "把改动换到网站里")
        raise Failure(
            f"{said.message}；网站里有的页面可能还是旧的",
            f"{said.remedy}；修好以后再执行一次 mingshi build 会接着换完，修不好就删掉“{out}”再执行，会全部重做",
        ) from error


def _move(out: Path, ready: Path, state: Path) -> None:
    moved, gone = marshal.loads((ready / PLAN).read_bytes())
    for path in moved:
        source, target = ready / FILES / path, out / path
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
    for path in gone:
        target = out / path
        with suppress(FileNotFoundError, NotADirectoryError):
            target.unlink()
        _remove_empty(target.parent, out)
    if (ready / STATE).exists():
        os.replace(ready / STATE, state)
    shutil.rmtree(ready)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
