"""File names that hold everywhere: on Windows, on sticks formatted there, and in every unpacking program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

# Windows stops at 260 characters, and somebody unpacks into C:\Users\name\Documents\some folder of their own.
LONGEST = 160
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def faults(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (path, what is wrong with it) for every path of a package that some system could not unpack."""
    seen: dict[str, str] = {}
    for path in paths:
        if wrong := _fault(path):
            yield path, wrong
        other = seen.setdefault(path.lower(), path)
        if other != path:
            yield path, f"和 {other} 只差大小写"


def _fault(path: str) -> str:
    if path.startswith("/"):
        return "不是相对路径"
    if len(path.encode("utf-16-le")) // 2 > LONGEST:
        return f"路径超过 {LONGEST} 个字符"
    if unicodedata.normalize("NFC", path) != path:
        return "文字没有规范化（NFC）"
    return next((wrong for part in path.split("/") if (wrong := _part_fault(part))), "")


def _part_fault(part: str) -> str:
    if part in ("", ".", ".."):
        return "路径里有空的或者上级的文件夹"
    if _FORBIDDEN.search(part):
        return "含有 Windows 不许用的字符"
    if _DEVICES.fullmatch(part):
        return "是 Windows 的设备名"
    return "以点或空格结尾" if part[-1] in ". " else ""
