"""Chinese numerals, as articles are counted."""

from __future__ import annotations

_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


def number_of(text: str) -> int:
    """Return a Chinese numeral below ten thousand as a number: 三十一 is 31, 一百零五 is 105."""
    total = digit = 0
    for character in text:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit
