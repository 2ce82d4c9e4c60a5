"""Dates in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.dates import check_dates, is_after

from .bad import changed, told
from .made import ITEM, ITEM_FILE, new_list, written


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        ("2020-05-26", "2020-05-25", True),
        ("2020-05-26", "2020-05-26", False),
        ("2020", "2019-12-31", True),
        ("2020", "2020-01-01", False),
        ("2020-05", "2020-04-30", True),
        ("2026-01-05 09:00", "2026-01-05", False),
        ("2026-01-05 09:00", "2026-01-04", True),
        ("2020", "", False),
        ("", "2020", False),
        ("未注明", "2020", False),
    ],
)
def test_is_after(first: str, second: str, after: bool) -> None:
    assert is_after(first, second) is after


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({ITEM_FILE: written(ITEM, updated="2026-01-05")}, ""),
        ({ITEM_FILE: written(ITEM, updated="2026-01-04")}, "“更新日期”（updated）“2026-01-04”早于“发布时间”"),
        (new_list(effective_from="2025-12-31"), "“施行日期”（effective_from）“2025-12-31”早于“印发日期”"),
        (new_list(effective_to="2026-02-28"), "“失效日期”（effective_to）“2026-02-28”早于“施行日期”"),
        (
            {"data/bodies.csv+": "x,示例,,,2020-01-01,2019-01-01,,,s-shili-fa,yes\n"},
            "“存在截止日”（valid_to）",
        ),
        (
            {"data/laws/versions.csv+": "jiashi-banfa,2024,,2024-02-01,2024-01-01,,,,,s-shili-fa,yes\n"},
            "早于“通过日期”",
        ),
        (
            {"data/laws/versions.csv+": "jiashi-banfa,2024,,,2024-01-01,2023-01-01,,,,s-shili-fa,yes\n"},
            "早于“施行日期”",
        ),
        (
            {"data/laws/versions.csv+": "jiashi-banfa,2024,,,2024-01-01,,2023-01-01,,,s-shili-fa,yes\n"},
            "（repealed_on）",
        ),
    ],
)
def test_order(files: dict[str, str], message: str, toy: Path) -> None:
    found = told(check_dates(changed(toy, files)))
    assert [code for code, _ in found] == (["MS407"] if message else [])
    assert all(message in text for _, text in found)
