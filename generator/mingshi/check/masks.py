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
# Where somebody lives: in a village an address ends at its number. 居住证, 住房, 住建 and 入住 are other things.
_HOME = re.compile(
    r"(?:(?<![居入驻])住(?![房建院宿户所])|居住(?=[在于地])|家庭地址|户籍地址)[^\n，。；;〔〕\[\]《》]{0,30}?"
    r"(?:路|街|巷|弄|村|里|组|屯|寨|庄|坊|道|厝|区|园|苑|镇|乡|队)[0-9０-９]+(?:[-－之][0-9０-９]+)?号(?![文令线楼])"
)
# Where an office is anybody may know.
_OFFICE = re.compile(
    r"办公|服务中心|办事处|委员会|[村居]委会|政府|大厅|派出所|公证处|机关|单位|福利院|养老院|敬老院"
)
_AFTER = 12  # so many characters behind an address are read to learn whose it is
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
    return "号" in text and any(word in text for word in ("住", "地址", "室", "单元", "栋", "幢"))


def doors(text: str) -> Iterator[Hit]:
    """Yield addresses that go down to a building, an entrance or a room, and homes that go down to a number."""
    taken = [Hit("MS607", *found.span()) for found in _DOOR.finditer(text)]
    yield from taken
    for found in _HOME.finditer(text):
        behind = text[found.start() : found.end() + _AFTER].partition("\n")[0]
        inside = any(hit.start < found.end() and found.start() < hit.end for hit in taken)
        if not inside and not _OFFICE.search(behind):
            yield Hit("MS607", found.start(), found.end())
