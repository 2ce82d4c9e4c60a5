"""Figures become the right Markdown, and growth the right exponent."""

from __future__ import annotations

import re

import pytest

from bench.measure import Usage, Written
from bench.table import Row, best, costs, exponent, growth, machine


def row(tool: str, entries: int, cpu: float) -> Row:
    return Row(
        tool, entries, Usage(cpu, 0.5, 2.0, 100, 150), Written(entries + 3, 8_000 * (entries + 3), 9_000_000)
    )


@pytest.mark.parametrize(
    ("size", "cost", "next_size", "next_cost", "slope"),
    [
        (500, 1, 2_000, 4, 1.0),
        (500, 1, 2_000, 16, 2.0),
        (500, 3, 2_000, 3, 0.0),
        (10_000, 8, 40_000, 16, 0.5),
    ],
)
def test_exponent_is_the_slope_on_logarithmic_scales(
    size: int, cost: float, next_size: int, next_cost: float, slope: float
) -> None:
    assert exponent(size, cost, next_size, next_cost) == pytest.approx(slope)


@pytest.mark.parametrize("points", [(500, 0, 2_000, 4), (500, 1, 500, 4), (0, 1, 500, 4)])
def test_exponent_of_no_slope_is_none(points: tuple[float, float, float, float]) -> None:
    assert exponent(*points) is None


def test_costs_are_ordered_by_size_and_keep_the_order_of_tools() -> None:
    text = costs([row("甲", 2_000, 8), row("甲", 500, 1.25), row("乙", 500, 0)])
    lines = text.splitlines()
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| 甲", "| 乙", "| 甲"]
    assert lines[2] == "| 甲 | 500 | 503 | 1.25 | 0.50 | 2.00 | 100 | 150 | 9.0 | 8.0 | 402 |"
    assert "| 2,000 | 2,003 |" in lines[4]
    assert len({line.count("|") for line in lines}) == 1


def test_growth_has_a_column_for_every_step_and_a_dash_where_a_tool_was_not_measured() -> None:
    rows = [
        row("甲", 500, 1),
        row("甲", 2_000, 4),
        row("甲", 10_000, 20),
        row("乙", 500, 1),
        row("乙", 2_000, 16),
    ]
    lines = growth(rows).splitlines()
    assert lines[0] == "| 工具 | 500 → 2,000 | 2,000 → 10,000 |"
    assert lines[2:] == ["| 甲 | 1.00 | 1.00 |", "| 乙 | 2.00 | — |"]


def test_growth_of_one_size_is_nothing() -> None:
    assert growth([row("甲", 500, 1)]) == ""


def test_best_is_the_run_with_least_cpu() -> None:
    runs = [Usage(3, 1, 1, 1, 1), Usage(2, 1, 9, 1, 1)]
    assert best(runs) is runs[1]


def test_the_machine_is_described_without_its_name() -> None:
    import platform

    text = machine()
    assert re.match(r"\d{4}-\d\d-\d\d，\d+ 个核，", text)
    assert platform.node() not in text
