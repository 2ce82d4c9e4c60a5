"""Records as JSON and as CSV cells."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.model.records import Record
from mingshi.model.schema import field_from, schema_from
from mingshi.render.values import cell, json_bytes, record_json

CODE = {
    "constraints": {"enum": ["a", "b"]},
    "categories": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}],
}


def field(**more: Any) -> dict[str, Any]:
    return {"name": "f", "title": "字段", **more}


@pytest.mark.parametrize(
    ("descriptor", "value", "expected"),
    [
        (field(type="string"), "x", {"f": "x"}),
        (field(type="string"), "", {}),
        (field(type="array", **{"ms:items": {"type": "string"}}), [], {}),
        (field(type="integer"), "12", {"f": 12}),
        (field(type="number"), "1.5", {"f": 1.5}),
        (field(type="boolean"), "是", {"f": True}),
        (field(type="boolean"), "否", {"f": False}),
        (field(type="date"), "2026-01-05", {"f": "2026-01-05"}),
        (field(type="string", **CODE), "a", {"f": "a", "f_label": "甲"}),
        (
            field(type="array", **{"ms:items": {"type": "string", **CODE}}),
            ["b", "a"],
            {"f": ["b", "a"], "f_labels": ["乙", "甲"]},
        ),
        (field(type="array", **{"ms:items": {"type": "integer"}}), ["1", "2"], {"f": [1, 2]}),
        (field(type="string", **{"ms:separator": ";"}), "a; b;", {"f": ["a", "b"]}),
    ],
)
def test_record_json(descriptor: dict[str, Any], value: Any, expected: dict[str, Any]) -> None:
    schema = schema_from({"name": "k", "title": "种", "fields": [descriptor]})
    assert record_json(schema, Record("k", "x", "x.yaml", {"f": value, "other": "不在定义里"})) == expected


def test_rows_not_verified_stay_inside() -> None:
    rows = {
        "title": "行",
        "fields": [field(type="string"), {"name": "verified", "title": "核实", "type": "string"}],
    }
    schema = schema_from(
        {
            "name": "k",
            "title": "种",
            "fields": [{"name": "rows", "title": "行", "type": "array"}],
            "ms:children": {"rows": rows},
        }
    )
    shown, hidden = {"f": "甲", "verified": "partly"}, {"f": "乙", "verified": "no"}
    assert record_json(schema, Record("k", "x", "", {"rows": [hidden, shown]})) == {"rows": [shown]}
    assert record_json(schema, Record("k", "x", "", {"rows": [hidden]})) == {}


@pytest.mark.parametrize(
    ("descriptor", "value", "expected"),
    [
        (field(type="string"), "x", "x"),
        (field(type="string"), None, ""),
        (field(type="array"), ["a", "b"], "a;b"),
        (field(type="array"), ["先看;再问", "办"], "先看；再问;办"),
        (field(type="string", **{"ms:separator": ";"}), "a;b", "a;b"),
    ],
)
def test_cell(descriptor: dict[str, Any], value: Any, expected: str) -> None:
    assert cell(field_from(descriptor, {}, ""), value) == expected


def test_json_bytes_keep_order_and_characters() -> None:
    assert json_bytes({"b": "证明", "a": 1}) == '{\n  "b": "证明",\n  "a": 1\n}\n'.encode()
