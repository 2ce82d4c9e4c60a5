"""A workbook read back: records with the cell of every value, and what is wrong with single cells.

A cell is told as 事项!A5. What a spreadsheet made of a text (a number, a date, a formula) is refused: what stood there
before cannot be known. Places in the records are marks: the row, the column, and the number of the sheet as `end`.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from ...model.failure import Failure
from ...model.finding import Mark
from ...model.records import Record, Value
from ...model.schema import Schema
from ..naming import key_names
from .layout import (
    BODY,
    FIRST_ROW,
    META,
    NAMES_ROW,
    Column,
    Sheet,
    layout_hash,
    record_id,
    sheets_of,
)

_LARGEST = 30_000_000
_LARGEST_UNPACKED = 400_000_000
_AGAIN = "重新导出一份工作簿，把改动抄过去"
_ODD_BLANKS = str.maketrans({"\u00a0": " ", "\u200b": None, "\ufeff": None})
_CODED_BREAK = re.compile(r"_x000[dDaA]_")


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong in a workbook; `sheet` counts from 0, `row` 0 means the whole sheet."""

    sheet: int
    row: int
    column: int
    message: str
    remedy: str = ""


@dataclass(slots=True)
class Taken:
    """What a workbook says: the kind, the area and the rows it was exported with, its records, what is wrong.

    When `is_key_lost`, an id itself is wrong, and items on other sheets may be without their entry for that alone.
    """

    titles: list[str]
    kind: str = ""
    area: str = ""
    exported: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    is_key_lost: bool = False

    def cell(self, mark: Mark) -> str:
        """Return the name of the cell at a mark: 事项!A5."""
        return cell_name(self.titles[mark.end], mark.line, mark.column)


def cell_name(title: str, row: int, column: int) -> str:
    """Return the name of a cell: 事项!A5."""
    return f"{title}!{get_column_letter(max(column, 1))}{row}" if row else title


def kind_of(path: Path) -> tuple[Any, str]:
    """Open a workbook and return it with the kind it says it holds. Raises Failure when it is none of ours."""
    _look(path)
    try:
        book = load_workbook(path)
    except Exception as error:  # openpyxl lets through whatever a broken file makes its parsers raise
        raise Failure(
            f"{path.name} 打不开：不是完好的 xlsx 文件", "用 Excel 或 WPS 另存为 xlsx 再试"
        ) from error
    if META not in book.sheetnames:
        raise Failure(f"{path.name} 不是用 mingshi export 导出的工作簿", "先导出，再在导出的工作簿里改")
    return book, _meta(book).get("kind", "")


def take(book: Any, schema: Schema) -> Taken:
    """Return what a workbook says. Raises Failure when it was made for other fields."""
    meta = _meta(book)
    if meta.get("layout") != layout_hash(schema):
        raise Failure(f"这份工作簿是按“{schema.title}”以前的字段做的", _AGAIN)
    sheets = sheets_of(schema)
    taken = Taken([s.title for s in sheets], schema.kind, meta.get("area", ""))
    for row in book[META].iter_rows(values_only=True):
        if row[0] == "row":
            taken.exported[str(row[1])] = str(row[2])
    found: dict[tuple[str, ...], _Growing] = {}
    for number, sheet in enumerate(sheets):
        if sheet.title not in book.sheetnames:
            raise Failure(f"工作簿里没有“{sheet.title}”这一页", _AGAIN)
        _Page(book[sheet.title], number, sheet, taken).read(found, schema)
    taken.records = [growing.record(schema) for growing in found.values()]
    return taken


def _look(path: Path) -> None:
    """Refuse what is no workbook, or too large to open."""
    if not path.is_file():
        raise Failure(f"没有这个文件：{path}", "检查路径是否写对")
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise Failure(f"{path.name} 不是 xlsx 文件", "用 Excel 或 WPS 另存为 xlsx 再试") from error
    if path.stat().st_size > _LARGEST or size > _LARGEST_UNPACKED:
        raise Failure(f"{path.name} 太大", "分几个地方导出，分几次改")


def _meta(book: Any) -> dict[str, str]:
    rows = book[META].iter_rows(values_only=True)
    return {str(row[0]): str(row[1] or "") for row in rows if row and row[0] != "row" and len(row) > 1}


@dataclass(slots=True)
class _Growing:
    """A record that grows by the items on the other sheets."""

    values: dict[str, Value]
    marks: dict[str, Mark]

    def record(self, schema: Schema) -> Record:
        """Return the record, its body apart."""
        values = dict(self.values)
        body = str(values.pop(BODY, "") or "")
        return Record(schema.kind, record_id(schema, values), "", values, self.marks, body)


