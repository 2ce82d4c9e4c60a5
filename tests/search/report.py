"""How well the search answers: `make search-report`. Ends with 1 when it is worse than it must be."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from ..conftest import ROOT
from ..system_packages import browser
from .asked import FOREIGN, FREE, NEGATIVE, REVIEW, Hit, Question, Score, questions, rank, score
from .engine import answers, index_folder, shown

LEAST_ALL, LEAST_FREE = 0.97, 0.90
# Of questions near to what the site is about but none of its own so many get nothing, or are told that it is uncertain.
LEAST_FOREIGN = 0.85


def table(asked: Sequence[Question], found: Sequence[Sequence[Hit]]) -> list[tuple[str, Score, Score]]:
    """Return (kind, score of the tuning half, score of the reporting half), and the same of all kinds but negative."""
    ranks = [(q, rank(q, hits)) for q, hits in zip(asked, found, strict=True)]
    kinds = list(dict.fromkeys(q.kind for q in asked))
    rows = []
    for kind in [*kinds, "all", "foreign, all", "colloquial, unseen"]:
        inside = [
            (q, r)
            for q, r in ranks
            if q.kind == kind
            or (kind == "all" and q.kind not in (NEGATIVE, REVIEW, *FOREIGN))
            or (kind == "foreign, all" and q.kind in FOREIGN)
            or (kind == "colloquial, unseen" and q.kind in FREE)
        ]
        halves = [score(r for q, r in inside if q.reporting is half) for half in (False, True)]
        rows.append((kind, halves[0], halves[1]))
    return rows


def faults(asked: Sequence[Question], found: Sequence[Sequence[Hit]]) -> list[str]:
    """Return what is worse than it must be: of all questions, of free, foreign and negative ones."""
    rows = {kind: (tuning, reporting) for kind, tuning, reporting in table(asked, found)}
    every = score(rank(q, h) for q, h in zip(asked, found, strict=True) if q.kind not in (REVIEW, *FOREIGN))
    foreign = score(rank(q, h) for q, h in zip(asked, found, strict=True) if q.kind in FOREIGN)
    free = rows["colloquial, unseen"][1]
    said = [
        f"查“{q.words}”应该什么都没有，却有：{shown(hits)}"
        for q, hits in zip(asked, found, strict=True)
        if q.kind == NEGATIVE and hits
    ]
    said += [
        f"查“{q.words}”应该有：{' '.join(q.want)}，却是：{shown(hits)}"
        for q, hits in zip(asked, found, strict=True)
        if q.kind == REVIEW and not 1 <= rank(q, hits) <= 3
    ]
    if every.hit3 < LEAST_ALL:
        said.append(f"hit@3 {every.hit3:.3f}，低于 {LEAST_ALL}")
    if free.n and free.hit3 < LEAST_FREE:
        said.append(f"没有见过的口语问法 hit@3 {free.hit3:.3f}，低于 {LEAST_FREE}")
    if foreign.n and foreign.hit1 < LEAST_FOREIGN:
        said.append(f"本站没有的事，没有说“没有”或者“不一定”的太多：{1 - foreign.hit1:.3f}")
    return said


def text(rows: Sequence[tuple[str, Score, Score]]) -> str:
    """Return the table as Markdown."""
    lines = ["| kind | n | hit@1 | hit@3 | MRR | n (reporting) | hit@1 | hit@3 | MRR |", "|---" * 9 + "|"]
    for kind, *halves in rows:
        cells = [
            f"{s.n} | {s.hit1:.2f} | {s.hit3:.2f} | {s.mrr:.2f}" if s.n else "0 | – | – | –" for s in halves
        ]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    """Print the report, and the questions of the tuning half that failed."""
    asked = questions()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        page_file = index_folder(ROOT, Path(folder))
        chrome = tool.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu"])
        page = chrome.new_page()
        page.goto(page_file.as_uri())
        found = answers(page, asked)
        chrome.close()
    print(text(table(asked, found)))
    for question, hits in zip(asked, found, strict=True):
        if not question.reporting and not 1 <= rank(question, hits) <= 3:
            print(f"- {question.kind}：{question.words} → {shown(hits)}")
    wrong = faults(asked, found)
    for line in wrong:
        print(f"! {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
