"""Choices that depend on nothing but a key: the same in every process, order, and version of Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """A sequence of choices that follows from a key alone."""

    def __init__(self, *key: str) -> None:
        self._key = "\n".join(key).encode()
        self._round = 0
        self._left = 0

    def below(self, limit: int) -> int:
        """Return a number from 0 to `limit` - 1."""
        if self._left < 1 << 32:
            self._round += 1
            self._left = int.from_bytes(hashlib.sha256(b"%d\n%s" % (self._round, self._key)).digest())
        self._left, number = divmod(self._left, limit)
        return number

    def pick(self, among: Sequence[Thing]) -> Thing:
        """Return one of some things."""
        return among[self.below(len(among))]

    def sample(self, among: Sequence[Thing], number: int) -> list[Thing]:
        """Return so many different ones, in the order they had."""
        left = list(range(len(among)))
        chosen = sorted(left.pop(self.below(len(left))) for _ in range(min(number, len(left))))
        return [among[i] for i in chosen]

    def day(self, year: int) -> str:
        """Return a day of a year as an ISO date; never after the 28th, so that every month has it."""
        return f"{year}-{1 + self.below(12):02}-{1 + self.below(28):02}"
