"""What a page shows only after somebody has done something is as usable as the page itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from .test_accessibility import CUT, MODES, SMALL, WIDE, assert_usable, put
from .test_pages import PAGES

pytestmark = pytest.mark.browser

Act = Callable[[Page], object]
MY_PLACE = '{"id":"fuzhou/gulou/gudong/zhongshan-shequ","name":"鼓楼区鼓东街道中山社区","kind":""}'


def see(selector: str) -> Act:
    """Wait for something."""
    return lambda page: page.locator(selector).first.wait_for()


def write(words: str) -> Act:
    """Write into the first box there is, and wait for what is found or not."""

    def act(page: Page) -> None:
        page.locator("[data-mingshi-search] input").first.fill(words)
        page.locator("[role=option], .ms-miss").first.wait_for()

    return act


def choose_city(page: Page) -> None:
    """Take the first step on the way to a place."""
    page.locator("[data-mingshi-pick] .ms-card", has_text="福州市").click()
    page.get_by_role("heading", name="选县（市、区）").wait_for()


def open_menu(page: Page) -> None:
    """Wait for the rule at my place, and open the menu of the place."""
    page.locator(".ms-here p").first.wait_for()
    page.locator(".ms-place__menu summary").click()


def refuse(page: Page) -> None:
    """Ask for the paper of a form in which nothing has been written."""
    page.locator("[data-print]").click()
    page.locator("[data-summary] a").first.wait_for()


STATES: dict[str, tuple[str, Act]] = {
    "results": ("search/index.html?q=晋安 婚姻", see(".ms-hit")),
    "results in doubt": ("search/index.html?q=结婚登记要预约吗", see(".ms-miss")),
    "no results": ("search/index.html?q=量子纠缠", see(".ms-miss")),
    "suggestions": (PAGES["home"], write("中山社区")),
    "suggestions in the header": (PAGES["negative item"], write("晋安 婚姻")),
    "no suggestions": (PAGES["negative item"], write("量子纠缠")),
    "choosing a place": (PAGES["my place"], choose_city),
    "item at my place": (PAGES["negative item"] + "#my", open_menu),
    "county to take along": (PAGES["county"], see(".ms-take__do")),
    "form not filled in": (PAGES["form"], refuse),
}


@pytest.fixture(params=STATES, ids=str)
def reached(request: pytest.FixtureRequest, address: str, chrome: Browser) -> Iterator[Page]:
    """A telephone on which that has been done."""
    path, act = STATES[request.param]
    context = chrome.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    if path.endswith("#my"):
        page.add_init_script(f"localStorage.setItem('mingshi.place', {json.dumps(MY_PLACE)})")
    page.goto(address + path)
    act(page)
    yield page
    context.close()


def test_axe_finds_nothing(reached: Page) -> None:
    assert_usable(reached)


def test_targets_can_be_hit_and_nothing_is_cut_off(reached: Page) -> None:
    assert reached.evaluate(SMALL, 24) == []
    for scheme, size in MODES:
        put(reached, scheme, size)
        assert (reached.evaluate(WIDE), reached.evaluate(CUT)) == (0, []), f"{scheme} {size}"
        assert not size or reached.evaluate(SMALL, 44) == [], size
