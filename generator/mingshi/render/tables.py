"""The catalogue as flat tables: one per kind, one per nested list, all areas in one; only what may be shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..model.areas import Area
from ..model.records import Record, Value
from ..model.schema import Field, ForeignKey, Schema
from ..model.urls import BY_COUNTY
from .site import Site
from .values import cell
from .views.local import in_county
from .views.parts import public, public_rows

Row = dict[str, str]
ROW = Field("row", "integer", "行号", "在所属条目里排第几，从 1 开始。", "1", required=True, minimum="1")


@dataclass(frozen=True, slots=True)
class Flat:
    """One table. `references` are (own fields, table, its fields); every value in them exists in that table."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[ForeignKey, ...]
    rows: list[Row]

    def csv(self) -> bytes:
        """Return the table as CSV: UTF-8, comma, quotes where needed, LF."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        names = [f.name for f in self.fields]
        writer.writerow(names)
        writer.writerows([row.get(name, "") for name in names] for row in self.rows)
        return text.getvalue().encode()


def flat_tables(site: Site) -> list[Flat]:
    """Return the tables in the order of their names, without any row that points at something not shown.

    The kinds kept by county are not among them: see `county_table`. Who edits is the business of the repository.
    """
    schemas = site.catalogue.schemas
    found = [area_table(site)]
    for kind in sorted(schemas):
        if schemas[kind].store and kind not in ("area", "place", "editor", *BY_COUNTY):
            found += record_tables(schemas[kind], public(site, kind))
    return closed({table.name: table for table in sorted(found, key=lambda t: t.name)})


def record_tables(schema: Schema, records: list[Record]) -> Iterator[Flat]:
    """Yield the table of a kind and those of its nested lists, which carry the key of their entry and a row number."""
    plain = tuple(f for f in schema.fields if f.name not in schema.children)
    if schema.body:
        plain += (Field("body", "string", "正文", "Markdown。"),)
    rows = [{**_row(plain, record.values), "body": record.body.strip()} for record in records]
    own = references(schema)
    yield Flat(schema.kind, schema.title, schema.description, plain, schema.primary_key, own, rows)
    for name, child in schema.children.items():
        yield _child_table(schema, name, child, records)


def county_table(site: Site, kind: str, county_id: str) -> Flat:
    """Return the table of a county's entries of a kind that is kept by county; "" gives it without rows.

    An id is unique only within its county, so the place belongs to the key.
    """
    records = in_county(site, kind, county_id) if county_id else []
    table = next(record_tables(site.catalogue.schemas[kind], records))
    return replace(table, key=("area", *table.key))


def _child_table(schema: Schema, name: str, child: Schema, records: list[Record]) -> Flat:
    key = tuple(f for f in schema.fields if f.name in schema.primary_key)
    rows = [
        {**_row(key, record.values), ROW.name: str(number), **_row(child.fields, values)}
        for record in records
        for number, values in enumerate(public_rows(record, name), 1)
    ]
    names = tuple(f.name for f in key)
    links = (ForeignKey(names, schema.kind, names), *references(child))
    title = f"{schema.title}：{child.title}"
    return Flat(
        child.kind, title, child.description, (*key, ROW, *child.fields), (*names, ROW.name), links, rows
    )


def area_table(site: Site) -> Flat:
    """Return every area from the nation to the community in one table."""
    area, place = site.catalogue.schemas["area"], site.catalogue.schemas["place"]
    records = {record.get("id"): record for record in site.catalogue.of("area")}
    fields = tuple(_joined(field, place.field(field.name)) for field in area.fields)
    rows = [_area_row(fields, a, records.get(a.id)) for a in site.catalogue.areas]
    description = "从全国到村（社区）的行政区划，一行一个。乡镇（街道）和村（社区）没有代码，也不逐行写来源。"
    parent = ForeignKey(("parent",), "area", ("id",))
    return Flat("area", "行政区划", description, fields, ("id",), (parent,), rows)


def _joined(upper: Field, lower: Field | None) -> Field:
    """Return a field that holds the values of both kinds of area; what towns lack is not required."""
    if lower is None:
        return replace(upper, required=upper.required and upper.name in ("id", "level", "kind", "name"))
    enum = tuple(dict.fromkeys((*upper.enum, *lower.enum)))
    return replace(upper, enum=enum, labels={**upper.labels, **lower.labels})


def _area_row(fields: tuple[Field, ...], area: Area, record: Record | None) -> Row:
    own = {f.name: str(getattr(area, f.name, "")) for f in fields}
    more = _row(fields, record.values) if record else {}
    return {**own, **{name: text for name, text in more.items() if text}}


def _row(fields: tuple[Field, ...], values: Mapping[str, Value]) -> Row:
    return {field.name: cell(field, values.get(field.name)) for field in fields}


def references(schema: Schema) -> tuple[ForeignKey, ...]:
    """Return the references a flat table can keep.

    Of those over several fields only the ones whose fields are all required: a half-empty key matches nothing.
    """
    single = [ForeignKey((f.name,), f.ref[0], (f.ref[1],)) for f in schema.fields if f.ref and not f.is_list]
    required = {f.name for f in schema.fields if f.required}
    several = [k for k in schema.foreign_keys if len(k.fields) > 1 and required.issuperset(k.fields)]
    return (*single, *several)


def closed(tables: dict[str, Flat]) -> list[Flat]:
    """Return the tables without references to rows that are not there.

    A row that needs what it points at is left out, an optional reference is emptied, until nothing changes.
    """
    while True:
        found = {name: replace(table, rows=_linked(table, tables)) for name, table in tables.items()}
        if all(len(found[name].rows) == len(table.rows) for name, table in tables.items()):
            return list(found.values())
        tables = found


def _linked(table: Flat, tables: Mapping[str, Flat]) -> list[Row]:
    required = {f.name for f in table.fields if f.required}
    rows = table.rows
    for link in table.references:
        there = {tuple(row[name] for name in link.target) for row in tables[link.kind].rows}
        drop = not required.isdisjoint(link.fields)
        rows = [kept for row in rows if (kept := _mended(row, link.fields, there, drop))]
    return rows


def _mended(row: Row, fields: tuple[str, ...], there: set[tuple[str, ...]], drop: bool) -> Row | None:
    values = tuple(row[name] for name in fields)
    if not any(values) or values in there:
        return row
    return None if drop else {**row, **dict.fromkeys(fields, "")}
