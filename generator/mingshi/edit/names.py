"""Schemas that know the names of what is referred to, so that ids are shown as people call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from ..model.catalogue import Catalogue
from ..model.schema import Field, Schema


def with_names(schemas: Mapping[str, Schema], catalogue: Catalogue) -> dict[str, Schema]:
    """Return schemas whose references have the titles of the records as labels."""
    titles = {kind: _titles(schema, catalogue) for kind, schema in schemas.items()}
    titles["area"] = _unique({area.id: area.name for area in catalogue.areas})
    return {kind: _named(schema, titles) for kind, schema in schemas.items()}


def _titles(schema: Schema, catalogue: Catalogue) -> dict[str, str]:
    found = catalogue.records.get(schema.kind, {})
    return _unique({i: str(r.get(schema.title_field)) for i, r in found.items() if r.get(schema.title_field)})


def _unique(names: dict[str, str]) -> dict[str, str]:
    """Return names, with the id behind those that several have."""
    several = {name for name, count in Counter(names.values()).items() if count > 1}
    return {i: f"{name}（{i}）" if name in several else name for i, name in names.items()}


def _named(schema: Schema, titles: Mapping[str, Mapping[str, str]]) -> Schema:
    fields = tuple(_named_field(f, titles) for f in schema.fields)
    children = {name: _named(child, titles) for name, child in schema.children.items()}
    return replace(schema, fields=fields, children=children)


def _named_field(field: Field, titles: Mapping[str, Mapping[str, str]]) -> Field:
    items = _named_field(field.items, titles) if field.items else None
    labels = field.labels or (titles.get(field.ref[0], {}) if field.ref else {})
    return replace(field, labels=labels, items=items)
