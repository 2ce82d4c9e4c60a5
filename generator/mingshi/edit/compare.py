"""What changed between two states of the records, field by field."""

from __future__ import annotations

import difflib
import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ..model.records import Record, Value
from ..model.schema import Field, Schema
from .canonical import is_empty

_SAME = 0.6  # share of equal fields from which a deleted and a new entry are one that was renamed
_OF_EVERY_EDITION = ("version", "updated", "change")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that changed: its place in Chinese words, the text before and after ("" where there was none)."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry or row that was added, deleted, renamed or changed."""

    what: str
    kind: str
    title: str
    path: str
    old_path: str = ""
    edition: str = ""
    fields: tuple[FieldChange, ...] = ()


Records = Mapping[str, Mapping[str, Record]]


def compare(old: Records, new: Records, schemas: Mapping[str, Schema]) -> list[Change]:
    """Return what changed, in the order of the kinds and ids."""
    changes: list[Change] = []
    for kind, schema in schemas.items():
        before, after = old.get(kind, {}), new.get(kind, {})
        gone, come = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        renamed = dict(_renamed([before[i] for i in gone], [after[i] for i in come]))
        for entry_id in sorted({*before, *after}):
            change = _change(entry_id, before, after, renamed, schema)
            changes += [change] if change else []
    return changes


def _change(
    entry_id: str,
    before: Mapping[str, Record],
    after: Mapping[str, Record],
    renamed: Mapping[str, str],
    schema: Schema,
) -> Change | None:
    """Return the change of one id, None when there is none or it is told at the new id."""
    new = after.get(entry_id)
    if new is None:
        old = before[entry_id]
        return (
            None
            if entry_id in renamed.values()
            else Change("deleted", schema.kind, _title(old, schema), old.path)
        )
    old_id = entry_id if entry_id in before else renamed.get(entry_id, "")
    earlier = before.get(old_id)
    title, edition = _title(new, schema), str(new.get("change"))
    fields = tuple(_fields(earlier, new, schema))
    if earlier is None:
        return Change("added", schema.kind, title, new.path, edition=edition, fields=fields)
    if old_id != entry_id:
        return Change("renamed", schema.kind, title, new.path, earlier.path, edition, fields)
    if earlier.values == new.values and earlier.body == new.body:
        return None
    same = earlier.get("change") == new.get("change")
    return Change("changed", schema.kind, title, new.path, edition="" if same else edition, fields=fields)


def _title(record: Record, schema: Schema) -> str:
    title = str(record.get(schema.title_field))
    return f"{title}（{record.id}）" if title and title not in record.id else record.id


