"""The field reference (字段说明): made from data/schemas, so that it can never say something else than the checks."""

from __future__ import annotations

from dataclasses import dataclass

from ...edit.blueprint import kinds_with_form
from ...model.schema import Field, Schema
from ...model.urls import editor_of, page_of
from ..page import Page
from ..site import Site
from ..values import SEPARATOR
from .reference import column_page

TITLE = "字段说明"
TYPES = {
    "string": "文字",
    "any": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "是或否",
    "date": "日期，例如 2026-11-23",
    "datetime": "日期和时间，例如 2026-11-23 09:00",
    "year": "年份",
    "yearmonth": "年月，例如 2026-11",
}
STORES = {
    "entry": "每条一个文件",
    "table": "登记表（CSV），每条一行",
    "": "站点设置（mkdocs.yml 的 extra.mingshi）",
}


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field in words. `values` are (code, label, other words for it) of the allowed values."""

    name: str
    title: str
    type: str
    required: str
    description: str
    values: list[tuple[str, str, list[str]]]
    limits: list[str]
    example: str
    refers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class TableView:
    """A nested table of a kind."""

    name: str
    title: str
    fields: list[FieldView]


def fields_page(site: Site) -> Page:
    """Return the index of all kinds."""
    path = page_of("schema")
    forms = kinds_with_form(site.catalogue)
    kinds = [
        (schema, STORES[schema.store], editor_of(kind) if kind in forms else "")
        for kind, schema in sorted(site.catalogue.schemas.items())
    ]
    about = f"{len(kinds)} 种内容各有哪些字段：填什么、必不必填、可以填哪些值；与检查用的是同一份定义。"
    return column_page(site, path, TITLE, about, site.render("fields.html", path, kinds=kinds))


def field_page(site: Site, kind: str) -> Page:
    """Return the reference of one kind. Raises KeyError for a kind that does not exist."""
    schema = site.catalogue.schemas[kind]
    path = page_of("schema", kind)
    body = site.render(
        "field.html",
        path,
        schema=schema,
        editor=editor_of(kind) if kind in kinds_with_form(site.catalogue) else "",
        store=STORES[schema.store],
        groups=groups_of(site, schema),
        children=[
            TableView(name, child.title, [view_of(site, child, f) for f in child.fields])
            for name, child in schema.children.items()
        ],
        rules=rules_of(schema),
        stable=[_title(schema, name) for name in schema.stable],
    )
    about = schema.description or f"{schema.title}的字段"
    above = ((TITLE, page_of("schema")),)
    return column_page(site, path, f"{TITLE}：{schema.title}", about, body, above=above)


def groups_of(site: Site, schema: Schema) -> list[tuple[str, list[FieldView]]]:
    """Return the fields by the group they stand in on a form, both in schema order."""
    groups: dict[str, list[FieldView]] = {}
    for field in schema.fields:
        group = str((field.ms.get("ui") or {}).get("group") or "")
        groups.setdefault(group, []).append(view_of(site, schema, field))
    return list(groups.items())


def view_of(site: Site, schema: Schema, field: Field) -> FieldView:
    """Return one field of a kind, or of a nested table, in words."""
    coded = field.items or field
    accept: dict[str, list[str]] = {}
    for word, value in (coded.ms.get("accept") or {}).items():
        if word != coded.label(str(value)):
            accept.setdefault(str(value), []).append(str(word))
    return FieldView(
        name=field.name,
        title=field.title,
        type=type_text(schema, field),
        required=_required(schema, field),
        description=field.description,
        values=[(value, coded.labels.get(value, ""), accept.get(value, [])) for value in coded.enum],
        limits=list(limits_of(coded)),
        example=field.example,
        refers=_refers(site, coded if coded.ref else field),
    )


def type_text(schema: Schema, field: Field) -> str:
    """Return the type of a field in words."""
    if field.name in schema.children:
        return "小表，每行一条（见下）"
    if field.type == "array":
        return "列表，每项一行"
    if field.is_list:
        return f"可以有几个，用“{SEPARATOR}”隔开"
    return "从列出的值里选一个" if field.enum else TYPES[field.type]


def limits_of(field: Field) -> list[str]:
    """Return what a value must look like, in sentences."""
    said = field.ms.get("say") or {}
    found = [f"不超过 {field.max_length} 字"] if field.max_length else []
    if field.min_length:
        found.append(f"至少 {field.min_length} 字")
    if field.minimum:
        found.append(f"不小于 {field.minimum}")
    if field.maximum:
        found.append(f"不大于 {field.maximum}")
    if field.pattern:
        found.append(str(said.get("pattern") or f"格式：{field.pattern}"))
    return found


def rules_of(schema: Schema) -> list[tuple[str, str]]:
    """Return the conditional requirements of a kind as (when, what then)."""
    found = []
    for rule in schema.rules:
        field = schema.field(rule.field)
        values = "、".join(field.label(value) if field else value for value in rule.values)
        need = "、".join(f"“{_title(schema, name)}”" for name in rule.need)
        found.append((f"“{_title(schema, rule.field)}”是{values}", f"要填{need}。{rule.say}"))
    return found


def _title(schema: Schema, name: str) -> str:
    field = schema.field(name)
    return field.title if field else name


def _required(schema: Schema, field: Field) -> str:
    if field.required:
        return "必填"
    depends = any(field.name in rule.need for rule in schema.rules)
    return "有时必填" if depends else "选填"


def _refers(site: Site, field: Field) -> tuple[str, str]:
    """Return (title, page) of the kind a field refers to, empty when it refers to none."""
    kind = field.ref[0] if field.ref else ""
    schema = site.catalogue.schemas.get(kind)
    return (schema.title, page_of("schema", kind)) if schema else ("", "")
