"""Writing aside and switching at the end: the last good site stays until the new one is complete."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..model.failure import Failure, from_os_error
from ..read.files import files_below
from .state import State, digest_of, load
from .update import FILES, STATE, commit, prepare, recover

_KEPT = "原来的网站没有改动"
_HALF = "网站可能只换了一部分，再执行一次 mingshi build 会换完"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass
class Writer:
    """Writes outputs below a folder, those that differ from what was there before; `size` counts the bytes written."""

    folder: Path
    size: int = 0
    _known: set[str] = field(default_factory=set)
    # Joining paths as texts costs a tenth of what it costs as paths, and there are 40,000.
    _root: str = field(init=False)

    def __post_init__(self) -> None:
        self._root = str(self.folder)

    def write(self, path: str, data: bytes, before: bytes | None = None) -> bytes:
        """Write one output unless `before` is its digest; return the digest."""
        digest = digest_of(data)
        if digest != before:
            self.put(path, data)
            self.size += len(data)
        return digest

    def put(self, path: str, data: bytes) -> None:
        """Write one file."""
        self.make_folder(path)
        file = os.open(f"{self._root}/{path}", _FLAGS, 0o666)
        try:
            done = os.write(file, data)
            while done < len(data):
                done += os.write(file, data[done:])
        finally:
            os.close(file)

    def make_folder(self, path: str) -> None:
        """Make the folder of a file, once."""
        above = path.rpartition("/")[0]
        if above not in self._known:
            folder = f"{self._root}/{above}"
            try:
                # Most folders are the only new one on their path: no need to ask for those above.
                os.mkdir(folder)
            except OSError:
                os.makedirs(folder, exist_ok=True)
            self._known.add(above)


def copy_files(source: Path, target: Path) -> None:
    """Copy all files below a folder. Raises OSError at the first that fails; shutil.copytree loses its number."""
    for path in files_below(source):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / path, target / path)


@dataclass(slots=True)
class Room:
    """The folder a site is written to, held by this build alone. `before` is what the last build remembers of it.

    `touched` tells that the site in place is no longer, or may no longer be, the one there was.
    """

    out: Path
    aside: Path
    before: State | None
    touched: bool = False

    def replace(self, remembered: bytes) -> None:
        """Put what lies aside in the place of the whole site."""
        # All that needs space comes first.
        part = self.aside / STATE
        part.write_bytes(remembered)
        self.touched = True
        old = _beside(self.out, "old")
        _switch(self.out, self.aside / FILES, old)
        # A build killed here leaves a state that does not belong to the site, which the next one sees.
        try:
            part.replace(_beside(self.out, "state"))
        except OSError as error:
            said = from_os_error(error, "新的网站已经换上，记下它是怎样生成的")
            raise Failure(said.message, f"{said.remedy}；下次会全部重做") from error
        shutil.rmtree(old, ignore_errors=True)

    def change(self, gone: Iterable[str], remembered: bytes) -> None:
        """Put what lies aside among the files of the site, and remove those that are gone."""
        prepare(self.out, self.aside, gone, remembered)
        self.touched = True
        commit(self.out, self.aside, _beside(self.out, "ready"), _beside(self.out, "state"))

    @property
    def is_as_before(self) -> bool:
        """Tell whether the site there was still stands."""
        return not self.touched and self.out.is_dir()

    @property
    def files(self) -> Path:
        """Return the folder that outputs are written to."""
        return self.aside / FILES


@contextmanager
def held(out: Path, *, clean: bool = False) -> Iterator[Room]:
    """Hold a folder for a build; what lies aside at the end is removed. With `clean`, remember nothing.

    Raises Failure when another build holds the folder, when `out` is not a site of ours, or the disk refuses.
    """
    aside, state = _beside(out, "new"), _beside(out, "state")
    room = Room(out, aside, None)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _lock(_beside(out, "lock")):
            room.touched = True
            recover(out, _beside(out, "ready"), state)
            _recover(out, aside, _beside(out, "old"))
            room.touched = False
            (aside / FILES).mkdir(parents=True)
            room.before = None if clean else _state_of(out, state)
            try:
                yield room
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        said = from_os_error(error, "写网站", out, option="--out")
        raise Failure(said.message, said.remedy + (f"；{_KEPT}" if room.is_as_before else "")) from error
    except KeyboardInterrupt as stop:
        if room.touched or room.is_as_before:
            stop.add_note(_KEPT if room.is_as_before else _HALF)
        raise


def standing(out: Path) -> State:
    """Return what is remembered of the site in a folder. Raises Failure when there is none, or it is not known."""
    if not (out / MARKER).is_file():
        raise Failure(f"“{out}”里没有生成好的网站", "先执行 mingshi build，或用 --site 指定网站在哪里")
    found = _state_of(out, _beside(out, "state"))
    if found is None:
        raise Failure(
            f"“{out}”旁边没有它的生成记录（.{out.name}.state），不知道它是由什么内容生成的",
            "在生成网站的文件夹里做离线包，或执行 mingshi build --clean 重新生成",
        )
    return found


def _state_of(out: Path, state: Path) -> State | None:
    """Return the state that belongs to the site as it lies there, or None."""
    found = load(state)
    try:
        made = json.loads((out / MARKER).read_bytes())
    except (OSError, ValueError):
        return None
    return found if found and isinstance(made, dict) and made.get("sha256") == found.site else None


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