def _renamed(gone: Sequence[Record], come: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Yield (new id, old id) of entries that are the same but for their id, the most alike first."""
    pairs = [(_alike(o.values, n.values, o.body, n.body), n.id, o.id) for n in come for o in gone]
    taken: set[str] = set()
    for share, new, old in sorted(pairs, reverse=True):
        if share >= _SAME and not taken & {f"+{new}", f"-{old}"}:
            taken |= {f"+{new}", f"-{old}"}
            yield new, old


def _alike(old: Mapping[str, Value], new: Mapping[str, Value], *bodies: str) -> float:
    """Return the share of fields that are equal."""
    names = {*old, *new}
    equal = sum(bool(old.get(n) == new.get(n)) for n in names)
    if any(bodies):
        return (equal + len(names) * (bodies[0] == bodies[1])) / (2 * len(names))
    return equal / len(names) if names else 0


def _fields(old: Record | None, new: Record, schema: Schema) -> Iterator[FieldChange]:
    """Yield what changed in an entry, without what changes with every edition."""
    before: Mapping[str, Value] = old.values if old else {}
    skipped = _OF_EVERY_EDITION if "change" in schema.names else ()
    yield from _mapping(before, new.values, schema, "", skipped)
    if schema.body:
        yield from _body(old.body if old else "", new.body)


def _mapping(
    old: Mapping[str, Value],
    new: Mapping[str, Value],
    schema: Schema | None,
    lead: str,
    skipped: Sequence[str] = (),
) -> Iterator[FieldChange]:
    known = schema.names if schema else ()
    for name in [*known, *sorted({*old, *new} - {*known})]:
        before, after = old.get(name), new.get(name)
        if name in skipped or before == after or (is_empty(before) and is_empty(after)):
            continue
        field = schema.field(name) if schema else None
        child = schema.children.get(name) if schema else None
        yield from _value(before, after, field, child, lead + (field.title if field else name))


def _value(
    old: Value, new: Value, field: Field | None, child: Schema | None, where: str
) -> Iterator[FieldChange]:
    rows = [v for v in (old, new) if isinstance(v, list)]
    if rows and any(isinstance(item, Mapping) for row in rows for item in row):
        yield from _rows(_mappings(old), _mappings(new), child, where)
    elif rows:
        before, after = _texts(old), _texts(new)
        item = field.items if field else None
        gone = [_shown(t, item) for t in before if t not in after]
        come = [_shown(t, item) for t in after if t not in before]
        if gone or come:
            yield FieldChange(where, "、".join(gone), "、".join(come))
        else:
            yield FieldChange(f"{where}（次序）", "、".join(before), "、".join(after))
    else:
        yield FieldChange(where, _shown(old, field), _shown(new, field))


def _rows(
    old: list[Mapping[str, Value]], new: list[Mapping[str, Value]], child: Schema | None, where: str
) -> Iterator[FieldChange]:
    """Yield what changed in a list of groups of fields; a group is found again by its key, else by likeness."""
    pairs, gone = _paired(old, new, child)
    moved = [o for o, _ in pairs if o is not None] != [o for o in old if not any(o is g for g in gone)]
    for before, after in pairs:
        place = f"{where} · {_name(after, child)}"
        if before is None:
            yield FieldChange(where, "", _summary(after, child))
        elif before != after:
            yield from _mapping(before, after, child, f"{place} · ")
    for before in gone:
        yield FieldChange(where, _summary(before, child), "")
    if moved and not gone and all(o is not None for o, _ in pairs):
        names = ["、".join(_name(r, child) for r in rows) for rows in (old, new)]
        yield FieldChange(f"{where}（次序）", *names)


def _paired(
    old: list[Mapping[str, Value]], new: list[Mapping[str, Value]], child: Schema | None
) -> tuple[list[tuple[Mapping[str, Value] | None, Mapping[str, Value]]], list[Mapping[str, Value]]]:
    """Return every new row with the old one it was, and the old rows that are gone."""
    rest = list(old)
    found: dict[int, Mapping[str, Value]] = {}
    for same in (operator.eq, partial(_same_key, child), _much_alike):
        for index, row in enumerate(new):
            at = next((i for i, o in enumerate(rest) if index not in found and same(o, row)), None)
            if at is not None:
                found[index] = rest.pop(at)
    return [(found.get(i), row) for i, row in enumerate(new)], rest


def _same_key(child: Schema | None, old: Mapping[str, Value], new: Mapping[str, Value]) -> bool:
    key = _key(old, child)
    return any(key) and key == _key(new, child)


def _much_alike(old: Mapping[str, Value], new: Mapping[str, Value]) -> bool:
    return _alike(old, new) >= _SAME


def _key_names(child: Schema | None) -> tuple[str, ...]:
    """Return the fields a row is known by: those of a reference it must have, else its first text."""
    if child is None:
        return ()
    required = {f.name for f in child.fields if f.required}
    whole = [key.fields for key in child.foreign_keys if required.issuperset(key.fields)]
    if whole:
        return max(whole, key=len)
    texts = [f for f in child.fields if f.type == "string" and not f.enum]
    first = next((f for f in texts if f.required), (texts or list(child.fields))[0])
    return (first.name,)


def _key(row: Mapping[str, Value], child: Schema | None) -> tuple[str, ...]:
    return tuple(str(row.get(name) or "") for name in _key_names(child))


def _name(row: Mapping[str, Value], child: Schema | None) -> str:
    name = " ".join(filter(None, _key(row, child))) or "、".join(_texts(list(row.values())[:1]))
    return f"“{name[:30]}{'…' if len(name) > 30 else ''}”"


def _summary(row: Mapping[str, Value], child: Schema | None) -> str:
    """Return a row in one line of "field：text"."""
    names = child.names if child else ()
    parts = []
    for name in [*(n for n in names if n in row), *(n for n in row if n not in names)]:
        field = child.field(name) if child else None
        if not is_empty(row[name]):
            parts.append(f"{field.title if field else name}：{_shown(row[name], field)}")
    return "；".join(parts)


def _body(old: str, new: str) -> Iterator[FieldChange]:
    """Yield the paragraphs of a Markdown body that differ."""
    before, after = ([p for p in text.split("\n") if p.strip()] for text in (old, new))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield FieldChange("正文", "\n".join(before[a:b]), "\n".join(after[c:d]))


def _shown(value: Value, field: Field | None) -> str:
    if isinstance(value, list):
        return "、".join(_shown(v, field.items if field else None) for v in value)
    if isinstance(value, Mapping):
        return _summary(value, None)
    return field.label(str(value)) if field and value else str(value or "")


def _mappings(value: Value) -> list[Mapping[str, Value]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _texts(value: Value) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []
