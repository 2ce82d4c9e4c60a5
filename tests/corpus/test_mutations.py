"""Sixty thousand mutations of valid files through the reader and every check: findings, never an exception or a hang.

They are made in batches, each an installation of its own, in two processes; one that does not come back in time fails.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import traceback
from pathlib import Path

import pytest

from mingshi.check.report import FORMATS
from mingshi.pipeline import check
from tests.conftest import ON, copy_toy
from tests.read.test_robustness import mutated

TOTAL = int(os.environ.get("MINGSHI_MUTATIONS", "60000"))
BATCH = 1000
TIMEOUT = 300.0  # seconds for a batch, which takes a few
# Where valid files of a kind are, and how their twins are called.
ENTRIES = (
    ("content/items/*.yaml", "content/items/m{}.yaml"),
    ("content/lists/*.yaml", "content/lists/m{}.yaml"),
    ("content/listings/*/*.yaml", "content/listings/toy-qingdan/m{}.yaml"),
    ("content/guides/*/*.md", "content/guides/toy/m{}.md"),
    ("content/forms/*.yaml", "content/forms/m{}.yaml"),
    ("content/conflicts/*.yaml", "content/conflicts/m{}.yaml"),
    ("content/pacts/*/*/*.md", "content/pacts/jiashi/yixian/m{}.md"),
    ("content/methods/*/*/*.md", "content/methods/jiashi/yixian/m{}.md"),
    ("content/about/*.md", "content/about/m{}.md"),
)


def spoil(root: Path, seed: int, count: int) -> None:
    """Put so many mutated files into a province: twins of its entries, and its registers in place."""
    chance = random.Random(seed)
    tables = sorted(root.glob("data/**/*.csv"))
    # Half of the registers stay as they are: with all of them broken few checks would have anything to say.
    for table in chance.sample(tables, len(tables) // 2):
        table.write_bytes(mutated(table.read_text(encoding="utf-8"), chance))
        count -= 1
    sources = [(sorted(root.glob(pattern)), name) for pattern, name in ENTRIES]
    texts = [([file.read_text(encoding="utf-8") for file in files], name) for files, name in sources]
    for number in range(count):
        known, name = texts[number % len(texts)]
        (root / name.format(number)).write_bytes(mutated(chance.choice(known), chance))


def run_batch(folder: str, seed: int, count: int) -> str:
    """Check one batch and return what went wrong with the program, "" when nothing did."""
    root = copy_toy(Path(folder) / f"batch{seed}")
    spoil(root, seed, count)
    try:
        _, findings = check(root, ON)
        for finding in findings:
            assert finding.message, finding
            assert finding.path, finding
            assert finding.mark.line >= 0, finding
            assert finding.mark.end == 0 or finding.mark.end >= finding.mark.column, finding
        assert len(findings) > count // 4, len(findings)
        for form in FORMATS.values():
            form(findings[:300], root, {})
    except Exception:
        return f"batch {seed}:\n{traceback.format_exc()}"
    return ""


def test_mutations(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        jobs = [pool.apply_async(run_batch, (str(tmp_path), seed, BATCH)) for seed in range(TOTAL // BATCH)]
        # Leaving the pool stops its processes, those that hang too.
        faults = [job.get(timeout=TIMEOUT) for job in jobs]
    assert [fault for fault in faults if fault] == []


def _hang(folder: str) -> str:
    while folder:
        pass
    return folder


def test_a_hang_is_noticed(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        job = pool.apply_async(_hang, (str(tmp_path),))
        with pytest.raises(multiprocessing.TimeoutError):
            job.get(timeout=3)
