"""The rule book: every demand has one outcome, and what it names is there."""

from __future__ import annotations

import csv
import re

import pytest

from mingshi.model.codes import CODES
from mingshi.read.rulepages import all_rules
from tests.conftest import ROOT

from .test_bad import TRIGGERED

with (ROOT / "data" / "rulebook.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
FAMILIES = {
    "CM": 7, "LG": 4, "VR": 22, "WM": 7, "AW": 11, "WK": 8, "DH": 10, "CR": 16, "FH": 5, "PZ": 1, "AP": 5, "PW": 28,
    "PI": 8, "TX": 6,
}  # fmt: skip
# The bad files that break each demand that is checked; tests/check/test_bad.py has every one of them checked.
BROKEN_BY = {
    "CM-001": "MS304;MS400;MS404;MS404-folder;MS415",
    "CM-002": "MS302-missing;MS401",
    "CM-003": "MS413",
    "CM-004": "MS301;MS422",
    "CM-005": "MS401 place",
    "CM-006": "MS410",
    "CM-007": "MS108;MS609;MS609-damaged",
    "LG-001": "MS402;MS409;MS412;MS416",
    "LG-002": "MS709",
    "LG-003": "MS710",
    "LG-004": "MS408",
    "VR-001": "MS451",
    "VR-002": "MS452",
    "VR-003": "MS453",
    "VR-010": "MS407 filed;MS454",
    "VR-012": "MS407 filed",
    "VR-013": "MS455",
    "VR-014": "MS455",
    "VR-015": "MS456",
    "VR-020": "MS456",
    "WK-006": "MS108;MS213;MS311-column;MS311",
    "CR-002": "MS304 digits;MS411",
    "CR-008": "MS418",
    "CR-016": "MS213;MS311-column",
    "PW-003": "MS302-missing;MS407;MS407-published",
    "PW-004": "MS801;MS802",
    "PW-007": "MS802",
    "PW-008": "MS801;MS802",
    "PW-009": "MS606;MS611;MS611-source",
    "PW-013": "MS304-index;MS433",
    "PW-014": "MS708;MS708-text;MS708 short year",
    "PW-015": "MS420",
    "PW-016": "MS421",
    "PW-017": "MS302;MS303 state",
    "PW-019": "MS108;MS609",
    "PW-023": "MS102 GB18030;MS104;MS706",
    "PI-001": "MS601;MS601 named;MS603",
    "PI-002": "MS602;MS602 body;MS602 about",
    "PI-003": "MS607;MS607 village",
    "PI-004": "MS601 attached;MS602 attached;MS604 attached;MS609;MS610",
    "PI-007": "MS608;MS608-mobile",
    "TX-001": "MS702;MS705",
    "TX-002": "MS702;MS703",
    "TX-003": "MS313;MS707",
    "TX-004": "MS401 place;MS410;MS704",
    "TX-005": "MS705",
}


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
def test_what_breaks_a_demand_triggers_its_codes(row: dict[str, str]) -> None:
    codes = set(row["codes"].split(";"))
    assert codes <= CODES.keys()
    assert codes <= {page.code for page in all_rules()}
    examples = BROKEN_BY[row["rule_id"]].split(";")
    assert set().union(*(TRIGGERED[example] for example in examples)) == codes


def test_only_what_is_checked_has_bad_files() -> None:
    assert BROKEN_BY.keys() == {row["rule_id"] for row in ROWS if row["outcome"] == "check"}


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
