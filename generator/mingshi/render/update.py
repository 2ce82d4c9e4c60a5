"""Changing a site in place so that it is never half old and half new for long, and never lost.

New bytes are first written aside. One rename makes the change final; the moves that follow need no space and are
done again by the next build if this one is killed in the middle.
"""

from __future__ import annotations

import marshal
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

FILES, PLAN, STATE = "files", "plan", "state"


def recover(out: Path, ready: Path, state: Path) -> None:
    """Finish a change that was made final and then interrupted."""
    if (ready / PLAN).is_file():
        _apply(out, ready, state)
    elif ready.is_dir():
        # Everything was in place and only the tidying up was cut short: the plan is there until then.
        shutil.rmtree(ready)


def commit(out: Path, aside: Path, ready: Path, state: Path, gone: Iterable[str], remembered: bytes) -> None:
    """Make what lies in `aside`/files part of the site, remove `gone` from it, and put the state in place."""
    moved = [
        Path(folder, name).relative_to(aside / FILES).as_posix()
        for folder, _, names in os.walk(aside / FILES)
        for name in names
    ]
    (aside / STATE).write_bytes(remembered)
    with open(aside / PLAN, "wb") as plan:
        plan.write(marshal.dumps((sorted(moved), sorted(gone))))
        plan.flush()
        os.fsync(plan.fileno())
    aside.rename(ready)
    _apply(out, ready, state)


def _apply(out: Path, ready: Path, state: Path) -> None:
    moved, gone = marshal.loads((ready / PLAN).read_bytes())
    for path in moved:
        source, target = ready / FILES / path, out / path
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
    for path in gone:
        target = out / path
        target.unlink(missing_ok=True)
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
