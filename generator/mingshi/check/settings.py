"""Settings in mkdocs.yml under extra.mingshi: right as far as given (MS801), complete before going public (MS802).

Before going public nothing may be synthetic either (MS803).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from ..model.schema import Schema
from ..model.settings import OPTIONAL
from .cells import named
from .fields import check_rows
from .references import references_in_settings
from .rows import EntryRow, finding_at

SYNTHETIC = "synthetic"


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
    """Return a finding for every setting that is still empty, and for every kind with synthetic entries.

    A preview shows 待填 in place of an empty setting, and says of synthetic data that it is.
    """
    return [*_empty(catalogue), *_synthetic(catalogue)]


def _synthetic(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield one finding per kind, at its first synthetic entry: there may be tens of thousands."""
    for kind, schema in catalogue.schemas.items():
        made = [r for r in catalogue.of(kind) if r.get(SYNTHETIC)] if schema.field(SYNTHETIC) else []
        if made:
            more = f"，共 {len(made)} 条" if len(made) > 1 else ""
            message = f"“{schema.title}”里有合成数据{more}"
            yield finding_at(
                made[0], SYNTHETIC, "MS803", message, "删掉合成数据；真实的条目删掉 synthetic 这一行"
            )


def _empty(catalogue: Catalogue) -> list[Finding]:
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
        if field.type != "array" and field.name not in OPTIONAL and not record.get(field.name)
    ]


def _settings(catalogue: Catalogue) -> tuple[Schema, Record] | None:
    schema, record = catalogue.schemas.get("settings"), catalogue.find("settings", "settings")
    return (schema, record) if schema and record else None
