"""Schema files: one Table Schema a kind, read with our own reader and checked before anything relies on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.finding import Finding, Mark
from ..model.schema import Schema, SchemaError, schema_from
from .decode import ENTRY_LIMIT
from .files import read_text, shown, walk
from .schema_lint import Complaint, lint_all, lint_descriptor, lint_schema
from .yaml_events import parse


@dataclass(frozen=True, slots=True)
class _Source:
    """One schema file as read: its marks say where a complaint stands."""

    path: str
    descriptor: Mapping[str, Any]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def finding(self, complaint: Complaint) -> Finding:
        """Return a complaint at its place, or at the nearest place above that is known."""
        where = complaint.where
        while where and where not in self.marks and where + "#" not in self.marks:
            where = where.rpartition(".")[0]
        mark = self.marks.get(where) or self.marks.get(where + "#") or Mark(1)
        return Finding("MS390", complaint.message, self.path, mark, complaint.remedy)


def read_schemas(
    folder: Path, root: Path, known: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[dict[str, Schema], list[Finding]]:
    """Read every *.yaml directly in a folder; schemas by kind, in the order of their file names.

    A schema with a fault is left out and yields MS390, as do a kind defined twice and references between
    schemas that lead nowhere. `folder` may lie outside `root` (the rules of another commit). When the descriptors of
    all files are `known` to be right, by path, nothing is read.
    """
    base, prefix = _base_of(folder, root)
    paths, findings = walk(base, prefix)
    if known and not findings and all(path in known for path in paths):
        made = [schema_from(known[path], path) for path in paths]
        return {schema.kind: schema for schema in made}, []
    schemas: dict[str, Schema] = {}
    sources: dict[str, _Source] = {}
    for path in paths:
        source, more = _read_source(base, prefix, path)
        schema, complaints = _build(source) if source else (None, [])
        if source and schema and schema.kind in sources:
            message = f"“{schema.kind}”在 {sources[schema.kind].path} 里已经定义过"
            complaints = [Complaint("name", message, "每一种条目只有一个字段定义文件")]
        elif source and schema:
            schemas[schema.kind], sources[schema.kind] = schema, source
        findings += more + [source.finding(c) for c in complaints if source]
    for kind, complaint in lint_all(schemas, complete=len(schemas) == len(paths)):
        findings.append(sources[kind].finding(complaint))
    return schemas, findings


def _base_of(folder: Path, root: Path) -> tuple[Path, str]:
    """Return the folder that paths are relative to, and the way from there to the schemas."""
    try:
        return root, folder.relative_to(root).as_posix()
    except ValueError:
        return folder.parent, folder.name


def _read_source(base: Path, prefix: str, path: str) -> tuple[_Source | None, list[Finding]]:
    name = path.removeprefix(prefix + "/")
    if "/" in name or not name.endswith(".yaml"):
        remedy = f"{prefix}/ 里只放字段定义文件，后缀 .yaml，不分文件夹"
        return None, [Finding("MS108", "这不是字段定义文件", shown(path), remedy=remedy)]
    text, _, findings = read_text(base, path, ENTRY_LIMIT)
    descriptor, marks, faults = parse(text, path) if text is not None else (None, {}, [])
    source = _Source(path, descriptor, marks) if descriptor is not None else None
    return source, findings + faults


def _build(source: _Source) -> tuple[Schema | None, list[Complaint]]:
    complaints = list(lint_descriptor(source.descriptor))
    if complaints:
        return None, complaints
    try:
        schema = schema_from(source.descriptor, source.path)
    except SchemaError as error:
        return None, [Complaint(error.where, str(error))]
    complaints = list(lint_schema(schema))
    return (None if complaints else schema), complaints
