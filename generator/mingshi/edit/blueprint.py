"""What the form in a browser must know of a kind: fields, conditions, the path of the file, how it is written."""

from __future__ import annotations

from typing import Any

from ..model.catalogue import Catalogue
from ..model.schema import Field, Schema
from ..model.settings import Settings
from ..model.urls import BY_COUNTY
from .canonical import writing_rules
from .widgets import choices, hint, is_long, shape

Data = dict[str, Any]

# An id is offered and looked up only where all of them fit into the page: towns and communities do not.
_UPPER = ("nation", "province", "city", "county")
BRANCH = "main"


def kinds_with_form(catalogue: Catalogue) -> list[str]:
    """Return the kinds there is a form for: those with a file an entry."""
    return [kind for kind, schema in sorted(catalogue.schemas.items()) if schema.store == "entry"]


def blueprint(catalogue: Catalogue, kind: str) -> Data:
    """Return everything the form of a kind works on."""
    schema = catalogue.schemas[kind]
    folder, _, extension = schema.glob.partition("*")[0], "", schema.glob.rpartition(".")[2]
    return {
        "kind": kind,
        "title": schema.title,
        "folder": folder,
        "extension": extension,
        "path": _path(schema),
        "same": _same(schema),
        "body": schema.body,
        **_table(schema, dict(catalogue.schemas)),
        "ids": {name: _ids(catalogue, name) for name in sorted(_referred(schema))},
        "together": _registered(catalogue, schema),
        "writing": writing_rules(),
        "host": _host(catalogue.settings),
    }


def _table(schema: Schema, schemas: dict[str, Schema]) -> Data:
    """Return the fields of a kind or of a nested list, and the conditions between them."""
    return {
        "fields": [_field(schema, field, schemas) for field in schema.fields],
        "rules": [
            {"field": r.field, "values": r.values, "need": [need.split("|") for need in r.need], "say": r.say}
            for r in schema.rules
        ],
        "keys": [
            {"fields": key.fields, "kind": key.kind} for key in schema.foreign_keys if len(key.fields) > 1
        ],
    }


def _field(schema: Schema, field: Field, schemas: dict[str, Schema]) -> Data:
    item = field.items or field
    pattern, say = shape(item)
    child = schema.children.get(field.name)
    made: Data = {
        "name": field.name,
        "title": field.title,
        "hint": hint(schemas, field),
        "type": item.type,
        "group": str((field.ms.get("ui") or {}).get("group") or ""),
        "required": field.required,
        "list": field.type == "array",
        "long": is_long(schema, item),
        "choices": choices(item),
        "pattern": pattern,
        "say": say,
        "limits": [item.min_length, item.max_length],
        "range": [item.minimum, item.maximum],
        "separator": str(item.ms.get("separator") or ""),
        "ids": item.ref[0] or schema.kind if item.ref else "",
    }
    if child:
        made["child"] = _table(child, schemas)
    return {name: value for name, value in made.items() if value not in ("", False, [], [0, 0], ["", ""])}


def _path(schema: Schema) -> list[list[Any]]:
    """Return the parts of the way to an entry's file below its folder: (field, how many parts of it; 0 for all)."""
    last = [schema.primary_key[-1], 0]
    if schema.kind in BY_COUNTY:
        return [["area", 2], last]
    return [[name, 0] for name in schema.primary_key[:1]] + ([last] if len(schema.primary_key) > 1 else [])


def _same(schema: Schema) -> list[str]:
    """Return the fields that must both be the name of the file."""
    own = f"{schema.kind}_id"
    return [own, schema.primary_key[-1]] if schema.field(own) and own != schema.primary_key[-1] else []


def _referred(schema: Schema) -> set[str]:
    """Return the kinds the ids in some fields belong to."""
    found = {(f.items or f).ref for f in schema.fields}
    kinds = {ref[0] or schema.kind for ref in found if ref}
    return kinds.union(*(_referred(child) for child in schema.children.values()))


def _ids(catalogue: Catalogue, kind: str) -> list[list[str]]:
    """Return (id, name) of every record of a kind; of areas, those down to the county."""
    if kind == "area":
        return [[a.id, a.name] for a in catalogue.areas if a.level in _UPPER]
    schema = catalogue.schemas.get(kind)
    name = schema.title_field if schema else ""
    return [[record.id, str(record.get(name))] for record in catalogue.of(kind)]


def _registered(catalogue: Catalogue, schema: Schema) -> dict[str, list[list[str]]]:
    """Return, for references of several fields, the values registered together, by kind."""
    found: dict[str, list[list[str]]] = {}
    for table in (schema, *schema.children.values()):
        for key in table.foreign_keys:
            if len(key.fields) > 1 and key.kind not in found:
                rows = {tuple(str(r.get(name)) for name in key.target) for r in catalogue.of(key.kind)}
                found[key.kind] = [list(row) for row in sorted(rows)]
    return found


def _host(settings: Settings) -> Data:
    """Return where a new file can be handed in, empty when the settings name no repository."""
    address = settings.get("repository").rstrip("/").removesuffix(".git")
    if not address:
        return {}
    branch = settings.get("repository_branch") or BRANCH
    return {"name": settings.get("repository_host"), "address": address, "branch": branch}
