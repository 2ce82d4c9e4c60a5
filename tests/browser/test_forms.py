"""Forms filled in and printed in a real Chromium: by keyboard, every kind of field, nothing sent, nothing kept."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from mingshi.pipeline import Options, build

from ..check.numbers import identity
from ..conftest import ON, ROOT, copy_toy
from .conftest import Quiet, Watched

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="session")
def forms_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province with the forms of this installation in it, built."""
    root = copy_toy(tmp_path_factory.mktemp("forms") / "toy")
    for name in REAL:
        text = (ROOT / "content" / "forms" / f"{name}.yaml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^item_id: .*$", "item_id: tuijian-shili", text)
        text = re.sub(r"(?m)^source_ids:\n(  - .*\n)+", "source_ids:\n  - s-shili-fa\n", text)
        (root / "content" / "forms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    errors: list[str] = []
    out = root.parent / "site"
    options = Options(root, out, ON, jobs=1)
    assert build(options, lambda _: None, lambda found: errors.extend(str(f) for f in found)) is not None, (
        errors
    )
    return out


@pytest.fixture(scope="session")
def forms_address(forms_folder: Path) -> Iterator[str]:
    """The same behind an HTTP server on the loopback address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(forms_folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/forms/"
    server.shutdown()
    server.server_close()


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
