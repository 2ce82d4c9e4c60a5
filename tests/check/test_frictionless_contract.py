"""The behaviours of Frictionless 5.21 that tables.py relies on or makes up for (validation.md §1.2).

Whoever raises the pin reads here what changed. Behaviours of parts we do not use (its YAML and CSV readers,
foreign keys, custom checks, parallel runs) are not tested: those parts never run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from frictionless import Schema
from frictionless.resources import TableResource


def errors(
    fields: Sequence[dict[str, Any]], rows: Sequence[Sequence[str]], **more: Any
) -> list[tuple[Any, ...]]:
    """Return (type, row, field) of each error; the header is row 1."""
    names = [field["name"] for field in fields]
    schema = Schema.from_descriptor({"fields": list(fields)})
    resource = TableResource(name="x", data=lambda: iter([names, *rows]), schema=schema)
    found: list[tuple[Any, ...]] = [
        tuple(e) for e in resource.validate(**more).flatten(["type", "rowNumber", "fieldName"])
    ]
    return found


def accepts(field: dict[str, Any], cell: str) -> bool:
    return errors([{"name": "x", **field}, {"name": "y", "type": "string"}], [[cell, "y"]]) == []


def names_of(field: dict[str, Any], cell: str) -> set[str]:
    """Return the names of the constraints a cell reader complains about."""
    made = Schema.from_descriptor({"fields": [{"name": "x", **field}]}).fields[0]
    return set(made.create_cell_reader()(cell)[1] or {})


@pytest.mark.parametrize(
    ("field", "cell", "silently"),
    [
        ({"type": "integer"}, "1_000", True),
        ({"type": "integer"}, " 12 ", True),
        ({"type": "integer"}, "１２", True),
        ({"type": "number"}, "１.５", True),
        ({"type": "year"}, "２０２６", True),
        ({"type": "date"}, "2020-5-6", True),
        ({"type": "date"}, "２０２０-05-06", True),
        ({"type": "date"}, "2020-02-30", False),
        ({"type": "string", "constraints": {"pattern": r"\d{6}"}}, "350102\n", True),
        ({"type": "string", "constraints": {"pattern": r"\d{2}"}}, "１２", True),
        ({"type": "string", "constraints": {"required": True}}, "\u3000", True),
        ({"type": "string", "constraints": {"required": True}}, "\u200b", True),
        ({"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]}, "yes", False),
    ],
)
def test_what_it_accepts_without_a_word(field: dict[str, Any], cell: str, silently: bool) -> None:
    assert accepts(field, cell) is silently


def test_alternatives_of_a_pattern_need_a_group() -> None:
    assert accepts({"type": "string", "constraints": {"pattern": "foo|bar"}}, "foolish")
    assert not accepts({"type": "string", "constraints": {"pattern": "(?:foo|bar)"}}, "foolish")


def test_categories_are_ignored() -> None:
    assert accepts({"type": "string", "categories": [{"value": "a", "label": "甲"}]}, "b")


def test_enum_of_integers_takes_texts() -> None:
    assert accepts({"type": "integer", "constraints": {"enum": ["1", "2"]}}, "2")
    assert not accepts({"type": "integer", "constraints": {"enum": ["1", "2"]}}, "3")


@pytest.mark.parametrize(
    ("field", "cell", "names"),
    [
        ({"type": "integer"}, "x", {"type"}),
        ({"type": "string", "constraints": {"required": True}}, "", {"required"}),
        ({"type": "string", "constraints": {"enum": ["a"]}}, "b", {"enum"}),
        (
            {"type": "string", "constraints": {"pattern": "a", "maxLength": 2}},
            "bbb",
            {"pattern", "maxLength"},
        ),
        ({"type": "string", "constraints": {"minLength": 2}}, "b", {"minLength"}),
        ({"type": "integer", "constraints": {"minimum": "1"}}, "0", {"minimum"}),
        ({"type": "integer", "constraints": {"maximum": "1"}}, "2", {"maximum"}),
        ({"type": "datetime", "format": "%Y-%m-%d %H:%M"}, "2026-11-23T09:00", {"type"}),
        ({"type": "integer"}, "2", set()),
    ],
)
def test_a_cell_reader_names_what_failed(field: dict[str, Any], cell: str, names: set[str]) -> None:
    assert names_of(field, cell) == names


REQUIRED: list[dict[str, Any]] = [
    {"name": "a", "type": "string", "constraints": {"required": True}},
    {"name": "b", "type": "string"},
]


def test_an_empty_row_hides_its_required_cells() -> None:
    assert errors(REQUIRED, [["", ""]]) == [("blank-row", 2, None)]
    assert errors(REQUIRED, [["", "x"]]) == [("constraint-error", 2, "a")]


def test_it_stops_at_a_thousand_errors_unless_told_otherwise() -> None:
    rows = [["", "x"]] * 1200
    assert len(errors(REQUIRED, rows)) == 1000
    assert len(errors(REQUIRED, rows, limit_errors=10**9)) == 1200


def test_every_failed_constraint_is_an_error_of_its_own() -> None:
    field: dict[str, Any] = {"name": "a", "type": "string", "constraints": {"pattern": "a", "maxLength": 2}}
    assert errors([field], [["bbb"]]) == [("constraint-error", 2, "a")] * 2


def test_a_pattern_on_a_field_of_any_type_is_refused() -> None:
    with pytest.raises(Exception, match="not supported"):
        Schema.from_descriptor({"fields": [{"name": "x", "type": "any", "constraints": {"pattern": "a"}}]})
