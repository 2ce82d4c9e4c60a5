"""Fields of every row: known, filled, of the right shape, accepted by Frictionless (MS301 to MS312)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.schema import Field, ForeignKey, Rule, Schema
from .cells import LEXICAL, explain, named, narrow, quote
from .plain import doubtful
from .rows import EntryRow, Row, TableRow, child_rows, finding_at, rows_of, sheets, text_of
from .tables import Fault, judge

_SEVERAL = re.compile(r"[，、；;]")
_SENTENCE = re.compile(r"[。：！？（）“”\s]")
_NAME_LENGTH = 40


@dataclass(slots=True)
class _Told:
    """Cells that have a finding already, so that nothing more is said about them: (row index, field name)."""

    cells: set[tuple[int, str]] = field(default_factory=set)


def check_fields(catalogue: Catalogue) -> Iterator[Finding]:
    """Check every field of every entry and register."""
    for schema in catalogue.schemas.values():
        if schema.store:
            yield from check_headers(catalogue, schema)
            yield from check_rows(schema, rows_of(catalogue, schema, catalogue.judged))


def check_headers(catalogue: Catalogue, schema: Schema) -> Iterator[Finding]:
    """Check the column names of the CSV files of a kind: MS311 for an unknown one, MS213 for a missing one."""
    for sheet in sheets(catalogue, schema.kind):
        row, meant = sheet.header_row, set()
        for name in sheet.table.header:
            if schema.field(name) is None:
                near = _meant(name, schema, sheet.table.header)
                meant.add(near)
                yield _unknown(name, near, row, schema, schema)
        for missing in schema.fields:
            if missing.required and missing.name not in {*sheet.table.header, *meant}:
                message = f"表头缺少必需的列{named(missing)}"
                yield Finding(
                    "MS213", message, sheet.table.path, row.mark(""), f"在表头加一列 {missing.name}"
                )


def check_rows(schema: Schema, rows: Sequence[Row], parent: Schema | None = None) -> Iterator[Finding]:
    """Check rows of one kind or of one nested list of `parent`, with everything nested in them."""
    told, well_formed = _Told(), set[tuple[object, ...]]()
    for index, row in enumerate(rows):
        if isinstance(row, EntryRow) and not _has_shape(schema, row, well_formed):
            for name, finding in _shapes(schema, row, parent or schema):
                told.cells.add((index, name))
                yield finding
    yield from _cells(schema, [f for f in schema.fields if f.type != "array"], rows, told)
    for listed in (f for f in schema.fields if f.type == "array"):
        yield from _lists(schema, listed, rows, told)
    for index, row in enumerate(rows):
        for rule in schema.rules:
            yield from _conditional(schema, rule, index, row, told)
        for key in schema.foreign_keys:
            yield from _together(schema, key, index, row, told)


def _has_shape(schema: Schema, row: Row, well_formed: set[tuple[object, ...]]) -> bool:
    """Tell whether all fields are known, lists are lists and the others texts; remember such shapes."""
    types = tuple(map(type, row.values.values()))
    shape = (*row.values, *types)
    if shape in well_formed:
        return True
    known = [schema.field(name) for name in row.values]
    right = all(f and t is (list if f.type == "array" else str) for f, t in zip(known, types, strict=True))
    if right:
        well_formed.add(shape)
    return right


def _shapes(schema: Schema, row: Row, parent: Schema) -> Iterator[tuple[str, Finding]]:
    """Yield unknown fields, and lists and texts in each other's place, with the field no more is said about."""
    for name, value in row.values.items():
        known = schema.field(name)
        if known is None:
            near = _meant(name, schema, row.values)
            yield near, _unknown(name, near, row, schema, parent)
        elif known.type == "array" and value and not isinstance(value, list):
            yield name, _not_a_list(schema, known, row)
        elif known.type != "array" and not isinstance(value, str):
            message = (
                f"{named(known)}只能写一个内容，这里是{'列表' if isinstance(value, list) else '一组字段'}"
            )
            yield name, Finding("MS309", message, row.path, row.key_mark(name), f"写成“{name}: 内容”")


