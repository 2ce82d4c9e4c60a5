"""Ids and references: unique, like their file's name, usable as addresses, and leading somewhere (MS400 to MS415)."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.schema import Field, ForeignKey, Schema
from ..model.urls import BY_COUNTY, is_slug_path
from .cells import named, quote
from .rows import EntryRow, Row, child_rows, finding_at, is_whole, rows_of, text_of

# Towns and communities live in the name space of the areas above them.
_SHARED = {"place": "area"}
_LISTED = 6  # registered values named in a remedy
_MANY = 500  # above this, look for similar ids only among those that share an end of the path


def check_references(catalogue: Catalogue) -> Iterator[Finding]:
    """Check ids and references of all entries and registers."""
    rows = {kind: rows_of(catalogue, schema) for kind, schema in catalogue.schemas.items() if schema.store}
    targets = _Targets(catalogue)
    for kind, schema in catalogue.schemas.items():
        if schema.store == "entry":
            yield from _names(schema, rows[kind])
            yield from _folders(schema, rows[kind])
        if schema.store:
            yield from _slugs(schema, rows[kind])
            yield from references_of(schema, rows[kind], targets.resolve)
    yield from _duplicates(catalogue, rows)


def references_in_settings(catalogue: Catalogue, schema: Schema, rows: Sequence[Row]) -> Iterator[Finding]:
    """Check the references of the settings: their area and the items on the home page."""
    yield from references_of(schema, rows, _Targets(catalogue).resolve)


class _Targets:
    """The ids that exist, by what a reference asks for; collected once each."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], None]] = {}

    def resolve(self, kind: str, fields: tuple[str, ...]) -> Collection[tuple[str, ...]] | None:
        """Return the values that exist in the fields of a kind; None when nobody can say."""
        schema = self._catalogue.schemas.get(kind)
        of_files = schema is not None and schema.store == "entry"
        if not of_files and not is_whole(
            self._catalogue, *(("area", "place") if kind == "area" else (kind,))
        ):
            return None
        if (kind, fields) not in self._known:
            self._known[kind, fields] = dict.fromkeys(self._values(kind, fields))
        return self._known[kind, fields]

    def _values(self, kind: str, fields: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if kind == "area":
            yield from ((area.id,) for area in self._catalogue.areas)
            return
        schema = self._catalogue.schemas.get(kind)
        for record in self._catalogue.of(kind):
            yield tuple(str(record.get(name)) for name in fields)
            if schema and schema.store == "entry" and fields == schema.primary_key and len(fields) == 1:
                # A file whose name and id differ has its own finding (MS404).
                yield (record.id,)
        for unread_kind, entry_id in self._catalogue.unread:
            if unread_kind == kind:
                yield tuple(entry_id.split("/"))


Resolve = Callable[[str, tuple[str, ...]], Collection[tuple[str, ...]] | None]


def references_of(schema: Schema, rows: Sequence[Row], resolve: Resolve) -> Iterator[Finding]:
    """Check the references of rows and of everything nested in them (MS401)."""
    for known in schema.fields:
        ref = known.ref or (known.items.ref if known.items else None)
        if ref and not (schema.kind == "area" and known.name == "parent"):
            targets = resolve(ref[0] or schema.kind, (ref[1],))
            for row in rows if targets is not None else ():
                yield from _single(known, row, targets or ())
    for key in schema.foreign_keys:
        if len(key.fields) > 1:
            yield from _compound(schema, key, rows, resolve)
    for name, child in schema.children.items():
        yield from references_of(child, [c for row in rows for c in child_rows(row, name)], resolve)


def _single(known: Field, row: Row, targets: Collection[tuple[str, ...]]) -> Iterator[Finding]:
    value = row.values.get(known.name)
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str) and item and (item,) not in targets:
                yield _nowhere(known, item, row, f"{known.name}.{index}", targets)
        return
    separator = known.ms.get("separator")
    parts = value.split(separator) if separator and isinstance(value, str) else [value]
    for part in parts:
        if isinstance(part, str) and part and (part.strip(),) not in targets:
            yield _nowhere(known, part, row, known.name, targets, whole=str(value))


def _nowhere(
    known: Field, value: str, row: Row, name: str, targets: Collection[tuple[str, ...]], whole: str = ""
) -> Finding:
    near = nearest(value, (t[0] for t in targets), len(targets))
    remedy = f"是不是想写 {near}？" if near else "检查编号，或先添加它"
    fix = (whole or value).replace(value, near) if near else ""
    message = f"{named(known)}写的{quote(value)}不存在"
    return finding_at(row, name, "MS401", message, remedy, fix)


def nearest(value: str, ids: Iterable[str], count: int) -> str:
    """Return the id most like a value, or ""; among very many, only those with the same beginning or end."""
    if count > _MANY:
        head, _, tail = value.rpartition("/")
        ids = [i for i in ids if i.rpartition("/")[2] == tail or i.rpartition("/")[0] == head]
    return next(iter(difflib.get_close_matches(value, list(ids), 1, 0.6)), "")


