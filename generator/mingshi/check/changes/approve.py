"""Registering an approval: one row bound to the content's hash, and one word changed in the entry."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...model.failure import Failure, Misuse
from ...model.records import Record
from ...model.schema import Schema
from ...read.schemas import read_schemas
from ...read.settings import read_settings
from ...read.store import AREAS, SCHEMAS, read_entry, read_records
from .compare import APPROVALS, path_of, region_of
from .content import APPROVAL, APPROVED, content_digest
from .rights import EDITORS, REVIEWER, Rights, rights_of


@dataclass(frozen=True, slots=True)
class Approval:
    """What is registered: which entry, by which account, on which day, on what ground."""

    kind: str
    entry_id: str
    approver: str
    date: str
    basis: str


def approve(root: Path, approval: Approval) -> tuple[str, list[str]]:
    """Register an approval and return the digest and the files that were written.

    Raises Failure when there is no such entry, it cannot be read, its kind knows no approval, or the account may not
    review it; nothing is written then.
    """
    schemas, _ = read_schemas(root / SCHEMAS, root)
    schema = schemas.get(approval.kind)
    if schema is None or schema.field(APPROVAL) is None or schema.store != "entry":
        known = "、".join(k for k, s in schemas.items() if s.store == "entry" and s.field(APPROVAL))
        raise Misuse(f"“{approval.kind}”不是可以核定的内容种类", f"可选：{known}")
    path = path_of(schema, approval.entry_id)
    if re.search(r"(?:^|/)\.{0,2}(?:/|$)", approval.entry_id) or not (root / path).is_file():
        raise Failure(f"没有这一条：{path}", "编号写文件的路径，不带后缀，例如 hunyin-zhuangkuang")
    record, findings = read_entry(root, path, schema)
    if record is None:
        raise Failure(f"{path} 读不出来：{findings[0].message}", "执行 mingshi check，改好再核定")
    _may_review(root, approval, record, schemas)
    text = _approved(root / path, record)
    register = f"{APPROVALS}{approval.kind}.csv"
    digest = content_digest(record)
    _write(root / register, _with_row(root / register, schemas["approval"], approval, digest))
    _write(root / path, text)
    return digest, [register, path]


def registered(root: Path, schemas: Mapping[str, Schema]) -> Rights:
    """Return the rights of an installation as it lies there."""
    editors, areas = (
        read_records(root, path, schemas[kind])[0] if (root / path).is_file() else []
        for path, kind in ((EDITORS, "editor"), (AREAS, "area"))
    )
    return rights_of(editors, areas, read_settings(root)[0].area)


def _may_review(root: Path, approval: Approval, record: Record, schemas: Mapping[str, Schema]) -> None:
    """Ask of an account what the gate will ask. Raises Failure; where nobody has a right yet, neither asks."""

    def find(kind: str, entry_id: str) -> Record | None:
        return read_entry(root, path_of(schemas[kind], entry_id), schemas[kind])[0]

    rights = registered(root, schemas)
    area = region_of(record, schemas[approval.kind], find)
    if rights.grants and not rights.may(approval.approver, approval.kind, area, REVIEWER):
        raise Failure(
            f"“{approval.approver}”没有审核“{area or rights.home}”的{schemas[approval.kind].title}的权限"
            f"（{EDITORS}：{rights.says(approval.approver)}）",
            "写登记过的审核账号；权限登记错了的，请维护人员先改这张表",
        )


def _approved(file: Path, record: Record) -> str:
    """Return the text of an entry's file with nothing but the approval changed."""
    lines = file.read_text(encoding="utf-8").split("\n")
    mark = record.mark(APPROVAL)
    value = str(record.get(APPROVAL))
    line = lines[mark.line - 1] if value else ""
    if not value or not mark.column or value not in line[mark.column - 1 :]:
        raise Failure(f"{record.path} 里没有写“{APPROVAL}”", f"先写一行 {APPROVAL}: pending")
    head, tail = line[: mark.column - 1], line[mark.column - 1 :]
    lines[mark.line - 1] = head + tail.replace(value, APPROVED, 1)
    return "\n".join(lines)


def _with_row(file: Path, schema: Schema, approval: Approval, digest: str) -> str:
    """Return a register with the row of this approval in the place of an earlier one, sorted by id."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    rows = {row["entry_id"]: row for row in csv.DictReader(io.StringIO(text))}
    rows[approval.entry_id] = {
        "kind": approval.kind,
        "entry_id": approval.entry_id,
        "digest": digest,
        "approver": approval.approver,
        "date": approval.date,
        "basis": approval.basis,
    }
    made = io.StringIO()
    writer = csv.DictWriter(made, schema.names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows[entry_id] for entry_id in sorted(rows))
    return made.getvalue()


def _write(file: Path, text: str) -> None:
    """Write aside, then replace: a file is old or new, never half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(aside, file)
