"""The rule book: every demand has one outcome, and what it names is there."""

from __future__ import annotations

import csv
import re

import pytest

from mingshi.model.codes import CODES
from mingshi.read.rulepages import all_rules
from tests.conftest import ROOT

from .test_bad import COVERED

with (ROOT / "data" / "rulebook.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
FAMILIES = {
    "CM": 7, "LG": 4, "VR": 22, "WM": 7, "AW": 11, "WK": 8, "DH": 10, "CR": 16, "FH": 5, "PZ": 1, "AP": 5, "PW": 28,
    "PI": 8, "TX": 6,
}  # fmt: skip


def test_every_demand_is_there_once() -> None:
    expected = [f"{family}-{n:03}" for family, count in FAMILIES.items() for n in range(1, count + 1)]
    assert sorted(row["rule_id"] for row in ROWS) == sorted(expected)
    assert len(ROWS) == 138


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule_id"])
def test_exactly_one_outcome(row: dict[str, str]) -> None:
    given = {"check": bool(row["codes"]), "build": bool(row["proof"]), "later": False}
    assert [name for name, there in given.items() if there] == [row["outcome"]] * (row["outcome"] != "later")
    assert row["outcome"] != "later" or len(row["note"]) >= 8
    assert row["title"]
    assert row["demand"]
    assert row["origin"]


@pytest.mark.parametrize("row", [r for r in ROWS if r["codes"]], ids=lambda row: row["rule_id"])
def test_codes_exist_with_a_page_and_a_bad_case(row: dict[str, str]) -> None:
    codes = set(row["codes"].split(";"))
    assert codes <= CODES.keys()
    assert codes <= {page.code for page in all_rules()}
    assert codes <= COVERED


@pytest.mark.parametrize("row", [r for r in ROWS if r["proof"]], ids=lambda row: row["rule_id"])
def test_proofs_exist(row: dict[str, str]) -> None:
    for proof in row["proof"].split(";"):
        path, _, name = proof.partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), proof


def test_codes_of_texts_privacy_and_pacts_all_answer_a_demand() -> None:
    """A rule of these families that answers nothing was made up."""
    named = {code for row in ROWS for code in row["codes"].split(";")}
    families = ("MS45", "MS60", "MS61", "MS70", "MS71")
    assert {code for code in CODES if code.startswith(families)} - named == {"MS605"}
