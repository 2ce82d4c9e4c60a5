"""From a workbook to files: what changes, checked as a whole before anything is written, told by cells."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from ...check.allow import is_allowed
from ...check.fields import check_rows
from ...check.rows import EntryRow
from ...check.safety import numbers, public_phones
from ...check.texts import of_cells
from ...model.catalogue import Catalogue
from ...model.finding import Finding, Mark
from ...model.records import Record, Value
from ...model.schema import Schema
from ...read.csvfile import parse_csv
from ...read.decode import ENTRY_LIMIT
from ...read.files import read_bytes
from ...read.store import PLACE, read_records
from ..canonical import canonical, is_empty
from ..files import replace as put_file
from ..form import canonical_table, formed_bytes, with_note
from ..naming import path_for
from .layout import BODY, as_in_cells, content_hash, record_id
from .read import Taken, Trouble
from .select import area_of, within


@dataclass(slots=True)
class Intake:
    """What an import would do: the new text of every file that changes, what is wrong, what is only told."""

    files: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    elsewhere: list[Finding] = field(default_factory=list)
    owners: dict[str, list[Record]] = field(default_factory=dict)


def intake(taken: Taken, catalogue: Catalogue, schema: Schema, current: Sequence[Record]) -> Intake:
    """Compare a workbook with the records as they are. Nothing is in `files` when there are troubles.

    Records are never deleted by leaving them out, and one that somebody changed after the export is refused.
    """
    found = Intake(troubles=list(taken.troubles))
    rows = [EntryRow(record, record.values) for record in taken.records]
    found.troubles += [_trouble(f.mark, f.message, f.remedy) for f in check_rows(as_in_cells(schema), rows)]
    by_id = {record.id: record for record in current}
    changed: list[Record] = []
    for record in taken.records:
        old = by_id.get(record.id)
        if old is None or _differs(record, old):
            found.troubles += _collisions(record, old, taken)
            found.troubles += _outside(record, taken, catalogue)
            root = Path(catalogue.root)
            changed.append(_with_comments(found, record, old, schema, root) if old else record)
    left_out = sorted(taken.exported.keys() & by_id.keys() - {r.id for r in taken.records})
    if left_out:
        shown = "、".join(left_out[:5]) + ("等" if len(left_out) > 5 else "")
        found.notes.append(
            f"工作簿里少了 {len(left_out)} 条（{shown}）；没有删除。要删除请直接删文件或那一行"
        )
    if found.troubles:
        # The check of the new files would tell it, but there are none yet.
        own = taken.records if schema.kind == "public_phone" else []
        public = public_phones([*catalogue.of("public_phone"), *own])
        found.troubles += [trouble for record in changed for trouble in _personal(record, public)]
    elif schema.store == "entry":
        _entries(found, changed, by_id, schema)
    else:
        _tables(found, changed, by_id, schema, taken.records, Path(catalogue.root))
    return found


def check_intake(
    found: Intake,
    desk: Path,
    before: Sequence[Finding],
    check: Callable[[Path], list[Finding]],
    schema: Schema,
) -> None:
    """Put the new files into a copy of the installation and check it; what is newly wrong becomes trouble."""
    for path, text in found.files.items():
        put_file(desk, path, text.encode())
    known = {(f.code, f.path, f.message) for f in before}
    cells = _Cells(found, desk, schema)
    for finding in check(desk):
        if finding.severity != "error" or (finding.code, finding.path, finding.message) in known:
            continue
        mark = cells.of(finding)
        if mark is None:
            found.elsewhere.append(finding)
        else:
            found.troubles.append(_trouble(mark, finding.message, finding.remedy))


def _trouble(mark: Mark, message: str, remedy: str = "") -> Trouble:
    return Trouble(mark.end, mark.line, mark.column, message, remedy)


def _row_of(record: Record) -> Mark:
    """Return the first cell of a record's row."""
    return next(iter(record.marks.values()))


