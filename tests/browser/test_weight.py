"""What a page costs on a bad line: bytes, requests, and nothing that jumps about while it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import material
import pytest
from playwright.sync_api import Browser, Page, Route

from bench.gzip_server import served
from mingshi.render.assets import assets_of

from ..conftest import ROOT
from .slow_server import Dripping
from .test_accessibility import KINDS, MODES, SHAPES

pytestmark = pytest.mark.browser

ITEMS = ["negative item", "positive item", "assisting item"]
BUDGET = 60_000  # bytes over the wire, headers included, for everything a first visit asks for
STYLES = 16_000
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def packed(province: Path) -> Iterator[str]:
    """The built site behind a server that compresses."""
    with served(province) as address:
        yield address


@pytest.fixture
def fresh(chrome: Browser) -> Iterator[Page]:
    """A telephone that has never been here."""
    context = chrome.new_context(viewport=PHONE, locale="zh-CN")
    yield context.new_page()
    context.close()


def fetched(page: Page, address: str) -> dict[str, int]:
    """Return what a first visit asks for and the bytes of each over the wire, by path."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        sizes[names[event["requestId"]]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    session.detach()
    return sizes


def of_kind(sizes: dict[str, int], ending: str) -> list[int]:
    return [size for name, size in sizes.items() if name.split("?")[0].endswith(ending)]


@pytest.mark.parametrize("kind", ITEMS)
def test_an_item_is_light(kind: str, packed: str, fresh: Page) -> None:
    sizes = fetched(fresh, packed + KINDS[kind])
    assert sum(sizes.values()) <= BUDGET, sizes


@pytest.mark.parametrize("kind", SHAPES)
def test_few_requests_one_of_them_for_styles(kind: str, packed: str, fresh: Page) -> None:
    sizes = fetched(fresh, packed + KINDS[kind])
    styles = of_kind(sizes, ".css")
    # The paper of a form, with its own print style, is drawn by a sheet that no other page needs.
    wanted = 2 if kind == "form" else 1
    assert len(styles) == wanted, "the page waits for every style sheet before it shows anything"
    assert sum(styles) <= STYLES
    assert [name for name in sizes if name.split("?")[0].endswith((".woff", ".woff2", ".ttf", ".otf"))] == []
    assert [name for name in sizes if not name.startswith((packed, "data:"))] == []


WATCH = """
window.shifts = []
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) shifts.push(
  [e.value, ...e.sources.map(s => s.node && s.node.outerHTML ? s.node.outerHTML.slice(0, 80) : "?")]) }))
  .observe({ type: "layout-shift", buffered: true })
"""


def still(page: Page, limit: float = 0.005) -> bool:
    """Tell whether the shifts add up to 0.00, to the two digits they are told with; say what moved if not."""
    shifts = page.evaluate("shifts")
    total = sum(value for value, *_ in shifts)
    assert total < limit, shifts
    return True


@pytest.mark.parametrize("path", [KINDS[kind] for kind in SHAPES], ids=SHAPES)
@pytest.mark.parametrize(("scheme", "size"), MODES)
def test_nothing_jumps(path: str, scheme: str, size: str, packed: str, fresh: Page) -> None:
    """The layout stays as it was first shown, whichever version the reader has chosen."""
    fresh.add_init_script(
        f"localStorage.setItem('mingshi.scheme', '{scheme}'); localStorage.setItem('mingshi.elder', '{size}')"
    )
    fresh.add_init_script(WATCH)
    fresh.goto(packed + path, wait_until="networkidle")
    fresh.wait_for_timeout(100)
    assert still(fresh)


@pytest.fixture(scope="module")
def dripping(province: Path) -> Iterator[str]:
    """The built site behind a line so slow that a page is painted many times while it arrives."""
    with served(province, Dripping) as address:
        yield address


HERE = '{"id":"fuzhou/gulou/antai/wushan-shequ","name":"鼓楼区安泰街道乌山社区"}'


