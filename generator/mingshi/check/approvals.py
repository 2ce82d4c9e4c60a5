"""Approvals before going public: what says it is approved was approved as it stands (MS509)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from .changes.content import APPROVAL, APPROVED, content_digest
from .rows import finding_at


def unproven_approvals(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield one finding per kind, at its first entry that says it is approved without a record of what it says now."""
    approvals = catalogue.records.get("approval", {})
    for kind, schema in catalogue.schemas.items():
        if schema.store != "entry" or not schema.field(APPROVAL):
            continue
        void = [r for r in catalogue.of(kind) if r.get(APPROVAL) == APPROVED and not _is_proven(r, approvals)]
        if void:
            more = f"，共 {len(void)} 条" if len(void) > 1 else ""
            message = f"写着“已核定”的{schema.title}没有有效的核定记录{more}"
            remedy = "由审核人执行 mingshi approve 登记，或改成 approval: pending（待主管部门核定）"
            yield finding_at(void[0], APPROVAL, "MS509", message, remedy)


def _is_proven(record: Record, approvals: Mapping[str, Record]) -> bool:
    row = approvals.get(f"{record.kind}@{record.id}")
    return row is not None and row.get("digest") == content_digest(record)
