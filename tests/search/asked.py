"""The questions of queries.csv, their halves, and what counts as an answer.

A question belongs to one half by the first digit of its SHA-256, or by its kind: the tuning half may be looked at when
the search is improved, the reporting half is only counted. `want` holds page ids separated by blanks:
"hunyin-zhuangkuang" an item, "hunyin-zhuangkuang@fuzhou/jinan" that item with the answer as it is at a place, "@fuzhou"
a place, "laws/minfadian/" any other page, "-" that nothing may be found, and "?" that the site has no answer: nothing
may be found but what is said to be uncertain.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REAL, SYNTHETIC = HERE / "queries.csv", HERE / "queries-synthetic.csv"
NOTHING, DOUBT = "-", "?"
# Kinds nobody tuned for, in the words of people: what the aim of 0.90 is about.
FREE = ("free", "fresh", "last", "late", "walk", "later", "newest")
NEGATIVE = "negative"
# Near to what the site is about, but none of its own. "nearby" was written to tune on, "outside" and "newest" before
# that tuning began, to be counted only.
FOREIGN = ("foreign", "nearby", "outside")
# What a review found wrong: each of them must be right, and none of them counts in a share.
REVIEW = "review"
TUNED, COUNTED = ("nearby", REVIEW), ("outside", "newest")


@dataclass(frozen=True, slots=True)
class Question:
    """One line of queries.csv."""

    words: str
    kind: str
    want: tuple[str, ...]

    @property
    def reporting(self) -> bool:
        """Tell whether the question is of the half that is never tuned on."""
        if self.kind in (*TUNED, *COUNTED):
            return self.kind in COUNTED
        return int(hashlib.sha256(self.words.encode()).hexdigest()[0], 16) % 2 == 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of results: the page it leads to, the area it speaks of, and whether it is said to be certain."""

    page: str
    area: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """How well a group of questions was answered; `n` is their number, the others are shares."""

    n: int
    hit1: float
    hit3: float
    mrr: float


def questions(path: Path = REAL) -> list[Question]:
    """Read a file of questions."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Question(r["query"], r["kind"], tuple(r["want"].split())) for r in csv.DictReader(file)]


def rank(question: Question, hits: Sequence[Hit]) -> int:
    """Return the place of the first wanted result, from 1; 0 when it is not there."""
    if question.want == (NOTHING,):
        return int(not hits)
    if question.want == (DOUBT,):
        return int(not any(hit.is_sure for hit in hits))
    found = (at for at, hit in enumerate(hits, 1) if any(_is(wanted, hit) for wanted in question.want))
    return next(found, 0)


def _is(wanted: str, hit: Hit) -> bool:
    page, _, area = wanted.partition("@")
    if not page:
        return hit.page == f"places/{area}/"
    if page.endswith("/"):
        return hit.page == page
    return hit.page == f"items/{page}/" and (not area or hit.area == area)


def score(ranks: Iterable[int]) -> Score:
    """Return the scores of some ranks."""
    known = list(ranks)
    number = max(1, len(known))
    return Score(
        len(known),
        sum(r == 1 for r in known) / number,
        sum(1 <= r <= 3 for r in known) / number,
        sum(1 / r for r in known if r) / number,
    )
