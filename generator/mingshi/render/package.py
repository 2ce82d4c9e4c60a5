"""The data package: datapackage.json (Data Package 2) and CSV files that anybody can check with `frictionless`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.schema import Field, ForeignKey
from ..model.urls import BY_COUNTY
from .head import absolute
from .licence import CONTENT, FACTS
from .site import Site
from .tables import Flat, county_table, flat_tables
from .values import FALSE, SEPARATOR, TRUE, json_bytes
from .views.local import counties_with, in_county
from .views.parts import public

FOLDER = "data/"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
Json = dict[str, Any]


def package_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the descriptor and of the CSV files: one per table, one per county of some kinds."""
    yield from shared_package_files(site)
    for county in site.catalogue.areas.of_level("county"):
        yield from county_package_files(site, county.id)


def shared_package_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the descriptor and of one CSV file per table, without those of single counties.

    A table without rows is left out: a table of nothing but its header is an error to some readers.
    """
    tables = [table for table in flat_tables(site) if table.rows]
    yield f"{FOLDER}datapackage.json", json_bytes(descriptor(site, tables))
    for table in tables:
        yield f"{FOLDER}{table.name}.csv", table.csv()


def county_package_files(site: Site, county_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of those CSV files that are made of one county's entries alone."""
    for kind in BY_COUNTY:
        if in_county(site, kind, county_id):
            yield f"{FOLDER}{kind}/{county_id}.csv", county_table(site, kind, county_id).csv()


def _split(site: Site) -> Iterator[tuple[Flat, list[str]]]:
    """Yield the tables kept by county, without rows, each with the paths of its parts."""
    for kind in BY_COUNTY:
        if paths := [f"{kind}/{county.id}.csv" for county in counties_with(site, kind)]:
            yield county_table(site, kind, ""), paths


def descriptor(site: Site, tables: list[Flat]) -> Json:
    """Return the Data Package descriptor of some tables."""
    settings = site.catalogue.settings
    home = absolute(settings, "")
    organiser = settings.get("organiser")
    whole: list[tuple[Flat, str | list[str]]] = [(table, f"{table.name}.csv") for table in tables]
    resources = sorted([*whole, *_split(site)], key=lambda pair: pair[0].name)
    there = {table.name for table, _ in resources}
    made: Json = {
        "$schema": PROFILE,
        "name": f"mingshi-{settings.area or 'data'}",
        "title": f"{settings.site_name}数据包" if settings.site_name else "数据包",
        "description": f"本站公开的全部条目，一种一个文件，村规民约和工作法每县一个；未核实的内容不在里面。{FACTS}",
        "version": version_of(site.catalogue.on),
        "created": f"{site.catalogue.on}T00:00:00+08:00",
        **({"homepage": home} if home else {}),
        "licenses": [CONTENT],
        "contributors": [{"title": organiser or settings.site_name or "明示", "roles": ["publisher"]}],
        "sources": _sources(site),
    }
    return made | {"resources": [resource(table, path, there) for table, path in resources]}


def version_of(on: str) -> str:
    """Return the version of the package: the date it is valid on, without leading zeros."""
    return ".".join(str(int(part)) for part in on.split("-"))


def _sources(site: Site) -> list[Json]:
    found: list[Json] = []
    for source in public(site, "source"):
        linkable = source.get("linkable") == "yes" and source.get("url")
        found.append({"title": source.get("title"), **({"path": source.get("url")} if linkable else {})})
    return found


def resource(table: Flat, path: str | list[str], there: set[str]) -> Json:
    """Return the descriptor of one table in one or several files; `there` are the names of all tables."""
    kept = [link for link in table.references if link.kind in there]
    schema: Json = {
        "fields": [field_descriptor(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if kept:
        schema["foreignKeys"] = [_foreign_key(table, link) for link in kept]
    return {
        "name": table.name,
        "title": table.title,
        **({"description": table.description} if table.description else {}),
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _foreign_key(table: Flat, link: ForeignKey) -> Json:
    # An empty name means the table itself.
    target = "" if link.kind == table.name else link.kind
    return {"fields": list(link.fields), "reference": {"resource": target, "fields": list(link.target)}}


def field_descriptor(field: Field) -> Json:
    """Return the Table Schema descriptor of one column."""
    made: Json = {"name": field.name, "type": field.type, "title": field.title}
    if field.description:
        made["description"] = field.description
    if field.is_list:
        made |= {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
    elif field.type == "boolean":
        made |= {"trueValues": [TRUE], "falseValues": [FALSE]}
    elif "format" in field.descriptor:
        made["format"] = str(field.descriptor["format"])
    labels = (field.items or field).labels
    if labels and not field.is_list:
        made["categories"] = [{"value": value, "label": label} for value, label in labels.items()]
    if limits := _constraints(field):
        made["constraints"] = limits
    return made


def _constraints(field: Field) -> Json:
    limits: Json = {"required": True} if field.required else {}
    if field.is_list:
        return limits
    if field.enum:
        limits["enum"] = list(field.enum)
    if field.pattern:
        limits["pattern"] = f"({field.pattern})"
    for name, number in (("minLength", field.min_length), ("maxLength", field.max_length)):
        if number:
            limits[name] = number
    for name, text in (("minimum", field.minimum), ("maximum", field.maximum)):
        if text:
            limits[name] = int(text) if field.type == "integer" else text
    return limits
