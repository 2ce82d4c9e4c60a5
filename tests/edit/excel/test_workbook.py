"""Workbooks: out and in again without a change, every fault told by its cell, nothing written unless all is right."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mingshi.edit.excel.intake import Intake, intake
from mingshi.edit.excel.layout import BODY, FIRST_ROW, META, OPTIONS, Column, layout_hash, sheets_of
from mingshi.edit.excel.read import Taken, cell_name, kind_of, take
from mingshi.edit.excel.select import records_of
from mingshi.edit.excel.write import write_workbook
from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure
from mingshi.model.schema import Field, Schema
from mingshi.read.store import read_installation
from tests.conftest import ON, ROOT
from tests.edit.test_form import KINDS, diff
from tests.system_packages import system
from tests.test_cli import run

STORED = [kind for kind, schema in KINDS.items() if schema.store]
ITEM = "content/items/hunyin-shili.yaml"


def written(catalogue: Catalogue, kind: str, target: Path, area: str = "china") -> Path:
    """Write a workbook and return it."""
    schema = KINDS[kind]
    records = records_of(catalogue, schema, catalogue.areas.get(area))
    write_workbook(target, schema, area, records, lambda _: None)
    return target


def taken_in(catalogue: Catalogue, kind: str, workbook: Path) -> tuple[Taken, Intake]:
    schema = KINDS[kind]
    taken = take(kind_of(workbook)[0], schema)
    current = records_of(catalogue, schema, catalogue.areas.get(taken.area))
    return taken, intake(taken, catalogue, schema, current)


def told(taken: Taken, found: Intake) -> list[str]:
    cells = sorted({(t.sheet, t.row, t.column, t.message) for t in found.troubles})
    return [
        f"{cell_name(taken.titles[sheet], row, column)} {message}" for sheet, row, column, message in cells
    ]


def column_of(page: Any, name: str) -> int:
    return [cell.value for cell in page[1]].index(name) + 1


def row_of(page: Any, text: str) -> int:
    return next(c.row for row in page.iter_rows(min_row=FIRST_ROW) for c in row if c.value == text)


@pytest.mark.parametrize("kind", STORED)
def test_every_kind_comes_back_unchanged(kind: str, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    taken, found = taken_in(toy_catalogue, kind, written(toy_catalogue, kind, tmp_path / "x.xlsx"))
    assert told(taken, found) == []
    assert (found.files, found.notes) == ({}, [])
    expected = records_of(toy_catalogue, KINDS[kind], toy_catalogue.areas.get("china"))
    assert [r.id for r in taken.records] == [r.id for r in expected]
    assert expected or kind in ("fact", "police_fact", "contact")


def test_libreoffice_saves_it_without_a_change(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    program = system().office()
    assert program, "no LibreOffice here: run `make test`, which installs it"
    for kind in ("guide", "form", "place"):
        written(toy_catalogue, kind, tmp_path / f"{kind}.xlsx")
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx",
         "--outdir", tmp_path / "out", *sorted(tmp_path.glob("*.xlsx"))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for kind in ("guide", "form", "place"):
        saved = tmp_path / "out" / f"{kind}.xlsx"
        taken, found = taken_in(toy_catalogue, kind, saved)
        assert (told(taken, found), found.files, found.notes) == ([], {}, [])
        book = load_workbook(saved)
        assert book[META].sheet_state != "visible"
        page = book[taken.titles[0]]
        assert page.row_dimensions[1].hidden
        assert page.data_validations.dataValidation
        assert {c.number_format for c in page[FIRST_ROW] if c.value} == {"@"}


def test_what_the_workbook_offers(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    book = load_workbook(written(toy_catalogue, "item", tmp_path / "x.xlsx"))
    assert book.sheetnames == ["证明事项", "用途", OPTIONS, META]
    assert [book[n].sheet_state for n in book.sheetnames] == [
        "visible",
        "visible",
        "veryHidden",
        "veryHidden",
    ]
    page = book["证明事项"]
    assert page.freeze_panes == "A3"
    assert page.row_dimensions[1].hidden
    assert [page["A1"].value, page["A2"].value] == ["item_id", "事项编号*"]
    assert "与文件名相同" in page["A2"].comment.text
    theme = column_of(page, "theme")
    assert page.cell(row_of(page, "示例婚姻证明"), theme).value == "婚姻"
    rule = next(
        v for v in page.data_validations.dataValidation if page.cell(FIRST_ROW, theme).coordinate in v.sqref
    )
    name, cells = rule.formula1.replace("'", "").split("!")
    labels = [row[0].value for row in book[name][cells.replace("$", "")]]
    assert labels == list(Column("theme", field("item", "theme")).labels.values())
    assert all(c.number_format == "@" for row in page.iter_rows(min_row=FIRST_ROW) for c in row)
    assert page.column_dimensions["B"].number_format == "@"  # rows added below
    assert book["用途"]["A1"].value == "item_id"
    lengths = [v for v in page.data_validations.dataValidation if v.type == "textLength"]
    assert {v.formula1 for v in lengths} >= {"120", "40"}


def field(kind: str, name: str) -> Field:
    found = KINDS[kind].field(name)
    assert found is not None
    return found


def test_a_text_that_looks_like_a_formula_stays_text(toy: Path, tmp_path: Path) -> None:
    path = toy / ITEM
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: 示例婚姻证明", 'name: "=1+2"'), encoding="utf-8"
    )
    catalogue, _ = read_installation(toy, ON)
    book = written(catalogue, "item", tmp_path / "x.xlsx")
    with zipfile.ZipFile(book) as archive:
        assert b"<f>" not in b"".join(archive.read(n) for n in archive.namelist())
    taken, found = taken_in(catalogue, "item", book)
    assert "=1+2" in [r.values["name"] for r in taken.records]
    assert found.files == {}


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


def test_a_repeated_key_names_both_cells(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    workbook = written(toy_catalogue, "item", tmp_path / "x.xlsx")
    book = load_workbook(workbook)
    page = book["证明事项"]
    page["A9"] = page["A6"].value
    book.save(workbook)
    taken, found = taken_in(toy_catalogue, "item", workbook)
    assert "证明事项!A9 证明事项!A9 与 证明事项!A6 重复" in told(taken, found)


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


def test_the_layout_changes_with_the_fields() -> None:
    hashes = {layout_hash(KINDS[kind]) for kind in STORED}
    assert len(hashes) == len(STORED)
    item = KINDS["item"]
    fewer = Schema(**{n: getattr(item, n) for n in Schema.__slots__} | {"fields": item.fields[:-1]})
    assert layout_hash(fewer) != layout_hash(item)


def test_lists_and_bodies_have_their_place() -> None:
    form = sheets_of(KINDS["form"])
    assert [s.list_name for s in form] == ["", "fields", "columns"]
    assert [c.name for c in form[2].keys] == ["form_id"]
    assert len({s.title for s in form}) == 3
    assert BODY in [c.name for c in sheets_of(KINDS["guide"])[0].columns]
    assert not any(child.children for schema in KINDS.values() for child in schema.children.values())


class Desk:
    """A toy province, a workbook of it, and the commands."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys, self.workbook = root, capsys, root.parent / "x.xlsx"

    def export(self, kind: str, area: str) -> Any:
        code, out, err = run(
            self.capsys, "export", kind, area, "-o", self.workbook, "--root", self.root, "--on", ON
        )
        assert (code, err) == (0, ""), out + err
        return load_workbook(self.workbook)

    def import_(self, book: Any, *more: object) -> tuple[int, str, str]:
        book.save(self.workbook)
        return run(self.capsys, "import", self.workbook, "--root", self.root, "--on", ON, *more)


