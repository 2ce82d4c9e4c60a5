"""Schemas: one Table Schema per kind, with our keys under `ms:` (validation.md §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. `labels` maps each enum value to its Chinese label; `ref` is (kind, field) or None.

    `items` describes the elements of a scalar list (type "array" without a child table). `is_list` tells whether there
    are several values: a list in an entry, or a cell with parts in a register.
    """

    name: str
    type: str
    title: str
    description: str = ""
    example: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    min_length: int = 0
    max_length: int = 0
    minimum: str = ""
    maximum: str = ""
    ref: tuple[str, str] | None = None
    items: Field | None = None
    ms: Mapping[str, Any] = field(default_factory=dict)
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    is_list: bool = field(init=False)

    def __post_init__(self) -> None:
        # Asked for every value of 20,000 entries.
        object.__setattr__(self, "is_list", self.type == "array" or "separator" in self.ms)

    def label(self, value: str) -> str:
        """Return the Chinese label of a code, or the value itself."""
        return self.labels.get(value, value)


@dataclass(frozen=True, slots=True)
class Rule:
    """A conditional requirement: when `field` has one of `values`, every field in `need` must be filled."""

    id: str
    field: str
    values: tuple[str, ...]
    need: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of a field: those a new entry may begin in, and for each state those it may move to."""

    field: str
    initial: tuple[str, ...]
    moves: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose values together must exist in the fields `target` of another kind."""

    fields: tuple[str, ...]
    kind: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of record. `glob` finds its files; `store` is "entry" (one record a file) or "table" (CSV).

    `region` is the field that says which area a record belongs to; `quiet` fields may change without a new version.
    """

    kind: str
    title: str
    description: str
    fields: tuple[Field, ...]
    store: str
    glob: str
    id_field: str
    title_field: str
    body: bool = False
    primary_key: tuple[str, ...] = ()
    children: Mapping[str, Schema] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    stable: tuple[str, ...] = ()
    region: str = ""
    workflows: tuple[Workflow, ...] = ()
    quiet: tuple[str, ...] = ()
    path: str = ""
    foreign_keys: tuple[ForeignKey, ...] = ()
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    _by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {f.name: f for f in reversed(self.fields)})

    def field(self, name: str) -> Field | None:
        """Return a field by name."""
        return self._by_name.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the field names in schema order."""
        return tuple(f.name for f in self.fields)


