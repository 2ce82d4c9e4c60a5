"""Workbooks in tests: written, taken in, and what is said of their cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mingshi.edit.excel.intake import Intake, intake
from mingshi.edit.excel.layout import FIRST_ROW
from mingshi.edit.excel.read import Taken, cell_name, kind_of, take
from mingshi.edit.excel.select import records_of
from mingshi.edit.excel.write import write_workbook
from mingshi.model.catalogue import Catalogue
from tests.conftest import ON
from tests.edit.test_form import KINDS
from tests.test_cli import run

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
