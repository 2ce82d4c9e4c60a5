"""The printed sheets behind the buttons of a page: they are there, they are PDF, and as large as the button says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Watched
from .test_pages import PAGES

pytestmark = pytest.mark.browser

BUTTONS = [
    ("negative item", "打印一页纸"),
    ("negative item", "一次性告知单"),
    ("positive item", "打印一页纸"),
    ("assisting item", "打印一页纸"),
    ("form", "下载空白表"),
    ("county", "手册"),
]


def button(page: Page, name: str) -> Locator:
    """The link to a sheet by a part of its name."""
    return page.locator("#main a[href$='.pdf']", has_text=name).first


@pytest.mark.parametrize(("kind", "name"), BUTTONS)
def test_button_leads_to_the_sheet_it_names(kind: str, name: str, address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + PAGES[kind])
    link = button(page, name)
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 40
    # The button itself says how large, or the words beside it in its row.
    told = link.evaluate("e => (e.closest('li') || e).innerText")
    said = re.search(r"PDF，([\d.]+) (KB|MB)", told)
    assert said is not None, told
    # Not by a script of the page: that of a form may ask nobody for anything.
    answer = page.request.get(link.evaluate("a => a.href"))
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    shown = float(said[1]) * (1000 if said[2] == "KB" else 1_000_000)
    assert abs(len(answer.body()) - shown) <= max(1100.0, shown * 0.06)


@pytest.mark.parametrize("kind", ["positive item", "assisting item"])
def test_no_refusal_to_hand_out_where_nothing_is_refused(kind: str, address: str, watched: Watched) -> None:
    watched.page.goto(address + PAGES[kind])
    expect(button(watched.page, "打印一页纸")).to_be_visible()
    expect(button(watched.page, "一次性告知单")).to_have_count(0)


def test_button_is_reached_by_keyboard(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + PAGES["negative item"])
    page.locator(".ms-answer a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("打印一页纸")
