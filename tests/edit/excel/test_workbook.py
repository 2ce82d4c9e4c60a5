"""Workbooks: every kind out and in again, what they offer, and LibreOffice in between."""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mingshi.edit.excel.layout import BODY, FIRST_ROW, META, OPTIONS, Column, layout_hash, sheets_of
from mingshi.edit.excel.select import records_of
from mingshi.model.catalogue import Catalogue
from mingshi.model.schema import Field
from mingshi.read.store import read_installation
from tests.conftest import ON
from tests.edit.test_form import KINDS
from tests.system_packages import system

from .books import ITEM, column_of, row_of, taken_in, told, written

STORED = [kind for kind, schema in KINDS.items() if schema.store]
# Registers of the toy province without a row.
EMPTY = {"fact", "police_fact", "contact", "approval", "public_phone", "editor"}


@pytest.mark.parametrize("kind", STORED)
def test_every_kind_comes_back_unchanged(kind: str, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    taken, found = taken_in(toy_catalogue, kind, written(toy_catalogue, kind, tmp_path / "x.xlsx"))
    assert told(taken, found) == []
    assert (found.files, found.notes) == ({}, [])
    expected = records_of(toy_catalogue, KINDS[kind], toy_catalogue.areas.get("china"))
    assert [r.id for r in taken.records] == [r.id for r in expected]
    assert expected or kind in EMPTY


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
    said = [page.cell(2, column_of(page, name)).comment.text for name in ("theme", "action_code", "subject")]
    examples = [f for name in ("theme", "action_code", "subject") for f in [field("item", name)]]
    assert all(f"例如：{f.label(f.example)}\n" in text for f, text in zip(examples, said, strict=True))
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


def test_the_layout_changes_with_the_fields() -> None:
    hashes = {layout_hash(KINDS[kind]) for kind in STORED}
    assert len(hashes) == len(STORED)
    item = KINDS["item"]
    assert layout_hash(replace(item, fields=item.fields[:-1])) != layout_hash(item)


def test_lists_and_bodies_have_their_place() -> None:
    form = sheets_of(KINDS["form"])
    assert [s.list_name for s in form] == ["", "fields", "columns"]
    assert [c.name for c in form[2].keys] == ["form_id"]
    assert len({s.title for s in form}) == 3
    assert BODY in [c.name for c in sheets_of(KINDS["guide"])[0].columns]
    assert not any(child.children for schema in KINDS.values() for child in schema.children.values())
