"""What axe-core finds, and what it cannot: keyboard, zoom, spacing, motion, system colours, sizes of targets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Watched
from .test_pages import PAGES

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# light, dark, large letters, large letters on black
MODES = [("default", ""), ("slate", ""), ("default", "large"), ("slate", "huge")]
KINDS = {**PAGES, "wrong address": "404.html", "sitemap": "about/sitemap/index.html"}
# One page of each way of building: answers and tables, links in columns, cards, a form to print, running text.
SHAPES = ["home", "items", "negative item", "list", "county", "community", "form", "law", "quality", "about"]

# What may differ from one way of looking to another; all other rules see the same page in each.
OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size"]
ASK = """async only => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"] })
  const told = node => node.html.slice(0, 160) + " — " + node.failureSummary
  return found.violations.map(v => [v.id, v.help, v.nodes.slice(0, 5).map(told)])
}"""


def put(page: Page, scheme: str, size: str) -> None:
    """Show the page as a reader has chosen it, the way the header's script does before anything is painted."""
    page.evaluate(
        """([scheme, size]) => {
          document.body.dataset.mdColorScheme = scheme
          document.documentElement.className = "js" + (size ? " ms-elder" : "") + (size === "huge" ? " ms-huge" : "")
        }""",
        [scheme, size],
    )


def assert_usable(page: Page) -> None:
    """Fail when axe-core finds something on the page as it is now, in any of the ways it can be shown."""
    page.evaluate(AXE)
    for scheme, size in MODES:
        put(page, scheme, size)
        looks = [*OF_LOOKS, "color-contrast-enhanced"] if size else OF_LOOKS
        found = page.evaluate(ASK, looks if (scheme, size) != MODES[0] else TAGS)
        assert found == [], f"{scheme} {size}: {json.dumps(found, ensure_ascii=False, indent=1)}"


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing(path: str, address: str, watched: Watched) -> None:
    page = watched.page
    page.emulate_media(reduced_motion="reduce")  # or a colour could be measured on its way to another
    page.goto(address + path)
    assert_usable(page)