def _clean(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values without what is empty, so that a record can be compared with its file."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        if isinstance(value, list):
            value = [_clean(v) if isinstance(v, Mapping) else v for v in value if not is_empty(v)]
        if not is_empty(value):
            found[name] = value
    return found


def _differs(new: Record, old: Record) -> bool:
    return _clean(new.values) != _clean(old.values) or new.body.strip() != old.body.strip()


def _collisions(record: Record, old: Record | None, taken: Taken) -> Iterator[Trouble]:
    """Yield trouble for a record that somebody changed, deleted or made after the export."""
    hashed = taken.exported.get(record.id, "")
    now = content_hash(old.values, old.body) if old else ""
    if hashed == now:
        return
    what = "导出以后被别人改过" if hashed and now else "导出以后被别人删掉了" if hashed else "别人已经建了"
    yield _trouble(_row_of(record), f"“{record.id}”{what}", "重新导出，把您的改动抄过去")


def _outside(record: Record, taken: Taken, catalogue: Catalogue) -> Iterator[Trouble]:
    """Yield trouble for a record of another place than the workbook is for."""
    where = area_of(record, catalogue)
    if (
        where
        and taken.area in catalogue.areas
        and not within(catalogue, where, catalogue.areas.get(taken.area))
    ):
        name = catalogue.areas.get(taken.area).name
        yield _trouble(
            _row_of(record), f"这份工作簿只管{name}，“{where}”不在里面", "删掉这一行，或者导出那个地方再改"
        )


def _with_comments(found: Intake, record: Record, old: Record, schema: Schema, root: Path) -> Record:
    """Return a record with the comments of its file in its note, where `mingshi fmt` would put them."""
    raw = read_bytes(root, old.path, ENTRY_LIMIT)[0] or b"" if schema.store == "entry" else b""
    if b"#" not in raw.partition(b"\n---")[0]:
        return record
    there = formed_bytes(old.path, raw, schema)
    if there.findings:
        message = f"{old.path} 里有错误，盖掉它会丢内容：{there.findings[0].message}"
        found.troubles.append(_trouble(_row_of(record), message, "执行 mingshi check，改好文件再导入"))
    found.notes += [
        f"{old.path} 第 {line} 行的注释移到 note 字段；看一遍它适不适合公开" for line, _ in there.moved
    ]
    return replace(record, values=dict(with_note(record.values, [said for _, said in there.moved])))


def _personal(record: Record, public: Container[str]) -> Iterator[Trouble]:
    """Yield trouble for cells with personal data, but for what the record makes an exception of, with a reason."""
    texts = of_cells(replace(record, values={**record.values, BODY: record.body}))
    for finding in numbers(texts, public):
        # Where the exception must stand is known in the new file, which is checked when the cells are right.
        if finding.severity == "error" and not is_allowed(finding.code, [" ".join(texts.joined.split())], 1):
            yield _trouble(finding.mark, finding.message, finding.remedy)


def _entries(found: Intake, changed: Sequence[Record], by_id: Mapping[str, Record], schema: Schema) -> None:
    """Write each changed record as the text of its file."""
    for record in changed:
        old = by_id.get(record.id)
        try:
            path = old.path if old else path_for(schema, record.values)
        except ValueError as error:
            found.troubles.append(_trouble(_row_of(record), f"“{error}”不能用作文件名", "改正编号"))
            continue
        unknown = {n: v for n, v in old.values.items() if n not in schema.names} if old else {}
        found.files[path] = canonical({**unknown, **record.values}, schema, record.body)
        found.owners[path] = [record]


def _tables(
    found: Intake,
    changed: Sequence[Record],
    by_id: Mapping[str, Record],
    schema: Schema,
    rows: Sequence[Record],
    root: Path,
) -> None:
    """Write the changed rows into the registers they stand in; a new one follows the row before it in the workbook."""
    by_file: dict[str, dict[str, Record]] = {}
    for record in changed:
        path = by_id[record.id].path if record.id in by_id else _register(record, schema)
        by_file.setdefault(path, {})[record.id] = record
    before = {b.id: a.id for a, b in pairwise(rows)}
    for path, records in by_file.items():
        there, _ = read_records(root, path, schema)
        order = [record.id for record in there]
        for entry_id in (i for i in records if i not in by_id):
            at = order.index(before[entry_id]) + 1 if before.get(entry_id) in order else len(order)
            order.insert(at, entry_id)
        known = {record.id: record for record in there}
        written = [(records.get(i) or known[i]).values for i in order]
        header = [
            n
            for n in schema.names
            if not there or n in there[0].values or any(r.values.get(n) for r in records.values())
        ]
        found.files[path] = canonical_table(
            header, [[str(row.get(n) or "") for n in header] for row in written], schema
        )
        found.owners[path] = list(records.values())


def _register(record: Record, schema: Schema) -> str:
    """Return the file a new row of a register belongs in: by its county for places."""
    if schema.kind != PLACE:
        return schema.glob
    county = str(record.get("id")).split("/")
    return f"data/areas/{'/'.join(county[:2])}.csv"


class _Cells:
    """Which cell of the workbook stands for a place in a new file; a file is read once, however much is wrong in it."""

    def __init__(self, found: Intake, desk: Path, schema: Schema) -> None:
        self._owners, self._desk, self._schema = found.owners, desk, schema
        self._registers: dict[str, dict[int, tuple[Record, Record]]] = {}

    def of(self, finding: Finding) -> Mark | None:
        """Return the cell that a finding in a new file is about, None when it is in no row of the workbook."""
        owners = self._owners.get(finding.path)
        if owners is None:
            return None
        if self._schema.store == "entry":
            records, _ = read_records(self._desk, finding.path, self._schema)
            return owners[0].mark(_dotted(records[0], finding.mark)) if records else _row_of(owners[0])
        if finding.path not in self._registers:
            self._registers[finding.path] = dict(self._lines(finding.path, owners))
        pair = self._registers[finding.path].get(finding.mark.line)
        return pair[0].mark(_dotted(pair[1], finding.mark)) if pair else None

    def _lines(self, path: str, owners: Sequence[Record]) -> Iterator[tuple[int, tuple[Record, Record]]]:
        """Yield the lines of a new register with the row of the workbook they come from, and as they read now."""
        text = (self._desk / path).read_text(encoding="utf-8")
        table, _ = parse_csv(text, path, self._schema.kind)
        records, _ = read_records(self._desk, path, self._schema)
        rows, written = {r.id: r for r in owners}, {r.id: r for r in records}
        for line, row in zip(table.lines, table.dicts(), strict=True) if table else ():
            entry_id = record_id(self._schema, row)
            if entry_id in rows and entry_id in written:
                yield line, (rows[entry_id], written[entry_id])


def _dotted(record: Record, mark: Mark) -> str:
    """Return the value of a record at a place of its file."""
    same_line = [(name, m) for name, m in record.marks.items() if m.line == mark.line]
    exact = [name for name, m in same_line if m.column == mark.column]
    return (exact or [name for name, _ in same_line] or [""])[0].removesuffix("#")
