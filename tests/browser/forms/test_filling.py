"""Forms filled in and printed in a real Chromium: by keyboard, every kind of field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ..conftest import Watched
from .form import ALL, ID, REAL, WRONG, fill_by_keyboard, opened, text_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("form", [*REAL, ALL])
def test_filled_in_by_keyboard_and_printed(form: str, forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, form)
    filled = fill_by_keyboard(page)
    page.keyboard.press("Enter")
    expect(page.locator("[data-summary]")).to_be_hidden()
    expect(page.locator("#zhimian")).to_be_focused()
    sheet = text_of(page, "#zhimian")
    for name, value in filled.items():
        assert re.sub(r"\s+", "", value) in sheet, name
    page.locator("[data-print]").press("Enter")
    assert page.evaluate("window.printed") == 1
    assert watched.complaints == []


def test_every_real_form_is_tried() -> None:
    assert len(REAL) >= 9


def test_paper_alone_is_printed_with_what_was_typed(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, "f11-shouyang-nengli")
    fill_by_keyboard(page)
    page.emulate_media(media="print")
    assert text_of(page, "body") == text_of(page, "[data-sheet]")
    assert ID in text_of(page, "body")
    assert "抚养教育能力：写的字" in text_of(page, "body")
    pdf = page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf) == [(b"594.95996", b"841.91998")]


@pytest.mark.parametrize("form", REAL)
def test_a_blank_sheet_is_one_page_of_a4(form: str, forms_address: str, chrome: Browser) -> None:
    page = chrome.new_page()
    page.goto(f"{forms_address}{form}/index.html")
    copies = page.locator("[data-sheet]").count()
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/MediaBox", pdf)) == copies


def test_copies_are_printed_and_all_filled(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    page.locator("#f-name").fill("示例某")
    expect(page.locator("[data-sheet]").nth(1)).to_be_hidden()
    page.emulate_media(media="print")
    sheets = page.locator("[data-sheet]")
    assert sheets.count() == 2
    for index, title in enumerate(("第一联", "第二联")):
        expect(sheets.nth(index)).to_contain_text(title)
        expect(sheets.nth(index)).to_contain_text("示例某")


def test_clearing_asks_first(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    page.locator("#f-name").fill("示例某")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.locator("[data-clear]").click()
    expect(page.locator("#f-name")).to_have_value("示例某")


def test_a_wrong_number_is_told_beside_the_field_and_above(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, "f11-shouyang-nengli")
    box = page.locator("#f-id_number")
    box.fill(WRONG)
    box.press("Tab")
    error = page.locator("#f-id_number-error")
    expect(error).to_contain_text("最后一位和前面的对不上")
    expect(box).to_have_attribute("aria-invalid", "true")
    assert "f-id_number-error" in (box.get_attribute("aria-describedby") or "").split()
    page.locator("[data-print]").click()
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("收养人姓名：还没有填")
    summary.get_by_role("link", name="身份证件号码").click()
    expect(box).to_be_focused()
    box.fill(f" {ID[:6]} {ID[6:]}".lower())
    box.press("Tab")
    expect(error).to_be_hidden()
    assert box.get_attribute("aria-invalid") is None
    expect(page.locator("#zhimian")).to_contain_text(ID)
    assert page.evaluate("window.printed") == 0


def test_a_complaint_does_not_take_away_what_is_about_to_be_pressed(
    forms_address: str, watched: Watched
) -> None:
    page = opened(watched, forms_address, "f11-shouyang-nengli")
    page.locator("#f-id_number").fill(WRONG)
    choice = page.locator("#f-marital input").nth(1)
    choice.scroll_into_view_if_needed()
    box = choice.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(choice).to_be_checked()
    expect(page.locator("#f-id_number-error")).to_contain_text("对不上")


def test_another_document_is_not_checked_as_an_identity_card(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    page.locator("#f-number").fill("AB 123")
    page.locator("[data-other]").check()
    page.locator("#f-phone").focus()
    expect(page.locator("#f-number-error")).to_be_hidden()
    expect(page.locator("#zhimian")).to_contain_text("AB 123")


def test_an_unfinished_form_can_be_printed_all_the_same(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, "f05-tuijian-han")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") == 0
    page.get_by_role("button", name="就这样打印").click()
    assert page.evaluate("window.printed") == 1


def test_a_blank_sheet_can_be_printed_while_something_is_typed(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    page.locator("#f-name").fill("示例某")
    page.evaluate("window.print = () => { window.seen = document.querySelector('#zhimian').innerText }")
    page.locator("[data-blank]").click()
    assert "示例某" not in page.evaluate("window.seen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#zhimian")).to_contain_text("示例某")


def test_rows_of_a_table_come_and_go(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    table = page.locator("[data-rows=members]")
    for name in ("甲某", "乙某", "丙某", "丁某"):
        if name != "甲某":
            table.locator("[data-add]").click()
        expect(table.locator("[data-row]").last.locator("input").first).to_be_visible()
        table.locator("[data-row]").last.locator("input").first.fill(name)
    grid = page.locator("#zhimian [data-grid=members] tr")
    expect(grid).to_have_count(4)
    table.get_by_role("button", name="删掉第 2 行").click()
    expect(page.locator("[data-said]")).to_contain_text("还有 3 行")
    expect(grid).to_have_count(3)
    assert [r.inner_text().split()[0] for r in grid.all()] == ["甲某", "丙某", "丁某"]
    assert watched.complaints == []


def test_what_is_typed_is_text_and_nothing_else(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, "f05-tuijian-han")
    page.locator("#f-case_cause").fill("<img src=x onerror=alert(1)>{party}")
    expect(page.locator("#zhimian")).to_contain_text("<img src=x onerror=alert(1)>{party}")
    assert page.locator("#zhimian img").count() == 0
    assert watched.complaints == []


def test_today(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, "f05-tuijian-han")
    page.locator("[data-today]").click()
    today = page.evaluate(
        "(() => { const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()] })()"
    )
    expect(page.locator("#zhimian")).to_contain_text("{}年{}月{}日".format(*today))


def test_from_a_disk(forms_folder: Path, watched: Watched) -> None:
    page = opened(watched, f"{(forms_folder / 'forms').as_uri()}/", ALL)
    page.locator("#f-name").fill("示例某")
    expect(page.locator("#zhimian")).to_contain_text("示例某")
    assert watched.complaints == []


@pytest.mark.parametrize("form", [*REAL, ALL])
def test_at_four_hundred_percent_nothing_is_cut_off(form: str, forms_address: str, chrome: Browser) -> None:
    page = chrome.new_page(viewport={"width": 320, "height": 256})
    page.goto(f"{forms_address}{form}/index.html")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    page.locator("html").evaluate("e => e.classList.add('ms-large')")
    assert page.evaluate(wide) <= 0
    page.close()


def test_without_scripts_the_blank_sheet_is_there(forms_address: str, chrome: Browser) -> None:
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{forms_address}{ALL}/index.html")
    expect(page.locator("#zhimian")).to_be_visible()
    expect(page.locator("[data-fill]")).to_be_hidden()
    expect(page.get_by_role("link", name="下载 Word 文件")).to_be_visible()
    expect(page.locator("[data-blank]")).to_be_hidden()
    page.emulate_media(media="print")
    assert text_of(page, "body").startswith("第一联存档示例登记表姓名")
    context.close()


def test_the_docx_comes_under_its_title(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    with page.expect_download() as waited:
        page.get_by_role("link", name="下载 Word 文件").click()
    assert waited.value.suggested_filename == "示例登记表.docx"
    assert Path(waited.value.path()).read_bytes()[:2] == b"PK"
