"""Which of many words are in a text: asked of 20,000 texts, most of which hold none.

A word is only looked for in a text that has the rarest of its characters, and one pass finds all of those: for 136
words a tenth of the time of looking for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from ..model.catalogue import Catalogue

_SAMPLE = 100  # entries of a kind, enough to know which characters are usual


class Lookout:
    """Some words, ready to be looked for in many texts."""

    __slots__ = ("_any", "_words")

    def __init__(self, words: Iterable[str], usual: Counter[str]) -> None:
        """Prepare for `words`, none of them empty; `usual` only makes it fast."""
        self._words: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            rarest = min(word, key=lambda character: usual[character])
            self._words.setdefault(rarest, []).append(word)
        self._any = re.compile(f"[{re.escape(''.join(self._words))}]") if self._words else None

    def inside(self, text: str) -> list[str]:
        """Return those of the words that stand in a text, in no order."""
        if self._any is None:
            return []
        there = set(self._any.findall(text))
        return [word for rarest in there for word in self._words[rarest] if word in text]


def usual_characters(catalogue: Catalogue) -> Counter[str]:
    """Count the characters of some of the bodies that are to be looked at."""
    counted = Counter[str]()
    for kind in catalogue.records:
        for record in islice(catalogue.fresh(kind), _SAMPLE):
            counted.update(record.body)
    return counted