def _not_a_list(schema: Schema, known: Field, row: Row) -> Finding:
    value, name = row.values[known.name], known.name
    if name in schema.children:
        remedy = f"写成“{name}:”，换行后每一项以“- ”开头，里面写“字段: 内容”"
        return Finding("MS309", f"{named(known)}应是列表，每项一组字段", row.path, row.key_mark(name), remedy)
    fix = ""
    if isinstance(value, str):
        parts = [part.strip() for part in _SEVERAL.split(value) if part.strip()]
        fix = f"[{', '.join(parts)}]" if "\n" not in value else ""
    remedy = f"写成“{name}:”，换行后每一项以“- ”开头"
    kind = "suggested" if fix else ""
    return Finding("MS309", f"{named(known)}应是列表", row.path, row.mark(name), remedy, fix, kind)


def _meant(name: str, schema: Schema, present: Container[str]) -> str:
    """Return the field most likely meant by an unknown name, "" when none comes near."""
    free = [n for n in schema.names if n not in present]
    plain = narrow(name).strip().lower().replace("-", "_").replace(" ", "_")
    titles = {f.title: f.name for f in schema.fields if f.name in free}
    if plain in free or name in titles:
        return titles.get(name, plain)
    return next(iter(difflib.get_close_matches(plain, free, 1, 0.7)), "")


def _unknown(name: str, near: str, row: Row, schema: Schema, parent: Schema) -> Finding:
    message = f"没有名为{quote(name)}的字段，内容会丢失"
    home = next((f for f in parent.fields if name in _child_names(parent, f.name)), None)
    known = schema.field(near)
    if known:
        remedy = f"是不是想写 {near}（{known.title}）？"
    elif home and schema is parent:
        remedy = f"它是“{home.title}”（{home.name}）里每一项的字段，检查缩进"
    elif parent is not schema and parent.field(name):
        remedy = "它是上一层的字段，检查缩进"
    else:
        remedy = "删掉它，或对照字段说明改成正确的名称"
    return Finding("MS311", message, row.path, row.key_mark(name), remedy, near, "suggested" if near else "")


def _child_names(schema: Schema, name: str) -> tuple[str, ...]:
    child = schema.children.get(name)
    return child.names if child else ()


def _cells(schema: Schema, fields: Sequence[Field], rows: Sequence[Row], told: _Told) -> Iterator[Finding]:
    """Judge the single values of all rows and explain each refused one."""
    names = [f.name for f in fields]
    cells = [[v if isinstance(v := row.values.get(name), str) else "" for name in names] for row in rows]
    by_name = {f.name: f for f in fields}
    for fault in _faults(schema.kind, fields, cells):
        row, known = rows[fault.row], by_name[fault.field]
        if (fault.row, fault.field) in told.cells:
            continue
        told.cells.add((fault.row, fault.field))
        if "required" not in fault.kinds:
            value = text_of(row, known.name)
            yield explain(known, value, fault.kinds, row.path, row.mark(known.name))
        elif not isinstance(row, TableRow) or known.name in row.values:
            yield _missing(schema, known, row)


def _faults(name: str, fields: Sequence[Field], cells: Sequence[Sequence[str]]) -> Iterator[Fault]:
    """Yield the refused cells: those Frictionless would accept although nobody should write them so come first."""
    asked = doubtful(fields, cells) if fields else []
    for column, known in enumerate(fields) if asked else ():
        pattern = LEXICAL.get(known.type)
        for index in asked if pattern else ():
            cell = cells[index][column]
            if cell and pattern and not pattern.fullmatch(cell):
                yield Fault(index, known.name, ("type",))
    yield from judge(name, fields, cells, asked)


def _missing(schema: Schema, known: Field, row: Row) -> Finding:
    example = f"，例如 {known.example}" if known.example else ""
    if known.name in row.values:
        message, mark = f"{named(known)}没有填", row.key_mark(known.name)
        return Finding("MS302", message, row.path, mark, f"填上{known.title}{example}")
    # The place where the line can be added: below the field that comes before it in the schema.
    before = [n for n in schema.names[: schema.names.index(known.name)] if n in row.values]
    mark = row.key_mark(before[-1]) if before else row.key_mark("")
    remedy = (
        f"加一行“{known.name}: …”{example}" if known.type != "array" else f"加上“{known.name}:”，下面每项一行"
    )
    return Finding("MS302", f"缺少必填的{named(known)}", row.path, mark, remedy)


