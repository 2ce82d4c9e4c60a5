"""Records as others read them: typed JSON with Chinese labels beside codes, and cells of a CSV file.

What is not verified never leaves here: neither a record nor a row of a nested table (data-model.md §Every record).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from ..model.records import Record, Value
from ..model.schema import Field, Schema
from .views.parts import as_list, is_public

TRUE, FALSE = "是", "否"
# Between the parts of a list inside a cell; a part that holds one itself gets the full-width form.
SEPARATOR = ";"


def json_bytes(value: Any) -> bytes:
    """Return JSON as it is published: UTF-8, keys in the order given, one line feed at the end."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def has_labels(field: Field) -> bool:
    """Tell whether a field, or each part of a list field, is a code with Chinese labels."""
    return bool((field.items or field).labels)


def label_name(field: Field) -> str:
    """Return the key under which the labels of a coded field stand: `status_label`, `channels_labels`."""
    return f"{field.name}_labels" if field.is_list else f"{field.name}_label"


def record_json(schema: Schema, record: Record) -> dict[str, Any]:
    """Return a record as JSON in schema order; what is empty is left out, so is every nested row not verified."""
    values = values_json(schema, record.values)
    return values | {"body": record.body} if schema.body and record.body.strip() else values


def values_json(
    schema: Schema, values: Mapping[str, Value], fields: Iterable[Field] | None = None
) -> dict[str, Any]:
    """Return plain values as JSON: numbers and booleans typed, `field_label` beside each coded `field`.

    All of them, or those of some `fields`.
    """
    found: dict[str, Any] = {}
    for field in schema.fields if fields is None else fields:
        value = values.get(field.name)
        if value in (None, "", []):
            continue
        if field.name in schema.children:
            if rows := list(_rows(schema.children[field.name], value)):
                found[field.name] = rows
            continue
        found[field.name] = _json(field, value)
        if has_labels(field):
            found[label_name(field)] = _label(field, value)
    return found


def _rows(child: Schema, rows: Value) -> Iterator[dict[str, Any]]:
    yield from (values_json(child, row) for row in rows if isinstance(row, Mapping) and is_public(row))


def _json(field: Field, value: Value) -> Any:
    if field.is_list:
        parts = as_list(value)
        return [_json(field.items, part) for part in parts] if field.items else parts
    if field.type == "integer":
        return int(value)
    if field.type == "number":
        return float(value)
    return value == TRUE if field.type == "boolean" else str(value)


def _label(field: Field, value: Value) -> Any:
    if field.is_list and field.items:
        return [field.items.label(part) for part in as_list(value)]
    return field.label(str(value))


def cell(field: Field, value: Value) -> str:
    """Return a value as the text of a CSV cell; the parts of a list are joined by a semicolon."""
    if not field.is_list:
        return str(value or "")
    return SEPARATOR.join(part.replace(SEPARATOR, "；") for part in as_list(value))
