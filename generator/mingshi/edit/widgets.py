"""What a person sees for one field in a browser: the kind of box, the hint below it, the shape a value must have."""

from __future__ import annotations

from ..check.cells import LEXICAL
from ..model.schema import Field, Schema

# Above this many characters a text gets a box of several lines; without a limit the example tells.
_LONG, _LONG_EXAMPLE = 60, 9
_SHAPES = {
    "integer": "只写半角数字，例如 1",
    "number": "只写半角数字，例如 1.5",
    "boolean": "写“是”或“否”",
    "date": "写成 2026-11-23",
    "datetime": "写成 2026-11-23 09:00",
    "year": "写成 2026",
    "yearmonth": "写成 2026-11",
}
TRUTH = ("是", "否")


def is_long(schema: Schema, field: Field) -> bool:
    """Tell whether a field holds running text, for which one line would be too little room."""
    if field.enum or field.pattern or field.ref or field.type != "string" or field.name == schema.title_field:
        return False
    return field.max_length > _LONG or (not field.max_length and len(field.example) >= _LONG_EXAMPLE)


def choices(field: Field) -> list[tuple[str, str]]:
    """Return (code, label) of what may be chosen, empty where one writes freely."""
    if field.type == "boolean":
        return [(word, word) for word in TRUTH]
    return [(code, field.label(code)) for code in field.enum]


def shape(field: Field) -> tuple[str, str]:
    """Return the pattern a whole value must have and what to say of one that has not, empty where any will do."""
    said = field.ms.get("say") or {}
    if field.pattern:
        return field.pattern, str(said.get("pattern") or f"例如 {field.example}")
    lexical = LEXICAL.get(field.type)
    return (lexical.pattern, str(said.get("type") or _SHAPES[field.type])) if lexical else ("", "")


def hint(schemas: dict[str, Schema], field: Field) -> str:
    """Return the sentence below a box: what the field is, an example, which register an id comes from."""
    coded = field.items or field
    parts = [field.description]
    target = schemas.get(coded.ref[0]) if coded.ref else None
    if target and target.title not in field.description:
        parts.append(f"写{target.title}的编号。")
    if field.example and not coded.enum:
        parts.append(f"例如：{field.example}")
    return "".join(part for part in parts if part)