def _lists(schema: Schema, listed: Field, rows: Sequence[Row], told: _Told) -> Iterator[Finding]:
    """Check one list of all rows: filled when required, its items of the right shape, each item itself."""
    child = schema.children.get(listed.name)
    single: list[tuple[Row, int, str]] = []
    nested: list[Row] = []
    for index, row in enumerate(rows):
        if (index, listed.name) in told.cells:
            continue
        items = row.values.get(listed.name) or []
        if listed.required and not items:
            told.cells.add((index, listed.name))
            yield _missing(schema, listed, row)
        for position, item in enumerate(items):
            if not isinstance(item, Mapping if child else str) or item in ("", {}):
                yield _odd_item(listed, row, position, item, child)
            elif isinstance(item, str):
                single.append((row, position, item))
        nested += child_rows(row, listed.name)
    if child:
        yield from check_rows(child, nested, schema)
    elif listed.items:
        yield from _single_items(schema, listed, listed.items, single)


def _odd_item(listed: Field, row: Row, position: int, item: object, child: Schema | None) -> Finding:
    mark = row.mark(f"{listed.name}.{position}")
    if not item:
        return Finding(
            "MS302", f"{named(listed)}第 {position + 1} 项是空的", row.path, mark, "填上内容，或删掉这一项"
        )
    if child:
        remedy = f"写成“- {child.names[0]}: 内容”，其余字段在下面对齐"
        return Finding("MS309", f"{named(listed)}的每一项应是一组字段", row.path, mark, remedy)
    remedy = "写成“- 内容”；如果内容里有冒号加空格，给整段加上引号"
    return Finding("MS309", f"{named(listed)}的每一项只能写一个内容", row.path, mark, remedy)


def _single_items(
    schema: Schema, listed: Field, items: Field, single: Sequence[tuple[Row, int, str]]
) -> Iterator[Finding]:
    """Judge the items of lists of texts, one row each."""
    bad = set()
    cells = [[text] for _, _, text in single]
    for fault in _faults(f"{schema.kind}_{listed.name}", [items], cells):
        if fault.row not in bad:
            bad.add(fault.row)
            row, position, text = single[fault.row]
            yield explain(items, text, fault.kinds, row.path, row.mark(f"{listed.name}.{position}"))
    for index, (row, position, text) in enumerate(single):
        if index not in bad and _looks_like_several(listed, items, text):
            mark = row.mark(f"{listed.name}.{position}")
            fix = "\n".join(f"- {part}" for part in _SEVERAL.split(text))
            yield Finding(
                "MS310", f"{quote(text)}像是几项", row.path, mark, "每项单独写一行", fix, "suggested"
            )


def _looks_like_several(listed: Field, items: Field, text: str) -> bool:
    """Tell whether an item of a list of names holds several names; a list of sentences may hold commas."""
    names = listed.name.endswith(("bodies", "issuers")) or 0 < items.max_length <= _NAME_LENGTH
    if not names or _SENTENCE.search(text):
        return False
    parts = [part.strip() for part in _SEVERAL.split(text)]
    return len(parts) > 1 and all(0 < len(part) <= _NAME_LENGTH // 2 for part in parts)


def _together(schema: Schema, key: ForeignKey, index: int, row: Row, told: _Told) -> Iterator[Finding]:
    """Check that the fields of one reference are given together or not at all (MS312)."""
    given = [name for name in key.fields if text_of(row, name)]
    missing = [name for name in key.fields if name not in given and (index, name) not in told.cells]
    if given and missing:
        names = "、".join(named(f) for name in missing if (f := schema.field(name)))
        known = schema.field(given[0])
        message = f"写了{named(known) if known else given[0]}，还缺{names}"
        yield finding_at(row, given[0], "MS312", message, "几个字段要一起写，或者都不写")


def _conditional(schema: Schema, rule: Rule, index: int, row: Row, told: _Told) -> Iterator[Finding]:
    """Check one conditional requirement of one row (MS312); `a|b` in a rule means that either will do."""
    if text_of(row, rule.field) not in rule.values:
        return
    missing = []
    for need in rule.need:
        choices = [name for name in need.split("|") if schema.field(name)]
        if not any(row.values.get(name) or (index, name) in told.cells for name in choices):
            missing.append("或".join(named(f) for name in choices if (f := schema.field(name))))
    if missing:
        message = f"{rule.say}：还缺{'、'.join(missing)}"
        yield finding_at(row, rule.field, "MS312", message, "补上缺少的内容")
