"""The adapter: which cells are refused, and for what."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from mingshi.check.tables import Fault, cell_judge, judge
from mingshi.model.schema import Field, field_from


def made(name: str, kind: str = "string", **constraints: Any) -> Field:
    return field_from({"name": name, "type": kind, "title": name, "constraints": constraints}, {}, "")


CODE = made("code", pattern="[0-9]{2}|x", required="true")
COUNT = made("count", "integer", minimum="1")


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([], []),
        ([["12", "3"], ["x", ""]], []),
        ([["12", "3"], ["123", "3"]], [Fault(1, "code", ("pattern",))]),
        ([["12", "0"]], [Fault(0, "count", ("minimum",))]),
        ([["", "zwei"]], [Fault(0, "code", ("required",)), Fault(0, "count", ("type",))]),
        ([["", ""]], [Fault(0, "code", ("required",))]),
    ],
)
def test_faults(rows: list[list[str]], faults: list[Fault]) -> None:
    assert judge("x", [CODE, COUNT], rows, range(len(rows))) == faults


def test_more_than_a_thousand_faults() -> None:
    assert len(judge("x", [CODE], [["?"]] * 2500, range(2500))) == 2500


def test_one_fault_for_a_cell_that_breaks_two_constraints() -> None:
    both = made("both", pattern="a", maxLength="2")
    assert [set(fault.kinds) for fault in judge("x", [both], [["bbb"]], [0])] == [{"pattern", "maxLength"}]


@pytest.mark.parametrize(
    ("field", "cell", "kinds"),
    [
        (made("b", "boolean"), "是", ()),
        (made("b", "boolean"), "true", ("type",)),
        (made("d", "datetime"), "2026-11-23 09:00", ()),
        (made("d", "datetime"), "2026-11-23", ("type",)),
        (made("a", "any", pattern="[0-9]{4}"), "2026", ()),
        (made("a", "any", pattern="[0-9]{4}"), "26", ("pattern",)),
        (made("e", enum=["a", "b"]), "c", ("enum",)),
        (made("r", required="true"), "", ("required",)),
    ],
)
def test_one_cell(field: Field, cell: str, kinds: tuple[str, ...]) -> None:
    assert cell_judge(field)(cell) == kinds


def test_importing_the_rules_does_not_import_frictionless() -> None:
    code = "import sys, mingshi.check.run, mingshi.check.report; sys.exit('frictionless' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
