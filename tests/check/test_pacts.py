"""What pacts may not say, by the register of this installation, on sentences written for this purpose."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from mingshi.check.pacts import check_pacts, flags_of
from mingshi.model.catalogue import Catalogue
from mingshi.read.store import read_installation
from tests.conftest import HERE, ON, ROOT

from .bad import changed, told

with (HERE / "fixtures" / "pact_sentences.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = [(row["sentence"], row["flags"]) for row in csv.DictReader(file)]
PACT = "content/pacts/jiashi/yixian/xizhen-san-cun.md"


@pytest.fixture(scope="module")
def real() -> Catalogue:
    return read_installation(ROOT, ON)[0]


@pytest.mark.parametrize(("sentence", "flags"), SENTENCES)
def test_sentence(sentence: str, flags: str, real: Catalogue) -> None:
    titles = {str(row.get("title")): row.id for row in real.of("red_flag")}
    known, _ = flags_of(real)
    found = {
        titles[flag.title]
        for flag in known
        for part in re.split("[。；;！？\n]", sentence)
        if part and flag.found(part)
    }
    # rf-30 was added later and asks for less than the others.
    assert found - {"rf-30"} == {flag for flag in flags.split(";") if flag}


def test_words_let_every_match_of_their_pattern_through(real: Catalogue) -> None:
    """The words before a pattern must not hide what it would find."""
    sentences = [sentence for sentence, _ in SENTENCES]
    for flag in flags_of(real)[0]:
        for sentence in sentences:
            if flag.pattern.search(sentence):
                assert any(word in sentence for word in flag.words), (flag.title, sentence)


def test_every_pattern_of_the_installation_is_one(real: Catalogue) -> None:
    assert flags_of(real)[1] == []
    assert len(flags_of(real)[0]) == len(real.of("red_flag")) > 20


def test_a_broken_pattern_is_told_and_the_others_still_count(toy: Path) -> None:
    catalogue = changed(toy, {"data/red-flags.csv+": "rf-03,坏的,error,坏,坏(,,示例,示例,s-shili-fa\n"})
    assert [(f.code, f.path, f.mark.line) for f in check_pacts(catalogue)] == [
        ("MS304", "data/red-flags.csv", 4)
    ]
    assert [flag.title for flag in flags_of(catalogue)[0]] == ["罚款类", "免责条款"]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("损坏的，处以罚款。后果自负", ["MS455", "MS456"]),
        ("损坏的，依法由有关部门处罚，可能罚款", []),
        ("损坏的，依法由有关部门处罚。另外罚款", ["MS455"]),
        ("不罚钱，讲道理", []),
    ],
)
def test_one_sentence_at_a_time(sentence: str, codes: list[str], toy: Path) -> None:
    assert [code for code, _ in told(check_pacts(changed(toy, {PACT + "+": f"\n{sentence}\n"})))] == codes
