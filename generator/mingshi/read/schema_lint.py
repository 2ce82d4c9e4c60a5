"""What must hold in a schema file before anything relies on it: its shape, its fields, its references."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model.schema import Field, Schema, Workflow

# A shape is a word of _WORDS, or a pair of "one", "many" or "named" and the keys inside; "*" marks a key that
# must be filled.
Keys = Mapping[str, "str | tuple[str, Keys]"]

_WORDS = {
    "text": "一段文字",
    "flag": "true 或 false",
    "count": "一个整数",
    "list": "列表（每项一段文字）",
    "map": "一组“字段: 内容”",
    "any": "内容",
    "one": "一组“字段: 内容”",
    "named": "一组“字段: 内容”",
    "many": "列表，每项一组“字段: 内容”",
}
_REFERENCE: Keys = {"resource*": "text", "fields*": "list"}
_FOREIGN_KEY: Keys = {"fields*": "list", "reference*": ("one", _REFERENCE)}
_LIMITS: Keys = {
    **dict.fromkeys(("pattern", "minimum", "maximum"), "text"),
    **dict.fromkeys(("required", "unique"), "flag"),
    **dict.fromkeys(("minLength", "maxLength"), "count"),
    "enum": "list",
}
_OF_VALUES: Keys = {
    **dict.fromkeys(("description", "format", "rdfType", "ms:pii", "ms:separator"), "text"),
    **dict.fromkeys(("trueValues", "falseValues", "missingValues", "ms:clean"), "list"),
    **dict.fromkeys(("ms:say", "ms:accept", "ms:ui", "ms:text"), "map"),
    "type*": "text",
    "example": "any",
    "constraints": ("one", _LIMITS),
    "categories": ("many", {"value*": "text", "label*": "text"}),
    "ms:ref": ("one", {"resource*": "text", "field*": "text"}),
}
_FIELD: Keys = {
    **_OF_VALUES,
    "name*": "text",
    "title*": "text",
    "ms:items": ("one", _OF_VALUES),
    "ms:since": "text",
    "ms:deprecated": "text",
}
_FIELDS: Keys = {
    "title*": "text",
    "description": "text",
    "fields*": ("many", _FIELD),
    "foreignKeys": ("many", _FOREIGN_KEY),
}
_PLACE: Keys = {"glob*": "text", "id*": "text", "title*": "text"}
_RULE: Keys = {
    "id*": "text",
    "when*": ("one", {"field*": "text", "in*": "list"}),
    "need*": "list",
    "say*": "text",
}
_WORKFLOW: Keys = {"initial*": "list", "moves*": "map"}
_SCHEMA: Keys = {
    **_FIELDS,
    **dict.fromkeys(("$schema", "rdfType", "fieldsMatch", "ms:region", "ms:since", "ms:deprecated"), "text"),
    "name*": "text",
    "primaryKey": "list",
    "missingValues": "list",
    "ms:entry": ("one", {**_PLACE, "body": "flag", "url": "text", "jsonld": "text"}),
    "ms:table": ("one", _PLACE),
    "ms:children": ("named", _FIELDS),
    "ms:rules": ("many", _RULE),
    "ms:stable": "list",
    "ms:quiet": "list",
    "ms:workflow": ("named", _WORKFLOW),
    "ms:inherit": "map",
    "ms:renamed": "map",
}

_GLOB = re.compile(r"(?:content|data)(?:/[A-Za-z0-9_*-]+)*/[A-Za-z0-9_*-]+\.(?P<suffix>yaml|md|csv)")


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault in a schema file; `where` is the dotted path of the offending key."""

    where: str
    message: str
    remedy: str = ""


def lint_descriptor(descriptor: Mapping[str, Any]) -> Iterator[Complaint]:
    """Yield what is wrong with the shape of a descriptor: unknown keys, missing keys, a list where a text belongs."""
    yield from _keys(descriptor, _SCHEMA, "")


def lint_schema(schema: Schema, prefix: str = "") -> Iterator[Complaint]:
    """Yield what contradicts itself inside one schema; `prefix` leads to a child table."""
    names = schema.names
    for index, field in enumerate(schema.fields):
        where = f"{prefix}fields.{index}"
        if field.name in names[:index]:
            yield Complaint(f"{where}.name", f"字段“{field.name}”定义了两次")
        if field.type == "array" and not field.items and field.name not in schema.children:
            yield Complaint(where, f"列表字段“{field.name}”没有写明各项是什么", "写 ms:items 或 ms:children")
        yield from _lint_field(field, where)
    for name, child in schema.children.items():
        yield from lint_schema(child, f"{prefix}ms:children.{name}.")
    for index, key in enumerate(schema.foreign_keys):
        if not set(key.fields) <= set(names) or len(key.fields) != len(key.target):
            message = "foreignKeys 两边的字段要一一对应，左边是本表的字段"
            yield Complaint(f"{prefix}foreignKeys.{index}", message)
    if not prefix:
        yield from _lint_names(schema)
        yield from _lint_place(schema)


