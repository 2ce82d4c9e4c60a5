"""A new entry: which fields to ask for, what is proposed, what is wrong with an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..check.cells import explain, wrong
from ..model.catalogue import Catalogue
from ..model.finding import Mark
from ..model.records import Value
from ..model.schema import Field, Schema
from .naming import id_name, proposed_id

_LIST = re.compile(r"\s*[，、；;,\s]\s*")
_FIXED = {"approval": "pending", "version": "1", "change": "首次录入"}


def asked(schema: Schema) -> Iterator[Field]:
    """Yield the fields to ask for, the id last of all, because it is proposed from the others."""
    own = schema.field(id_name(schema))
    for field in schema.fields:
        wanted = field.required or field.name == schema.title_field
        if wanted and field is not own and field.name not in schema.children:
            yield field
    if own:
        yield own


def proposal(field: Field, schema: Schema, values: Mapping[str, Value], catalogue: Catalogue) -> str:
    """Return what to fill in when nothing else is said, "" for nothing."""
    if field.name == id_name(schema) and field.ref is None:
        return proposed_id(schema, values, catalogue)
    if field.name == "published":
        return f"{catalogue.on} 09:00"
    fixed = _FIXED.get(field.name, "")
    return fixed if not field.enum or fixed in field.enum else ""


def understood(field: Field, text: str) -> Value:
    """Return an answer as a value: a list where the field is one, the code where a label was given."""
    if field.type == "array":
        parts = [part for part in _LIST.split(text.strip()) if part]
        return [_code(field.items, part) for part in parts] if field.items else parts
    return _code(field, text.strip())


def _code(field: Field, text: str) -> str:
    codes = {label: code for code, label in field.labels.items()}
    codes |= {str(alias): str(code) for alias, code in (field.ms.get("accept") or {}).items()}
    return text if text in field.enum else codes.get(text, text)


def complaint(
    field: Field, value: Value, schema: Schema, values: Mapping[str, Value], catalogue: Catalogue
) -> str:
    """Return what is wrong with a value, and what to do; "" when it may stay."""
    texts = value if isinstance(value, list) else [value]
    one = field.items if field.type == "array" and field.items else field
    for text in texts:
        faults = wrong(one, text) if text else ()
        if faults:
            found = explain(one, text, faults, "", Mark(0))
            return f"{found.message}。{found.remedy}"
        if text and one.ref and not _exists(catalogue, one.ref[0], text):
            return f"没有登记“{text}”（{_title(catalogue, one.ref[0])}）"
    if field.name == id_name(schema) and value and _taken(schema, {**values, field.name: value}, catalogue):
        return f"编号“{value}”已经有了"
    return ""


def _exists(catalogue: Catalogue, kind: str, text: str) -> bool:
    return text in catalogue.areas if kind in ("area", "place") else catalogue.find(kind, text) is not None


def _title(catalogue: Catalogue, kind: str) -> str:
    return catalogue.schemas[kind].title if kind in catalogue.schemas else kind


def _taken(schema: Schema, values: Mapping[str, Value], catalogue: Catalogue) -> bool:
    from .naming import path_for

    try:
        path = path_for(schema, values)
    except ValueError:
        return False
    return path.lower() in {r.path.lower() for r in catalogue.records.get(schema.kind, {}).values()}
