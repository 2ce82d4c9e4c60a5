"""Raw HTML and unsafe links in Markdown."""

from __future__ import annotations

import pytest

from mingshi.check.markup import is_unsafe_address, may_hold_unsafe_address, raw_html, unsafe_links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("没有标签，1 < 2，2<3", []),
        ("<script>alert(1)</script>", ["<script>"]),
        ('<a href="x" onclick="y">甲</a>和<b>乙</b>', ['<a href="x" onclick=', "<b>"]),
        ("</div>\n</main>", ["</div>", "</main>"]),
        ("<br/>", ["<br/>"]),
        ("<img src=x onerror=alert(1)", ["<img src=x onerror=a"]),
        ("<!-- 注释 -->", ["<!-- 注释 -->"]),
        ("<!DOCTYPE html>", ["<!DOCTYPE html>"]),
        ("<?php ?>", ["<?php ?>"]),
        ("<https://www.gov.cn/>", []),
        ("<!-- ms:allow MS601 公开范例 -->", []),
        ("<!-- ms:allow MS601 -->", ["<!-- ms:allow MS601 "]),
        ("行内代码 `<b>` 不算", []),
        ("``<b>`` 和 <i>", ["<i>"]),
        ("`没有结束 <b>\n\n另一段 `", ["<b>"]),
        ("```html\n<b>\n```\n<i>", ["<i>"]),
        ("~~~\n<b>\n~~~\n", []),
        ("```\n<b>", []),
        ("\\<b>", []),
    ],
)
def test_raw_html(text: str, shown: list[str]) -> None:
    assert [spot.shown for spot in raw_html(text)] == shown


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        (
            "[甲](https://www.gov.cn/)、[乙](../items/)、[丙](#a)、[丁](mailto:a@example.cn)、[戊](tel:12345)",
            [],
        ),
        ("[甲](javascript:alert(1))", ["javascript:"]),
        ("[甲](JavaScript:alert(1))", ["JavaScript:"]),
        ("[甲](<javascript:alert(1)>)", ["javascript:"]),
        ("[甲]( javascript:alert(1))", ["javascript:"]),
        ("[甲](java&#115;cript:alert(1))", ["javascript:"]),
        ("[甲](java&Tab;script:alert(1))", ["javascript:"]),
        ("[甲](javascript&colon;alert(1))", ["javascript:"]),
        ("[甲](javascript\\:alert(1))", ["javascript:"]),
        ("![图](data:image/png;base64,AAAA)", ["data:"]),
        ("[甲][a]\n\n[a]: javascript:alert(1)", ["javascript:"]),
        ("[a]:\n  vbscript:x", ["vbscript:"]),
        ("<javascript:alert(1)>", ["javascript:"]),
        ("[甲](ftp://example.cn/)", ["ftp:"]),
        ("`[甲](javascript:alert(1))`", []),
        ("时间：9:00", []),
    ],
)
def test_unsafe_links(text: str, schemes: list[str]) -> None:
    assert [spot.shown for spot in unsafe_links(text)] == schemes


def test_spots_are_where_they_say() -> None:
    text = "甲 <b>乙</b> [丙](javascript:x)"
    assert [text[s.start : s.end] for s in (*raw_html(text), *unsafe_links(text))] == ["<b>", "javascript:x"]


@pytest.mark.parametrize(
    ("value", "unsafe"),
    [
        ("javascript:alert(1)", True),
        (" JavaScript :x", True),
        ("data:text/html,x", True),
        ("https://www.gov.cn/", False),
        ("数据：data: 见附件", False),
        ("", False),
    ],
)
def test_unsafe_addresses(value: str, unsafe: bool) -> None:
    assert is_unsafe_address(value) is unsafe
    assert not unsafe or may_hold_unsafe_address(f"前面\0{value}\0后面")


def test_hostile_texts_take_no_time() -> None:
    for text in (
        "`" * 1 + " `` " * 60_000,
        "` `` ``` " * 28_000,
        "[" * 250_000,
        "](" * 125_000,
        "<!--" * 60_000,
    ):
        list(raw_html(text))
        list(unsafe_links(text))
