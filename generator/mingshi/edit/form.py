"""Bringing files into canonical form: what a tool or a hand wrote in, the same content in one style out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.finding import Finding, has_errors
from ..model.records import Value
from ..model.schema import Schema
from ..read.causes import causes_in
from ..read.csvfile import parse_csv
from ..read.decode import ENTRY_LIMIT, TABLE_LIMIT, decode
from ..read.files import read_bytes
from ..read.frontmatter import FRONT_LINE, split
from ..read.yaml_events import parse
from ..read.yaml_loose import read_loosely
from .canonical import canonical

NOTE = "note"
_BEARABLE = ("MS106", "MS207", "MS308", "MS310")  # what this puts right, or leaves as it is


@dataclass(frozen=True, slots=True)
class Formed:
    """One file: its bytes, its canonical bytes (the same when nothing can be done), what kept it from being formed.

    `moved` are the comments that became part of the note, as (line, text).
    """

    path: str
    before: bytes
    after: bytes
    findings: tuple[Finding, ...] = ()
    moved: tuple[tuple[int, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether the file is to be rewritten."""
        return self.before != self.after


def formed(root: Path, path: str, schema: Schema) -> Formed:
    """Return a file in canonical form. A file with an error that could cost content is left as it is."""
    limit = ENTRY_LIMIT if schema.store == "entry" else TABLE_LIMIT
    raw, findings = read_bytes(root, path, limit)
    return Formed(path, b"", b"", tuple(findings)) if raw is None else formed_bytes(path, raw, schema)


def formed_bytes(path: str, raw: bytes, schema: Schema) -> Formed:
    """Return the bytes of a file in canonical form, as `formed` does for one that lies on the disk."""
    text, findings = decode(raw, path, limit=ENTRY_LIMIT if schema.store == "entry" else TABLE_LIMIT)
    if text is None:
        return Formed(path, raw, raw, tuple(findings))
    return (_entry if schema.store == "entry" else _table)(path, raw, text, schema)


def canonical_table(header: Sequence[str], rows: Iterable[Sequence[str]], schema: Schema) -> str:
    """Return the text of a register: columns in the order of the schema, quotes only where they are needed."""
    order = [n for n in schema.names if n in header] + sorted(n for n in header if n not in schema.names)
    at = [header.index(name) for name in order]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(order)
    writer.writerows([row[i] for i in at] for row in rows)
    return out.getvalue()


def _table(path: str, raw: bytes, text: str, schema: Schema) -> Formed:
    table, findings = parse_csv(text, path, schema.kind)
    if table is None or has_errors(findings):
        return Formed(path, raw, raw, tuple(f for f in findings if f.severity == "error"))
    return Formed(path, raw, canonical_table(table.header, table.rows, schema).encode())


def _entry(path: str, raw: bytes, text: str, schema: Schema) -> Formed:
    front, body, first_line = text, "", 1
    if schema.body:
        document, findings = split(text, path)
        if document is None:
            return Formed(path, raw, raw, tuple(findings))
        front, body, first_line = document.front, document.body, FRONT_LINE
    values, _, findings = parse(front, path, first_line)
    stopping = _stopping(front, findings)
    if values is None or has_errors(stopping):
        return Formed(path, raw, raw, tuple(stopping))
    loose = read_loosely(front)
    comments = tuple((line + first_line - 1, said) for line, said in loose.comments if said)
    if comments and not isinstance(loose.values.get(NOTE) or "", str):
        return Formed(path, raw, raw)  # the check tells that a note is one text
    noted = with_note(loose.values, [said for _, said in comments])
    return Formed(path, raw, canonical(noted, schema, body).encode(), moved=comments)


def _stopping(front: str, findings: list[Finding]) -> list[Finding]:
    """Return the findings with which a file stays as it is.

    A tool folds long lines (MS207); but where a line could be a field with a slip, an editor must look.
    """
    slips = any(causes_in(front.split("\n")))
    return [f for f in findings if f.code not in _BEARABLE or (f.code == "MS207" and slips)]


def with_note(values: Mapping[str, Value], comments: Sequence[str]) -> Mapping[str, Value]:
    """Return values with comments at the end of their note; one that stands there already is not repeated."""
    if not comments:
        return values
    there = str(values.get(NOTE) or "")
    lines = [*there.split("\n"), *(said for said in comments if said not in there)]
    return {**values, NOTE: "\n".join(line for line in lines if line)}
