"""Failures a person can act on: one Chinese sentence with the remedy; the command line turns them into exit code 1."""

from __future__ import annotations

import errno
import os


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


_RIGHTS = ("没有权限", "检查文件和文件夹的权限")
_NAME = "检查路径是否写对"
_SYSTEM = {
    errno.ENOSPC: ("磁盘已满", "清理磁盘后重试"),
    errno.EDQUOT: ("磁盘配额已用完", "清理磁盘后重试"),
    errno.EFBIG: ("文件超过了允许的大小", "放宽限制（ulimit -f unlimited）后重试"),
    errno.EROFS: ("所在磁盘是只读的", "换一个可写的位置"),
    errno.EACCES: _RIGHTS,
    errno.EPERM: ("系统不允许这样做", _RIGHTS[1]),
    errno.EMFILE: ("同时打开的文件太多", "执行 ulimit -n 4096 后重试"),
    errno.ENOENT: ("文件或文件夹不存在", _NAME),
    errno.ENOTDIR: ("路径中间有一段是文件，不是文件夹", _NAME),
    errno.EISDIR: ("这里应是文件，却是文件夹", _NAME),
    errno.EEXIST: ("已经有同名的文件或文件夹", "把它移走后重试"),
    errno.ENOTEMPTY: ("文件夹里还有别的内容", "把它移走后重试"),
    errno.ENAMETOOLONG: ("名称太长", "换一个短的名称"),
    errno.ELOOP: ("链接指来指去，没有尽头", "把链接换成普通的文件或文件夹"),
    errno.EBUSY: ("正被系统或别的程序占用", "关掉占用它的程序后重试"),
    errno.EXDEV: ("两个位置不在同一个磁盘上", "换到同一个磁盘上的位置"),
    errno.EIO: ("磁盘读写出错", "检查磁盘和连接，然后重试"),
}
# Another place helps against these.
_PLACE = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ENAMETOOLONG,
    errno.EBUSY,
    errno.EXDEV,
}


def from_os_error(
    error: OSError, doing: str, place: str | os.PathLike[str] = "", *, option: str = ""
) -> Failure:
    """Translate a system error met while `doing` something at a `place` into a Failure.

    `option` is the option that chooses another place, where there is one.
    """
    number = error.errno or 0
    unknown = f"系统报告错误 {number}" if number else str(error)
    fact, remedy = _SYSTEM.get(number, (unknown, "检查这个文件或文件夹后重试"))
    # A failed write has no name, a failed move has two: the second is the one people know.
    where = error.filename2 or error.filename or place
    if option and number in _PLACE:
        remedy += f"，或用 {option} 指定别的位置"
    return Failure(f"{doing}时出错：{fact}" + (f"（{_shown(where)}）" if where else ""), remedy)


def _shown(where: object) -> str:
    """Return a path that can be printed, whatever bytes its name has."""
    name = os.fspath(where) if isinstance(where, str | bytes | os.PathLike) else str(where)
    return os.fsencode(name).decode("utf-8", "replace")
