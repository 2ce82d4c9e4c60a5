"""Settings in mkdocs.yml under extra.mingshi: right as far as given (MS801), complete before going public (MS802)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from ..model.schema import Schema
from .cells import named
from .fields import check_rows
from .references import references_in_settings
from .rows import EntryRow, finding_at


def check_settings(catalogue: Catalogue) -> Iterator[Finding]:
    """Check the settings that are given, by the same rules as any entry."""
    found = _settings(catalogue)
    if found is None:
        return
    schema, record = found
    rows = [EntryRow(record, record.values)]
    for finding in (*check_rows(schema, rows), *references_in_settings(catalogue, schema, rows)):
        yield replace(finding, code="MS801")


def missing_for_production(catalogue: Catalogue) -> list[Finding]:
    """Return a finding for every setting that is still empty; a preview shows 待填 in its place."""
    found = _settings(catalogue)
    if found is None:
        return []
    schema, record = found
    return [
        finding_at(
            record,
            field.name,
            "MS802",
            f"没有填写{named(field)}",
            f"在 mkdocs.yml 的 extra.mingshi 下写“{field.name}: …”"
            + (f"，例如 {field.example}" if field.example else ""),
        )
        for field in schema.fields
        if field.type != "array" and not record.get(field.name)
    ]


def _settings(catalogue: Catalogue) -> tuple[Schema, Record] | None:
    schema, record = catalogue.schemas.get("settings"), catalogue.find("settings", "settings")
    return (schema, record) if schema and record else None
