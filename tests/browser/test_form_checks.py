"""What may be written in the fields of a form: tables of cases, judged by the script itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ..check.numbers import identity
from ..conftest import ROOT

pytestmark = pytest.mark.browser

# Nobody born then is alive, so that no number made of it is anybody's.
BORN = "110101" + "18900131"
ID = identity(BORN + "001")
WITH_X = next(n for i in range(100) if (n := identity(f"{BORN}{i:03}")).endswith("X"))
WRONG = identity(BORN + "001", wrong=True)
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@pytest.fixture(scope="module")
def page(chrome: Browser) -> Iterator[Page]:
    """An empty page with the checks."""
    found = chrome.new_page()
    found.add_script_tag(path=ROOT / "theme" / "assets" / "parts" / "form-checks.js")
    yield found
    found.close()


def check(page: Page, kind: str, *given: Any) -> tuple[str, str]:
    """Return (text, error) of what was typed."""
    found = page.evaluate("([kind, given]) => mingshiChecks[kind](...given)", [kind, given])
    return found["text"], found["error"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (ID, ID),
        (WITH_X, WITH_X),
        (WITH_X.lower(), WITH_X),
        (ID.translate(WIDE), ID),
        (WITH_X.translate(WIDE), WITH_X),
        (f" {ID[:6]} {ID[6:14]}　{ID[14:]} ", ID),
        (f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", ID),
        (identity("1" * 6 + "20000229" + "004"), identity("1" * 6 + "20000229" + "004")),
        (identity("91" + "0156" + "18900131" + "001"), identity("91" + "0156" + "18900131" + "001")),
    ],
    ids=range(9),
)
def test_identity_numbers_that_hold(typed: str, text: str, page: Page) -> None:
    assert check(page, "id_number", typed) == (text, "")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (WRONG, "最后一位和前面的对不上"),
        (ID[:3] + str((int(ID[3]) + 1) % 10) + ID[4:], "最后一位和前面的对不上"),
        (ID[:15] + ID[16] + ID[15] + ID[17], "最后一位和前面的对不上"),
        (ID[:17], "18 位，这里填了 17 位"),
        (ID + "1", "18 位，这里填了 19 位"),
        (BORN[:6] + BORN[8:] + "001", "15 位的老号码"),
        (identity("110101" + "19000229" + "001"), "1900年2月29日”不对"),
        (identity("110101" + "18901301" + "001"), "1890年13月1日”不对"),
        (identity("110101" + "18900001" + "001"), "1890年0月1日”不对"),
        (identity("110101" + "17000101" + "001"), "1700年1月1日”不对"),
        (identity("110101" + "20990101" + "001"), "还没有到"),
        ("X" + ID[1:], "最后一位可能是 X"),
        ("护照" + ID[2:], "只有数字"),
        ("0" + ID[1:17] + "0", "对不上"),
    ],
    ids=range(14),
)
def test_identity_numbers_that_do_not(typed: str, error: str, page: Page) -> None:
    found = check(page, "id_number", typed)[1]
    assert error in found
    assert ID not in found, "a complaint does not repeat the number"


def test_one_slip_is_always_found(page: Page) -> None:
    """Any wrong digit and any two neighbours exchanged: what a check digit is for."""
    slips = {ID[:i] + d + ID[i + 1 :] for i in range(18) for d in "0123456789"} - {ID}
    slips |= {ID[:i] + ID[i + 1] + ID[i] + ID[i + 2 :] for i in range(17)} - {ID}
    held = page.evaluate("slips => slips.filter(s => !mingshiChecks.id_number(s).error)", sorted(slips))
    assert held == []


MOBILE = "1" + "39" + "0" * 8


@pytest.mark.parametrize(
    ("kind", "typed", "text", "error"),
    [
        ("phone", MOBILE, MOBILE, ""),
        ("phone", f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}", MOBILE, ""),
        ("phone", f"+86 {MOBILE}", MOBILE, ""),
        ("phone", f"+86-{MOBILE}", MOBILE, ""),
        ("phone", MOBILE.translate(WIDE), MOBILE, ""),
        ("phone", "0591-8" + "0" * 7, "0591-8" + "0" * 7, ""),
        ("phone", "（0591）8" + "0" * 7, "05918" + "0" * 7, ""),
        ("phone", "8" + "0" * 7, "8" + "0" * 7, ""),
        ("phone", "12345", "12345", ""),
        ("phone", MOBILE[:10], MOBILE[:10], "11 位，这里填了 10 位"),
        ("phone", "12" + "0" * 9, "12" + "0" * 9, "第二位不对"),
        ("phone", "059", "059", "位数不对"),
        ("phone", "打村里", "打村里", "只写数字"),
        ("number", "120", "120", ""),
        ("number", "８６.５", "86.5", ""),
        ("number", "1,200", "1200", ""),
        ("number", "一百", "一百", "只写数字"),
        ("number", "-3", "-3", "只写数字"),
        ("integer", "3", "3", ""),
        ("integer", "3.5", "3.5", "不带小数"),
        ("person_name", " 张某某 ", "张某某", ""),
        ("person_name", "阿某•某某", "阿某·某某", ""),
        ("person_name", "𬎆某", "𬎆某", ""),
        ("person_name", "张某1", "张某1", "有数字"),
        ("plain", "　第一行 \n第二行　", "第一行\n第二行", ""),
    ],
)
def test_other_fields(kind: str, typed: str, text: str, error: str, page: Page) -> None:
    found = check(page, kind, typed)
    assert found[0] == text
    assert (error in found[1]) if error else not found[1]


@pytest.mark.parametrize(
    ("units", "values", "text", "error"),
    [
        ("ymd", ("2026", "11", "25"), "2026年11月25日", ""),
        ("ymd", ("２０２６", "０1", "05"), "2026年1月5日", ""),
        ("ymd", ("2024", "2", "29"), "2024年2月29日", ""),
        ("ymd", ("2026", "2", "29"), "2026年2月29日", "2月没有 29 日"),
        ("ymd", ("2026", "13", "1"), "2026年13月1日", "没有 13 月"),
        ("ymd", ("2026", "0", "1"), "2026年0月1日", "没有 0 月"),
        ("ymd", ("26", "1", "1"), "26年1月1日", "年份写四位数"),
        ("ymd", ("2026", "", "1"), "2026年　　月1日", "还没有填月"),
        ("ymd", ("2026", "十", "1"), "2026年十月1日", "只写数字"),
        ("ymd", ("", "", ""), "", ""),
        ("ym", ("2019", "7"), "2019年7月", ""),
        ("ymdhn", ("2026", "1", "2", "8", "30"), "2026年1月2日8时30分", ""),
        ("ymdhn", ("2026", "1", "2", "24", "0"), "2026年1月2日24时0分", "0 到 23 时"),
    ],
)
def test_dates(units: str, values: tuple[str, ...], text: str, error: str, page: Page) -> None:
    found = check(page, "date", dict(zip(units, values, strict=True)), units)
    assert found[0] == text
    assert (error in found[1]) if error else not found[1]
