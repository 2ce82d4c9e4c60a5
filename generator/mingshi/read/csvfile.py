"""CSV registers: strict quoting, one record a line, and the place of every cell."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.finding import Finding, Mark
from ..model.records import Table
from .decode import TABLE_LIMIT, decode, keep

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]+")
_AS_TEXT = re.compile(r'="?(?P<code>[^"]*)"?')
_OTHER_DELIMITERS = {"\t": "Tab 键", ";": "分号", "；": "全角分号", "|": "竖线", "、": "顿号"}
_QUOTE_CELL = "单元格里有逗号或引号时，整格用半角双引号括起来，里面的引号写两遍"


def read_csv(raw: bytes, path: str, kind: str, *, delimiter: str = ",") -> tuple[Table | None, list[Finding]]:
    """Read a CSV file from its bytes; the table is None when its header or its quoting cannot be trusted."""
    text, findings = decode(raw, path, limit=TABLE_LIMIT)
    if text is None:
        return None, findings
    table, more = parse_csv(text, path, kind, delimiter=delimiter, digest=hashlib.sha256(raw).hexdigest())
    return table, findings + more


def parse_csv(
    text: str, path: str, kind: str, *, delimiter: str = ",", digest: str = ""
) -> tuple[Table | None, list[Finding]]:
    """Read the text of a CSV file. Rows with a wrong number of cells are left out (MS211, MS212).

    Cells are stripped (MS308) and refused when a spreadsheet would run or has rewritten them (MS214, MS215).
    """
    reader = _Reader(text, path, delimiter)
    if not reader.read():
        return None, reader.findings
    table = Table(kind, path, reader.header, tuple(reader.rows), tuple(reader.lines), digest)
    return table, reader.findings


def parse_settled(text: str, path: str, kind: str, *, digest: str = "") -> Table:
    """Read the text of a CSV file that was read before without an error: nothing is looked for again."""
    rows = csv.reader(io.StringIO(text), strict=True)
    numbered = [(row, rows.line_num) for row in rows if row]
    header = tuple(name.strip() for name in numbered[0][0])
    cells = tuple(tuple(map(str.strip, row)) for row, _ in numbered[1:])
    return Table(kind, path, header, cells, tuple(line for _, line in numbered[1:]), digest)


def quoted_cell(value: str) -> str:
    """Return a cell as it is written: in quotes where it has a comma or a quote."""
    return '"' + value.replace('"', '""') + '"' if "," in value or '"' in value else value


def cell_mark(text: str, line: int, column_index: int, *, delimiter: str = ",") -> Mark:
    """Return the mark of a cell: `line` from 1 in the file's text, `column_index` from 0.

    A cell in quotes is marked inside them; a cell behind the last one marks the end of the line.
    """
    return _cell_in(text.split("\n")[line - 1], line, column_index, delimiter)


@dataclass(frozen=True, slots=True)
class RowMarks(Mapping[str, Mark]):
    """The marks of a row's cells by column name, computed when asked for."""

    header: tuple[str, ...]
    text: str
    line: int
    delimiter: str = ","

    def __getitem__(self, name: str) -> Mark:
        if name not in self.header:
            raise KeyError(name)
        return _cell_in(self.text, self.line, self.header.index(name), self.delimiter)

    def __iter__(self) -> Iterator[str]:
        return iter(self.header)

    def __len__(self) -> int:
        return len(self.header)


def _cell_in(line_text: str, line: int, index: int, delimiter: str) -> Mark:
    start = 0
    for _ in range(index):
        start = min(_end_of_cell(line_text, start, delimiter) + 1, len(line_text))
    end = _end_of_cell(line_text, start, delimiter)
    if line_text[start : start + 1] == '"':
        start += 1
        end -= line_text[start:end].endswith('"')
    return Mark(line, start + 1, end + 1)


def _end_of_cell(line: str, start: int, delimiter: str) -> int:
    at = start
    if line[start : start + 1] == '"':
        at = line.find('"', start + 1)
        while at >= 0 and line[at + 1 : at + 2] == '"':
            at = line.find('"', at + 2)
    end = line.find(delimiter, at) if at >= 0 else -1
    return end if end >= 0 else len(line)