class SchemaError(ValueError):
    """A schema descriptor that cannot be used; `where` is the dotted path of the offending key."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "year", "yearmonth", "array", "any"}


def field_from(descriptor: Mapping[str, Any], refs: Mapping[str, tuple[str, str]], where: str) -> Field:
    """Build a Field from its descriptor. Raises SchemaError for a missing name, title or unknown type."""
    name, kind = str(descriptor.get("name", "")), str(descriptor.get("type", ""))
    if not name or kind not in TYPES or not descriptor.get("title"):
        raise SchemaError(
            f"字段“{name or '?'}”要写 name、title 和 type（可选：{'、'.join(sorted(TYPES))}）", where
        )
    limits = descriptor.get("constraints") or {}
    labels = {str(c["value"]): str(c["label"]) for c in descriptor.get("categories") or []}
    enum = tuple(str(v) for v in limits.get("enum") or ())
    if labels and set(labels) != set(enum):
        raise SchemaError(f"字段“{name}”的 categories 与 constraints.enum 不一致", where)
    items = descriptor.get("ms:items")
    return Field(
        name=name,
        type=kind,
        title=str(descriptor["title"]),
        description=str(descriptor.get("description") or ""),
        example=str(descriptor.get("example") or ""),
        required=str(limits.get("required", "")) == "true",
        enum=enum,
        labels=labels,
        pattern=str(limits.get("pattern") or ""),
        min_length=int(limits.get("minLength") or 0),
        max_length=int(limits.get("maxLength") or 0),
        minimum=str(limits.get("minimum") or ""),
        maximum=str(limits.get("maximum") or ""),
        ref=refs.get(name) or _item_ref(descriptor),
        items=field_from({"name": name, "title": descriptor["title"], **items}, {}, where) if items else None,
        ms={k[3:]: v for k, v in descriptor.items() if k.startswith("ms:")},
        descriptor=descriptor,
    )


def _item_ref(descriptor: Mapping[str, Any]) -> tuple[str, str] | None:
    ref = descriptor.get("ms:ref")
    return (str(ref["resource"]), str(ref["field"])) if ref else None


def _refs(descriptor: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    keys = descriptor.get("foreignKeys") or []
    return {
        str(key["fields"][0]): (str(key["reference"]["resource"]), str(key["reference"]["fields"][0]))
        for key in keys
    }


def _foreign_key(key: Mapping[str, Any]) -> ForeignKey:
    reference = key["reference"]
    return ForeignKey(
        tuple(str(f) for f in key["fields"]),
        str(reference["resource"]),
        tuple(str(f) for f in reference["fields"]),
    )


def schema_from(descriptor: Mapping[str, Any], path: str = "") -> Schema:
    """Build a Schema from a Table Schema descriptor with `ms:` keys. Raises SchemaError."""
    kind = str(descriptor.get("name") or "")
    entry, table = descriptor.get("ms:entry") or {}, descriptor.get("ms:table") or {}
    where = entry or table
    if not kind or not descriptor.get("title"):
        raise SchemaError("字段定义文件要写 name 和 title")
    refs = _refs(descriptor)
    fields = tuple(field_from(f, refs, f"fields.{i}") for i, f in enumerate(descriptor.get("fields") or []))
    if not fields:
        raise SchemaError(f"“{kind}”没有 fields", "fields")
    children = {
        name: _child(kind, name, child, path) for name, child in (descriptor.get("ms:children") or {}).items()
    }
    unknown = set(children) - {f.name for f in fields if f.type == "array"}
    if unknown:
        raise SchemaError(f"ms:children 里的“{'、'.join(sorted(unknown))}”不是 array 字段", "ms:children")
    return Schema(
        kind=kind,
        title=str(descriptor["title"]),
        description=str(descriptor.get("description") or ""),
        fields=fields,
        store="entry" if entry else "table" if table else "",
        glob=str(where.get("glob") or ""),
        id_field=str(where.get("id") or ""),
        title_field=str(where.get("title") or ""),
        body=str(entry.get("body", "")) == "true",
        primary_key=tuple(str(k) for k in descriptor.get("primaryKey") or ()),
        children=children,
        rules=tuple(_rule(r, i) for i, r in enumerate(descriptor.get("ms:rules") or [])),
        stable=tuple(str(s) for s in descriptor.get("ms:stable") or ()),
        region=str(descriptor.get("ms:region") or ""),
        workflows=tuple(_workflow(n, w) for n, w in (descriptor.get("ms:workflow") or {}).items()),
        quiet=tuple(str(s) for s in descriptor.get("ms:quiet") or ()),
        path=path,
        foreign_keys=tuple(_foreign_key(key) for key in descriptor.get("foreignKeys") or ()),
        descriptor=descriptor,
    )


def _child(kind: str, name: str, child: Mapping[str, Any], path: str) -> Schema:
    try:
        return schema_from({"name": f"{kind}_{name}", **child}, path)
    except SchemaError as error:
        raise SchemaError(str(error), f"ms:children.{name}.{error.where}".rstrip(".")) from error


def _rule(raw: Mapping[str, Any], index: int) -> Rule:
    try:
        when = raw["when"]
        return Rule(
            str(raw["id"]), str(when["field"]), tuple(when["in"]), tuple(raw["need"]), str(raw["say"])
        )
    except (KeyError, TypeError) as missing:
        raise SchemaError(f"ms:rules 第 {index + 1} 条缺少 {missing}", f"ms:rules.{index}") from missing


def _workflow(field: str, raw: Mapping[str, Any]) -> Workflow:
    moves = {str(state): tuple(str(s) for s in targets or ()) for state, targets in raw["moves"].items()}
    return Workflow(field, tuple(str(s) for s in raw["initial"]), moves)
