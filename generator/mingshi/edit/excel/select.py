"""Which records of a kind belong to an area."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...model.areas import Area
from ...model.catalogue import Catalogue
from ...model.failure import Failure, Misuse
from ...model.records import Record
from ...model.schema import Schema
from ...read.store import PLACE, files_of, read_records

_AREA_FIELDS = ("area", "area_id")


def schema_named(catalogue: Catalogue, text: str) -> Schema:
    """Return the kind named by its code or Chinese title. Raises Misuse with those there are."""
    kinds = [s for s in catalogue.schemas.values() if s.store]
    for schema in kinds:
        if text in (schema.kind, schema.title):
            return schema
    raise Misuse(f"没有“{text}”这种内容", f"可选：{'、'.join(f'{s.kind}（{s.title}）' for s in kinds)}")


def records_of(catalogue: Catalogue, schema: Schema, area: Area) -> list[Record]:
    """Return the records of a kind in an area and below, in the order of files and lines.

    Raises Failure for a kind that is the same everywhere when the area is a single place.
    """
    whole = area.level in ("nation", "province")
    if not whole and not is_local(schema):
        raise Failure(f"“{schema.title}”不分地方", "地方写全国或省，例如 china")
    found = _places(catalogue, schema) if schema.kind == PLACE else iter(catalogue.of(schema.kind))
    return [r for r in found if not is_local(schema) or within(catalogue, area_of(r, catalogue), area)]


def is_local(schema: Schema) -> bool:
    """Tell whether the records of a kind belong to places."""
    own = any(schema.field(name) for name in _AREA_FIELDS)
    return own or schema.kind in ("area", PLACE) or schema.field("list_id") is not None


def area_of(record: Record, catalogue: Catalogue) -> str:
    """Return the area a record belongs to: its own, that of its list, or the area it is."""
    if record.kind in ("area", PLACE):
        return str(record.get("id"))
    own = next((str(record.get(name)) for name in _AREA_FIELDS if record.get(name)), "")
    if own or record.kind == "list":
        return own
    owner = catalogue.find("list", str(record.get("list_id")))
    return str(owner.get("area")) if owner else ""


def within(catalogue: Catalogue, area_id: str, area: Area) -> bool:
    """Tell whether an area is the other one or lies below it."""
    while area_id:
        if area_id == area.id:
            return True
        found = catalogue.areas.get(area_id) if area_id in catalogue.areas else None
        area_id = (found.parent if found else area_id.rpartition("/")[0]) or ""
    return False


def _places(catalogue: Catalogue, schema: Schema) -> Iterator[Record]:
    """Yield towns and communities, which are no records of the catalogue."""
    root = Path(catalogue.root)
    for path, kind in files_of(root, {schema.kind: schema}):
        yield from read_records(root, path, kind)[0]
