"""Cells that are right at first sight, so that Frictionless is asked (and loaded) only about the doubtful ones.

What is called plain here must be a subset of what Frictionless accepts; tests/check/test_plain.py compares the two.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence

from ..model.schema import Field

DATETIME = "%Y-%m-%d %H:%M"
Test = Callable[[str], bool]
_SHAPES = {
    "integer": re.compile(r"0|[1-9][0-9]{0,14}"),
    "boolean": re.compile(r"是|否"),
    "date": re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"),
    "datetime": re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2} (?:[01][0-9]|2[0-3]):[0-5][0-9]"),
    "year": re.compile(r"[12][0-9]{3}"),
    "yearmonth": re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"),
}
_TEXTS = ("string", "any")


def doubtful(fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the numbers of the rows that have a cell which is not plainly right, from 0 in order."""
    found: set[int] = set()
    for field, cells in zip(fields, zip(*rows, strict=True), strict=False):
        test = plain(field)
        # Most columns have few different cells, or none that is wrong.
        wrong = {cell for cell in set(cells) if not test(cell)}
        if wrong:
            found.update(number for number, cell in enumerate(cells) if cell in wrong)
    return sorted(found)


def plain(field: Field) -> Test:
    """Return a test for cells of a field: True for those that are certainly right, False for all others."""
    if field.type in _TEXTS:
        filled = _text_test(field)
    elif field.type in _SHAPES and _is_simple(field):
        filled = _shape_test(field)
    else:
        return lambda cell: not cell and not field.required
    return lambda cell: filled(cell) if cell else not field.required


def _is_simple(field: Field) -> bool:
    """Tell whether the constraints of a field that is no text are among those this module judges."""
    given = field.descriptor.get("format") or "default"
    usual = ("default", DATETIME) if field.type == "datetime" else ("default", "any")
    limited = field.minimum or field.maximum
    return (
        given in usual
        and not (field.enum or field.pattern or field.min_length or field.max_length)
        and (not limited or field.type == "integer")
    )


def _text_test(field: Field) -> Test:
    options, least, most = frozenset(field.enum), field.min_length, field.max_length
    pattern = re.compile(field.pattern, re.ASCII) if field.pattern else None
    if field.minimum or field.maximum:
        return lambda _: False

    def test(cell: str) -> bool:
        return (
            least <= len(cell)
            and (not most or len(cell) <= most)
            and (not options or cell in options)
            and (pattern is None or pattern.fullmatch(cell) is not None)
        )

    return test


def _shape_test(field: Field) -> Test:
    shape = _SHAPES[field.type]
    least = int(field.minimum) if field.minimum else None
    most = int(field.maximum) if field.maximum else None

    def test(cell: str) -> bool:
        if shape.fullmatch(cell) is None:
            return False
        if field.type in ("date", "datetime"):
            return _exists(cell[:10])
        return (least is None or least <= int(cell)) and (most is None or int(cell) <= most)

    def boolean(cell: str) -> bool:
        return shape.fullmatch(cell) is not None

    return boolean if field.type in ("boolean", "year", "yearmonth") else test


def _exists(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return False
    return True
