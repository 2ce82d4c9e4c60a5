"""Forms: every place in a text has its field, every field its place, parts their table, samples are invented.

MS441 to MS445.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.finding import Finding, Mark
from ..model.forms import BLOCKS, COPY, PLACE, TEXTS, WITH_PARTS, places_in
from ..model.records import Record
from .cells import quote
from .rows import EntryRow, child_rows, finding_at, text_of

_BRACES = re.compile(r"\{[^{}\n]*\}")
# Words that show a sample to be made up.
_INVENTED = re.compile(r"示例|某|×")
# Numbers are never shown as samples, not even invented ones.
_NO_SAMPLE = ("id_number", "phone")
_CHOSEN = ("enum", "boolean", "date", "year_month", "datetime", "number", "integer")


def check_forms(catalogue: Catalogue) -> Iterator[Finding]:
    """Check all forms."""
    for form in catalogue.of("form"):
        whole = EntryRow(form, form.values)
        fields, parts = list(child_rows(whole, "fields")), list(child_rows(whole, "columns"))
        yield from _places(form, fields, parts)
        yield from _unplaced(form, fields)
        yield from _doubles(fields, "fields")
        yield from _doubles(parts, "columns")
        yield from _parts(fields, parts)
        yield from _samples(fields)


def _places(form: Record, fields: list[EntryRow], parts: list[EntryRow]) -> Iterator[Finding]:
    """Yield MS441 for braces that name no field, and MS444 for a table in the middle of a line."""
    kinds = {text_of(field, "key"): text_of(field, "type") for field in fields}
    choices = {text_of(field, "key") for field in fields if field.values.get("options")}
    known = {(text_of(part, "of"), text_of(part, "key")) for part in parts}
    for name in TEXTS:
        text = form.get(name)
        for found in _BRACES.finditer(text if isinstance(text, str) else ""):
            place = PLACE.fullmatch(found[0])
            key, part = (place[1], place[2]) if place else ("", "")
            mark = _mark_in(form, name, text, found.start(), found.end())
            if key not in kinds or (part and (key, part) not in known) or kinds[key] == COPY:
                message = f"{found[0]}没有对应的栏目"
                remedy = f"栏目有：{'、'.join(kinds)}；一组信息的一项写成 {{栏目编号.分项编号}}"
                yield Finding("MS441", message, form.path, mark, remedy)
            elif kinds[key] in BLOCKS and key not in choices and not _alone(text, found):
                message = f"{found[0]}是表格或者列表，要单独占一行"
                yield Finding("MS444", message, form.path, mark, "在它前后换行")


def _alone(text: str, found: re.Match[str]) -> bool:
    begin, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    return text[begin : end if end >= 0 else None].strip() == found[0]


def _mark_in(form: Record, name: str, text: str, start: int, end: int) -> Mark:
    """Return the place of text[start:end] of a value, below `|` the line of the file it stands in."""
    mark = form.mark(name)
    line = text.count("\n", 0, start)
    if mark.end - mark.column != len(text.partition("\n")[0]):
        return mark
    column = mark.column + start - (text.rfind("\n", 0, start) + 1)
    return Mark(mark.line + line, column, column + end - start)


def _unplaced(form: Record, fields: list[EntryRow]) -> Iterator[Finding]:
    """Yield MS442 for fields that stand in no text of a form whose text has places."""
    texts = [str(form.get(name)) for name in TEXTS]
    if not places_in(texts[0]):
        return
    placed = {key for text in texts for key, _ in places_in(text)}
    for field in fields:
        key = text_of(field, "key")
        if key and key not in placed and text_of(field, "type") != COPY:
            message = f"栏目{quote(key)}没有放进正文、落款或者页脚"
            yield finding_at(field, "key", "MS442", message, f"在要填的地方写 {{{key}}}，或者删掉这一栏")


def _doubles(rows: list[EntryRow], name: str) -> Iterator[Finding]:
    """Yield MS443 for a key used twice in a form, or twice among the parts of one field."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (text_of(row, "of") if name == "columns" else "", text_of(row, "key"))
        if key[1] and key in seen:
            yield finding_at(row, "key", "MS443", f"编号{quote(key[1])}用了两次", "换一个编号")
        seen.add(key)


def _parts(fields: list[EntryRow], parts: list[EntryRow]) -> Iterator[Finding]:
    """Yield MS444 for a choice without options, a table without columns, a part that belongs to no such field."""
    kinds = {text_of(field, "key"): text_of(field, "type") for field in fields}
    owners = {text_of(part, "of") for part in parts}
    for row in [*fields, *parts]:
        if text_of(row, "type") == "enum" and not row.values.get("options"):
            yield finding_at(row, "type", "MS444", "要选择，却没有写可以选什么", "在 options 里写每个选项")
    for field in fields:
        if text_of(field, "type") == "table" and text_of(field, "key") not in owners:
            yield finding_at(field, "type", "MS444", "表格没有写有哪几列", "在 columns 里写每一列")
    for part in parts:
        owner = text_of(part, "of")
        if owner and kinds.get(owner) not in WITH_PARTS:
            yield finding_at(
                part, "of", "MS444", f"{quote(owner)}不是表格，也不是一组信息", "写表格或者一组信息的栏目编号"
            )


def _samples(fields: list[EntryRow]) -> Iterator[Finding]:
    """Yield MS445 for samples that could be taken for real."""
    for field in fields:
        sample, kind = text_of(field, "sample"), text_of(field, "type")
        if sample and kind in _NO_SAMPLE:
            yield finding_at(
                field, "sample", "MS445", "号码一类的栏目不放示例", "删掉示例，在填写说明里写怎么填"
            )
        elif sample and kind not in _CHOSEN and not _fixed(field, sample) and not _INVENTED.search(sample):
            message = f"{quote(sample)}看不出是虚构的"
            yield finding_at(field, "sample", "MS445", message, "姓名、地名写“某某”，后面加“（示例）”")


def _fixed(field: EntryRow, sample: str) -> bool:
    """Tell whether a sample is one of the choices, or says nothing about anybody."""
    options = field.values.get("options")
    chosen = isinstance(options, list) and sample in options
    return chosen or (
        text_of(field, "sensitive") == "否" and text_of(field, "type") == "text" and "仅限" in sample
    )
