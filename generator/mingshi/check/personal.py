"""Personal data in texts: identity card, mobile and bank card numbers, found with few false alarms, and masked.

Measured (validation.md §5): of 300,000 random 18-digit strings the check digit alone accepts 9 %, the shape
alone 0.1 %, both 0.01 %. So both make an error, the shape alone a warning, unless a word like 身份证 stands before.
Of random numbers that begin with 62 the check digit of cards (Luhn) accepts 10 %; others need a word like 卡号, too.
A foreigner's number (permanent residence, 2023) has the same check digit: 9, province, country, birth, order.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

# Dashes, blanks and what cannot be seen, as Word, PDF and web pages put them between the groups of a number.
_DASHES = "－−" + "".join(map(chr, range(0x2010, 0x2016)))
_BLANKS = "\u3000\xa0\u202f\u2060\ufeff" + "".join(map(chr, range(0x2000, 0x200E)))
# One character for one character, so that places stay what they were.
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ＋（）．", "0123456789XX+().") | dict.fromkeys(
    map(ord, _DASHES), "-"
)
_NARROW |= dict.fromkeys(map(ord, _BLANKS), " ")
# In UTF-8, because to translate bytes takes a tenth of the time: every digit a zero, without what may stand between
# two of them. Nor do 、 。 《 》 part digits then, but every Chinese character does: its first byte is none of these.
_ZEROS = bytes(0x30 if 0x30 <= byte <= 0x39 else 0x20 for byte in range(256))
_BETWEEN = bytes(sorted({*"-+ .()（）．".encode(), *(_DASHES + _BLANKS).encode()}))
_WIDE = re.compile(rb"\xef\xbc([\x90-\x99])")  # ０ to ９
_ENTITY = re.compile(
    r"&(?:#(?P<number>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>nbsp|ensp|emsp|thinsp|ndash|mdash));?"
)
_ENTITY_NAMES = {"ndash": "-", "mdash": "-"}  # the others are blanks
_ID18 = re.compile(r"(?<![0-9])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9])")
_ID15 = re.compile(r"(?<![0-9])[1-9][0-9]{14}(?![0-9])")
_PERMIT = re.compile(r"(?<![0-9A-Za-z])[A-Z]{3}[0-9]{12}(?![0-9])")  # permanent residence, until 2023
_MOBILE = re.compile(
    r"(?<![0-9])(?:\(?(?:\+|00)?86\)?[ -]?|0)?"
    r"(?:(?:\(1[3-9][0-9]\)|1[3-9][0-9])(?: ?- ?| )?"
    r"(?:[0-9]{4}(?: ?- ?| )?[0-9]{4}|[0-9]{3}(?: ?- ?| )?[0-9]{5})"
    r"|1[3-9][0-9](?:\.[0-9]{4}\.[0-9]{4}|\.[0-9]{3}\.[0-9]{5})"
    # 1996-2000 150 are years.
    r"|(?!19[0-9]{2}[ -](?:19|20))1[3-9][0-9]{2}(?P<gap>[ .-])[0-9]{4}(?P=gap)[0-9]{3})"
    r"(?![0-9])"
)
_CARD = re.compile(r"(?<![0-9])[1-9](?:[ -]?[0-9]){15,18}(?![0-9])")
_ABOUT_CARD = re.compile(r"卡号|银行|[账帐][号户]|开户|储蓄|存折|一卡通")
_NUMBER_OF_CARD = re.compile(r"卡号|[账帐][号户]")
_ABOUT_ID = re.compile(r"身份证|身份号码|证件号|户主|公民身份|居民证|居留证")
_ABOUT_PHONE = re.compile(r"电话|手机|联系|[Tt]el")
_ABOUT = 12  # so many characters before a number are read to learn what it is
_IN_URL = re.compile(r"https?://[!#-&*-;=?-~]*$")
# A number in a list (1.139…) is not a decimal: it begins a line that goes on in Chinese.
_IN_LIST, _GOES_ON = re.compile(r" *[1-9][0-9]?\."), re.compile(r" *(?!公里|千米|[米元度万亿])[^\x00-\x7f]")
_DECIMAL, _NUMBERED = re.compile(r"[0-9]\.$"), re.compile(r"(?<![0-9.])[1-9][0-9]?\.$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data at text[start:end]; `code` is MS601, MS602, MS603 (an identity number with a slip) or MS604."""

    code: str
    start: int
    end: int


def may_hold_numbers(raw: bytes) -> bool:
    """Tell whether a text in UTF-8 may hold eleven digits in a row; the cheap question before `personal_data`."""
    if b"&" in raw:
        raw = _spelled_out(raw.decode("utf-8", "surrogatepass"))[0].encode("utf-8", "surrogatepass")
    if _WIDE.search(raw):
        raw = _WIDE.sub(b"0", raw)
    return b"0" * 11 in raw.translate(_ZEROS, _BETWEEN)


def personal_data(text: str) -> Iterator[Hit]:
    """Yield every identity card, bank card and mobile number in a text, in any order."""
    if not may_hold_numbers(text.encode("utf-8", "surrogatepass")):
        return
    plain, places = _spelled_out(text)
    for hit in _hits(plain):
        yield Hit(hit.code, places[hit.start], places[hit.end]) if places else hit


def is_public(text: str, hit: Hit, public: Container[str]) -> bool:
    """Tell whether a hit is a mobile number that its body publishes (data/public-phones.csv)."""
    return hit.code == "MS602" and digits_of(text[hit.start : hit.end])[-11:] in public


def in_parts(parts: Iterable[tuple[str, str]], public: Container[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (code, place, first digits) of every number of a person in the parts of an attachment."""
    for place, text in parts:
        for hit in personal_data(text):
            if not is_public(text, hit, public):
                yield hit.code, place, text[hit.start : hit.start + 3]


def digits_of(written: str) -> str:
    """Return the digits of a number as it was written, in ASCII."""
    return "".join(c for c in _spelled_out(written)[0].translate(_NARROW) if c in "0123456789")


def _hits(written: str) -> Iterator[Hit]:
    text = written.translate(_NARROW)
    taken: list[Hit] = []
    for found in chain.from_iterable(pattern.finditer(text) for pattern in (_ID18, _ID15, _PERMIT)):
        code = _identity(found[0], _before(text, found.start()))
        if code:
            taken.append(Hit(code, found.start(), found.end()))
    for found in _CARD.finditer(text):
        inside = any(hit.start <= found.start() < hit.end for hit in taken)
        if not inside and not _in_url(written, found.start()) and _is_card(found[0], text, found.start()):
            taken.append(Hit("MS604", found.start(), found.end()))
    yield from taken
    for found in _MOBILE.finditer(text):
        inside = any(hit.start <= found.start() < hit.end for hit in taken)
        # Page names of websites are full of long numbers; a telephone number there would be no secret.
        if not inside and not _in_url(written, found.start()) and not _is_decimal(text, *found.span()):
            yield Hit("MS602", found.start(), found.end())


def _spelled_out(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with its HTML entities as characters, and where each of them began, () when it has none."""
    if "&" not in text or not _ENTITY.search(text):
        return text, ()
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for found in _ENTITY.finditer(text):
        pieces += text[at : found.start()], _character(found)
        places += range(at, found.start() + 1)
        at = found.end()
    return "".join([*pieces, text[at:]]), [*places, *range(at, len(text) + 1)]


def _character(entity: re.Match[str]) -> str:
    if entity["name"]:
        return _ENTITY_NAMES.get(entity["name"], " ")
    code = int(entity["number"] or entity["hex"], 10 if entity["number"] else 16)
    return chr(code) if code <= 0xFFFF else "?"


def _before(text: str, start: int) -> str:
    return text[max(0, start - _ABOUT) : start]


def _in_url(written: str, start: int) -> bool:
    return _IN_URL.search(written[max(0, start - 300) : start]) is not None


def _is_decimal(text: str, start: int, end: int) -> bool:
    """Tell whether a number is what stands behind a decimal point, and not behind its number in a list."""
    line = text[max(0, start - 40) : start].rpartition("\n")[2]
    if not _DECIMAL.search(line):
        return False
    if _IN_LIST.fullmatch(line) and _GOES_ON.match(text, end):
        return False
    return not (_ABOUT_PHONE.search(line) and _NUMBERED.search(line))


def _is_card(written: str, text: str, start: int) -> bool:
    """Tell whether a number is that of a bank card: by its first digits, its check digit and the words before it."""
    digits, before = digits_of(written), _before(text, start)
    known, about = digits.startswith("62"), _ABOUT_CARD if digits[0] in "3456" else _NUMBER_OF_CARD
    named = about.search(before) is not None
    return (known and named) or ((known or named) and _luhn(digits))


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits)))
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def mask(text: str) -> str:
    """Return a text with all personal data replaced by asterisks of the same length."""
    for hit in personal_data(text):
        text = text[: hit.start] + "*" * (hit.end - hit.start) + text[hit.end :]
    return text


def _identity(written: str, before: str) -> str:
    """Return the code for what looks like an identity number, or ""; `before` is the text just before it."""
    digits = written.replace(" ", "").replace("-", "").upper()
    named = _ABOUT_ID.search(before) is not None
    if len(digits) == 15:
        return "MS601" if named and _is_old(digits) else ""
    # That of a foreigner who stays (9, province, country) is as long as the number of a company, and begins like it.
    foreign = digits.startswith("9")
    if not _is_shaped(digits[foreign:6], digits[6:14]):
        return ""
    if named or _check_digit(digits) == digits[17]:
        return "MS601"
    return "MS603" if digits == written.upper() and not foreign else ""


def _is_old(digits: str) -> bool:
    """Tell whether fifteen signs are an identity number from before 1999, or that of a foreigner from before 2023."""
    if digits[0].isdigit():
        return _is_shaped(digits[:6], "19" + digits[6:12])
    return any(_is_shaped(digits[3:7], century + digits[7:13]) for century in ("19", "20"))


def _is_shaped(region: str, born: str) -> bool:
    if not _PROVINCE.match(region) or not "1900" <= born[:4] <= "2099":
        return False
    try:
        datetime.date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    return True


def _check_digit(digits: str) -> str:
    """Return the check digit of ISO 7064 MOD 11-2 (GB 11643) for the first 17 digits."""
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11]
