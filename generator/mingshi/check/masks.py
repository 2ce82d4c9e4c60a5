"""Numbers that were masked so that too much is left of them (MS608), and addresses down to the door (MS607)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .personal import Hit

_STARS = "*＊×●○•■█"
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z{_STARS}])(?P<head>[0-9]{{2,17}})(?P<stars>[{_STARS}xX]{{2,16}})(?P<tail>[0-9]{{0,15}}[0-9Xx]?)(?![0-9A-Za-z{_STARS}])"
)
# In UTF-8: every digit a zero, every star of ASCII one sign.
_SIGNS = bytes(0x30 if 0x30 <= byte <= 0x39 else 0x2A if byte in b"*xX" else byte for byte in range(256))
_STARRED = (b"0**", b"0\xc3\x97", b"0\xef\xbc\x8a", b"0\xe2")  # with ×, ＊, and how the others begin
_DOOR = re.compile(
    r"[一-龥](?:路|街|巷|弄|村|里)[0-9０-９]+号[^\n，。；;]{0,12}?[0-9０-９一二三四五六七八九十]+(?:室|单元|栋|幢)"
)
_MOBILE, _IDENTITY = 11, (15, 18)


def may_hold_masks(raw: bytes) -> bool:
    """Tell whether a text in UTF-8 may hold a digit with two stars behind it; asked before `badly_masked`."""
    signs = raw.translate(_SIGNS)
    return any(starred in signs for starred in _STARRED)


def badly_masked(text: str) -> Iterator[Hit]:
    """Yield mobile numbers masked otherwise than 3+4+4, and identity numbers masked otherwise than 2+13+3."""
    for found in _MASKED.finditer(text):
        head, stars, tail = found["head"], len(found["stars"]), found["tail"]
        whole = len(head) + stars + len(tail)
        if whole == _MOBILE and re.match(r"1[3-9]", head):
            wrong = (len(head), stars) != (3, 4)
        elif whole in _IDENTITY or (len(head) >= 6 and stars >= 4):
            wrong = len(head) > 2 or len(tail) > 3
        else:
            wrong = False
        if wrong:
            yield Hit("MS608", found.start(), found.end())


def may_hold_doors(text: str) -> bool:
    """Tell whether a text may hold an address down to the door; the cheap question before `doors`."""
    return "号" in text and any(word in text for word in ("室", "单元", "栋", "幢"))


def doors(text: str) -> Iterator[Hit]:
    """Yield addresses that go down to a building, an entrance or a room."""
    for found in _DOOR.finditer(text):
        yield Hit("MS607", found.start(), found.end())
