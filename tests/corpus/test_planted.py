"""Hundreds of faults planted in a large tree: each is found in its file, on its line, with its code, and nothing else.

The tree is a synthetic city made from the real installation; `make corpus` takes the whole province.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TypeAlias

import pytest

from mingshi.model.finding import Finding
from mingshi.pipeline import check
from mingshi.read.store import read_installation
from mingshi.synth.installation import write_installation
from mingshi.synth.places import places_of
from tests.conftest import ROOT

from .faults import KINDS

Place: TypeAlias = tuple[str, str, int]
EACH = 7  # faults of every kind
ON = "2027-06-30"  # some time after everything in the installation was published
SCALE = os.environ.get("MINGSHI_CORPUS", "city")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("corpus") / "tree"
    catalogue, _ = read_installation(ROOT, ON)
    write_installation(catalogue, places_of(catalogue, SCALE), target, lambda _: None)
    return target


def planted(tree: Path) -> Counter[Place]:
    """Spoil every so many pacts and return where the faults are."""
    pacts = sorted((tree / "content" / "pacts").rglob("*.md"))
    number = EACH * len(KINDS)
    assert len(pacts) > number
    chosen = [pacts[index * len(pacts) // number] for index in range(number)]
    expected: Counter[Place] = Counter()
    for index, file in enumerate(chosen):
        kind = KINDS[index % len(KINDS)]
        lines = file.read_text(encoding="utf-8").split("\n")
        line = kind.spoil(lines)
        file.write_bytes(kind.encode("\n".join(lines)))
        expected[kind.code, file.relative_to(tree).as_posix(), line] += 1
    return expected


def places(findings: list[Finding]) -> Counter[Place]:
    return Counter((f.code, f.path, f.mark.line) for f in findings)


def test_every_planted_fault_is_found_and_nothing_else(tree: Path) -> None:
    before = places(check(tree, ON)[1])
    assert not [code for code, *_ in before if code not in ("MS416",)]
    expected = planted(tree)
    found = places(check(tree, ON)[1]) - before
    assert found - expected == Counter()  # no false finding
    assert expected - found == Counter()  # no fault overlooked
    assert expected.total() >= 400
    assert len(KINDS) >= 40
    assert len({code for code, *_ in expected}) >= 40
