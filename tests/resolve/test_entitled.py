"""Who may change what: a lower list against an upper status, at every level and with every kind of basis."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.model.records import Record
from mingshi.resolve.lines import EffectiveList
from mingshi.resolve.lists import Resolver

from ..fixtures.lists.build import a_list, basis, catalogue, law, listing

STATUSES = ("not_issue", "must_issue", "may_issue", "assist", "by_department", "transitional")
AREA_OF = {"nation": "a", "province": "b", "city": "c", "county": "d", "town": "e", "community": "f"}


def against(upper: str, level: str, lower: Record, **more: Any) -> EffectiveList:
    """Return what holds in the community when a list of a level says `lower` and the nation said `upper`."""
    lists = [a_list("up", "a"), a_list("low", AREA_OF[level], "2021-01-01", **more)]
    return Resolver(catalogue(lists, [listing("up", "i", "add", upper), lower])).effective("f")


def status(found: EffectiveList) -> str:
    line = found.line("i")
    return line.status if line else "gone"


# For every upper status: what a city may make of it without a basis, and what a county may.
FREE = {
    "not_issue": ({"not_issue", "transitional"}, {"not_issue", "transitional"}),
    "must_issue": ({"must_issue"}, {"must_issue"}),
    "assist": ({"assist"}, {"assist"}),
    "by_department": ({"by_department", "not_issue", "transitional"}, {"by_department", "transitional"}),
    "transitional": ({"transitional", "not_issue", "by_department"}, {"transitional"}),
    "may_issue": ({*STATUSES, "gone"}, {"may_issue"}),
}
TABLE = [
    (upper, level, lower, lower in FREE[upper][column])
    for upper in STATUSES
    for level, column in (("province", 0), ("city", 0), ("county", 1), ("town", 1), ("community", 1))
    for lower in (*STATUSES, "gone")
]


def entry(lower: str, op: str = "override", **more: Any) -> Record:
    """Return an entry of the lower list: a status, or "gone"."""
    return (
        listing("low", "i", "remove", **more) if lower == "gone" else listing("low", "i", op, lower, **more)
    )


@pytest.mark.parametrize(("upper", "level", "lower", "free"), TABLE)
@pytest.mark.parametrize("op", ["override", "add"])
def test_without_a_basis(op: str, upper: str, level: str, lower: str, free: bool) -> None:
    found = against(upper, level, entry(lower, op))
    assert status(found) == (lower if free else upper)
    assert len(found.conflicts) == (0 if free else 1)


@pytest.mark.parametrize(("upper", "level", "lower"), [case[:3] for case in TABLE])
def test_with_a_basis(upper: str, level: str, lower: str) -> None:
    found = against(upper, level, entry(lower, legal_basis=[basis("high")]))
    assert (status(found), found.conflicts) == (lower, ())


BASES: list[tuple[str, list[dict[str, Any]], str]] = [
    ("a law", [basis("high")], ""),
    ("a judicial interpretation", [basis("court")], ""),
    ("an administrative regulation", [basis("council")], ""),
    ("a regulation of the own province", [basis("local")], ""),
    ("the second of two suffices", [basis("ministry"), basis("high")], ""),
    ("none", [], "没有写明核实过的设定依据"),
    ("a regulation from elsewhere", [basis("foreign")], "依据《foreign》在这里不适用"),
    ("a rule of a ministry", [basis("ministry")], "依据《ministry》是department_rule，层级不够"),
    ("a notice", [basis("notice")], "依据《notice》是normative，层级不够"),
    ("a repealed law", [basis("old", "2000-01-01")], "依据《old》已废止"),
    ("a law to come", [basis("coming", "2026-01-01")], "依据《coming》尚未施行"),
    ("a law whose date is not known", [basis("undated")], "依据《undated》施行情况未核"),
    ("a version nobody verified", [basis("rumour")], "依据《rumour》施行情况未核"),
    ("a version nobody registered", [basis("high", "2019-01-01")], "依据《high》施行情况未核"),
    ("a law nobody registered", [basis("nowhere")], "依据“nowhere”没有登记或者未核实"),
    ("a basis nobody verified", [basis("high", verified="no")], "没有写明核实过的设定依据"),
]


@pytest.mark.parametrize(("rows", "lacking"), [b[1:] for b in BASES], ids=[b[0] for b in BASES])
def test_what_a_basis_needs(rows: list[dict[str, Any]], lacking: str) -> None:
    found = against("not_issue", "city", entry("must_issue", legal_basis=rows))
    assert status(found) == ("not_issue" if lacking else "must_issue")
    assert [c.reason for c in found.conflicts] == (
        [f"《low》要把“i”改为“must_issue”，《up》规定“not_issue”；{lacking}，仍按后者。"] if lacking else []
    )


def test_a_law_that_is_not_verified_is_no_basis() -> None:
    rumour = Record("law", "high", "", {**law("high", "law").values, "verified": "no"})
    entries = [listing("up", "i", "add", "not_issue"), entry("may_issue", legal_basis=[basis("high")])]
    made = catalogue([a_list("up", "a"), a_list("low", "c")], entries, laws=[rumour])
    assert status(Resolver(made).effective("c")) == "not_issue"


def test_conflict_names_both_sides() -> None:
    (conflict,) = against("not_issue", "county", entry("gone")).conflicts
    assert (conflict.kind, conflict.item_id, conflict.upper, conflict.lower) == ("remove", "i", "up", "low")
    assert (
        conflict.reason == "《low》要把“i”取消，《up》规定“not_issue”；没有写明核实过的设定依据，仍按后者。"
    )


def test_refused_step_stays_visible() -> None:
    found = against("not_issue", "county", entry("may_issue", answer="可以开"))
    line = found.line("i")
    assert line is not None
    assert [(s.list_id, s.op, s.accepted) for s in line.trail] == [
        ("up", "add", True),
        ("low", "override", False),
    ]
    assert line.conflicts == found.conflicts
    assert (line.from_list, line.listing.get("answer")) == ("up", "")


@pytest.mark.parametrize("level", AREA_OF)
@pytest.mark.parametrize("based", [True, False])
def test_who_may_add_an_item(level: str, based: bool) -> None:
    new = listing("low", "new", "add", "may_issue", legal_basis=[basis("high")] if based else [])
    found = against("not_issue", level, new)
    entitled = based or level not in ("town", "community")
    assert (found.line("new") is not None) is entitled
    assert [c.kind for c in found.conflicts] == ([] if entitled else ["level"])


def test_a_batch_may_change_its_own_list() -> None:
    lists = [a_list("first", "c", "2021-01-01"), a_list("second", "c", "2021-06-01", adds_to="first")]
    entries = [listing("first", "i", "add", "not_issue"), listing("second", "i", "remove")]
    assert Resolver(catalogue(lists, entries)).effective("c").lines == ()


def test_a_batch_that_adds_to_an_upper_list_gains_nothing_by_it() -> None:
    assert status(against("not_issue", "county", entry("gone"), adds_to="up")) == "not_issue"


def test_saying_a_rule_again_does_not_make_it_ones_own() -> None:
    lists = [a_list("up", "a"), a_list("first", "c"), a_list("second", "c", adds_to="first")]
    entries = [
        listing("up", "i", "add", "not_issue"),
        listing("first", "i", "override", "not_issue"),
        listing("second", "i", "remove"),
    ]
    found = Resolver(catalogue(lists, entries)).effective("c")
    assert status(found) == "not_issue"
    assert [(c.upper, c.lower) for c in found.conflicts] == [("up", "second")]


def test_two_lists_of_one_area_need_a_basis_against_each_other() -> None:
    lists = [a_list("bans", "a", "2020-01-01"), a_list("duties", "a", "2021-01-01")]
    entries = [listing("bans", "i", "add", "not_issue"), listing("duties", "i", "add", "must_issue")]
    assert status(Resolver(catalogue(lists, entries)).effective("a")) == "not_issue"
    entries[1] = listing("duties", "i", "add", "must_issue", legal_basis=[basis("high")])
    assert status(Resolver(catalogue(lists, entries)).effective("a")) == "must_issue"