@dataclass(slots=True)
class _Page:
    """One sheet while it is read."""

    page: Any
    number: int
    sheet: Sheet
    taken: Taken

    def read(self, found: dict[tuple[str, ...], _Growing], schema: Schema) -> None:
        """Read the rows of the sheet into the records found so far."""
        columns = self.columns()
        for merged in self.page.merged_cells.ranges:
            self.trouble(merged.min_row, merged.min_col, "这里有合并的单元格", "取消合并，每格都填上")
        for cells in self.page.iter_rows(min_row=FIRST_ROW):
            if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
                continue
            self.stray(cells, columns)
            before = len(self.taken.troubles)
            values = {c.name: self.value(cells[at], c) for c, at in columns.items() if at < len(cells)}
            row = cells[0].row
            marks = {c.name: Mark(row, at + 1, self.number) for c, at in columns.items()}
            keys = key_names(schema)
            if not self.sheet.list_name:
                spoilt = {t.column for t in self.taken.troubles[before:]}
                self.taken.is_key_lost |= any(marks[k].column in spoilt or not values[k] for k in keys)
            self.place(row, values, marks, found, keys)

    def columns(self) -> dict[Column, int]:
        """Return the columns with their index, by the machine names. Raises Failure when one is missing."""
        names = [str(c.value or "") for c in next(self.page.iter_rows(min_row=NAMES_ROW, max_row=NAMES_ROW))]
        found = {c: names.index(c.name) for c in self.sheet.all_columns if c.name in names}
        missing = [c.field.title for c in self.sheet.all_columns if c not in found]
        if missing:
            where = f"“{self.sheet.title}”"
            raise Failure(f"{where}缺少列：{'、'.join(missing)}（第 1 行的名称不能改、不能删）", _AGAIN)
        return found

    def stray(self, cells: Any, columns: Mapping[Column, int]) -> None:
        """Tell texts in columns of no field."""
        known = set(columns.values())
        for at, cell in enumerate(cells):
            if at not in known and cell.value not in (None, ""):
                self.trouble(cell.row, at + 1, "这一列没有字段名，内容会丢失", "移到有名称的列里，或者删掉")

    def value(self, cell: Any, column: Column) -> Value:
        """Return the value of a cell; trouble with it is noted and what stands there kept as text."""
        raw = cell.value
        said = self.refused(cell, column)
        if said:
            self.trouble(cell.row, cell.column, *said)
        if isinstance(raw, datetime.datetime):
            text = raw.strftime("%Y-%m-%d %H:%M" if column.field.type == "datetime" else "%Y-%m-%d")
        elif isinstance(raw, bool):
            text = "是" if raw else "否"
        elif isinstance(raw, float) and raw.is_integer():
            text = str(int(raw))
        else:
            text = "" if raw is None else _CODED_BREAK.sub("\n", str(raw))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if column.name == BODY:
            return text.strip("\n")
        text = text.translate(_ODD_BLANKS).strip()
        if column.is_list:
            return [column.codes.get(line, line) for line in map(str.strip, text.split("\n")) if line]
        return column.codes.get(text, text)

    def refused(self, cell: Any, column: Column) -> tuple[str, str] | None:
        """Return what a spreadsheet did to a cell that cannot be undone."""
        raw, kind = cell.value, column.field.type
        if cell.data_type == "f":
            return "是公式", "选中这一格，复制，再“选择性粘贴 → 数值”"
        if cell.data_type == "e":
            return f"是计算错误 {raw}", "重新填写"
        if isinstance(raw, bool):
            return None if kind == "boolean" else ("被自动变成了 TRUE/FALSE", "把这一格设为“文本”再填")
        if isinstance(raw, datetime.date | datetime.time | datetime.timedelta):
            fine = isinstance(raw, datetime.datetime) and kind in ("date", "datetime")
            return None if fine else ("被自动变成日期", "把这一格设为“文本”，重新填写原来的内容")
        if (
            isinstance(raw, int | float)
            and not (kind == "integer" and float(raw).is_integer())
            and kind != "number"
        ):
            return f"是数字而不是文本：{raw}，前导零可能已丢失", "把这一格设为“文本”，重新填写"
        return None

    def place(
        self,
        row: int,
        values: dict[str, Value],
        marks: dict[str, Mark],
        found: dict[tuple[str, ...], _Growing],
        keys: tuple[str, ...],
    ) -> None:
        """Put a row among the records: as one, or as an item of a list of one."""
        key = tuple(str(values.get(name) or "") for name in keys)
        if not self.sheet.list_name:
            first = found.get(key)
            if first and any(key):
                other = cell_name(self.sheet.title, first.marks[keys[0]].line, first.marks[keys[0]].column)
                self.trouble(
                    row,
                    marks[keys[0]].column,
                    f"与 {other} 重复",
                    "编号只能用一次：改掉一个，或者删掉一行",
                )
                return
            found[key if any(key) else (*key, str(row))] = _Growing(values, {**marks, **_named(marks)})
            return
        owner = found.get(key)
        if owner is None and self.taken.is_key_lost:
            return  # the item of an entry whose id has been told as wrong already
        if owner is None:
            at = marks[keys[0]].column
            self.trouble(
                row,
                at,
                f"“{self.taken.titles[0]}”里没有“{'、'.join(key)}”",
                "先在那一页写上这一条，或者改正编号",
            )
            return
        self.append(row, owner, values, marks)

    def append(self, row: int, owner: _Growing, values: dict[str, Value], marks: dict[str, Mark]) -> None:
        """Put a row at the end of its list."""
        own = {c.name for c in self.sheet.columns}
        items = owner.values.setdefault(self.sheet.list_name, [])
        lead = f"{self.sheet.list_name}.{len(items)}"
        items.append({name: value for name, value in values.items() if name in own})
        inner = {f"{lead}.{name}": mark for name, mark in marks.items() if name in own}
        owner.marks.update({**inner, **_named(inner), lead: Mark(row, 1, self.number)})

    def trouble(self, row: int, column: int, message: str, remedy: str = "") -> None:
        """Note what is wrong with a cell."""
        self.taken.troubles.append(Trouble(self.number, row, column, message, remedy))


def _named(marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """Return the same places as those of the names of the values."""
    return {f"{name}#": mark for name, mark in marks.items()}
