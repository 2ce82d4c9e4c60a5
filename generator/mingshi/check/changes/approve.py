"""Registering an approval: one row bound to the content's hash, and one word changed in the entry."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

from ...model.failure import Failure
from ...model.records import Record
from ...model.schema import Schema
from ...read.schemas import read_schemas
from ...read.store import SCHEMAS, read_entry
from .compare import APPROVALS, path_of
from .content import APPROVAL, APPROVED, content_digest


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

    Raises Failure when there is no such entry, it cannot be read, or its kind knows no approval; nothing is
    written then.
    """
    schemas, _ = read_schemas(root / SCHEMAS, root)
    schema = schemas.get(approval.kind)
    if schema is None or schema.field(APPROVAL) is None or schema.store != "entry":
        known = "、".join(k for k, s in schemas.items() if s.store == "entry" and s.field(APPROVAL))
        raise Failure(f"“{approval.kind}”不是可以核定的内容种类", f"可选：{known}")
    path = path_of(schema, approval.entry_id)
    if re.search(r"(?:^|/)\.{0,2}(?:/|$)", approval.entry_id) or not (root / path).is_file():
        raise Failure(f"没有这一条：{path}", "编号写文件的路径，不带后缀，例如 hunyin-zhuangkuang")
    record, findings = read_entry(root, path, schema)
    if record is None:
        raise Failure(f"{path} 读不出来：{findings[0].message}", "执行 mingshi check，改好再核定")
    text = _approved(root / path, record)
    register = f"{APPROVALS}{approval.kind}.csv"
    digest = content_digest(record)
    _write(root / register, _with_row(root / register, schemas["approval"], approval, digest))
    _write(root / path, text)
    return digest, [register, path]


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