def _compound(schema: Schema, key: ForeignKey, rows: Sequence[Row], resolve: Resolve) -> Iterator[Finding]:
    """Check a reference of several fields; the finding stands at the first field from which it leads nowhere."""
    targets = resolve(key.kind, key.target)
    if targets is None:
        return
    prefixes = [{target[:n] for target in targets} for n in range(1, len(key.fields) + 1)]
    for row in rows:
        values = tuple(text_of(row, name) for name in key.fields)
        if not all(values) or values in targets:
            continue
        at = next(n for n in range(len(values)) if values[: n + 1] not in prefixes[n])
        known = schema.field(key.fields[at])
        if known is None or (at == 0 and known.ref):
            continue  # the single reference has told that
        siblings = sorted({target[at] for target in targets if target[:at] == values[:at]})
        # Another article would be another rule, so only very likely ones are offered.
        part = [s for s in siblings if s.startswith(values[at]) or values[at].startswith(s)]
        near = next(iter(part or difflib.get_close_matches(values[at], siblings, 1, 0.8)), "")
        remedy = f"{'、'.join(values[:at])} 已登记的有：{'、'.join(siblings[:_LISTED])}；没有的先登记"
        message = f"{named(known)}写的{quote(values[at])}没有登记"
        yield finding_at(row, known.name, "MS401", message, remedy, near)


def _names(schema: Schema, rows: Sequence[Row]) -> Iterator[Finding]:
    """Check that file and folder names are the ids inside (MS404)."""
    for row in rows:
        if not isinstance(row, EntryRow):
            continue
        folder, _, stem = row.record.id.rpartition("/")
        expected = {f"{schema.kind}_id": stem, schema.primary_key[-1]: stem}
        if len(schema.primary_key) > 1:
            expected[schema.primary_key[0]] = folder
        for name, right in expected.items():
            value = text_of(row, name)
            if value and value != right and schema.field(name):
                known = schema.field(name)
                what = "文件夹" if right == folder and right != stem else "文件名"
                message = f"{named(known) if known else name}是{quote(value)}，{what}是{quote(right)}"
                remedy = f"改成与{what}相同，或给文件改名；编号公开以后不要改"
                yield finding_at(row, name, "MS404", message, remedy, right)


def _folders(schema: Schema, rows: Sequence[Row]) -> Iterator[Finding]:
    """Check that entries kept by county lie in the folder of the county their area is in (MS404)."""
    if schema.kind not in BY_COUNTY:
        return
    for row in rows:
        area, folder = text_of(row, "area"), row.path.removeprefix("content/").rpartition("/")[0]
        county = folder.partition("/")[2]
        if area.count("/") > 1 and not area.startswith(f"{county}/"):
            message = f"地方{quote(area)}不在文件夹{quote(county)}里"
            right = "/".join([folder.partition("/")[0], *area.split("/")[:2]])
            yield finding_at(row, "area", "MS404", message, f"检查地方，或把文件移到 content/{right}/")


def _slugs(schema: Schema, rows: Sequence[Row]) -> Iterator[Finding]:
    """Check that ids can be addresses on every system and do not differ by case alone (MS415)."""
    if len(schema.primary_key) != 1:
        return
    name = schema.primary_key[0]
    key = schema.field(name)
    if key is None or not key.pattern:
        return  # a phrase, not an id
    seen: dict[str, Row] = {}
    for row in rows:
        value = text_of(row, name)
        if not value:
            continue
        other = seen.setdefault(value.lower(), row)
        if not is_slug_path(value):
            message = f"编号{quote(value)}不能用作网址或文件名"
            remedy = "只用字母、数字和连字符，避开 con、nul、aux 等系统保留的名称"
            yield finding_at(row, name, "MS415", message, remedy)
        elif text_of(other, name) != value:
            message = f"编号{quote(value)}与{quote(text_of(other, name))}只差大小写"
            yield finding_at(row, name, "MS415", message, "换一个编号，有的系统分不清大小写")


def _duplicates(catalogue: Catalogue, rows: dict[str, list[Row]]) -> Iterator[Finding]:
    """Check that no id of a register is used twice; both owners are told (MS400)."""
    seen: dict[tuple[str, ...], Row] = {}
    for kind, schema in catalogue.schemas.items():
        if schema.store != "table" or not schema.primary_key:
            continue
        for row in rows[kind]:
            values = tuple(text_of(row, name) for name in schema.primary_key)
            if not any(values):
                continue
            first = seen.setdefault((_SHARED.get(kind, kind), *values), row)
            if first is not row:
                yield _taken(schema, values, row, first, "已经用过")
                yield _taken(schema, values, first, row, "又用了一次")


def _taken(schema: Schema, values: tuple[str, ...], row: Row, other: Row, what: str) -> Finding:
    name = schema.primary_key[0]
    where = f"{other.path} 第 {other.mark(name).line} 行"
    message = f"{quote('、'.join(values))}在 {where}{what}"
    return finding_at(row, name, "MS400", message, "换一个没有用过的编号，或删掉多余的一行")
