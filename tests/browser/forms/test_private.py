"""What is filled in stays on the page: nothing is sent, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from ..conftest import Watched
from .form import ALL, ID, fill_by_keyboard, opened, text_of

pytestmark = pytest.mark.browser


def test_nothing_is_sent_and_nothing_is_kept(forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    page.wait_for_load_state("networkidle")
    asked = len(watched.requests)
    fill_by_keyboard(page)
    page.locator("[data-print]").click()
    # The icon of the page comes when the browser thinks fit.
    assert [url for url in watched.requests[asked:] if not url.endswith("/assets/icon.svg")] == []
    assert not [url for url in watched.requests if ID in url]
    kept = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie,
           (await indexedDB.databases()).length]"""
    )
    assert kept == [0, 0, "", 0]
    assert page.context.cookies() == []
    assert page.url.partition("#")[0] == f"{forms_address}{ALL}/index.html"
    assert page.title() == "式样：示例登记表 - " + page.title().rpartition(" - ")[2]
    assert watched.complaints == []


FIRST: dict[str, Callable[[Page], object]] = {
    "somebody types": lambda page: page.locator("[data-fill] input").first.type("示"),
    "the keyboard comes to a field": lambda page: page.locator("[data-fill] input").first.focus(),
    "a finger does": lambda page: page.locator("[data-fill] input").first.dispatch_event("pointerdown"),
    "the browser fills one in": lambda page: page.locator("[data-fill] input").first.evaluate(
        "field => { field.value = '示例某'; field.dispatchEvent(new Event('change', { bubbles: true })) }"
    ),
    "something is dropped": lambda page: page.locator("[data-fill] input").first.dispatch_event("drop"),
}
SEND = """async () => await Promise.all([
  fetch("../index.html").then(() => "sent", () => "refused"),
  new Promise(done => {
    const request = new XMLHttpRequest()
    request.onload = () => done("sent")
    request.onerror = () => done("refused")
    request.open("POST", "../index.html")
    request.send("x")
  }),
])"""


@pytest.mark.parametrize("touch", FIRST.values(), ids=FIRST)
def test_the_browser_refuses_to_send_from_the_first_touch(
    forms_address: str, watched: Watched, touch: Callable[[Page], object]
) -> None:
    page = opened(watched, forms_address, ALL)
    page.wait_for_load_state("networkidle")
    touch(page)
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    assert page.evaluate(SEND) == ["refused", "refused"]
    assert answered == []


def test_what_is_typed_before_the_script_came_is_kept_in_too(forms_address: str, watched: Watched) -> None:
    def late(route: Route) -> None:
        page.locator("[data-fill] input").first.evaluate("field => { field.value = '示例某' }")
        route.continue_()

    page = watched.page
    page.route("**/assets/form.*.js", late)
    opened(watched, forms_address, ALL)
    assert page.evaluate(SEND) == ["refused", "refused"]


def test_whoever_judges_an_untouched_page_may_ask_for_robots_txt(
    forms_address: str, watched: Watched
) -> None:
    page = opened(watched, forms_address, ALL)
    # Lighthouse tries every field whether it lets text be pasted.
    page.locator("[data-fill] input").first.dispatch_event("paste")
    assert page.evaluate("() => fetch('../index.html').then(() => 'sent', () => 'refused')") == "sent"


@pytest.mark.parametrize("way", ["reload", "leave and come back", "clear"])
def test_what_was_typed_is_gone(way: str, forms_address: str, watched: Watched) -> None:
    page = opened(watched, forms_address, ALL)
    blank = text_of(page, "#zhimian")
    fill_by_keyboard(page)
    assert text_of(page, "#zhimian") != blank
    if way == "reload":
        page.reload()
    elif way == "clear":
        page.once("dialog", lambda dialog: dialog.accept())
        page.locator("[data-clear]").click()
    else:
        page.goto(f"{forms_address}index.html")
        page.go_back()
    assert text_of(page, "#zhimian") == blank
    left = "[...document.querySelectorAll('[data-fill] input, [data-fill] textarea')]"
    assert (
        page.evaluate(f"{left}.filter(i => /radio|checkbox/.test(i.type) ? i.checked : i.value).length") == 0
    )
    assert page.locator("[data-row]").count() == 2
