"""The store: which files belong to which kind, and all of them read into one catalogue."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from ..model.areas import Area, Areas, parent_of
from ..model.catalogue import Catalogue
from ..model.finding import Finding, Mark, has_errors
from ..model.records import CountyRecords, Late, Record, Table, Value
from ..model.schema import Schema
from ..model.urls import is_slug_path
from .csvfile import RowMarks, parse_csv, parse_settled
from .decode import ENTRY_LIMIT, TABLE_LIMIT
from .files import read_text, shown, walk
from .frontmatter import FRONT_LINE, split
from .plain import plain_values
from .schemas import read_schemas
from .settings import SETTINGS, read_settings
from .settled import Kept, Settled, kept_by_county
from .shelf import Shelf
from .yaml_events import parse

SCHEMAS = "data/schemas"
AREAS = "data/areas/areas.csv"
FOLDERS = ("content", "data")
NOT_ENTRIES = ("content/about/", SCHEMAS + "/")  # pages for MkDocs, and the schemas themselves
_PLACE_COLUMNS = ("id", "level", "kind", "name", "note")
Kinds: TypeAlias = tuple[Mapping[str, Schema], list[Finding]]
PLACE = "place"  # 17,000 towns and communities are areas but not records; nothing cites their rows one by one


def read_installation(
    root: Path,
    on: str,
    *,
    schemas: Path | None = None,
    known: Settled | None = None,
    kinds: Kinds | None = None,
    shelf: Shelf | None = None,
) -> tuple[Catalogue, list[Finding]]:
    """Read all files of an installation: settings, schemas, entries, registers, areas.

    Whatever cannot be read is left out and told in the findings (MS1xx, MS2xx, MS308, MS310, MS390, MS801),
    sorted by place. `on` is the ISO date of the catalogue; `schemas` a folder to use instead of data/schemas.
    What is `known` is not read again, nor are schemas that were read already: `kinds`, with what is wrong in them.
    Files that lie on the `shelf` are taken from there.
    """
    required = (SETTINGS, AREAS) if schemas else (SETTINGS, SCHEMAS, AREAS)
    findings = list(_missing(root, required))
    settings, record, faults = read_settings(root)
    known = known or Settled()
    descriptors = {path: found[0] for path, found in known.parsed.items()} if schemas is None else {}
    found, complaints = kinds or read_schemas(schemas or root / SCHEMAS, root, descriptors)
    stock = _Stock({kind: {} for kind in found}, known, shelf, findings=findings + faults + complaints)
    stock.records[record.kind] = {record.id: record}
    # Without its schema a file seems to belong nowhere; one fault there must not become a thousand here.
    paths = _paths(root, stock.findings)
    stock.keep_by_county(found)
    unknown = [path for path in paths if path not in known.late] if known.late else paths
    for path, schema in assign(unknown, found, stock.findings, complete=not has_errors(complaints)):
        add = stock.add_entry if schema.store == "entry" else stock.add_table
        add(root, path, schema)
    catalogue = Catalogue(
        root=str(root),
        on=on,
        settings=settings,
        schemas=found,
        records=stock.records,
        tables=tuple(stock.tables),
        areas=Areas(_areas(stock.records.get("area", {}), stock.tables)),
        unread=frozenset(stock.unread),
        settled=known.files,
        judged=known.judged,
    )
    return catalogue, sorted(dict.fromkeys(stock.findings), key=lambda f: f.sort_key)


def read_entry(
    root: Path, path: str, schema: Schema, *, late: bool = False, shelf: Shelf | None = None
) -> tuple[Record | None, list[Finding]]:
    """Read one entry file, or take it from a shelf; None when it cannot be read. Depends on nothing else.

    With `late` the places of its values are found out only when one is asked for.
    """
    text, digest, findings = read_text(root, path, ENTRY_LIMIT, shelf)
    if text is None:
        return None, findings
    body, body_line, first_line = "", 0, 1
    if schema.body:
        document, faults = split(text, path)
        if document is None:
            return None, findings + faults
        text, body, body_line, first_line = document.front, document.body, document.body_line, FRONT_LINE
    values: Mapping[str, Value] | None = plain_values(text) if late else None
    marks: Mapping[str, Mark] = {}
    if values is None:
        values, marks, faults = parse(text, path, first_line)
        findings += [_possible(fault, marks, schema) for fault in faults]
    if values is None:
        return None, findings
    if late:
        marks = LateMarks(root, path, schema)
    return Record(schema.kind, id_of(path, schema), path, values, marks, body, body_line, digest), findings


def _possible(finding: Finding, marks: Mapping[str, Mark], schema: Schema) -> Finding:
    """Return a finding without a ready value its field can never hold: a note behind a code makes no code (MS208)."""
    if finding.code != "MS208":
        return finding
    dotted = next((name.removesuffix("#") for name, m in marks.items() if m.line == finding.mark.line), "")
    *above, name = [part for part in dotted.split(".") if not part.isdigit()] or [""]
    home: Schema | None = schema
    for part in above:
        home = home.children.get(part) if home else None
    known = home.field(name) if home else None
    known = known.items if known and known.type == "array" else known
    if known is None or (known.type in ("string", "any") and not known.enum):
        return finding
    return replace(finding, remedy="说明另起一行，以“#”开头；不要的删掉", fix="", fix_kind="")


def files_of(root: Path, schemas: Mapping[str, Schema]) -> list[tuple[str, Schema]]:
    """Return every entry and register of an installation with its schema, sorted; other files are left out."""
    return list(assign(_paths(root, []), schemas, [], complete=False))


def read_records(root: Path, path: str, schema: Schema) -> tuple[list[Record], list[Finding]]:
    """Read the records of one file: an entry, or the rows of a register (of places too)."""
    if schema.store == "entry":
        record, findings = read_entry(root, path, schema)
        return ([record] if record else []), findings
    text, digest, findings = read_text(root, path, TABLE_LIMIT)
    if text is None:
        return [], findings
    table, faults = parse_csv(text, path, schema.kind, digest=digest)
    return (list(records_of(table, text, schema)) if table else []), findings + faults


class LateMarks(Mapping[str, Mark]):
    """The marks of an entry, found out by reading its file again when one is asked for."""

    __slots__ = ("_asked", "_marks")

    def __init__(self, root: Path, path: str, schema: Schema) -> None:
        self._asked = (root, path, schema)
        self._marks: Mapping[str, Mark] | None = None

    def _found(self) -> Mapping[str, Mark]:
        if self._marks is None:
            record, _ = read_entry(*self._asked)
            self._marks = record.marks if record else {}
        return self._marks

    def __getitem__(self, dotted: str) -> Mark:
        return self._found()[dotted]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())


def id_of(path: str, schema: Schema) -> str:
    """Return the id an entry has by its place: that of `content/listings/a/b.yaml` is "a/b"."""
    return path.removeprefix(_prefix(schema.glob)).rpartition(".")[0]


def assign(
    paths: Iterable[str], schemas: Mapping[str, Schema], findings: list[Finding], *, complete: bool = True
) -> Iterator[tuple[str, Schema]]:
    """Yield every file with its schema; a file of no kind, or whose name cannot be an id, yields MS108.

    Without `complete` some schemas are missing, and a file of no kind is passed over.
    """
    patterns = [(_prefix(s.glob), _compiled(s.glob), s) for s in schemas.values() if s.glob]

    @cache
    def near(folder: str) -> list[tuple[re.Pattern[str], Schema]]:
        return [(pattern, schema) for prefix, pattern, schema in patterns if folder.startswith(prefix)]

    for path in paths:
        possible = near(path[: path.rfind("/") + 1])
        schema = next((schema for pattern, schema in possible if pattern.fullmatch(path)), None)
        if schema is None:
            findings += [_homeless(path, schemas)] if complete else []
        elif schema.store == "entry" and not is_slug_path(id_of(path, schema)):
            remedy = "文件名和文件夹名只用字母、数字和连字符，不超过 64 个字符"
            findings.append(Finding("MS108", "文件名不能用作编号", shown(path), remedy=remedy))
        else:
            yield path, schema


@dataclass(slots=True)
class _Stock:
    """What has been read so far."""

    records: dict[str, dict[str, Record] | CountyRecords]
    known: Settled
    shelf: Shelf | None
    tables: list[Table] = field(default_factory=list)
    unread: set[tuple[str, str]] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def add_entry(self, root: Path, path: str, schema: Schema) -> None:
        """Read an entry, or take it as it is known, and put it among its kind."""
        if path in self.known.parsed:
            values, body, line = self.known.parsed[path]
            marks = LateMarks(root, path, schema)
            self._put(Record(schema.kind, id_of(path, schema), path, values, marks, body, line))
            return
        # Of the kinds kept by county there are thousands, and almost none is ever asked where its values stand.
        is_many = schema.glob.count("*/") > 1
        record, findings = read_entry(root, path, schema, late=is_many, shelf=self.shelf)
        self.findings += findings
        if record:
            self._put(record)
        else:
            self.unread.add((schema.kind, id_of(path, schema)))

    def _put(self, record: Record) -> None:
        """Put an entry or a row among its kind; the first of an id stays."""
        among = self.records[record.kind]
        if isinstance(among, CountyRecords):
            among.add(record)
        else:
            among.setdefault(record.id, record)

    def keep_by_county(self, kinds: Mapping[str, Schema]) -> None:
        """Make room for the kinds that are kept by county, with the entries that are known of them."""
        for folder in kept_by_county(kinds):
            schema = next(s for s in kinds.values() if s.glob.startswith(folder))
            late = {
                path.removeprefix(folder): Late(kept.count, partial(_known_entries, schema, kept))
                for path, kept in self.known.slim.items()
                if path.startswith(folder)
            }
            self.records[schema.kind] = CountyRecords(late)

    def add_table(self, root: Path, path: str, schema: Schema) -> None:
        """Read a register; its rows become records, unless they are places."""
        text, digest, findings = read_text(root, path, TABLE_LIMIT, self.shelf)
        self.findings += findings
        table: Table | None = None
        if text is not None and path in self.known.files:
            table, findings = parse_settled(text, path, schema.kind, digest=digest), []
        elif text is not None:
            table, findings = parse_csv(text, path, schema.kind, digest=digest)
        self.findings += findings
        if table is None or text is None:
            self.unread.add((schema.kind, ""))
            return
        if any(finding.code in ("MS211", "MS212") for finding in findings):
            # A row was left out: that others refer to it is not their fault.
            self.unread.add((schema.kind, ""))
        self.tables.append(table)
        if schema.kind != PLACE:
            for record in records_of(table, text, schema):
                self._put(record)


def _known_entries(schema: Schema, kept: Kept) -> dict[str, Record]:
    """Return entries by id, with the values that are kept of them."""
    made = (Record(schema.kind, id_of(path, schema), path, values) for path, values in kept.values().items())
    return {record.id: record for record in made}


def records_of(table: Table, text: str, schema: Schema) -> Iterator[Record]:
    """Yield the rows of a register as records; the key of several columns is joined with "@"."""
    source = text.split("\n")
    keys = schema.primary_key or (schema.id_field,)
    for values, line in zip(table.dicts(), table.lines, strict=True):
        parts = [values.get(key, "") for key in keys]
        if any(parts):
            marks = RowMarks(table.header, source[line - 1], line)
            yield Record(table.kind, "@".join(parts), table.path, values, marks, digest=table.digest)


def _areas(rows: Mapping[str, Record], tables: Iterable[Table]) -> Iterator[Area]:
    """Yield the areas, the first of every id, first those of areas.csv; a place lies in what its path says."""
    seen = set(rows)
    for record in rows.values():
        names = ("id", "level", "kind", "name", "short_name", "code", "parent", "note", "published")
        yield Area(**{name: record.get(name) for name in names})
    for table in tables:
        if table.kind != PLACE:
            continue
        # By number and not by name: there are 60,000 rows in a large province.
        at = [table.header.index(name) if name in table.header else -1 for name in _PLACE_COLUMNS]
        for row in table.rows:
            area_id, level, kind, name, note = [row[i] if i >= 0 else "" for i in at]
            if area_id and area_id not in seen:
                seen.add(area_id)
                yield Area(area_id, level, kind, name, parent=parent_of(area_id), note=note)


def _missing(root: Path, required: Iterable[str]) -> Iterator[Finding]:
    for path in required:
        if not os.path.lexists(root / path):
            remedy = "补上它；如果文件夹选错了，请在含有 mkdocs.yml 的文件夹里执行命令"
            yield Finding("MS109", f"缺少 {path}", path, remedy=remedy)


def _paths(root: Path, findings: list[Finding]) -> list[str]:
    paths = []
    for folder in FOLDERS:
        found, faults = walk(root, folder)
        paths += [p for p in found if not p.startswith(NOT_ENTRIES) and not p.endswith("/README.md")]
        findings += faults
    return paths


def _compiled(glob: str) -> re.Pattern[str]:
    """Return the pattern of a glob: `*` stays inside a folder, `**` stands for any number of folders."""
    *folders, name = glob.split("/")
    parts = ["(?:[^/]+/)*" if folder == "**" else _part(folder) + "/" for folder in folders]
    return re.compile("".join(parts) + _part(name))


def _part(text: str) -> str:
    return re.escape(text).replace(r"\*", "[^/]*")


def _prefix(glob: str) -> str:
    """Return the fixed folders a glob begins with: "content/listings/" of "content/listings/*/*.yaml"."""
    return glob.partition("*")[0].rpartition("/")[0] + "/"


def _homeless(path: str, schemas: Mapping[str, Schema]) -> Finding:
    near = [
        schema for schema in schemas.values() if "*" in schema.glob and path.startswith(_prefix(schema.glob))
    ]
    best = max(near, key=lambda schema: len(_prefix(schema.glob)), default=None)
    remedy = (
        f"这里的“{best.title}”应放在 {best.glob}"
        if best
        else "移到它所属的文件夹；说明性的页面放 content/about/"
    )
    return Finding("MS108", "这个文件不属于任何一种条目或登记表", shown(path), remedy=remedy)
