"""The file system: which files there are and their bytes, without ever leaving the installation."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path

from ..model.finding import Finding
from .decode import decode, too_large
from .shelf import Shelf

# A FIFO must not hang the reader and a link must not be followed between listing and opening.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_REASONS = {
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
    errno.ENOENT: "文件不存在",
    errno.EIO: "磁盘读取出错",
    errno.EMFILE: "同时打开的文件太多",
}
_PLAIN = "换成普通文件，把内容直接放在这里"


def read_bytes(root: Path, path: str, limit: int) -> tuple[bytes | None, list[Finding]]:
    """Read a regular file of at most `limit` bytes; `path` is relative to `root`. Findings: MS101, MS105, MS107."""
    try:
        handle = os.open(f"{root}/{path}", _FLAGS)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return None, [not_plain(path, status.st_mode)]
            if status.st_size > limit:
                return None, [too_large(path, status.st_size, limit)]
            return contents(handle, status.st_size), []
        finally:
            os.close(handle)
    except OSError as error:
        return None, [_unreadable(path, error)]


def contents(handle: int, size: int) -> bytes:
    """Return what is in an open file that had a certain size."""
    # Nearly always one read brings all of it; a file object would cost as much again.
    found = os.read(handle, size + 1)
    while len(found) != size and (more := os.read(handle, size + 1)):
        found += more
    return found


def read_text(
    root: Path, path: str, limit: int, shelf: Shelf | None = None
) -> tuple[str | None, str, list[Finding]]:
    """Read a text file, or take it from a shelf: its text, the SHA-256 of its bytes, findings.

    The text is None when it cannot be used.
    """
    if shelf is not None and (kept := shelf.take(path)):
        raw, digest = kept
    else:
        found, findings = read_bytes(root, path, limit)
        if found is None:
            return None, "", findings
        raw, digest = found, hashlib.sha256(found).hexdigest()
    text, findings = decode(raw, path, limit=limit)
    return text, digest, findings


def walk(root: Path, folder: str) -> tuple[list[str], list[Finding]]:
    """List the regular files below a folder, sorted, as paths relative to `root` with "/".

    Hidden files are left out; links, devices and submodules are never entered and yield MS105.
    """
    files: list[str] = []
    findings: list[Finding] = []
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            status = os.lstat(root / here)
            if not stat.S_ISDIR(status.st_mode):
                findings.append(not_plain(here, status.st_mode))
                continue
            with os.scandir(root / here) as entries:
                _sort_out(list(entries), here, files, pending, findings)
        except FileNotFoundError:
            continue
        except OSError as error:
            findings.append(_unreadable(here, error))
    return sorted(files), sorted(findings, key=lambda f: f.sort_key)


def files_below(top: Path) -> list[str]:
    """Return the path of every file below a folder, relative and with "/", in order."""
    found = []
    for folder, _, names in os.walk(top):
        below = Path(folder).relative_to(top).as_posix()
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return sorted(found)


def shown(path: str) -> str:
    """Return a path that can be printed; names that are not UTF-8 get a replacement character."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def not_plain(path: str, mode: int) -> Finding:
    """Return MS105 for a file type (st_mode) that is not read."""
    if stat.S_ISLNK(mode):
        return Finding("MS105", "这是指向别处的链接，不读取", shown(path), remedy=_PLAIN)
    if stat.S_ISDIR(mode):
        return Finding("MS105", "这里应是文件，却是文件夹", shown(path), remedy="删掉或改名这个文件夹")
    return Finding("MS105", "这里应是普通文件或文件夹，却是另一种文件", shown(path), remedy=_PLAIN)


def _sort_out(
    entries: list[os.DirEntry[str]], here: str, files: list[str], pending: list[str], findings: list[Finding]
) -> None:
    if any(entry.name == ".git" for entry in entries):
        findings.append(Finding("MS105", "这个文件夹是另一个 Git 仓库，不读取", shown(here), remedy=_PLAIN))
        return
    for entry in entries:
        path = f"{here}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            pending.append(path)
        elif entry.is_file(follow_symlinks=False):
            files.append(path)
        else:
            findings.append(not_plain(path, entry.stat(follow_symlinks=False).st_mode))


def _unreadable(path: str, error: OSError) -> Finding:
    if error.errno == errno.ELOOP:
        return not_plain(path, stat.S_IFLNK)
    reason = _REASONS.get(error.errno or 0, error.strerror or "系统没有说明原因")
    return Finding("MS107", f"文件读不出来：{reason}", shown(path), remedy="检查文件和文件夹的权限后重试")
