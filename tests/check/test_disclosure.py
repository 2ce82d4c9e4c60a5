"""Working days, and lists that were published late."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from mingshi.check.disclosure import check_disclosure
from mingshi.model.workdays import Workdays

from .bad import changed, told
from .made import LIST, LIST_FILE, written

DAY = datetime.date.fromisoformat
CALENDAR = Workdays.of([("2026-02-16", "holiday"), ("2026-02-17", "holiday"), ("2026-02-28", "workday")])


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-02-12", "2026-02-12", 0),
        ("2026-02-12", "2026-02-13", 1),
        ("2026-02-13", "2026-02-15", 0),  # a weekend
        ("2026-02-13", "2026-02-18", 1),  # and two holidays
        ("2026-02-27", "2026-03-02", 2),  # a Saturday on which people work
        ("2026-01-01", "2026-12-31", 259),
    ],
)
def test_working_days(first: str, last: str, days: int) -> None:
    assert CALENDAR.between(DAY(first), DAY(last)) == days


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        ("2026-01-01", "2026-12-31", []),
        ("2025-12-31", "2026-01-02", ["2025"]),
        ("2024-01-01", "2028-01-01", ["2024", "2025", "2027", "2028"]),
    ],
)
def test_a_year_without_a_row_is_not_known(first: str, last: str, missing: list[str]) -> None:
    assert CALENDAR.unknown(DAY(first), DAY(last)) == missing
    if missing:
        with pytest.raises(ValueError, match=missing[0]):
            CALENDAR.between(DAY(first), DAY(last))


@pytest.mark.parametrize(
    ("area", "made", "shown", "codes"),
    [
        ("yishi", "2026-03-02", "2026-03-22", []),  # 20 days of any kind need no calendar
        ("yishi", "2026-03-02", "2026-03-30", []),  # 20 working days
        ("yishi", "2026-03-02", "2026-03-31", ["MS420"]),
        ("yishi", "2026-02-11", "2026-03-12", []),  # the holiday does not count
        ("yishi", "2026-11-20", "2027-02-01", ["MS421", "MS422"]),
        ("yishi", "2026-01-02", "2026-05-01", []),  # before this site began to publish
        ("yishi", "2026-02", "2026-06-01", []),
        ("china", "2026-03-02", "2026-06-01", []),
    ],
)
def test_disclosure_in_time(area: str, made: str, shown: str, codes: list[str], toy: Path) -> None:
    text = written(LIST, area=area, issue_date=made, published=f"{shown} 09:00")
    assert sorted(code for code, _ in told(check_disclosure(changed(toy, {LIST_FILE: text})))) == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"published": "2026-11-23 23:59"}, []),
        ({"published": "2026-11-24 00:00"}, ["MS422"]),
        ({"updated": "2027-01-01"}, ["MS422"]),
        ({"issue_date": "2026-12"}, ["MS422"]),
        ({"issue_date": "2026-11"}, []),
        ({"effective_from": "2030-01-01"}, []),
        ({"issue_date": "soon"}, []),
    ],
)
def test_what_has_happened_is_not_ahead(changes: dict[str, str], codes: list[str], toy: Path) -> None:
    catalogue = changed(toy, {LIST_FILE: written(LIST, **changes)})
    assert [code for code, _ in told(check_disclosure(catalogue))] == codes
