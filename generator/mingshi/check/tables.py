"""The one door to Frictionless: it judges the cells of virtual tables, we keep everything around it (validation.md §1).

Its report offers English prose only, so every cell it refuses is read once more to learn which constraint failed.
What it gets wrong in silence is answered here or in fields.py; tests/check/test_frictionless_contract.py holds it
to the behaviours we rely on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.schema import Field
from .plain import DATETIME

_LIMITS = (
    ("minLength", "min_length"),
    ("maxLength", "max_length"),
    ("minimum", "minimum"),
    ("maximum", "maximum"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A refused cell: `row` counts from 0, `kinds` names what failed (type, required, enum, pattern, minLength, …)."""

    row: int
    field: str
    kinds: tuple[str, ...]


def judge(
    name: str, fields: Sequence[Field], rows: Sequence[Sequence[str]], asked: Sequence[int]
) -> list[Fault]:
    """Let Frictionless judge those rows of text cells, one for each field, that it is `asked` about, by their numbers.

    Returns the refused cells. Lists have no cell: their items are rows of tables of their own.
    """
    if not asked:
        return []
    chosen = [rows[number] for number in asked]
    return [Fault(asked[fault.row], fault.field, fault.kinds) for fault in _judged(name, fields, chosen)]


def _judged(name: str, fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> list[Fault]:
    from frictionless import Schema
    from frictionless.resources import TableResource

    names = [field.name for field in fields]
    schema = Schema.from_descriptor({"fields": [_descriptor(field) for field in fields]})
    # A callable, because given data is copied; no limit, because the default stops at 1,000 errors with a warning.
    resource = TableResource(name=name, data=lambda: iter([names, *rows]), schema=schema)
    errors = resource.validate(limit_errors=10**9).flatten(["rowNumber", "fieldName", "type"])
    readers = {field.name: field.create_cell_reader() for field in schema.fields}
    found: dict[tuple[int, str], Fault] = {}
    for number, column, kind in errors:
        # The header is row 1.
        for fault in _faults(number - 2 if number else -1, column, kind, rows, names, readers):
            found[fault.row, fault.field] = fault
    return list(found.values())


def cell_judge(field: Field) -> Callable[[str], tuple[str, ...]]:
    """Return a function that names what is wrong with one cell of a field."""
    from frictionless import Schema

    schema = Schema.from_descriptor({"fields": [_descriptor(field)]})
    reader = schema.fields[0].create_cell_reader()
    return lambda cell: tuple(reader(cell)[1] or ())


def _faults(
    row: int, column: str, kind: str, rows: Sequence[Sequence[str]], names: list[str], readers: dict[str, Any]
) -> list[Fault]:
    if kind in ("type-error", "constraint-error"):
        notes = readers[column](rows[row][names.index(column)])[1]
        return [Fault(row, column, tuple(notes))]
    if kind == "blank-row":
        # An empty row hides that each of its required cells is empty.
        judged = ((name, tuple(readers[name]("")[1] or ())) for name in names)
        return [Fault(row, name, kinds) for name, kinds in judged if kinds]
    raise RuntimeError(f"unexpected {kind} from frictionless in row {row}")


def _descriptor(field: Field) -> dict[str, Any]:
    """Return the part of a field Frictionless understands, with what it would get wrong put right."""
    made: dict[str, Any] = {"name": field.name, "type": "string" if field.type == "any" else field.type}
    if field.type == "datetime":
        made["format"] = field.descriptor.get("format") or DATETIME
    if field.type == "boolean":
        made |= {"trueValues": ["是"], "falseValues": ["否"]}
    limits: dict[str, Any] = {
        name: value for name, attribute in _LIMITS if (value := getattr(field, attribute))
    }
    if field.required:
        limits["required"] = True
    if field.enum:
        limits["enum"] = list(field.enum)
    if field.pattern:
        # It is compiled as ^…$, so that a|b would mean ^a or b$.
        limits["pattern"] = f"(?:{field.pattern})"
    return made | ({"constraints": limits} if limits else {})
