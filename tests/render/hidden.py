"""A toy province in which one record of every kind, and one row of every nested list, is not verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mingshi.model.catalogue import Catalogue
from mingshi.model.records import Record
from mingshi.model.schema import Schema

MARK = "这句话不能公开"
ID = "not-verified"


def with_hidden(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with a marked, unverified copy of a record of every kind that can be unverified."""
    records = {kind: dict(found) for kind, found in catalogue.records.items()}
    for kind, found in records.items():
        schema = catalogue.schemas[kind]
        if kind != "area" and found and schema.field("verified"):
            copy = unverified(schema, next(iter(found.values())))
            records[kind] = found | {copy.id: copy}
        records[kind] = {key: with_hidden_rows(schema, record) for key, record in records[kind].items()}
    return replace(catalogue, records=records)


def unverified(schema: Schema, record: Record) -> Record:
    """Return a copy under another id whose title says that it must not be shown."""
    texts = {schema.title_field, "answer", "note", "summary"} & set(schema.names)
    values = {**record.values, **dict.fromkeys(texts, MARK), "verified": "no", schema.id_field: ID}
    return replace(record, id=ID, values=values)


def with_hidden_rows(schema: Schema, record: Record) -> Record:
    """Return a record whose nested lists have one more row each, where rows can be unverified."""
    values = dict(record.values)
    for name, child in schema.children.items():
        if child.field("verified") and values.get(name):
            values[name] = [*values[name], marked(child, values[name][0])]
    return replace(record, values=values)


def marked(child: Schema, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an unverified copy of a row with the mark in its texts."""
    texts = {f.name: MARK for f in child.fields if f.name in ("text", "note", "when", "then")}
    return {**row, **texts, "verified": "no"}
