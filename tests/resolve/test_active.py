"""Which lists speak at an area on a day."""

from __future__ import annotations

import pytest

from mingshi.model.records import Record
from mingshi.resolve.active import active_lists, base_of, begins, follow, holds_on

from ..fixtures.lists.build import ON, a_list, catalogue


def speaking(*lists: Record, on: str = ON) -> list[str]:
    """Return the ids of the lists that speak at the city "c" on a day."""
    return [r.id for r in active_lists(catalogue(lists, [], on=on)).lists.get("c", ())]


# the list's dates, a day, whether it holds
DATES = [
    ({"effective_from": "2022-03-01"}, "2022-03-01", True),
    ({"effective_from": "2022-03-01"}, "2022-02-28", False),
    ({"effective_from": "2022-03-01", "effective_to": "2023-02-28"}, "2023-02-28", True),
    ({"effective_from": "2022-03-01", "effective_to": "2023-02-28"}, "2023-03-01", False),
    ({"effective_from": "", "issue_date": "2022"}, "2022-01-01", True),
    ({"effective_from": "", "issue_date": "2022"}, "2021-12-31", False),
    ({"effective_from": "", "issue_date": "2022-05"}, "2022-05-01", True),
    ({"effective_from": "", "issue_date": "2022-05"}, "2022-04-30", False),
    ({"effective_from": "2022-06-01", "issue_date": "2022-05"}, "2022-05-15", False),
    ({"effective_from": ""}, "1990-01-01", True),
]


@pytest.mark.parametrize(("dates", "on", "holds"), DATES)
def test_dates(dates: dict[str, str], on: str, holds: bool) -> None:
    record = a_list("one", "c", **dates)
    assert holds_on(record, on) is holds
    assert speaking(record, on=on) == (["one"] if holds else [])


def test_begin_is_the_date_of_effect_before_the_date_of_issue() -> None:
    assert begins(a_list("one", "c", "2022-03-01", issue_date="2022")) == "2022-03-01"


@pytest.mark.parametrize("more", [{"state": "pending"}, {"verified": "no"}, {"area": "d"}])
def test_who_does_not_speak(more: dict[str, str]) -> None:
    assert speaking(a_list("one", "c", **more)) == []


def test_pending_lists_are_kept_apart() -> None:
    lists = [
        a_list("waiting", "c", state="pending"),
        a_list("rumour", "c", state="pending", verified="no"),
        a_list("over", "c", state="pending", effective_to="2020-12-31"),
    ]
    found = active_lists(catalogue(lists, []))
    assert [r.id for r in found.pending["c"]] == ["waiting"]
    assert found.lists == {}


OLD = a_list("old", "c", "2020-01-01")
NEW = a_list("new", "c", "2022-01-01", replaces="old")
NEWEST = a_list("newest", "c", "2024-01-01", replaces="new")

EDITIONS = [
    ("the new edition replaces the old", [OLD, NEW], ON, ["new"]),
    ("not before it begins", [OLD, NEW], "2021-12-31", ["old"]),
    ("a chain of editions", [OLD, NEW, NEWEST], ON, ["newest"]),
    (
        "no edition comes back",
        [OLD, a_list("new", "c", "2022-01-01", replaces="old", effective_to="2023-12-31")],
        ON,
        [],
    ),
    (
        "a pending edition replaces nothing",
        [OLD, a_list("new", "c", replaces="old", state="pending")],
        ON,
        ["old"],
    ),
    (
        "nor does one that is not verified",
        [OLD, a_list("new", "c", replaces="old", verified="no")],
        ON,
        ["old"],
    ),
    ("nor one of another area", [OLD, a_list("lower", "d", replaces="old")], ON, ["old"]),
    ("nor one that replaces itself", [a_list("self", "c", replaces="self")], ON, ["self"]),
    (
        "editions in a circle all stay",
        [a_list("one", "c", replaces="two"), a_list("two", "c", replaces="one")],
        ON,
        ["one", "two"],
    ),
    ("an unknown edition is ignored", [a_list("one", "c", replaces="nothing")], ON, ["one"]),
]


@pytest.mark.parametrize(("lists", "on", "expected"), [c[1:] for c in EDITIONS], ids=[c[0] for c in EDITIONS])
def test_editions(lists: list[Record], on: str, expected: list[str]) -> None:
    assert speaking(*lists, on=on) == expected


FIRST = a_list("first", "c", "2021-01-01")
SECOND = a_list("second", "c", "2021-06-01", adds_to="first")
THIRD = a_list("a-third", "c", "2021-06-01", adds_to="second")

BATCHES = [
    ("in their order, whatever they are called", [THIRD, SECOND, FIRST], ON, ["first", "second", "a-third"]),
    ("a batch from its own day", [FIRST, SECOND], "2021-05-31", ["first"]),
    ("not without the list it adds to", [a_list("first", "c", "2030-01-01"), SECOND, THIRD], ON, []),
    (
        "a replaced list takes its batches along",
        [FIRST, SECOND, a_list("y2023", "c", replaces="first")],
        ON,
        ["y2023"],
    ),
    ("a batch of an unknown list speaks", [a_list("second", "c", adds_to="nothing")], ON, ["second"]),
    (
        "a circle of batches speaks",
        [a_list("i", "c", adds_to="j"), a_list("j", "c", adds_to="i")],
        ON,
        ["i", "j"],
    ),
]


@pytest.mark.parametrize(("lists", "on", "expected"), [c[1:] for c in BATCHES], ids=[c[0] for c in BATCHES])
def test_batches(lists: list[Record], on: str, expected: list[str]) -> None:
    assert speaking(*lists, on=on) == expected


def test_lists_of_one_area_come_by_date_then_id() -> None:
    lists = [a_list("b", "c", "2021-01-01"), a_list("a", "c", "2021-01-01"), a_list("z", "c", "2020-01-01")]
    assert speaking(*lists) == ["z", "a", "b"]


def test_base_of_a_series_stays_within_its_area() -> None:
    lists = {r.id: r for r in (FIRST, SECOND, THIRD, a_list("lower", "d", adds_to="first"))}
    assert [base_of(lists, i) for i in lists] == ["first", "first", "first", "lower"]


def test_following_stops_before_a_cycle() -> None:
    assert follow("a", {"a": "b", "b": "c", "c": "a"}.__getitem__) == ["a", "b", "c"]
    assert follow("", str) == []
