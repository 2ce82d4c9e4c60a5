"""The version for old eyes: kept from page to page, and read aloud in order, by this device alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watched
from .test_pages import PAGES

pytestmark = pytest.mark.browser

# A voice that reads nothing but says what it was given; each test ends sentences when it wants to.
VOICE = """
window.said = []
window.current = null
class SpeechSynthesisUtterance { constructor(text) { this.text = text } }
const synth = {
  listeners: [],
  getVoices: () => window.voices,
  addEventListener: (_, f) => synth.listeners.push(f),
  removeEventListener: () => {},
  speak: u => { window.said.push(u.text); window.current = u },
  cancel: () => {
    const u = window.current
    window.current = null
    if (u && u.onerror) u.onerror({ error: "canceled" })
  },
}
Object.defineProperty(window, "speechSynthesis", { value: synth, configurable: true })
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: SpeechSynthesisUtterance, configurable: true })
window.next = () => { const u = window.current; window.current = null; u.onend() }
"""
LOCAL = '{ name: "本机", lang: "zh-CN", localService: true }'
REMOTE = '{ name: "网络", lang: "zh-CN", localService: false }'
CANTONESE = '{ name: "粤语", lang: "zh-HK", localService: true }'
ENGLISH = '{ name: "English", lang: "en-US", localService: true }'


def switch_on(page: Page) -> None:
    page.locator("[data-mingshi-elder]").click()


def listen(page: Page, voices: str = LOCAL) -> None:
    page.add_init_script(f"window.voices = [{voices}]\n{VOICE}")


def rest(page: Page) -> list[str]:
    """Let the voice read to the end and return every sentence it was given."""
    page.wait_for_function("window.current")
    page.evaluate("while (window.current) window.next()")
    return list(page.evaluate("window.said"))


def test_text_grows_and_contrast_too(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + PAGES["negative item"])
    size = "parseFloat(getComputedStyle(document.querySelector('main p.ms-small, main p')).fontSize)"
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('article')).fontSize)") >= 18
    switch_on(page)
    expect(page.locator("[data-mingshi-elder]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('article')).fontSize)") >= 23
    assert page.evaluate(size) >= 18
    page.locator("[data-mingshi-huge]").click()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('article')).fontSize)") >= 29.9
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('body *')].filter(e => e.getClientRects().length"
        " && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
        ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 18
    assert page.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(0, 0, 0)"


# What people come for: what is certified in a county, their own village, a form to fill in.
DOORS = {
    "what is certified": ("county", "#kai-bu-kai"),
    "my village": ("county", "#xia-yi-ji"),
    "county of a city": ("city", "#xia-yi-ji"),
    "fill in": ("form", "#tianxie"),
}


@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize(("path", "target"), DOORS.values(), ids=DOORS)
def test_doors_are_on_the_first_screen(
    path: str, target: str, is_large: bool, address: str, watched: Watched
) -> None:
    page = watched.page
    if is_large:
        page.add_init_script("localStorage.setItem('mingshi.elder', 'on')")
    page.goto(address + PAGES[path])
    door = page.locator(f"main a[href='{target}']")
    box = door.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < page.evaluate("innerHeight")
    door.click()
    expect(page.locator(target)).to_be_in_viewport()


@pytest.mark.parametrize("start", ["large", "huge"])
def test_answer_is_on_the_first_screen(start: str, address: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(f"localStorage.setItem('mingshi.elder', '{'huge' if start == 'huge' else 'on'}')")
    for path in ("negative item", "positive item"):
        page.goto(address + PAGES[path])
        height = page.evaluate("innerHeight")
        tabs = page.locator(".ms-tabs").bounding_box()
        verdict = page.locator(".ms-verdict__who").first.bounding_box()
        assert tabs is not None
        assert verdict is not None
        assert tabs["y"] + tabs["height"] < height * 0.31
        assert verdict["y"] + verdict["height"] < height * 0.95


def test_one_column(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    switch_on(page)
    lefts = page.evaluate(
        "[...new Set([...document.querySelectorAll('.ms-cards > li')]"
        ".map(e => Math.round(e.getBoundingClientRect().x)))]"
    )
    assert len(lefts) == 1


@pytest.mark.parametrize("start", ["large", "huge"])
def test_choice_is_kept_without_a_flash(start: str, address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address)
    switch_on(page)
    if start == "huge":
        page.locator("[data-mingshi-huge]").click()
    # What the page looks like the moment its first words are there, before our script file has run.
    page.add_init_script(
        """new MutationObserver((_, watch) => { if (!document.querySelector(".ms-header__name")) return
           window.atFirst = document.documentElement.className; watch.disconnect() })
           .observe(document, { childList: true, subtree: true })"""
    )
    page.goto(address + PAGES["negative item"])
    assert page.evaluate("window.atFirst.split(' ').includes('ms-elder')")
    assert page.evaluate("window.atFirst.split(' ').includes('ms-huge')") is (start == "huge")
    expect(page.locator("[data-mingshi-elder]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-mingshi-elder]").click()
    page.reload()
    assert page.evaluate("document.documentElement.className") == "js"


def test_reads_in_order_and_says_when_done(address: str, watched: Watched) -> None:
    page = watched.page
    listen(page)
    page.goto(address + PAGES["negative item"])
    switch_on(page)
    page.locator("[data-mingshi-read]").click()
    said = rest(page)
    assert said[0] == "婚姻状况证明"
    assert "村（居）委会不开" in said[1]
    assert said.index("去哪里：") < said.index("带什么：") < said.index("依据：")
    assert "例外" in said
    whole = "".join(said)
    # Rows are read across, each cell with the name of its column; rows of names and buttons are not read at all.
    row = page.locator("table.ms-table tbody tr").first
    cells = [c.strip() for c in row.locator("th, td").all_text_contents() if c.strip()]
    place = whole.index("不开这个证明，用这些办法")
    for cell in cells:
        place = whole.index(cell[:6], place)
    assert "找谁：" in whole
    assert "打印" not in whole
    assert "跳到正文" not in whole
    assert "本页内容" not in whole
    expect(page.locator("[data-mingshi-say]")).to_have_text("读完了。")
    expect(page.locator("[data-mingshi-read]")).to_have_text("朗读")
    assert max(map(len, said)) < 200


def test_pause_goes_on_with_the_same_sentence(address: str, watched: Watched) -> None:
    page = watched.page
    listen(page)
    page.goto(address + PAGES["positive item"])
    switch_on(page)
    button = page.locator("[data-mingshi-read]")
    button.click()
    expect(button).to_have_text("暂停")
    page.wait_for_function("window.current")
    page.evaluate("window.next()")
    second = page.evaluate("window.said.at(-1)")
    button.click()
    expect(button).to_have_text("接着读")
    assert page.evaluate("window.current") is None
    button.click()
    page.wait_for_function("window.current")
    assert page.evaluate("window.said.slice(-2)") == [second, second]
    page.locator("[data-mingshi-stop]").click()
    expect(button).to_have_text("朗读")
    expect(page.locator("[data-mingshi-stop]")).to_be_hidden()
    assert page.evaluate("document.activeElement.hasAttribute('data-mingshi-read')")
    button.click()
    page.wait_for_function("window.current")
    assert page.evaluate("window.said.at(-1)") == page.evaluate("window.said[0]")


def test_the_sentence_being_read_is_marked(address: str, watched: Watched) -> None:
    page = watched.page
    listen(page)
    page.goto(address + PAGES["law"])
    switch_on(page)
    page.locator("[data-mingshi-read]").click()
    page.wait_for_function("window.current")
    for _ in range(12):
        marked = page.evaluate("[...CSS.highlights.get('ms-reading')][0].toString()")
        said = page.evaluate("window.said.at(-1)")
        assert marked
        assert re.sub(r"\W", "", marked) in re.sub(r"\W", "", said)
        box = page.evaluate(
            "(r => [r.top, r.bottom])([...CSS.highlights.get('ms-reading')][0].getBoundingClientRect())"
        )
        assert box[0] >= -1
        assert page.viewport_size
        assert box[1] <= page.viewport_size["height"] + 1
        page.evaluate("window.next()")
    page.locator("[data-mingshi-stop]").click()
    assert page.evaluate("CSS.highlights.has('ms-reading')") is False


@pytest.mark.parametrize(
    ("voices", "reads"),
    [
        (LOCAL, True),
        (f"{ENGLISH}, {REMOTE}, {LOCAL}", True),
        ('{ name: "安卓", lang: "zh_CN", localService: true }', True),
        ('{ name: "国语", lang: "zh-TW", localService: true }', True),
        (REMOTE, False),
        (CANTONESE, False),
        (ENGLISH, False),
        ("", False),
    ],
)
def test_only_a_chinese_voice_of_this_device_will_do(
    voices: str, reads: bool, address: str, watched: Watched
) -> None:
    page = watched.page
    listen(page, voices)
    page.goto(address + PAGES["positive item"])
    switch_on(page)
    page.locator("[data-mingshi-read]").click()
    if reads:
        page.wait_for_function("window.current")
        assert page.evaluate("window.current.voice.localService")
    else:
        expect(page.locator("[data-mingshi-say]")).to_contain_text("没有装中文语音")
        assert page.evaluate("window.said") == []
        expect(page.locator("[data-mingshi-read]")).to_have_text("朗读")


def test_a_browser_that_cannot_speak_says_so(address: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto(address + PAGES["positive item"])
    switch_on(page)
    page.locator("[data-mingshi-read]").click()
    expect(page.locator("[data-mingshi-say]")).to_contain_text("不能朗读")
    assert watched.complaints == []


def test_reading_asks_nobody_and_is_fetched_only_when_wanted(address: str, watched: Watched) -> None:
    page = watched.page
    listen(page)
    page.goto(address + PAGES["negative item"])
    switch_on(page)
    assert not any("speak" in url for url in watched.requests)
    before = len(watched.requests)
    page.locator("[data-mingshi-read]").click()
    rest(page)
    assert [urlsplit(u).path.split(".")[0] for u in watched.requests[before:]] == ["/assets/speak"]
    assert watched.complaints == []


def test_leaving_the_large_version_stops_reading(address: str, watched: Watched) -> None:
    page = watched.page
    listen(page)
    page.goto(address + PAGES["positive item"])
    switch_on(page)
    page.locator("[data-mingshi-read]").click()
    page.wait_for_function("window.current")
    switch_on(page)
    assert page.evaluate("window.current") is None
    expect(page.locator("[data-mingshi-read]")).to_be_hidden()


def test_reads_from_a_disk(province: object, watched: Watched) -> None:
    page = watched.page
    listen(page)
    page.goto(f"file://{province}/{PAGES['positive item']}")
    switch_on(page)
    page.locator("[data-mingshi-read]").click()
    assert len(rest(page)) > 10
