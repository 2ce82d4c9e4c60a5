"""All rules together: sorted, without echoes, picklable, and without a crash on whatever was written."""

from __future__ import annotations

import multiprocessing
import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mingshi.check import run
from mingshi.check.run import check, merged
from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding, Mark
from mingshi.model.records import Record
from mingshi.read.store import read_installation
from tests.conftest import ON, copy_toy

from .bad import checked, lay_over

BROKEN = ["MS201", "MS303", "MS311", "MS400", "MS402", "MS414"]


def test_two_processes_return_the_same_findings(tmp_path: Path) -> None:
    """A finding that cannot be pickled would hang a pool for ever."""
    roots = [copy_toy(tmp_path / case) for case in BROKEN]
    for case, root in zip(BROKEN, roots, strict=True):
        lay_over(case, root)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = [future.result(timeout=120) for future in [pool.submit(checked, root) for root in roots]]
    assert found == [checked(root) for root in roots]
    assert all(found)


@pytest.mark.parametrize("case", BROKEN)
def test_a_second_process_finds_what_one_does(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_toy(tmp_path)
    lay_over(case, root)
    catalogue, _ = read_installation(root, ON)
    monkeypatch.setattr(run, "MANY", 0)
    assert check(catalogue, jobs=2) == check(catalogue)


def test_when_the_second_process_dies_the_first_does_all(
    toy_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.getpid()

    def dies(_: Catalogue) -> Iterator[Finding]:
        if os.getpid() != own:
            os._exit(9)
        return iter([at("MS601", 3)])

    monkeypatch.setattr(run, "check_texts", dies)
    monkeypatch.setattr(run, "RULES", (dies,))
    monkeypatch.setattr(run, "MANY", 0)
    assert check(toy_catalogue, jobs=2) == [at("MS601", 3)]


def at(code: str, line: int, column: int = 0, path: str = "a.yaml") -> Finding:
    return Finding(code, "x", path, Mark(line, column))


@pytest.mark.parametrize(
    ("findings", "left"),
    [
        ([at("MS401", 9, 1), at("MS303", 2, 1)], ["MS303", "MS401"]),
        ([at("MS303", 2, 1), at("MS303", 2, 1)], ["MS303"]),
        ([at("MS304", 2, 1), at("MS401", 2, 1)], ["MS304"]),
        ([at("MS304", 2, 1), at("MS602", 2, 1), at("MS401", 2, 1)], ["MS602"]),
        ([at("MS304", 2, 1), at("MS401", 2, 3)], ["MS304", "MS401"]),
        ([at("MS304", 2), at("MS401", 2)], ["MS304", "MS401"]),
        ([at("MS310", 2, 1), at("MS401", 2, 1)], ["MS310", "MS401"]),
        ([at("MS101", 0), at("MS404", 1, 1)], ["MS101", "MS404"]),
        ([at("MS302", 1, 1), at("MS302", 1, 1, "b.yaml"), at("MS401", 1, 1)], ["MS302", "MS302"]),
    ],
)
def test_echoes_at_the_same_place_are_dropped(findings: list[Finding], left: list[str]) -> None:
    assert [f.code for f in merged(findings)] == left


def test_findings_are_sorted(toy: Path) -> None:
    for case in BROKEN:
        lay_over(case, toy)
    found = checked(toy)
    assert found == sorted(found, key=lambda f: f.sort_key)
    assert len(found) > 4


def spoiled(value: Any, chosen: random.Random) -> Any:
    """Return a value of the wrong shape, or with something wrong deep inside."""
    odd: list[Any] = [
        "",
        "x",
        "２０２０-1-1",
        "9999-99-99",
        [],
        {},
        ["", {}],
        {"x": ["y"]},
        [["z"]],
        "a\nb",
        "‑",
        "０",
    ]
    if isinstance(value, list) and value and chosen.random() < 0.6:
        index = chosen.randrange(len(value))
        return [spoiled(v, chosen) if i == index else v for i, v in enumerate(value)]
    if isinstance(value, dict) and value and chosen.random() < 0.6:
        name = chosen.choice(sorted(value))
        return {k: spoiled(v, chosen) if k == name else v for k, v in value.items()}
    return chosen.choice(odd)


def with_spoiled_entries(catalogue: Catalogue, chosen: random.Random) -> Catalogue:
    def damaged(record: Record) -> Record:
        if catalogue.schemas.get(record.kind) is None or catalogue.schemas[record.kind].store != "entry":
            return record
        values = dict(record.values)
        for name in chosen.sample(sorted(values), 2):
            values[name] = spoiled(values[name], chosen)
        return replace(record, values=values)

    records = {kind: {i: damaged(r) for i, r in of.items()} for kind, of in catalogue.records.items()}
    return replace(catalogue, records=records)


@pytest.mark.parametrize("seed", range(12))
def test_no_odd_value_makes_a_rule_fail(seed: int, toy_catalogue: Catalogue) -> None:
    chosen = random.Random(seed)
    found = check(with_spoiled_entries(toy_catalogue, chosen))
    assert found
    assert all(f.remedy for f in found)
