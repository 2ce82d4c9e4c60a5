"""A form in the browser: opened, filled by keyboard, read."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from ...check.numbers import identity
from ...conftest import ROOT
from ..conftest import Watched

ALL = "f02-quanbu-shili"
REAL = sorted(path.stem for path in (ROOT / "content" / "forms").glob("*.yaml"))
ID = identity("110101" + "18900131" + "001")
WRONG = identity("110101" + "18900131" + "001", wrong=True)
TYPED = {
    "text": "写的字",
    "group": "写的字",
    "person_name": "示例某",
    "address": "某某社区",
    "id_number": ID,
    "phone": "0591-8" + "0" * 7,
    "number": "86.5",
    "integer": "3",
}
UNITS = {"y": "2026", "m": "2", "d": "28", "h": "9", "n": "30"}
PRINT = "window.printed = 0; window.print = () => { window.printed += 1 }"


def opened(watched: Watched, address: str, form: str) -> Page:
    """Open a form, with printing counted in place of done."""
    page = watched.page
    page.add_init_script(PRINT)
    page.goto(f"{address}{form}/index.html")
    return page


HERE = """() => {
  const here = document.activeElement, field = here.closest("[data-name]")
  return {
    tag: here.tagName, type: here.type || "", unit: here.dataset.unit || "", data: Object.keys(here.dataset),
    kind: field ? field.dataset.kind : "", name: field ? field.dataset.name : "",
  }
}"""


def fill_by_keyboard(page: Page) -> dict[str, str]:
    """Fill every field with Tab, letters and the space bar; stop at the button that shows the sheet."""
    filled: dict[str, str] = {}
    page.locator("#tianxie").focus()
    for _ in range(200):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if "show" in here["data"]:
            return filled
        if here["unit"]:
            page.keyboard.type(UNITS[here["unit"]])
            filled[here["name"]] = "2026年2月"
        elif here["type"] == "radio":
            page.keyboard.press("Space")
            filled[here["name"]] = page.evaluate("document.activeElement.value")
        elif here["type"] == "checkbox":
            if "other" not in here["data"]:
                page.keyboard.press("Space")
                filled[here["name"]] = f"☑\u00a0{page.evaluate('document.activeElement.value')}"
        elif here["kind"] and here["tag"] != "BUTTON":
            page.keyboard.type(TYPED[here["kind"]])
            filled[here["name"]] = TYPED[here["kind"]]
    raise AssertionError("the keyboard never came to the end of the form")


def text_of(page: Page, selector: str) -> str:
    """Return the text of an element, without the space between words."""
    return re.sub(r"\s+", "", page.locator(selector).first.inner_text())
