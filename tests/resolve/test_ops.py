"""What each operation does to a line from above."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.model.records import Record
from mingshi.resolve.lines import EffectiveLine
from mingshi.resolve.lists import Resolver
from mingshi.resolve.ops import seq_of

from ..fixtures.lists.build import a_list, basis, catalogue, item, listing, substitute

UPPER: dict[str, Any] = {
    "answer": "上级的答复",
    "substitutes": [substitute("上级的办法"), {**substitute("没有核实的办法"), "verified": "no"}],
    "legal_basis": [basis("high")],
    "exceptions": [{"when": "上级的情况", "then": "上级的办法", "verified": "yes"}],
    "scope_note": "上级的范围",
}


def after(*lower: Record) -> EffectiveLine:
    """Return the line of "i" in the county after the city has said `lower`."""
    entries = [listing("up", "i", "add", "not_issue", 7, **UPPER), *lower]
    made = catalogue([a_list("up", "a"), a_list("low", "c")], entries, items=[item("i", "示例证明")])
    found = Resolver(made).effective("d").line("i")
    assert found is not None
    return found


def facts(line: EffectiveLine) -> dict[str, Any]:
    """Return a line as plain values."""
    return {
        "name": line.name,
        "status": line.status,
        "from": (line.from_list, line.from_area, line.from_level, line.seq),
        "answer": line.listing.get("answer"),
        "holder": line.holder,
        "substitutes": [row["text"] for row in line.substitutes],
        "basis": [row["law_id"] for row in line.legal_basis],
        "exceptions": [(e.list_id, e.row["when"]) for e in line.exceptions],
        "scope": [(n.list_id, n.op, n.text) for n in line.scope_notes],
        "trail": [(s.list_id, s.level, s.op, s.accepted) for s in line.trail],
    }


PLAIN = {
    "name": "示例证明",
    "status": "not_issue",
    "from": ("up", "a", "nation", 7),
    "answer": "上级的答复",
    "holder": "up",
    "substitutes": ["上级的办法"],
    "basis": ["high"],
    "exceptions": [("up", "上级的情况")],
    "scope": [("up", "add", "上级的范围")],
    "trail": [("up", "nation", "add", True)],
}
CLAUSE = {"when": "本地的情况", "then": "本地的办法", "verified": "yes"}
CHANGES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("inherit", "", {}, {}),
    ("inherit", "", {"local_name": "别的名称"}, {}),
    ("rename", "", {"local_name": "本地名称"}, {"name": "本地名称"}),
    ("rename", "", {}, {}),
    (
        "narrow",
        "",
        {"scope_note": "只指一种"},
        {"scope": [("up", "add", "上级的范围"), ("low", "narrow", "只指一种")]},
    ),
    (
        "widen",
        "",
        {"scope_note": "也指别的"},
        {"scope": [("up", "add", "上级的范围"), ("low", "widen", "也指别的")]},
    ),
    (
        "except",
        "",
        {"exceptions": [CLAUSE, {**CLAUSE, "when": "没有核实的情况", "verified": "no"}]},
        {"exceptions": [("up", "上级的情况"), ("low", "本地的情况")]},
    ),
    (
        "except",
        "may_issue",
        {"exceptions": [CLAUSE]},
        {"exceptions": [("up", "上级的情况"), ("low", "本地的情况")]},
    ),
    ("narrow", "may_issue", {}, {}),
    (
        "override",
        "not_issue",
        {"answer": "本地的答复"},
        {"answer": "本地的答复", "from": ("low", "c", "city", 1)},
    ),
    (
        "add",
        "not_issue",
        {"answer": "本地的答复", "local_name": "本地名称", "substitutes": [substitute("本地的办法")]},
        {
            "answer": "本地的答复",
            "from": ("low", "c", "city", 1),
            "name": "本地名称",
            "substitutes": ["本地的办法"],
        },
    ),
    (
        "override",
        "by_department",
        {"legal_basis": [basis("council")]},
        {
            "status": "by_department",
            "from": ("low", "c", "city", 1),
            "answer": "",
            "holder": "low",
            "basis": ["council"],
            "exceptions": [],
            "scope": [],
        },
    ),
    (
        "override",
        "must_issue",
        {"legal_basis": [basis("council")], "answer": "可以开"},
        {
            "status": "must_issue",
            "from": ("low", "c", "city", 1),
            "answer": "可以开",
            "holder": "low",
            "substitutes": [],
            "basis": ["council"],
            "exceptions": [],
            "scope": [],
        },
    ),
]


@pytest.mark.parametrize(
    ("op", "status", "more", "changed"), CHANGES, ids=[f"{c[0]}-{c[1]}" for c in CHANGES]
)
def test_operation(op: str, status: str, more: dict[str, Any], changed: dict[str, Any]) -> None:
    found = facts(after(listing("low", "i", op, status, **more)))
    assert found == {**PLAIN, **changed, "trail": [*PLAIN["trail"], ("low", "city", op, True)]}


def test_untouched_line() -> None:
    assert facts(after()) == PLAIN


def test_a_refusal_is_remembered_when_the_rule_is_said_again() -> None:
    lists = [a_list("up", "a"), a_list("city", "c"), a_list("county", "d")]
    entries = [
        listing("up", "i", "add", "not_issue"),
        listing("city", "i", "remove"),
        listing("county", "i", "override", "not_issue"),
    ]
    line = Resolver(catalogue(lists, entries)).effective("d").line("i")
    assert line is not None
    assert ([c.lower for c in line.conflicts], line.from_list) == (["city"], "county")


@pytest.mark.parametrize(
    "more",
    [
        {"verified": "no"},
        {"effective_from": "2026-11-24"},
        {"effective_to": "2026-11-22"},
    ],
)
def test_entries_that_do_not_count(more: dict[str, Any]) -> None:
    assert facts(after(listing("low", "i", "rename", local_name="本地名称", **more))) == PLAIN


@pytest.mark.parametrize("op", ["inherit", "remove", "rename", "narrow", "widen", "except"])
def test_nothing_above_to_change(op: str) -> None:
    made = catalogue(
        [a_list("up", "a"), a_list("low", "c")], [listing("low", "i", op)], items=[item("i", "示例证明")]
    )
    found = Resolver(made).effective("c")
    assert found.lines == ()
    (conflict,) = found.conflicts
    assert (conflict.kind, conflict.upper, conflict.lower) == ("missing", "", "low")
    assert conflict.reason == f"《low》对“示例证明”写了“{op}”，上级清单没有这一项。"


def test_overriding_what_is_not_there_adds_it() -> None:
    made = catalogue([a_list("low", "c")], [listing("low", "i", "override", "not_issue")])
    assert [line.name for line in Resolver(made).effective("c").lines] == ["i"]


@pytest.mark.parametrize(("written", "number"), [("3", 3), ("", 0), ("x", 0), ("３", 0), ("012", 12)])
def test_sequence_number(written: str, number: int) -> None:
    assert seq_of(Record("listing", "", "", {"seq": written})) == number


def test_lines_come_in_the_order_of_numbers() -> None:
    entries = [
        listing("low", i, "add", "not_issue", seq) for i, seq in (("a", 10), ("b", 9), ("d", 9), ("c", 9))
    ]
    lines = Resolver(catalogue([a_list("low", "c")], entries)).effective("c").lines
    assert [line.item_id for line in lines] == ["b", "c", "d", "a"]
