"""How a kind is laid out in a workbook: one sheet for its records, one for every list of groups of fields.

Every sheet has the machine names in its first row (hidden), the Chinese names in the second, then one row for each
record or item. An item begins with the key of the record it belongs to. No kind has lists of groups inside such lists.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ...model.records import Value
from ...model.schema import Field, Schema
from ...model.urls import BY_COUNTY
from ..naming import key_names

META = "mingshi"  # the sheet that says what the workbook is
OPTIONS = "mingshi-options"  # the sheet with the lists to choose from
NAMES_ROW, TITLES_ROW, FIRST_ROW = 1, 2, 3
BODY = "@body"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its machine name and the field whose values stand in it."""

    name: str
    field: Field

    @property
    def is_list(self) -> bool:
        """Tell whether a cell holds several texts, one on each line."""
        return self.field.type == "array"

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Return code → what stands in a cell for it; the code itself where labels are not unique."""
        field = self.field.items if self.is_list and self.field.items else self.field
        shown = {code: field.label(code) for code in field.enum}
        return shown if len(set(shown.values())) == len(shown) else {code: code for code in shown}

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Return what stands in a cell → code."""
        return {label: code for code, label in self.labels.items()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `list_name` is the list whose items it holds, "" for the records themselves."""

    title: str
    list_name: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Return the columns in their order; the records' own sheet has its key among them."""
        return self.keys + self.columns if self.list_name else self.columns


def as_in_cells(schema: Schema) -> Schema:
    """Return a schema whose examples and remedies name what stands in a cell, where files have codes."""
    children = {name: as_in_cells(child) for name, child in schema.children.items()}
    return replace(schema, fields=tuple(map(_as_in_cells, schema.fields)), children=children)


def _as_in_cells(field: Field) -> Field:
    shown = Column(field.name, field).labels
    if not shown:
        return field
    items = _as_in_cells(field.items) if field.items else None
    say = {"enum": f"可选：{'、'.join(shown.values())}", **(field.ms.get("say") or {})}
    example = shown.get(field.example, field.example)
    return replace(field, example=example, items=items, ms={**field.ms, "say": say})


def record_id(schema: Schema, values: Mapping[str, Value]) -> str:
    """Return the id of a record with these values, the same as that of its file or row."""
    parts = [str(values.get(name) or "") for name in key_names(schema)]
    if schema.store == "table":
        return "@".join(parts)
    if schema.kind in BY_COUNTY:
        parts[0] = "/".join(parts[0].split("/")[:2])
    return "/".join(parts)


def sheets_of(schema: Schema) -> list[Sheet]:
    """Return the sheets of a kind, its own first."""
    keys = tuple(Column(name, f) for name in key_names(schema) if (f := schema.field(name)))
    columns = _columns(schema)
    if schema.body:
        columns = (*columns, Column(BODY, Field(BODY, "string", "正文", "Markdown 写的正文。")))
    found = [Sheet(schema.title, "", keys, columns)]
    found += [Sheet(child.title, name, keys, _columns(child)) for name, child in schema.children.items()]
    names: set[str] = set()
    return [_with_free_name(sheet, names) for sheet in found]


def _columns(schema: Schema) -> tuple[Column, ...]:
    return tuple(Column(f.name, f) for f in schema.fields if f.name not in schema.children)


def _with_free_name(sheet: Sheet, taken: set[str]) -> Sheet:
    """Return a sheet with a title that can be the name of one and is no other's."""
    base = _NOT_IN_NAMES.sub("", sheet.title)[:_LONGEST_NAME]
    name, number = base, 2
    while name.lower() in taken or name in (META, OPTIONS):
        name, number = f"{base[: _LONGEST_NAME - 3]}{number}", number + 1
    taken.add(name.lower())
    return Sheet(name, sheet.list_name, sheet.keys, sheet.columns)


def layout_hash(schema: Schema) -> str:
    """Return a hash of what a workbook depends on: names, types, codes and labels of all fields."""
    text = json.dumps(_shape(schema), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _shape(schema: Schema) -> list[object]:
    return [
        [
            f.name,
            f.type,
            f.required,
            {code: f.label(code) for code in f.enum},
            {code: f.items.label(code) for code in f.items.enum} if f.items else None,
            _shape(schema.children[f.name]) if f.name in schema.children else None,
        ]
        for f in schema.fields
    ]


def content_hash(values: Mapping[str, Value], body: str = "") -> str:
    """Return a hash of a record's content, by which a later import knows that somebody changed it meanwhile."""
    text = json.dumps([dict(values), body.strip()], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
