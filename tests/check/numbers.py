"""Numbers that look like personal data, put together at run time: none of them stands in the repository."""

from __future__ import annotations

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Nobody is born in 2099.
SEVENTEEN = "110101" + "20990101" + "001"
MOBILE = "1" + "39" + "0" * 8


def identity(seventeen: str = SEVENTEEN, *, wrong: bool = False) -> str:
    """Return an identity card number with its check digit, or with a wrong one."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, WEIGHTS, strict=True))
    place = (total + (1 if wrong else 0)) % 11
    return seventeen + "10X98765432"[place]


def card(first: str = "62" + "0" * 16) -> str:
    """Return a bank card number: some digits and the check digit (Luhn) that makes them one."""
    total = 0
    for index, digit in enumerate(reversed(first)):
        doubled = int(digit) * (1 if index % 2 else 2)
        total += doubled // 10 + doubled % 10
    return first + str(-total % 10)
