"""JSON Schemas of records: made from the schema files, and as strict as they are."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.model.schema import field_from, schema_from
from mingshi.render.jsonschema import field_schema, record_schema
from mingshi.render.values import record_json

CODE = {
    "constraints": {"enum": ["a", "b"]},
    "categories": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}],
}


@pytest.mark.parametrize(
    ("descriptor", "expected"),
    [
        ({"type": "string"}, {"type": "string"}),
        ({"type": "any", "constraints": {"pattern": "a|b"}}, {"type": "string", "pattern": "^(?:a|b)$"}),
        (
            {"type": "integer", "constraints": {"minimum": 1}, "example": "2"},
            {"type": "integer", "minimum": 1, "examples": [2]},
        ),
        ({"type": "number", "constraints": {"maximum": "1.5"}}, {"type": "number", "maximum": 1.5}),
        ({"type": "boolean", "example": "是"}, {"type": "boolean", "examples": [True]}),
        ({"type": "date"}, {"type": "string", "format": "date"}),
        ({"type": "datetime"}, {"type": "string"}),
        (
            {"type": "string", "constraints": {"minLength": 2, "maxLength": 9}},
            {"type": "string", "minLength": 2, "maxLength": 9},
        ),
        ({"type": "string", **CODE}, {"type": "string", "enum": ["a", "b"]}),
        ({"type": "array", "ms:items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}),
        (
            {"type": "array", "ms:items": {"type": "string", **CODE}},
            {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        ),
        ({"type": "string", "ms:separator": ";"}, {"type": "array", "items": {"type": "string"}}),
        ({"type": "string", "description": "说明"}, {"type": "string", "description": "说明"}),
    ],
)
def test_field(descriptor: dict[str, Any], expected: dict[str, Any]) -> None:
    field = field_from({"name": "f", "title": "字段", **descriptor}, {}, "fields.0")
    assert field_schema(field) == {"title": "字段", **expected}


THING = schema_from(
    {
        "name": "thing",
        "title": "东西",
        "ms:entry": {"glob": "things/*.md", "id": "id", "title": "id", "body": "true"},
        "fields": [
            {"name": "id", "title": "编号", "type": "string", "constraints": {"required": "true"}},
            {"name": "kind", "title": "类", "type": "string", **CODE},
            {"name": "why", "title": "理由", "type": "string"},
            {"name": "rows", "title": "行", "type": "array", "constraints": {"required": "true"}},
        ],
        "ms:children": {
            "rows": {
                "title": "行",
                "fields": [
                    {"name": "n", "title": "数", "type": "integer", "constraints": {"required": "true"}},
                    {"name": "verified", "title": "核实", "type": "string"},
                ],
            }
        },
        "ms:rules": [
            {"id": "r", "when": {"field": "kind", "in": ["b"]}, "need": ["why", "rows"], "say": "乙要写理由"}
        ],
    }
)


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"id": "x"}, ""),
        ({"id": "x", "kind": "a", "kind_label": "甲", "body": "正文"}, ""),
        ({"id": "x", "kind": "b", "kind_label": "乙", "why": "因为"}, ""),
        ({"id": "x", "rows": [{"n": 1, "verified": "yes"}]}, ""),
        ({}, "'id' is a required property"),
        ({"id": 1}, "1 is not of type 'string'"),
        ({"id": "x", "kind": "c"}, "'c' is not one of ['a', 'b']"),
        ({"id": "x", "kind_label": "丙"}, "'丙' is not one of ['甲', '乙']"),
        ({"id": "x", "kind": "b"}, "'why' is a required property"),
        ({"id": "x", "rows": [{}]}, "'n' is a required property"),
        ({"id": "x", "rows": [{"n": "1"}]}, "'1' is not of type 'integer'"),
        ({"id": "x", "more": 1}, "Additional properties are not allowed ('more' was unexpected)"),
    ],
)
def test_record(record: dict[str, Any], fault: str) -> None:
    found = [e.message for e in jsonschema.Draft202012Validator(record_schema(THING)).iter_errors(record)]
    assert found == ([fault] if fault else [])


def test_every_record_of_the_toy_province_fits(toy_catalogue: Catalogue) -> None:
    seen = 0
    for kind, schema in toy_catalogue.schemas.items():
        if not schema.store:
            continue
        made = record_schema(schema)
        jsonschema.Draft202012Validator.check_schema(made)
        for record in toy_catalogue.of(kind):
            found = record_json(schema, record)
            errors = [e.message for e in jsonschema.Draft202012Validator(made).iter_errors(found)]
            assert errors == [], (kind, record.id)
            seen += 1
    assert seen > 50
