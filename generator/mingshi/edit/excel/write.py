"""A workbook with records to edit: all cells text, codes as Chinese words to choose from, notes on the headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ...model.failure import Failure, from_os_error
from ...model.records import Record, Value
from ...model.schema import Schema
from .layout import (
    BODY,
    FIRST_ROW,
    META,
    NAMES_ROW,
    OPTIONS,
    Column,
    Sheet,
    content_hash,
    layout_hash,
    sheets_of,
)

_SPARE_ROWS = 500  # rows below the last record that have lists to choose from
_LONGEST_CELL = 32767
_WIDE, _NARROW = 36, 14
_HEAD_FILL = PatternFill("solid", fgColor="FFE8EEF4")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_workbook(
    target: Path, schema: Schema, area: str, records: Sequence[Record], tick: Callable[[int], None]
) -> None:
    """Write the records of a kind. Raises Failure when a text is too long for a cell or the file cannot be written."""
    book = Workbook(write_only=True)
    sheets = sheets_of(schema)
    ranges = _option_ranges(sheets)
    for sheet in sheets:
        rows = list(_rows(sheet, records))
        _fill(book, sheet, rows, ranges, (lambda _: None) if sheet.list_name else tick)
    _options(book, ranges)
    _meta(book, schema, area, records)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
    except OSError as error:
        raise from_os_error(error, "写工作簿") from error


def _rows(sheet: Sheet, records: Iterable[Record]) -> Iterator[list[str]]:
    """Yield the texts of a sheet's rows, its key columns first."""
    for record in records:
        values = {**record.values, BODY: record.body.strip("\n")}
        if not sheet.list_name:
            yield [_text(values.get(c.name), c) for c in sheet.columns]
            continue
        own = [_text(values.get(c.name), c) for c in sheet.keys]
        for item in record.rows(sheet.list_name):
            yield [*own, *(_text(item.get(c.name), c) for c in sheet.columns)]


def _text(value: Value, column: Column) -> str:
    """Return what stands in a cell."""
    if isinstance(value, list):
        return "\n".join(_text(item, column) for item in value)
    return column.labels.get(str(value), str(value)) if value else ""


def _fill(
    book: Workbook,
    sheet: Sheet,
    rows: Sequence[Sequence[str]],
    ranges: Mapping[tuple[str, ...], str],
    tick: Callable[[int], None],
) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = f"A{FIRST_ROW}"
    page.row_dimensions[NAMES_ROW].hidden = True
    for index, column in enumerate(sheet.all_columns, 1):
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = _NARROW if column.labels or column.field.required else _WIDE
        page.column_dimensions[letter].number_format = "@"
        for validation in _validations(column, ranges):
            validation.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + len(rows) + _SPARE_ROWS}")
            page.data_validations.append(validation)
    page.append([_cell(page, column.name) for column in sheet.all_columns])
    page.append([_heading(page, column) for column in sheet.all_columns])
    for row in rows:
        page.append([_cell(page, text) for text in row])
        tick(1)


def _cell(page: Any, text: str) -> Any:
    """Return a text cell; a text that begins with "=" stays text."""
    if len(text) > _LONGEST_CELL:
        raise Failure(
            f"有一项内容有 {len(text)} 字，表格的一格放不下", "这一条请直接改文件，或者用别的办法编辑"
        )
    cell = WriteOnlyCell(page, text or None)
    cell.number_format = "@"
    if text:
        cell.data_type = "s"
    if "\n" in text:
        cell.alignment = _WRAPPED
    return cell


def _heading(page: Any, column: Column) -> Any:
    field = column.field
    cell = _cell(page, field.title + ("*" if field.required else ""))
    cell.font, cell.fill = Font(bold=True), _HEAD_FILL
    example = column.labels.get(field.example, field.example)
    said = [field.description, f"例如：{example}" if example else ""]
    said += [
        "必填。" if field.required else "",
        "一格写几项时，每项占一行（Alt+Enter）。" if column.is_list else "",
    ]
    cell.comment = Comment("\n".join(filter(None, said)), "mingshi", height=140, width=280)
    return cell


def _validations(column: Column, ranges: Mapping[tuple[str, ...], str]) -> Iterator[DataValidation]:
    """Yield what a cell lets in when something is typed; what is pasted is checked at the import."""
    field = column.field
    where = ranges.get(tuple(column.labels.values()), "") if not column.is_list else ""
    rule: DataValidation | None = None
    if where:
        rule = DataValidation(type="list", formula1=where, allow_blank=True)
        rule.error = "请从列表里选"
    elif field.max_length and not column.is_list:
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(field.max_length))
        rule.error = f"最多 {field.max_length} 字"
    elif field.type in ("date", "datetime"):
        rule = DataValidation(
            type="textLength", operator="equal", formula1="10" if field.type == "date" else "16"
        )
        rule.error = "日期写成 2026-11-23" if field.type == "date" else "时间写成 2026-11-23 09:00"
    if rule:
        rule.errorTitle, rule.showErrorMessage = field.title, True
        yield rule


def _option_ranges(sheets: Iterable[Sheet]) -> dict[tuple[str, ...], str]:
    """Return each list to choose from with the cells it stands in."""
    lists = {tuple(c.labels.values()) for s in sheets for c in s.columns if c.labels and not c.is_list}
    found = {}
    for index, options in enumerate(sorted(lists), 1):
        letter = get_column_letter(index)
        found[options] = f"'{OPTIONS}'!${letter}$1:${letter}${len(options)}"
    return found


def _options(book: Workbook, ranges: Mapping[tuple[str, ...], str]) -> None:
    page = book.create_sheet(OPTIONS)
    page.sheet_state = "veryHidden"
    for number in range(max(map(len, ranges), default=0)):
        page.append([_cell(page, o[number] if number < len(o) else "") for o in ranges])


def _meta(book: Workbook, schema: Schema, area: str, records: Iterable[Record]) -> None:
    page = book.create_sheet(META)
    page.sheet_state = "veryHidden"
    for name, text in (("kind", schema.kind), ("area", area), ("layout", layout_hash(schema))):
        page.append([_cell(page, name), _cell(page, text)])
    for record in records:
        page.append([_cell(page, t) for t in ("row", record.id, content_hash(record.values, record.body))])