@pytest.mark.parametrize("path", [KINDS[kind] for kind in SHAPES], ids=SHAPES)
@pytest.mark.parametrize(("width", "size", "place"), [(390, "", ""), (390, "large", HERE), (1280, "", HERE)])
def test_nothing_jumps_on_a_slow_line(
    path: str, width: int, size: str, place: str, dripping: str, fresh: Page
) -> None:
    """Each part of a page is shown where it stays, however little of what follows has arrived."""
    fresh.set_viewport_size({"width": width, "height": 844})
    fresh.add_init_script(
        f"localStorage.setItem('mingshi.elder', '{size}'); localStorage.setItem('mingshi.place', '{place}')"
    )
    fresh.add_init_script(WATCH)
    fresh.goto(dripping + path)
    fresh.wait_for_timeout(100)
    assert fresh.locator(".ms-placed").count() == bool(place)
    assert still(fresh, 0.001)


def test_nothing_jumps_while_searching(packed: str, fresh: Page) -> None:
    fresh.add_init_script(WATCH)
    fresh.goto(packed + KINDS["negative item"], wait_until="networkidle")
    fresh.locator("header [data-mingshi-search] input").press_sequentially("婚姻", delay=700)
    fresh.locator("[role=option]").first.wait_for()
    # Beyond half a second after a key Chromium counts a shift as one nobody asked for.
    fresh.wait_for_timeout(700)
    assert still(fresh)


@pytest.mark.parametrize("size", ["", "large"])
@pytest.mark.parametrize(
    "words", ["派出所让我开亲属关系证明", "中山社区", "结婚登记要预约吗", "量子纠缠", ""]
)
def test_nothing_jumps_when_results_come(words: str, size: str, packed: str, fresh: Page) -> None:
    fresh.add_init_script(f"localStorage.setItem('mingshi.elder', '{size}')")
    fresh.add_init_script(WATCH)
    fresh.goto(f"{packed}search/index.html{'?q=' if words else ''}{words}", wait_until="networkidle")
    fresh.locator(".ms-hit, .ms-miss").first.wait_for() if words else fresh.wait_for_timeout(300)
    assert fresh.get_by_role("heading", name="也可以这样找").is_visible()
    assert fresh.get_by_role("link", name="网站地图").is_visible()
    assert still(fresh)


# One element of each kind, by its own names and its parent's: the others of that kind follow the same rules.
LOOKS = """() => {
  const kinds = new Map(), nameOf = e => e.tagName + "." + e.className
  document.querySelectorAll("body, body *").forEach(e => {
    const kind = nameOf(e) + " in " + nameOf(e.parentElement)
    if (!kinds.has(kind)) kinds.set(kind, e)
  })
  return [...kinds].map(([kind, e]) => {
    const box = e.getBoundingClientRect()
    const styles = ["", "::before", "::after"].map(p => {
      const s = getComputedStyle(e, p || null)
      if (p && s.content === "none") return ""
      return [...s].filter(n => !n.startsWith("--")).map(n => n + ":" + s.getPropertyValue(n)).join(";")
    })
    return kind + " " + [box.x, box.y, box.width, box.height].join() + styles.join("|")
  })
}"""


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_shortened_styles_look_the_same(path: str, packed: str, fresh: Page) -> None:
    """Every kind of element looks exactly as with the theme's style sheets in full, on the screen and on paper."""
    sheets = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    own = assets_of(ROOT / "theme")
    full = "".join(
        next(sheets.glob(f"{n}.*.min.css")).read_text(encoding="utf-8") for n in ("main", "palette")
    )
    whole = full + own.files[own.css].decode()
    fresh.emulate_media(reduced_motion="reduce")
    found = []
    for css in (None, whole):
        if css is not None:
            fresh.route("**/assets/mingshi.*.css", lambda route: _fulfil(route, whole))
        fresh.goto(packed + path, wait_until="networkidle")
        if path == KINDS["county"]:
            fresh.locator(".ms-take__do").wait_for()  # comes when the browser has said that it can keep pages
        fresh.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        views = [fresh.evaluate(LOOKS)]
        fresh.emulate_media(media="print")
        views.append(fresh.evaluate(LOOKS))
        fresh.emulate_media(media="screen")
        found.append(views)
    for short, long in zip(*found, strict=True):
        assert len(short) > 20
        assert [(a, b) for a, b in zip(short, long, strict=True) if a != b][:3] == []


def _fulfil(route: Route, css: str) -> None:
    route.fulfill(body=css, content_type="text/css; charset=utf-8")