def lint_all(schemas: Mapping[str, Schema], *, complete: bool) -> Iterator[tuple[str, Complaint]]:
    """Yield (kind, complaint) for references that lead nowhere and for files two kinds lay claim to.

    Without `complete`, a kind that is not there is no complaint: its own file has a fault that is told already.
    """
    globs: dict[str, str] = {}
    for kind, schema in schemas.items():
        if schema.glob and schema.glob in globs:
            where = f"ms:{schema.store}.glob"
            yield kind, Complaint(where, f"与“{globs[schema.glob]}”用了同样的文件位置 {schema.glob}")
        globs.setdefault(schema.glob, kind)
        for where, fields, ref in _references(schema, ""):
            if not _leads_somewhere(schemas, ref, complete):
                message = f"“{'、'.join(fields)}”引用的 {ref[0]}（{'、'.join(ref[1])}）不存在"
                yield kind, Complaint(where, message, "写已有的种类和它的字段")


def _leads_somewhere(schemas: Mapping[str, Schema], ref: tuple[str, tuple[str, ...]], complete: bool) -> bool:
    target = schemas.get(ref[0])
    return set(ref[1]) <= set(target.names) if target else not complete


def _references(
    schema: Schema, prefix: str
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, tuple[str, ...]]]]:
    """Yield where a reference stands, the fields that refer, and the kind and fields they refer to."""
    for index, key in enumerate(schema.foreign_keys):
        yield f"{prefix}foreignKeys.{index}", key.fields, (key.kind, key.target)
    for index, field in enumerate(schema.fields):
        for ref in (field.ref if "ref" in field.ms else None, field.items.ref if field.items else None):
            if ref:
                yield f"{prefix}fields.{index}", (field.name,), (ref[0], (ref[1],))
    for name, child in schema.children.items():
        yield from _references(child, f"{prefix}ms:children.{name}.")


def _keys(values: Mapping[str, Any], keys: Keys, where: str) -> Iterator[Complaint]:
    prefix = f"{where}." if where else ""
    known = {key.rstrip("*"): shape for key, shape in keys.items()}
    for key, value in values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            remedy = f"是不是想写 {near[0]}？" if near else f"可用：{'、'.join(known)}"
            yield Complaint(prefix + key, f"没有名为“{key}”的定义项", remedy)
        elif value not in ("", []):
            yield from _value(value, known[key], prefix + key)
    for key in keys:
        if key.endswith("*") and not values.get(key[:-1]):
            yield Complaint(where, f"缺少 {key[:-1]}")


def _value(value: Any, shape: str | tuple[str, Keys], where: str) -> Iterator[Complaint]:
    kind, keys = shape if isinstance(shape, tuple) else (shape, {})
    if not _fits(value, kind):
        yield Complaint(where, f"这里应是{_WORDS[kind]}")
    elif kind == "one":
        yield from _keys(value, keys, where)
    elif kind == "many":
        for index, item in enumerate(value):
            yield from _keys(item, keys, f"{where}.{index}")
    elif kind == "named":
        for name, item in value.items():
            yield from _keys(item, keys, f"{where}.{name}")


def _fits(value: Any, kind: str) -> bool:
    if kind == "flag":
        return value in ("true", "false")
    if kind == "count":
        return isinstance(value, str) and re.fullmatch("[0-9]{1,6}", value) is not None
    if kind in ("list", "many"):
        item = str if kind == "list" else dict
        return isinstance(value, list) and all(isinstance(v, item) for v in value)
    if kind == "named":
        return isinstance(value, dict) and all(isinstance(v, dict) for v in value.values())
    return kind == "any" or isinstance(value, dict if kind in ("map", "one") else str)


