"""Dates in order: issued before effective, effective before ended, published before updated (MS407)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.schema import Field, Schema
from .cells import named, quote
from .rows import Row, child_rows, finding_at, rows_of, text_of

PAIRS = (
    ("issue_date", "effective_from"),
    ("passed_on", "effective_from"),
    ("effective_from", "effective_to"),
    ("effective_from", "repealed_on"),
    ("valid_from", "valid_to"),
    ("issue_date", "published"),
    ("adopted_on", "published"),
    ("published", "updated"),
    ("adopted_on", "filed_on"),
    ("adopted_on", "published_on"),
)
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?)?)?")


def check_dates(catalogue: Catalogue) -> Iterator[Finding]:
    """Check the order of dates in every row of every kind that has two of them."""
    for schema in catalogue.schemas.values():
        if schema.store and any(_pairs(s) for s in (schema, *schema.children.values())):
            rows = rows_of(catalogue, schema)
            yield from _ordered(schema, rows)
            for name, child in schema.children.items():
                yield from _ordered(child, [c for row in rows for c in child_rows(row, name)])


def _pairs(schema: Schema) -> list[tuple[Field, Field]]:
    found = [(schema.field(first), schema.field(second)) for first, second in PAIRS]
    return [(first, second) for first, second in found if first and second]


def _ordered(schema: Schema, rows: Sequence[Row]) -> Iterator[Finding]:
    for first, second in _pairs(schema):
        for row in rows:
            early, late = text_of(row, first.name), text_of(row, second.name)
            if is_after(early, late):
                message = f"{named(second)}{quote(late)}早于{named(first)}{quote(early)}"
                yield finding_at(row, second.name, "MS407", message, "检查这两个日期")


def is_after(first: str, second: str) -> bool:
    """Tell whether one date is after another; "2020" and "2020-05" are compared as far as both are known."""
    known = min(len(first), len(second))
    after = first[:known] > second[:known]
    return after and _DATE.fullmatch(first) is not None and _DATE.fullmatch(second) is not None
