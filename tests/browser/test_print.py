"""Every page on paper: A4, black, without the frame of the site, with where it comes from at the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .test_accessibility import KINDS

pytestmark = pytest.mark.browser

A4 = (594.96, 841.92)  # points, as Chromium rounds it


@pytest.fixture(scope="module")
def paper(chrome: Browser) -> Iterator[Page]:
    """A page as its printer sees it, of a reader who likes it dark and large on the screen."""
    context = chrome.new_context(viewport={"width": 720, "height": 900}, locale="zh-CN")
    context.add_init_script("localStorage.setItem('mingshi.scheme', 'slate')")
    context.add_init_script("localStorage.setItem('mingshi.elder', 'huge')")
    yield context.new_page()
    context.close()


def printed(page: Page, address: str) -> Page:
    page.emulate_media(media="print")
    page.goto(address)
    return page


SHOWN = """() => [...document.querySelectorAll("body *")].filter(e => e.getClientRects().length &&
  [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"""


# A column that has no entry yet says so in one sentence.
FULL = {kind: path for kind, path in KINDS.items() if kind != "pacts"}


@pytest.mark.parametrize("path", FULL.values(), ids=FULL.keys())
def test_paper_is_black_on_white_and_readable(path: str, address: str, paper: Page) -> None:
    page = printed(paper, address + path)
    found = page.evaluate(
        f"({SHOWN})().map(e => [getComputedStyle(e), e]).map(([s, e]) => [s.color, parseFloat(s.fontSize),"
        " e.outerHTML.slice(0, 90)])"
    )
    assert len(found) > 3
    assert [f for f in found if f[0] != "rgb(0, 0, 0)"] == []
    assert [f for f in found if f[1] < 12] == [], "9 points is the smallest"
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('article')).fontSize)") == 16
    )  # 12 pt


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_paper_has_nothing_to_click(path: str, address: str, paper: Page) -> None:
    page = printed(paper, address + path)
    frame = "header, footer, nav, button, input[type=search], [role=search], .md-skip, .ms-where, .md-tabs"
    shown = page.evaluate(
        "q => [...document.querySelectorAll(q)].filter(e => e.getClientRects().length)"
        ".map(e => e.outerHTML.slice(0, 90))",
        frame,
    )
    assert shown == []


def test_rows_steps_and_answers_are_not_torn(address: str, paper: Page) -> None:
    page = printed(paper, address + KINDS["negative item"])
    kinds = "tr, .ms-answer, .ms-note, .ms-steps > li"
    assert set(
        page.evaluate(
            "q => [...document.querySelectorAll(q)].map(e => getComputedStyle(e).breakInside)", kinds
        )
    ) == {"avoid"}
    assert set(
        page.evaluate("[...document.querySelectorAll('h2')].map(e => getComputedStyle(e).breakAfter)")
    ) == {"avoid"}
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"


def test_marks_are_words_in_frames(address: str, paper: Page) -> None:
    page = printed(paper, address + KINDS["list"])
    marks = page.evaluate(
        "[...document.querySelectorAll('.ms-chip, .ms-badge')].filter(e => e.getClientRects().length)"
        ".map(e => [e.textContent.trim() !== '', getComputedStyle(e).borderTopStyle])"
    )
    assert len(marks) > 20
    assert {tuple(m) for m in marks} == {(True, "solid")}


def test_outside_addresses_can_be_read_and_inside_ones_are_left_out(address: str, paper: Page) -> None:
    page = printed(paper, address + KINDS["negative item"])
    after = "e => getComputedStyle(e, '::after').content"
    outside = page.locator("main a[href^=http]").first
    assert (outside.get_attribute("href") or "-") in outside.evaluate(after).replace('" "', "").replace(
        '"', ""
    )
    assert page.locator("main a[href$='index.html']").first.evaluate(after) == "none"


def test_foot_says_when_it_was_published(address: str, paper: Page) -> None:
    page = printed(paper, address + KINDS["negative item"])
    last = page.evaluate(
        "[...document.querySelectorAll('article > *')].filter(e => e.getClientRects().length).at(-1).innerText"
    )
    assert re.fullmatch(r"发布时间：20\d\d-\d\d-\d\d \d\d:\d\d", last.strip())


def test_what_is_folded_away_is_printed(address: str, chrome: Browser) -> None:
    page = chrome.new_page()
    page.goto(address + KINDS["law"])
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend',"
        " '<details><summary>更多</summary><p id=\"folded\">里面</p></details>')"
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelector('#folded').checkVisibility()")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelector('details').open") is False
    page.context.close() if len(page.context.pages) == 1 else page.close()


@pytest.mark.parametrize(
    ("kind", "most"),
    [("negative item", 7), ("county", 2), ("community", 2), ("law", 5), ("list", 4), ("form", 1)],
)
def test_sheets_are_a4_and_few(kind: str, most: int, address: str, paper: Page) -> None:
    page = printed(paper, address + KINDS[kind])
    pdf = page.pdf(prefer_css_page_size=True).decode("latin-1")
    boxes = {tuple(map(float, b.split()[2:])) for b in re.findall(r"/MediaBox \[([\d. ]+)\]", pdf)}
    assert [tuple(round(v, 1) for v in box) for box in boxes] == [tuple(round(v, 1) for v in A4)]
    pages = len(re.findall(r"/Type /Page\b", pdf))
    assert 1 <= pages <= most
