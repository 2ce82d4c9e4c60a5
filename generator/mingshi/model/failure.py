"""Failures a person can act on: one Chinese sentence with the remedy; the command line turns them into exit code 1."""

from __future__ import annotations

import errno


class Failure(Exception):
    """An expected failure. `message` says what is wrong, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "") -> None:
        # Both go to the base class: a worker's exception is rebuilt from its arguments.
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return self.message


class Misuse(Failure):
    """A failure in how a command was called, not in what it works on: exit code 2."""


_SYSTEM = {
    errno.ENOSPC: ("磁盘已满", "清理磁盘后重试；原来的网站没有改动"),
    errno.EDQUOT: ("磁盘配额已用完", "清理磁盘后重试；原来的网站没有改动"),
    errno.EROFS: ("所在磁盘是只读的", "换一个可写的位置，或用 --out 指定别的文件夹"),
    errno.EACCES: ("没有写入权限", "检查文件夹的权限，或用 --out 指定别的文件夹"),
    errno.EMFILE: ("同时打开的文件太多", "执行 ulimit -n 4096 后重试"),
}


def from_os_error(error: OSError, doing: str) -> Failure:
    """Translate a system error met while `doing` something into a Failure."""
    fact, remedy = _SYSTEM.get(error.errno or 0, (error.strerror or str(error), "检查该文件或文件夹后重试"))
    where = f"（{error.filename}）" if error.filename else ""
    return Failure(f"{doing}时出错：{fact}{where}", remedy)
