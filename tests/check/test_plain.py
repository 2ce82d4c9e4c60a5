"""What is taken for plainly right without asking Frictionless, Frictionless accepts too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingshi.check.plain import doubtful, plain
from mingshi.check.tables import _judged
from mingshi.model.schema import Field

CELLS = [
    ("string", {}, "甲", True),
    ("string", {}, "", True),
    ("string", {"required": True}, "", False),
    ("string", {"required": True}, "甲", True),
    ("string", {"max_length": 2}, "甲乙丙", False),
    ("string", {"min_length": 2}, "甲", False),
    ("string", {"enum": ("a", "b")}, "b", True),
    ("string", {"enum": ("a", "b")}, "c", False),
    ("string", {"pattern": "a|b"}, "b", True),
    ("string", {"pattern": "a|b"}, "ab", False),
    ("string", {"pattern": r"\d+"}, "１", False),
    ("integer", {}, "12", True),
    ("integer", {}, "1_0", False),
    ("integer", {}, "１", False),
    ("integer", {"minimum": "1"}, "0", False),
    ("integer", {"maximum": "9"}, "9", True),
    ("integer", {"enum": ("1",)}, "1", False),
    ("boolean", {}, "是", True),
    ("boolean", {}, "yes", False),
    ("date", {}, "2026-02-28", True),
    ("date", {}, "2026-02-30", False),
    ("date", {}, "2026-2-3", False),
    ("date", {"minimum": "2020-01-01"}, "2026-02-28", False),
    ("datetime", {}, "2026-02-28 09:00", True),
    ("datetime", {}, "2026-02-28 24:00", False),
    ("datetime", {"descriptor": {"format": "%Y"}}, "2026-02-28 09:00", False),
    ("year", {}, "2026", True),
    ("yearmonth", {}, "2026-13", False),
    ("number", {}, "1.5", False),
]


def made(kind: str, **more: Any) -> Field:
    return Field("f", kind, "字段", **more)


@pytest.mark.parametrize(("kind", "more", "cell", "right"), CELLS)
def test_cells(kind: str, more: dict[str, object], cell: str, right: bool) -> None:
    field = made(kind, **more)
    assert plain(field)(cell) == right
    if right:
        assert _judged("t", [field], [[cell]]) == []


def test_only_doubtful_rows_are_named() -> None:
    fields = [made("string", required=True), made("date")]
    rows = [["甲", "2026-01-01"], ["", "2026-01-01"], ["乙", ""], ["丙", "昨天"]]
    assert doubtful(fields, rows) == [1, 3]


FIELDS = st.one_of(
    st.builds(
        made,
        st.just("string"),
        required=st.booleans(),
        min_length=st.integers(0, 3),
        max_length=st.integers(0, 4),
        pattern=st.sampled_from(["", "a|b", r"[a-z]*", r"\d+", r"\w+", "(?:是|否)?", r"[0-9]{4}"]),
        enum=st.sampled_from([(), ("a", "是"), ("2026",)]),
    ),
    st.builds(
        made,
        st.just("integer"),
        required=st.booleans(),
        minimum=st.sampled_from(["", "1"]),
        maximum=st.sampled_from(["", "9"]),
    ),
    st.builds(
        made,
        st.sampled_from(["boolean", "date", "datetime", "year", "yearmonth", "number", "any"]),
        required=st.booleans(),
    ),
)
TEXTS = st.one_of(
    st.text(alphabet="ab019-: 是否年　１²①_\n.", max_size=5),
    st.dates().map(str),
    st.datetimes().map(lambda d: d.strftime("%Y-%m-%d %H:%M")),
    st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2}( [0-9]{2}:[0-9]{2})?)?", fullmatch=True),
)


@settings(max_examples=400, deadline=None)
@given(FIELDS, TEXTS)
def test_plain_is_never_refused(field: Field, cell: str) -> None:
    if plain(field)(cell):
        assert _judged("t", [field], [[cell]]) == []