class _Reader:
    """One pass over the rows of one text."""

    __slots__ = ("delimiter", "findings", "header", "lines", "path", "rows", "source", "text")

    def __init__(self, text: str, path: str, delimiter: str) -> None:
        self.text = text
        self.source = text.split("\n")
        self.path = path
        self.delimiter = delimiter
        self.header: tuple[str, ...] = ()
        self.rows: list[tuple[str, ...]] = []
        self.lines: list[int] = []
        self.findings: list[Finding] = []

    def read(self) -> bool:
        """Read all rows; tell whether the result can be used."""
        rows = csv.reader(io.StringIO(self.text), delimiter=self.delimiter, strict=True)
        begun = 1
        try:
            for row in rows:
                if row and not self.header:
                    if not self.read_header(row, begun):
                        return False
                elif row:
                    self.read_row(row, begun, rows.line_num)
                begun = rows.line_num + 1
        except csv.Error as error:
            self.broken_quote(error, begun, rows.line_num)
            return False
        if not self.header:
            self.note("MS213", "文件是空的，没有表头", Mark(1), "第 1 行写各列的名称")
        return bool(self.header)

    def read_header(self, row: list[str], line: int) -> bool:
        """Take the column names; tell whether they can be used."""
        text = self.source[line - 1]
        if "，" in text:
            self.wide_commas(line, "表头的逗号用了全角“，”")
            return False
        used = next((c for c in _OTHER_DELIMITERS if c in text), "") if len(row) == 1 else ""
        if used:
            message = f"列之间用的是{_OTHER_DELIMITERS[used]}，应是半角逗号"
            self.note("MS211", message, self.whole(line), "另存为“CSV UTF-8（逗号分隔）”")
            return False
        names = [name.strip() for name in row]
        for index, name in enumerate(names):
            self.check_name(row[index], name, names[:index], self.mark(line, index))
        self.header = tuple(names)
        return "" not in names and len(set(names)) == len(names)

    def check_name(self, written: str, name: str, before: list[str], mark: Mark) -> None:
        """Check one column name against itself and the ones before it."""
        if not name:
            self.note("MS213", f"第 {len(before) + 1} 列没有名称", mark, "补上列名，或删掉这一列")
        elif name in before:
            self.note("MS213", f"列名“{name}”重复", mark, "每个列名只能出现一次")
        elif name != written:
            self.note("MS213", f"列名“{name}”前后有空白", mark, "删掉空白", name, "safe")

    def read_row(self, row: list[str], begun: int, ended: int) -> None:
        """Take one row."""
        if ended > begun:
            index = next((i for i, cell in enumerate(row) if "\n" in cell), 0)
            message = f"单元格里有换行，到第 {ended} 行才结束"
            remedy = "一行写完一条；如果不是有意换行，检查这一格的引号有没有结束"
            self.note("MS211", message, self.mark(begun, index), remedy)
            return
        if len(row) != len(self.header):
            self.wrong_count(row, begun)
            return
        self.rows.append(tuple(self.clean(cell, i, begun) for i, cell in enumerate(row)))
        self.lines.append(begun)

    def clean(self, cell: str, index: int, line: int) -> str:
        """Return a cell without surrounding blanks and note what a spreadsheet did or would do to it."""
        value = cell.strip()
        if value != cell:
            self.note("MS308", "内容前后有多余的空白", self.mark(line, index), "删掉空白", value, "safe")
        if value[:1] in ("=", "+", "-", "@") and value and not _NUMBER.fullmatch(value):
            self.formula(value, self.mark(line, index))
        elif "+" in value and _SCIENTIFIC.fullmatch(value):
            remedy = "把这一列设为“文本”格式后重新填写原来的编码"
            self.note("MS215", "编码被表格软件变成了科学计数法", self.mark(line, index), remedy)
        return value

    def formula(self, value: str, mark: Mark) -> None:
        """Note a cell that a spreadsheet would take for a formula."""
        as_text = _AS_TEXT.fullmatch(value) if value.startswith('="') else None
        if as_text:
            message = "编码被表格软件写成了公式"
            self.note("MS215", message, mark, "只留引号里的编码", as_text["code"], "suggested")
        else:
            message = f"单元格以“{value[0]}”开头，表格软件会当成公式"
            self.note("MS214", message, mark, f"删掉开头的“{value[0]}”，或改写这一格")

    def wrong_count(self, row: list[str], line: int) -> None:
        """Note a row with too few or too many cells."""
        text = self.source[line - 1]
        if len(row) + text.count("，") == len(self.header):
            self.wide_commas(line, "逗号用了全角“，”")
            return
        message = f"表头有 {len(self.header)} 列，这一行有 {len(row)} 列"
        self.note("MS212", message, self.whole(line), "补上或删掉多余的逗号；" + _QUOTE_CELL)

    def wide_commas(self, line: int, message: str) -> None:
        """Note a line whose cells are parted by full-width commas."""
        fix = self.source[line - 1].replace("，", self.delimiter).strip()
        self.note("MS211", message, self.whole(line), "列与列之间用半角逗号", fix, "suggested")

    def broken_quote(self, error: csv.Error, begun: int, ended: int) -> None:
        """Note a row whose quotes do not pair."""
        text = self.source[begun - 1]
        quote = text.rfind(f'{self.delimiter}"') + 1 if f'{self.delimiter}"' in text else 0
        mark = Mark(begun, quote + 1, len(text) + 1)
        if "expected after" in str(error) and ended == begun:
            self.note("MS211", "单元格的引号后面还有文字", mark, _QUOTE_CELL)
        else:
            remedy = "在这一格末尾补上半角双引号；" + _QUOTE_CELL
            self.note("MS211", "单元格的引号没有结束，下面的行都会被并进来", mark, remedy)

    def mark(self, line: int, index: int) -> Mark:
        """Return the mark of a cell."""
        return _cell_in(self.source[line - 1], line, index, self.delimiter)

    def whole(self, line: int) -> Mark:
        """Return the mark of a whole line."""
        return Mark(line, 1, len(self.source[line - 1]) + 1)

    def note(
        self, code: str, message: str, mark: Mark, remedy: str, fix: str = "", fix_kind: str = ""
    ) -> None:
        """Note a finding."""
        keep(self.findings, Finding(code, message, self.path, mark, remedy, fix, fix_kind))
