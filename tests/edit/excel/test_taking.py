"""What is wrong with a workbook, told by its cell; what is none is refused."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mingshi.edit.excel.layout import FIRST_ROW, META
from mingshi.edit.excel.read import kind_of, take
from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure
from tests.edit.test_form import KINDS

from .books import column_of, row_of, taken_in, told, written

Spoil = Callable[[Any], None]


def put(name: str, value: Any, sheet: str = "证明事项", row: int = 5) -> Spoil:
    """Return what puts a value into a cell."""

    def spoil(book: Any) -> None:
        page = book[sheet]
        cell = page.cell(row, column_of(page, name))
        cell.value = value
        if isinstance(value, str) and not value.startswith("="):
            cell.data_type = "s"

    return spoil


def merge(book: Any) -> None:
    book["证明事项"].merge_cells("B5:C5")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (put("name", 7), "证明事项!B5 是数字而不是文本：7，前导零可能已丢失"),
        (put("name", 1.5), "证明事项!B5 是数字而不是文本：1.5，前导零可能已丢失"),
        (put("name", datetime.datetime(2026, 1, 5)), "证明事项!B5 被自动变成日期"),
        (put("name", datetime.time(9, 30)), "证明事项!B5 被自动变成日期"),
        (put("name", True), "证明事项!B5 被自动变成了 TRUE/FALSE"),
        (put("name", "=A1"), "证明事项!B5 是公式"),
        (put("name", "#REF!"), "证明事项!B5 是计算错误 #REF!"),
        (put("name", None), "证明事项!B5 “名称”（name）没有填"),
        (put("name", "长" * 41), "证明事项!B5 “名称”（name）有 41 字，最多 40 字"),
        (put("theme", "结婚"), "证明事项!F5 “主题”（theme）不能写“结婚”"),
        (put("version", "一"), "证明事项!Q5 “版本”（version）要写整数，“一”不是"),
        (put("version", 0), "证明事项!Q5 “版本”（version）是 “0”，应不小于 1"),
        (
            put("published", "2026-13-01 09:00"),
            "证明事项!O5 “发布时间”（published）写的“2026-13-01 09:00”不存在",
        ),
        (put("related", "示例 一"), "证明事项!K5 “相关事项”（related）的格式不对：“示例 一”"),
        (put("text", None, "用途", 3), "用途!B3 “用途”（text）没有填"),
        (put("item_id", "nobody", "用途", 3), "用途!A3 “证明事项”里没有“nobody”"),
        (put("verified", "大概", "用途", 4), "用途!C4 “核实情况”（verified）不能写“大概”"),
        (merge, "证明事项!B5 这里有合并的单元格"),
    ],
)
def test_every_fault_is_told_by_its_cell(
    spoil: Spoil, said: str, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    spoil(book)
    if "#REF!" in said:
        page = book["证明事项"]
        page["B5"].data_type = "e"
    book.save(workbook)
    taken, found = taken_in(toy_catalogue, "item", workbook)
    assert said in told(taken, found), told(taken, found)
    assert found.files == {}


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("updated", datetime.datetime(2026, 1, 6), "2026-01-06"),
        ("published", datetime.datetime(2026, 1, 6, 9, 30), "2026-01-06 09:30"),
        ("version", 12, "12"),
        ("version", 12.0, "12"),
        ("theme", "death", "death"),
        ("theme", "死亡", "death"),
        ("name", "示例\u00a0证明", "示例 证明"),
        ("description", "第一行\r\n第二行", "第一行\n第二行"),
        ("aliases", "甲\n\n 乙 ", ["甲", "乙"]),
    ],
)
def test_what_a_spreadsheet_may_do_to_a_cell(
    name: str, value: Any, wanted: Any, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    put(name, value)(book)
    book.save(workbook)
    taken, found = taken_in(toy_catalogue, "item", workbook)
    assert told(taken, found) == []
    assert taken.records[2].values[name] == wanted
    assert len(found.files) == 1


@pytest.mark.parametrize("value", ["=1+1", None])
def test_an_id_that_is_lost_is_told_once(value: str | None, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    """Not once more for every item of the entry on the other sheets."""
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    page = book["证明事项"]
    row = row_of(page, "hunyin-shili")
    page.cell(row, column_of(page, "item_id")).value = value
    book.save(workbook)
    assert row_of(book["用途"], "hunyin-shili")
    said = told(*taken_in(toy_catalogue, "item", workbook))
    assert {line.split()[0] for line in said} == {f"证明事项!A{row}"}


def test_a_repeated_key_names_both_cells(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    page = book["证明事项"]
    page["A9"] = page["A6"].value
    book.save(workbook)
    taken, found = taken_in(toy_catalogue, "item", workbook)
    assert "证明事项!A9 与 证明事项!A6 重复" in told(taken, found)


def test_a_text_in_a_column_without_a_name(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    book["证明事项"]["Z4"] = "说明"
    book.save(workbook)
    assert told(*taken_in(toy_catalogue, "item", workbook)) == ["证明事项!Z4 这一列没有字段名，内容会丢失"]


def test_columns_may_be_moved_and_odd_blanks_are_cleaned(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    page = book["证明事项"]
    page.move_range("B1:B30", cols=40)
    page.delete_cols(2)
    at = column_of(page, "name")
    for row in range(FIRST_ROW, 11):
        page.cell(row, at).value = f"\u3000{page.cell(row, at).value}\u00a0_x000D_"
    book.save(workbook)
    taken, found = taken_in(toy_catalogue, "item", workbook)
    assert (told(taken, found), found.files) == ([], {})


def broken_meta(book: Any) -> None:
    next(row for row in book[META].iter_rows() if row[0].value == "layout")[1].value = "0" * 16


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (broken_meta, "以前的字段"),
        (lambda book: book.remove(book["用途"]), "没有“用途”这一页"),
        (lambda book: book["证明事项"].delete_rows(1), "缺少列"),
        (lambda book: book["证明事项"].delete_cols(2), "缺少列：名称"),
        (lambda book: book.remove(book[META]), "不是用 mingshi export 导出"),
    ],
)
def test_another_workbook_is_refused(
    spoil: Spoil, said: str, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    spoil(book)
    book.save(workbook)
    with pytest.raises(Failure, match=said):
        take(kind_of(workbook)[0], KINDS["item"])


@pytest.mark.parametrize(
    ("raw", "said"), [(b"", "不是 xlsx"), (b"PK\x03\x04 no", "不是 xlsx"), (None, "没有这个文件")]
)
def test_what_is_no_workbook_is_refused(raw: bytes | None, said: str, tmp_path: Path) -> None:
    if raw is not None:
        (tmp_path / "x.xlsx").write_bytes(raw)
    with pytest.raises(Failure, match=said):
        kind_of(tmp_path / "x.xlsx")


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(Failure, match="打不开"):
        kind_of(tmp_path / "x.xlsx")


@pytest.mark.parametrize("name", ["theme", "action_code"])
def test_a_wrong_choice_is_answered_with_the_words_of_the_list(
    name: str, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    put(name, "结婚证明")(book)
    put(name, None, row=6)(book)
    book.save(workbook)
    _, found = taken_in(toy_catalogue, "item", workbook)
    field = KINDS["item"].field(name)
    assert field
    wrong, empty = sorted(found.troubles, key=lambda t: t.row)
    assert wrong.remedy == f"可选：{'、'.join(field.labels.values())}"
    assert empty.remedy == f"填上{field.title}，例如 {field.labels[field.example]}"


MOBILE = "13" + "800" + "138000"


def test_personal_data_is_told_together_with_other_faults(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    put("theme", "结婚")(book)
    put("description", f"打{MOBILE}问。")(book)
    put("text", f"打{MOBILE}问。", "用途", 3)(book)
    book.save(workbook)
    said = told(*taken_in(toy_catalogue, "item", workbook))
    description = book["证明事项"].cell(5, column_of(book["证明事项"], "description")).coordinate
    assert len(said) == 3
    assert any(line.startswith(f"证明事项!{description} 这里像是手机号码（138***）") for line in said)
    assert any(line.startswith("用途!B3 这里像是手机号码") for line in said)
    assert MOBILE not in "".join(said)


def test_personal_data_with_a_reason_may_stand(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    put("theme", "结婚")(book)
    put("description", f"打{MOBILE}问。")(book)
    put("note", "ms:allow MS602 示例的公开电话")(book)
    book.save(workbook)
    assert [line.split()[0] for line in told(*taken_in(toy_catalogue, "item", workbook))] == ["证明事项!F5"]


def test_a_public_mobile_may_be_registered(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "public_phone", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    page = book.worksheets[0]
    page.cell(FIRST_ROW, column_of(page, "phone")).value = MOBILE
    book.save(workbook)
    said = told(*taken_in(toy_catalogue, "public_phone", workbook))
    assert said  # the rest of the row is not filled in
    assert not any("像是手机号码" in line for line in said)
