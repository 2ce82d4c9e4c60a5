"""Export and import as an editor does them: what changes, what stays, what is refused."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mingshi.edit.excel.layout import FIRST_ROW
from mingshi.edit.excel.read import kind_of, take
from mingshi.edit.excel.select import records_of
from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding
from mingshi.model.records import Record
from mingshi.model.schema import Schema
from mingshi.read.store import read_records
from tests.conftest import ON, ROOT
from tests.edit.test_form import KINDS, diff
from tests.test_cli import run

from .books import ITEM, Desk, column_of, row_of


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


def test_comments_become_the_note(desk: Desk) -> None:
    """As `mingshi fmt` does it, also those written after the export."""
    book = desk.export("item", "china")
    path = desk.root / ITEM
    before = path.read_text(encoding="utf-8")
    path.write_text("# 查过 2020 年的清单\n" + before + "# 明年再看\n", encoding="utf-8")
    page = book["证明事项"]
    row = row_of(page, "示例婚姻证明")
    page.cell(row, column_of(page, "description")).value = "别的说明（示例）。"
    page.cell(row, column_of(page, "note")).value = "表里的备注"
    code, out, _ = desk.import_(book)
    assert code == 0, out
    assert "+  查过 2020 年的清单" in out
    assert f"注意：{ITEM} 第 1 行的注释移到 note 字段" in out
    text = path.read_text(encoding="utf-8")
    assert "note: |\n  表里的备注\n  查过 2020 年的清单\n  明年再看\n" in text
    assert "#" not in text


def test_a_file_in_which_content_is_cut_off_is_not_overwritten(desk: Desk) -> None:
    book = desk.export("item", "china")
    path = desk.root / ITEM
    spoilt = path.read_text(encoding="utf-8").replace("\nversion: 1\n", "\nversion: 1 # 第一版\n")
    path.write_text(spoilt, encoding="utf-8")
    page = book["证明事项"]
    page.cell(row_of(page, "示例婚姻证明"), column_of(page, "description")).value = "别的说明（示例）。"
    code, out, _ = desk.import_(book)
    assert (code, f"{ITEM} 里有错误，盖掉它会丢内容" in out) == (1, True)
    assert path.read_text(encoding="utf-8") == spoilt


def test_a_row_of_another_place_is_refused(desk: Desk) -> None:
    book = desk.export("place", "jiashi/yixian")
    page = book["乡镇街道和村社区"]
    page.append(["jiashi/dingqu/beijie/qi-shequ", "村（社区）", "居民委员会", "示例七社区"])
    code, out, _ = desk.import_(book)
    assert code == 1
    assert "只管示例一县，“jiashi/dingqu/beijie/qi-shequ”不在里面" in out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("nonsense", "china"), 2, "没有“nonsense”这种内容"),
        (("item", "jiashi/yixian"), 1, "不分地方"),
        (("item", "nowhere"), 1, "没有这个地方"),
    ],
)
def test_what_cannot_be_exported(
    arguments: tuple[str, str],
    status: int,
    said: str,
    toy: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(capsys, "export", *arguments, "-o", tmp_path / "x.xlsx", "--root", toy, "--on", ON)
    assert (code, said in err) == (status, True)
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


BODIES, MANY = "data/bodies.csv", 2_000


@pytest.fixture
def crowded(desk: Desk) -> Desk:
    """A province with thousands of rows in one register."""
    with (desk.root / BODIES).open("a", encoding="utf-8") as file:
        for n in range(MANY):
            file.write(f"shili-{n:04},示例机构{n:04},,示例（虚构）,,,,,s-shili-quhua,yes\n")
    return desk


def change(book: Any, name: str, values: dict[int, str]) -> None:
    """Put values into a column, by the number of the body in the row."""
    page = book.worksheets[0]
    first, column = row_of(page, "shili-0000"), column_of(page, name)
    for n, value in values.items():
        page.cell(first + n, column).value = value


def test_many_changed_rows_are_just_those_lines(crowded: Desk) -> None:
    before = (crowded.root / BODIES).read_text(encoding="utf-8").splitlines()
    book = crowded.export("body", "china")
    chosen = {n: f"改过{n}" for n in range(0, MANY, 7)}
    change(book, "role", chosen)
    code, out, err = crowded.import_(book)
    assert (code, err) == (0, "")
    after = (crowded.root / BODIES).read_text(encoding="utf-8").splitlines()
    assert len(chosen) > MANY / 7
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (line, line.replace("示例（虚构）", chosen[n]))
        for n, line in enumerate(before[-MANY:])
        if n in chosen
    ]
    assert out.count("\n+shili-") == len(chosen)


def test_many_faults_are_told_by_cell_and_the_file_is_read_once(
    crowded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(root: Path, path: str, schema: Schema) -> tuple[list[Record], list[Finding]]:
        read.append(path)
        return read_records(root, path, schema)

    monkeypatch.setattr("mingshi.edit.excel.intake.read_records", counted)
    before = (crowded.root / BODIES).read_bytes()
    book = crowded.export("body", "china")
    chosen = range(0, MANY, 7)
    change(book, "source_ids", {n: f"s-meiyou-{n}" for n in chosen})
    code, out, _ = crowded.import_(book)
    assert (code, (crowded.root / BODIES).read_bytes()) == (1, before)
    assert f"共 {len(chosen)} 处要改。" in out
    first = row_of(book.worksheets[0], "shili-0000")
    assert all(f"{first + n} " in out and f"“s-meiyou-{n}”不存在" in out for n in chosen[:200])
    assert read == [BODIES, BODIES]  # as it was, and as it is to be


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