def test_axe_is_there_and_current(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    watched.page.evaluate(AXE)
    major, minor = map(int, watched.page.evaluate("axe.version").split(".")[:2])
    assert (major, minor) >= (4, 10)
    # A check that cannot fail is none: a picture without a text must be found.
    watched.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [rule for rule, *_ in watched.page.evaluate(ASK, TAGS)] == ["image-alt"]


WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Text that a box cuts off or that runs out of the window. What only screen readers get is meant to be tiny.
CUT = """() => [...document.querySelectorAll("body *")].filter(e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e)
  if (!box.width || box.width < 2 || !e.textContent.trim() || e.closest(".ms-heard, script, .md-skip")) return false
  const wide = e.scrollWidth > e.clientWidth + 1, high = e.scrollHeight > e.clientHeight + 1
  // A box that scrolls downwards loses nothing.
  const cuts = wide && style.overflowX !== "visible" || high && ["hidden", "clip"].includes(style.overflowY)
  return cuts || box.right > innerWidth + 1 || box.left < -1
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def narrow(chrome: Browser) -> Iterator[Page]:
    """A window of 1,280 pixels at 400 %: 320 pixels for the page."""
    context = chrome.new_context(viewport={"width": 320, "height": 256}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_zoom_cuts_nothing_off(path: str, address: str, narrow: Page) -> None:
    narrow.goto(address + path)
    for width in (320, 640):
        narrow.set_viewport_size({"width": width, "height": 512})
        for scheme, size in MODES:
            put(narrow, scheme, size)
            assert (narrow.evaluate(WIDE), narrow.evaluate(CUT)) == (0, []), f"{width} {scheme} {size}"


SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.mark.parametrize("kind", SHAPES)
def test_readers_may_set_their_own_spacing(kind: str, address: str, watched: Watched) -> None:
    """WCAG 1.4.12: nothing is lost when a reader's style sheet spreads the text."""
    watched.page.goto(address + KINDS[kind])
    watched.page.add_style_tag(content=SPACING)
    assert (watched.page.evaluate(WIDE), watched.page.evaluate(CUT)) == (0, [])


# A link in a sentence may be as low as its line (WCAG 2.5.8, inline); everything else is measured.
SMALL = """least => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter(e => e.getClientRects().length && !e.closest(".md-skip, .md-toggle, .ms-heard"))
  .filter(e => getComputedStyle(e).opacity !== "0" && getComputedStyle(e).visibility !== "hidden")
  .map(e => [e, Math.min(...[...e.getClientRects()].map(r => r.height)),
             Math.max(...[...e.getClientRects()].map(r => r.width))])
  .filter(([e, height, width]) => height < least - .5 || width < least - .5)
  .map(([e, height, width]) => e.outerHTML.slice(0, 100) + " " + Math.round(width) + "×" + Math.round(height))"""


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_targets_can_be_hit(path: str, address: str, watched: Watched) -> None:
    watched.page.goto(address + path)
    assert watched.page.evaluate(SMALL, 24) == []
    for scheme, size in MODES[2:]:
        put(watched.page, scheme, size)
        assert watched.page.evaluate(SMALL, 44) == [], size


# Where focus is, whether it can be seen, and whether something lies over it.
FOCUS = """() => {
  const e = document.activeElement
  if (!e || e === document.body) return null
  const style = getComputedStyle(e), boxes = [...e.getClientRects()], box = boxes[0]
  const x = box.left + box.width / 2, y = box.top + box.height / 2
  const top = document.elementFromPoint(x, y)
  return { name: e.outerHTML.slice(0, 100), ring: parseFloat(style.outlineWidth), style: style.outlineStyle,
           seen: !!top && (top === e || e.contains(top) || top.contains(e)), inside: y >= 0 && y <= innerHeight }
}"""

# Where the Tab key stops: the buttons of one choice are one stop, whose arrow keys lead to the others; a box that
# scrolls and has nothing in it to stop at is one.
STOPS = """() => {
  const shown = e => e.getClientRects().length && getComputedStyle(e).visibility !== "hidden"
  const named = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(e => shown(e) && e.tabIndex >= 0 && !e.matches(".md-toggle"))
  const scrolls = [...document.querySelectorAll("main div")]
    .filter(e => shown(e) && ["auto", "scroll"].includes(getComputedStyle(e).overflowY))
    .filter(e => e.scrollHeight > e.clientHeight && !named.some(n => e.contains(n)))
  return new Set([...named, ...scrolls].map(e => e.type === "radio" ? e.name : e)).size
}"""


@pytest.mark.parametrize("kind", ["home", "negative item", "county", "form"])
@pytest.mark.parametrize("size", ["", "large"])
def test_keyboard_reaches_everything_and_shows_where_it_is(
    kind: str, size: str, address: str, watched: Watched
) -> None:
    page = watched.page
    page.goto(address + KINDS[kind])
    put(page, "default", size)
    if kind == "county":
        page.locator(".ms-take__do").wait_for()  # comes when the browser has said that it can keep pages
    total = page.evaluate(STOPS)
    visited: list[dict[str, Any]] = []
    for _ in range(total + 5):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here is None:
            break
        visited.append(here)
    assert "跳到正文" in visited[0]["name"]
    assert len(visited) == total, "every target once, and out at the end: no trap"
    assert [v for v in visited if v["ring"] < 2 or v["style"] == "none"] == []
    assert [v for v in visited if not v["seen"] or not v["inside"]] == []


def test_skip_link_leads_to_the_text(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + KINDS["negative item"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('#main')")


def test_nothing_moves_for_who_does_not_want_it(address: str, chrome: Browser) -> None:
    context = chrome.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + KINDS["negative item"])
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => ['', '::before', '::after'].some(p => {"
        " const s = getComputedStyle(e, p || null);"
        " return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'"
        " || s.scrollBehavior === 'smooth' }))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    context.close()
    assert moving == []


def test_system_colours_leave_every_state_visible(address: str, chrome: Browser) -> None:
    context = chrome.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + KINDS["negative item"])
    borders = page.evaluate(
        "['.ms-stamp', '.ms-answer', '.ms-badge', '.ms-header__search input', '.ms-header__search button',"
        " '[aria-pressed]'].map(s => [s, getComputedStyle(document.querySelector(s)).borderTopStyle])"
    )
    page.locator("[data-mingshi-elder]").click()
    pressed = page.locator("[data-mingshi-elder]").evaluate("e => getComputedStyle(e).borderTopStyle")
    here = page.locator(".md-tabs__link[aria-current]").evaluate("e => getComputedStyle(e).borderBottomColor")
    other = page.locator(".md-tabs__link:not([aria-current])").first
    assert [s for s, style in borders if style == "none"] == []
    assert pressed == "double"
    assert here != other.evaluate("e => getComputedStyle(e).borderBottomColor")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["ring"] >= 2
    context.close()


@pytest.mark.parametrize("path", [KINDS[kind] for kind in SHAPES], ids=SHAPES)
def test_nothing_is_told_by_hovering_alone(path: str, address: str, watched: Watched) -> None:
    """A title that says something the page does not is lost on a touch screen; blanks of a form are for a pen."""
    watched.page.goto(address + path)
    titles = watched.page.evaluate(
        "[...document.querySelectorAll('main [title]')].filter(e => !e.closest('.ms-sheet'))"
        ".map(e => [e.title, e.outerHTML.slice(0, 100)])"
    )
    assert titles == []


TYPE = """() => [...document.querySelectorAll("#main *")].filter(e => e.childNodes.length &&
  [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => [e, getComputedStyle(e)])"""


@pytest.mark.parametrize("path", [KINDS[kind] for kind in SHAPES], ids=SHAPES)
def test_chinese_text_is_set_as_such(path: str, address: str, watched: Watched) -> None:
    watched.page.goto(address + path)
    wrong = watched.page.evaluate(
        f"({TYPE})().filter(([e, s]) => s.fontStyle !== 'normal' || parseFloat(s.letterSpacing) > 0"
        " || !['strict'].includes(s.lineBreak)).map(([e]) => e.outerHTML.slice(0, 80))"
    )
    assert wrong == []
    loose = watched.page.evaluate(
        f"({TYPE})().filter(([e]) => e.matches('p, li, dd') && !e.closest('.ms-verdict, .ms-sheet, .ms-card'))"
        ".map(([e, s]) => [parseFloat(s.lineHeight) / parseFloat(s.fontSize), e.outerHTML.slice(0, 80)])"
        ".filter(([ratio]) => ratio < 1.69)"
    )
    assert loose == []
