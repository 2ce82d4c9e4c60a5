"""JSON Schema (2020-12) of every kind of record, made from the schema files: the one source of fields and labels."""

from __future__ import annotations

from typing import Any

from ..model.schema import Field, Rule, Schema
from .values import has_labels, label_name

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]

_TYPES: dict[str, Json] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}


def record_schema(schema: Schema) -> Json:
    """Return the JSON Schema of a kind as the API delivers it: typed, with `…_label` beside each code."""
    made = object_schema(schema)
    if schema.body:
        made["properties"]["body"] = {"type": "string", "title": "正文", "description": "Markdown"}
    conditions = [c for rule in schema.rules if (c := _condition(schema, rule))]
    return made | ({"allOf": conditions} if conditions else {})


def object_schema(schema: Schema) -> Json:
    """Return the JSON Schema of a kind, or of the rows of a nested table, without its conditions."""
    properties: Json = {}
    for field in schema.fields:
        child = schema.children.get(field.name)
        properties[field.name] = _table(field, child) if child else field_schema(field)
        if has_labels(field):
            properties[label_name(field)] = _labels(field)
    made: Json = {"title": schema.title, "type": "object", "properties": properties}
    if schema.description:
        made["description"] = schema.description
    required = [f.name for f in schema.fields if f.required and _always_there(schema, f.name)]
    return made | {"required": required, "additionalProperties": False}


def field_schema(field: Field) -> Json:
    """Return the JSON Schema of one field."""
    made: Json = {"title": field.title}
    if field.description:
        made["description"] = field.description
    if field.is_list:
        items = field_schema(field.items) if field.items else {"type": "string"}
        items.pop("title", None)
        return made | {"type": "array", "items": items}
    made |= _TYPES.get(field.type, {"type": "string"})
    made |= _limits(field)
    return made | ({"examples": [_example(field)]} if field.example else {})


def _limits(field: Field) -> Json:
    limits: Json = {}
    if field.enum and field.type != "boolean":
        limits["enum"] = [_number(field, value) for value in field.enum]
    if field.pattern:
        # A Table Schema pattern must match the whole value, a JSON Schema pattern any part of it.
        limits["pattern"] = f"^(?:{field.pattern})$"
    if field.min_length:
        limits["minLength"] = field.min_length
    if field.max_length:
        limits["maxLength"] = field.max_length
    if field.minimum and field.type in ("integer", "number"):
        limits["minimum"] = _number(field, field.minimum)
    if field.maximum and field.type in ("integer", "number"):
        limits["maximum"] = _number(field, field.maximum)
    return limits


def _example(field: Field) -> Any:
    return field.example == "是" if field.type == "boolean" else _number(field, field.example)


def _number(field: Field, text: str) -> Any:
    if field.type == "integer":
        return int(text)
    return float(text) if field.type == "number" else text


def _table(field: Field, child: Schema) -> Json:
    items = object_schema(child)
    items.pop("title")
    made: Json = {"title": field.title, "type": "array", "items": items}
    return made | ({"description": field.description} if field.description else {})


def _labels(field: Field) -> Json:
    title = f"{field.title}（文字）"
    labels = list(dict.fromkeys((field.items or field).labels.values()))
    one: Json = {"type": "string", "enum": labels}
    return {"title": title, "type": "array", "items": one} if field.is_list else {"title": title, **one}


def _always_there(schema: Schema, name: str) -> bool:
    """Tell whether a filled field stays in what is published: a nested table may lose all rows not verified."""
    child = schema.children.get(name)
    return child is None or child.field("verified") is None


def _condition(schema: Schema, rule: Rule) -> Json:
    need = [name for name in rule.need if _always_there(schema, name)]
    if not need:
        return {}
    return {
        "if": {"properties": {rule.field: {"enum": list(rule.values)}}, "required": [rule.field]},
        "then": {"required": need, "description": rule.say},
    }