@pytest.fixture
def desk(toy: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(toy, capsys)


def test_an_edit_is_a_diff_of_its_lines(desk: Desk) -> None:
    before = (desk.root / ITEM).read_bytes()
    book = desk.export("证明事项", "china")
    page, purposes = book["证明事项"], book["用途"]
    row = row_of(page, "示例婚姻证明")
    page.cell(row, column_of(page, "aliases")).value = "示例单身证明\n示例未婚证明"
    purposes.append(["hunyin-shili", "出国时用（示例）", "已核实", "s-shili-qingdan"])
    code, out, _ = desk.import_(book, "--dry-run")
    assert (code, "会改 1 个文件" in out, "+  - 示例未婚证明" in out) == (0, True, True)
    assert (desk.root / ITEM).read_bytes() == before
    code, out, _ = desk.import_(book)
    assert (code, "改了 1 个文件" in out) == (0, True)
    assert diff(before, (desk.root / ITEM).read_bytes()) == [
        "+  - 示例未婚证明",
        "+  - text: 出国时用（示例）",
        '+    verified: "yes"',
        "+    source_ids:",
        "+      - s-shili-qingdan",
    ]
    assert run(desk.capsys, "fmt", "--check", "--root", desk.root)[0] == 0


def test_a_new_entry_gets_its_file_and_one_left_out_stays(desk: Desk) -> None:
    book = desk.export("item", "toy")
    page = book["证明事项"]
    row = row_of(page, "示例婚姻证明")
    page.cell(row, column_of(page, "item_id")).value = "xin-shili"
    page.cell(row, column_of(page, "name")).value = "示例新证明"
    for name in ("official_aliases", "aliases", "scenarios"):
        page.cell(row, column_of(page, name)).value = None
    for row in range(FIRST_ROW, book["用途"].max_row + 1):
        if book["用途"].cell(row, 1).value == "hunyin-shili":
            book["用途"].cell(row, 1).value = "xin-shili"
    code, out, _ = desk.import_(book)
    assert code == 0, out
    assert "少了 1 条（hunyin-shili）；没有删除" in out
    assert (desk.root / ITEM).exists()
    text = (desk.root / "content/items/xin-shili.yaml").read_text(encoding="utf-8")
    assert text.startswith("item_id: xin-shili\nname: 示例新证明\ntheme: marriage\n")


def test_rows_of_a_register_change_and_a_new_one_follows_its_neighbour(desk: Desk) -> None:
    path = desk.root / "data/areas/jiashi/yixian.csv"
    before = path.read_text(encoding="utf-8")
    book = desk.export("place", "jiashi/yixian")
    page = book["乡镇街道和村社区"]
    row = row_of(page, "示例一社区")
    page.cell(row, column_of(page, "note")).value = "备注，示例"
    page.insert_rows(row + 1)
    for name, text in (
        ("id", "jiashi/yixian/dongjie/ling-shequ"),
        ("level", "村（社区）"),
        ("kind", "居民委员会"),
        ("name", "示例零社区"),
    ):
        page.cell(row + 1, column_of(page, name)).value = text
    code, out, _ = desk.import_(book)
    assert code == 0, out
    assert diff(before.encode(), path.read_bytes()) == [
        "-jiashi/yixian/dongjie/yi-shequ,community,residents_committee,示例一社区,",
        '+jiashi/yixian/dongjie/yi-shequ,community,residents_committee,示例一社区,"备注，示例"'.replace(
            '"', ""
        ),
        "+jiashi/yixian/dongjie/ling-shequ,community,residents_committee,示例零社区,",
    ]


def test_what_the_whole_check_finds_is_told_by_cell_and_written_into_a_copy(desk: Desk) -> None:
    book = desk.export("item", "china")
    page = book["证明事项"]
    row = row_of(page, "示例婚姻证明")
    page.cell(row, column_of(page, "source_ids")).value = "s-shili-qingdan\ns-none"
    number = "13" + "800" + "138000"
    page.cell(row, column_of(page, "description")).value = f"打{number}问。"
    before = {p: p.read_bytes() for p in desk.root.rglob("*") if p.is_file()}
    copy = desk.root.parent / "copy.xlsx"
    code, out, err = desk.import_(book, "--annotate", copy)
    assert (code, "什么都没有写" in err) == (1, True)
    sources = page.cell(row, column_of(page, "source_ids")).coordinate
    assert f"证明事项!{sources} " in out
    assert "s-none" in out
    assert f"证明事项!{page.cell(row, column_of(page, 'description')).coordinate} " in out
    assert number not in out
    assert {p: p.read_bytes() for p in desk.root.rglob("*") if p.is_file()} == before
    noted = load_workbook(copy)["证明事项"][sources]
    assert "s-none" in noted.comment.text
    assert noted.fill.fgColor.rgb == "FFFFC7CE"


def test_a_register_told_by_cell(desk: Desk) -> None:
    book = desk.export("source", "china")
    page = book[book.sheetnames[0]]
    column = column_of(page, "url")
    page.cell(5, column).value = "javascript:alert(1)"
    code, out, _ = desk.import_(book)
    assert code == 1
    assert f"{book.sheetnames[0]}!{page.cell(5, column).coordinate} " in out


def test_what_becomes_wrong_elsewhere_is_told_there(desk: Desk) -> None:
    book = desk.export("item", "china")
    page = book["证明事项"]
    row = [cell.value for cell in page["A"]].index("jianzai-shili") + 1
    page.cell(row, column_of(page, "aliases")).value = "示例没有结过婚"  # a phrase that means another item
    code, out, err = desk.import_(book)
    assert (code, "什么都没有写" in err) == (1, True)
    assert "改了以后，别处会有错误" in out
    assert "--> data/synonyms.csv:2" in out


def test_what_somebody_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    book = desk.export("item", "china")
    path = desk.root / ITEM
    path.write_text(
        path.read_text(encoding="utf-8").replace("theme: marriage", "theme: other"), encoding="utf-8"
    )
    page = book["证明事项"]
    page.cell(row_of(page, "示例婚姻证明"), column_of(page, "description")).value = "别的说明（示例）。"
    code, out, _ = desk.import_(book)
    assert code == 1
    assert "“hunyin-shili”导出以后被别人改过" in out
    assert "theme: other" in path.read_text(encoding="utf-8")


def test_a_row_of_another_place_is_refused(desk: Desk) -> None:
    book = desk.export("place", "jiashi/yixian")
    page = book["乡镇街道和村社区"]
    page.append(["jiashi/dingqu/beijie/qi-shequ", "村（社区）", "居民委员会", "示例七社区"])
    code, out, _ = desk.import_(book)
    assert code == 1
    assert "只管示例一县，“jiashi/dingqu/beijie/qi-shequ”不在里面" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense", "china"), "没有“nonsense”这种内容"),
        (("item", "jiashi/yixian"), "不分地方"),
        (("item", "nowhere"), "没有这个地方"),
    ],
)
def test_what_cannot_be_exported(
    arguments: tuple[str, str], said: str, toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "export", *arguments, "-o", tmp_path / "x.xlsx", "--root", toy, "--on", ON)
    assert (code, said in err) == (1, True)
    assert not (tmp_path / "x.xlsx").exists()


