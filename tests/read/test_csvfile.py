"""CSV registers: cells, their places, and everything a spreadsheet does to them."""

from __future__ import annotations

import pytest

from mingshi.model.finding import Mark
from mingshi.model.records import Table
from mingshi.read.csvfile import RowMarks, cell_mark, read_csv
from mingshi.read.decode import ENTRY_LIMIT, SHOWN, TABLE_LIMIT


def read(text: str) -> tuple[Table | None, list[tuple[str, Mark, str]]]:
    """Read a CSV text; findings as (code, mark, fix)."""
    table, findings = read_csv(text.encode(), "data/x.csv", "law")
    assert all(f.path == "data/x.csv" and f.remedy for f in findings)
    return table, [(f.code, f.mark, f.fix) for f in findings]


def test_a_table() -> None:
    raw = '\ufeffid,name,note\r\na,"甲, ""乙""",\r\n\r\nb,丙,-5\r\n'.encode()
    table, findings = read_csv(raw, "data/x.csv", "law")
    assert [f.code for f in findings] == ["MS106"]
    assert table is not None
    assert (table.kind, table.path, len(table.digest)) == ("law", "data/x.csv", 64)
    assert table.header == ("id", "name", "note")
    assert table.rows == (("a", '甲, "乙"', ""), ("b", "丙", "-5"))
    assert table.lines == (2, 4)


def test_a_header_alone_is_a_table() -> None:
    assert read("id,name\n") == (Table("law", "data/x.csv", ("id", "name"), (), (), _digest("id,name\n")), [])


def _digest(text: str) -> str:
    table, _ = read_csv(text.encode(), "x", "x")
    assert table is not None
    return table.digest


@pytest.mark.parametrize(
    ("text", "code", "mark", "fix"),
    [
        ("", "MS213", Mark(1), ""),
        ("\n\n", "MS213", Mark(1), ""),
        ("id,,note\na,b,c\n", "MS213", Mark(1, 4, 4), ""),
        ("id,name,id\na,b,c\n", "MS213", Mark(1, 9, 11), ""),
        ("id，name\na，b\n", "MS211", Mark(1, 1, 8), "id,name"),
        ("id;name\na;b\n", "MS211", Mark(1, 1, 8), ""),
        ("id\tname\na\tb\n", "MS211", Mark(1, 1, 8), ""),
        ('id,name\na,"甲\nb,乙\nc,丙\n', "MS211", Mark(2, 3, 5), ""),
        ('id,name\na,甲\nb,"乙"丙\n', "MS211", Mark(3, 3, 7), ""),
        ('id,name\na,"甲\nb,"乙"\n', "MS211", Mark(2, 3, 5), ""),
    ],
)
def test_tables_that_cannot_be_used(text: str, code: str, mark: Mark, fix: str) -> None:
    assert read(text) == (None, [(code, mark, fix)])


@pytest.mark.parametrize(
    ("text", "rows", "code", "mark", "fix"),
    [
        ("id, name \na,甲\n", (("a", "甲"),), "MS213", Mark(1, 4, 10), "name"),
        ("id,name\na,甲,乙\nb,丙\n", (("b", "丙"),), "MS212", Mark(2, 1, 6), ""),
        ("id,name\na\nb,丙\n", (("b", "丙"),), "MS212", Mark(2, 1, 2), ""),
        ("id,name\na，甲\nb,丙\n", (("b", "丙"),), "MS211", Mark(2, 1, 4), "a,甲"),
        ('id,name\na,"甲\n乙"\nb,丙\n', (("b", "丙"),), "MS211", Mark(2, 4, 5), ""),
        ("id,name\na,=1+1\n", (("a", "=1+1"),), "MS214", Mark(2, 3, 7), ""),
        ("id,name\na,@甲\n", (("a", "@甲"),), "MS214", Mark(2, 3, 5), ""),
        ("id,name\na,-甲\n", (("a", "-甲"),), "MS214", Mark(2, 3, 5), ""),
        ("id,name\na,+86 0591\n", (("a", "+86 0591"),), "MS214", Mark(2, 3, 11), ""),
        (
            'id,name\na,"=HYPERLINK(""x"")"\n',
            (("a", '=HYPERLINK("x")'),),
            "MS214",
            Mark(2, 4, 21),
            "",
        ),
        ("id,name\na,1.20E+17\n", (("a", "1.20E+17"),), "MS215", Mark(2, 3, 11), ""),
        ('id,name\na,="350102"\n', (("a", '="350102"'),), "MS215", Mark(2, 3, 12), "350102"),
        ("id,name\na, 甲\n", (("a", "甲"),), "MS308", Mark(2, 3, 5), "甲"),
        ("id,name\na,甲\u3000\n", (("a", "甲"),), "MS308", Mark(2, 3, 5), "甲"),
    ],
)
def test_rows(text: str, rows: tuple[tuple[str, ...], ...], code: str, mark: Mark, fix: str) -> None:
    table, findings = read(text)
    assert table is not None
    assert table.rows == rows
    assert findings == [(code, mark, fix)]


@pytest.mark.parametrize("cell", ["-5", "+5", "-0.5", "+12%", "5", "1E5", "a=b", "1+1", "s-x"])
def test_cells_that_are_no_formula(cell: str) -> None:
    assert read(f"id,name\na,{cell}\n")[1] == []


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("id,name\na,\x00甲\n".encode(), "MS103"),
        ("id,name\na,甲\u200b\n".encode(), "MS104"),
        ("编号,名称\na,甲\n".encode("gb18030"), "MS102"),
        (b"a" * (TABLE_LIMIT + 1), "MS101"),
    ],
)
def test_bytes_are_checked_first(raw: bytes, code: str) -> None:
    table, findings = read_csv(raw, "x.csv", "law")
    assert (table, [f.code for f in findings]) == (None, [code])


def test_a_register_may_be_larger_than_an_entry() -> None:
    text = "id,name\n" + "a,甲\n" * (ENTRY_LIMIT // 4)
    table, findings = read(text)
    assert table is not None
    assert (len(table.rows), findings) == (ENTRY_LIMIT // 4, [])


def test_another_delimiter() -> None:
    table, findings = read_csv(b"a;b\n1,5;2\n", "x.csv", "law", delimiter=";")
    assert table is not None
    assert (table.rows, findings) == ((("1,5", "2"),), [])


def test_the_same_fault_in_every_row_is_not_told_for_ever() -> None:
    assert len(read("id,name\n" + "a\n" * 500)[1]) == SHOWN


TEXT = 'id,name,note\na,"甲, ""乙""",丙\n,,\n"a'


@pytest.mark.parametrize(
    ("line", "column", "mark"),
    [
        (1, 0, Mark(1, 1, 3)),
        (1, 2, Mark(1, 9, 13)),
        (2, 0, Mark(2, 1, 2)),
        (2, 1, Mark(2, 4, 12)),
        (2, 2, Mark(2, 14, 15)),
        (3, 1, Mark(3, 2, 2)),
        (3, 9, Mark(3, 3, 3)),
        (4, 0, Mark(4, 2, 3)),
    ],
)
def test_cell_mark(line: int, column: int, mark: Mark) -> None:
    assert cell_mark(TEXT, line, column) == mark


def test_row_marks() -> None:
    marks = RowMarks(("id", "name", "note"), TEXT.split("\n")[1], 2)
    assert (list(marks), len(marks)) == (["id", "name", "note"], 3)
    assert marks["note"] == Mark(2, 14, 15)
    assert "name" in marks
    assert "name#" not in marks