def _lint_names(schema: Schema) -> Iterator[Complaint]:
    """Every name a schema mentions outside `fields` must be one of its fields."""
    place = f"ms:{schema.store}"
    mentioned = [(f"{place}.id", schema.id_field), (f"{place}.title", schema.title_field)]
    mentioned += [(f"primaryKey.{i}", name) for i, name in enumerate(schema.primary_key)]
    mentioned += [(f"ms:stable.{i}", name) for i, name in enumerate(schema.stable)]
    mentioned += [(f"ms:quiet.{i}", name) for i, name in enumerate(schema.quiet)]
    mentioned += [("ms:region", schema.region)]
    for flow in schema.workflows:
        mentioned += [(f"ms:workflow.{flow.field}", flow.field)]
        yield from _lint_states(schema, flow)
    for index, rule in enumerate(schema.rules):
        where = f"ms:rules.{index}"
        mentioned += [(f"{where}.when.field", rule.field)]
        mentioned += [(f"{where}.need.{i}", name) for i, name in enumerate(rule.need)]
        field = schema.field(rule.field)
        strange = [value for value in rule.values if field and field.enum and value not in field.enum]
        if strange:
            yield Complaint(f"{where}.when.in", f"“{rule.field}”没有“{'、'.join(strange)}”这样的值")
    for where, name in mentioned:
        if name and schema.field(name) is None:
            yield Complaint(where, f"没有名为“{name}”的字段")


def _lint_states(schema: Schema, flow: Workflow) -> Iterator[Complaint]:
    """Every value of a field with states has a line in `moves`, and `moves` and `initial` name no others."""
    field = schema.field(flow.field)
    states = set(field.enum) if field else set()
    named = {*flow.moves, *flow.initial, *(state for targets in flow.moves.values() for state in targets)}
    if field and (named != states or set(flow.moves) != states):
        yield Complaint(
            f"ms:workflow.{flow.field}", f"moves 要逐个写出“{flow.field}”的每个可选值，不能多也不能少"
        )


def _lint_place(schema: Schema) -> Iterator[Complaint]:
    if not schema.store:
        return
    found = _GLOB.fullmatch(schema.glob)
    wanted = "csv" if schema.store == "table" else "md" if schema.body else "yaml"
    if found is None or found["suffix"] != wanted:
        remedy = f"写成 content/ 或 data/ 开头、.{wanted} 结尾的相对位置，可以用 * 和 **"
        yield Complaint(f"ms:{schema.store}.glob", f"文件位置“{schema.glob}”不能用", remedy)


def _lint_field(field: Field, where: str) -> Iterator[Complaint]:
    constraints = f"{where}.constraints"
    pattern_fault = _pattern_fault(field.pattern)
    if pattern_fault:
        yield Complaint(f"{constraints}.pattern", f"字段“{field.name}”的 pattern {pattern_fault}")
    if len(set(field.enum)) < len(field.enum):
        yield Complaint(f"{constraints}.enum", f"字段“{field.name}”的可选值有重复")
    if 0 < field.max_length < field.min_length:
        yield Complaint(constraints, f"字段“{field.name}”的 minLength 比 maxLength 大")
    strange = [v for v in (field.ms.get("accept") or {}).values() if field.enum and v not in field.enum]
    if strange:
        yield Complaint(f"{where}.ms:accept", f"ms:accept 指向了可选值之外的“{'、'.join(map(str, strange))}”")
    if field.example and isinstance(field.descriptor.get("example"), str) and not pattern_fault:
        fault = _example_fault(field)
        if fault:
            yield Complaint(f"{where}.example", f"字段“{field.name}”的示例“{field.example}”{fault}")
    if field.items:
        yield from _lint_field(field.items, f"{where}.ms:items")


def _pattern_fault(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"写法有误：{error}"
    return "用了 \\d，会收下全角数字，应写 [0-9]" if r"\d" in pattern else ""


def _example_fault(field: Field) -> str:
    value = field.example
    if field.enum and value not in field.enum:
        return "不在可选值之内"
    if field.pattern and not re.fullmatch(f"(?:{field.pattern})", value):
        return "不合 pattern"
    if len(value) < field.min_length or 0 < field.max_length < len(value):
        return "不合长度限制"
    return "" if _TYPES.get(field.type, _is_text)(value) else f"不是 {field.type}"


def _is_text(_: str) -> bool:
    return True


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _parses(parser: Callable[[str], object]) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            parser(value)
        except ValueError:
            return False
        return True

    return check


_TYPES: dict[str, Callable[[str], bool]] = {
    "integer": _matches(r"-?[0-9]+"),
    "number": _matches(r"-?[0-9]+(?:\.[0-9]+)?"),
    "boolean": _matches("是|否"),
    "year": _matches("[0-9]{4}"),
    "yearmonth": _matches("[0-9]{4}-(?:0[1-9]|1[0-2])"),
    "date": _parses(datetime.date.fromisoformat),
    "datetime": _parses(datetime.datetime.fromisoformat),
}