def test_a_file_that_is_there_is_not_overwritten(desk: Desk) -> None:
    desk.workbook.write_bytes(b"mine")
    arguments = ("export", "item", "china", "-o", desk.workbook, "--root", desk.root, "--on", ON)
    assert run(desk.capsys, *arguments)[0] == 1
    assert desk.workbook.read_bytes() == b"mine"
    assert run(desk.capsys, *arguments, "--force")[0] == 0
    shutil.copy(desk.workbook, desk.root.parent / "y.xlsx")


def test_records_belong_to_the_area_and_below(toy_catalogue: Catalogue) -> None:
    def ids(kind: str, area: str) -> list[str]:
        return [r.id for r in records_of(toy_catalogue, KINDS[kind], toy_catalogue.areas.get(area))]

    assert {i.split("/")[0] for i in ids("listing", "jiashi")} >= {"jiashi-2025", "yixian-shishi"}
    assert "china-neg" not in {i.split("/")[0] for i in ids("listing", "toy")}
    assert ids("village_rule", "jiashi/yixian") == ["jiashi/yixian/xizhen-san-cun"]
    assert len(ids("item", "toy")) == 8
    assert all(i.startswith("jiashi/dingqu") for i in ids("place", "jiashi/dingqu"))


@pytest.mark.slow
def test_all_places_of_the_province_go_out_and_in_within_a_minute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "x.xlsx"
    begun = time.process_time()
    assert run(capsys, "export", "place", "fujian", "-o", workbook, "--root", ROOT, "--on", ON)[0] == 0
    assert run(capsys, "import", workbook, "--root", ROOT, "--on", ON, "--dry-run")[0] == 0
    assert time.process_time() - begun < 60
    taken = take(kind_of(workbook)[0], KINDS["place"])
    assert len(taken.records) > 18000
