"""Reading without a network: what was seen, the core, a county taken along, and a new version in place of the old."""

from __future__ import annotations

import base64
import functools
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.icons import ASSETS, ICONS, drawn

from ..conftest import copy_toy
from ..test_pipeline import make
from .conftest import Quiet, Watched

pytestmark = pytest.mark.browser

PREFIX = "minzheng/mingshi/"
COUNTY = "places/jiashi/dingqu/index.html"
TOWN = "places/jiashi/dingqu/beijie/index.html"
COMMUNITY = "places/jiashi/dingqu/beijie/liu-shequ/index.html"


class Line:
    """A site under a prefix behind an HTTP server whose line can be cut."""

    def __init__(self, folder: Path) -> None:
        line = self

        class Handler(Quiet):
            def do_GET(self) -> None:
                """Answer, unless the line is cut: then close it without a word."""
                line.asked.append(self.path)
                if line.delay and self.path.endswith(".html"):
                    time.sleep(line.delay)
                if line.is_cut:
                    self.close_connection = True
                    return
                super().do_GET()

            def end_headers(self) -> None:
                """Have nothing kept by the browser's own cache, which would hide what the worker does."""
                self.send_header("Cache-Control", "no-cache")
                super().end_headers()

        self.asked: list[str] = []
        self.is_cut = False
        self.delay = 0.0
        handler = functools.partial(Handler, directory=str(folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}/{PREFIX}"

    def cut(self, context: BrowserContext) -> None:
        """Cut the line, for pages and for workers."""
        self.is_cut = True
        context.set_offline(True)

    def mend(self, context: BrowserContext) -> None:
        """Mend the line again."""
        self.is_cut = False
        context.set_offline(False)


def site_below(folder: Path) -> Path:
    """Return where the site of the toy province in a folder is published: below a prefix."""
    return folder / "web" / PREFIX.rstrip("/")


def publish(folder: Path) -> None:
    """Build the toy province in a folder."""
    built, findings = make(folder / "toy", site_below(folder), jobs=1)
    assert built is not None, findings


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province and, below a prefix, its site; tests must not change it."""
    folder = tmp_path_factory.mktemp("offline")
    copy_toy(folder / "toy")
    publish(folder)
    return folder


@pytest.fixture
def root(shared: Path, tmp_path: Path) -> Path:
    """A copy of the toy province and its site that a test may change."""
    return shutil.copytree(shared, tmp_path / "own")


def served(folder: Path) -> Iterator[Line]:
    """Yield a site behind a line that can be cut."""
    found = Line(folder / "web")
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def line(shared: Path) -> Iterator[Line]:
    """The shared site behind a line that can be cut."""
    yield from served(shared)


@pytest.fixture
def own_line(root: Path) -> Iterator[Line]:
    """The test's own site behind a line that can be cut."""
    yield from served(root)


def until(page: Page, question: str, argument: object = None) -> None:
    """Wait until a question in the page, which may take its time to answer, is answered with yes."""
    for _ in range(150):
        if page.evaluate(question, argument):
            return
        page.wait_for_timeout(100)
    raise AssertionError(question)


IS_KEPT = "async (address) => !!(await caches.match(address))"


def visit(page: Page, line: Line, path: str = "index.html") -> None:
    """Open a page and wait until the worker has taken over."""
    page.goto(line.root + path)
    page.wait_for_function("navigator.serviceWorker.controller")


def test_what_was_seen_and_the_core_are_there_without_a_network(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line)
    page.goto(line.root + TOWN)
    title = page.locator("h1").inner_text()
    assert watched.complaints == []
    line.cut(page.context)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    for path in ("", "items/index.html", "lists/", "places/index.html"):
        page.goto(line.root + path)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.ms-header')).position") == "static"
    assert {urlsplit(u).netloc for u in watched.requests} == {urlsplit(line.root).netloc}


def test_the_first_page_is_kept_although_it_came_before_the_worker(line: Line, watched: Watched) -> None:
    visit(watched.page, line, COMMUNITY)
    until(watched.page, IS_KEPT, line.root + COMMUNITY)
    line.cut(watched.page.context)
    watched.page.reload()
    expect(watched.page.locator("h1")).to_have_text("示例六社区")


def test_an_unseen_page_leads_to_what_is_there(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line)
    page.goto(line.root + TOWN)
    title = page.locator("h1").inner_text()
    line.cut(page.context)
    page.goto(line.root + COMMUNITY + "?q=1")
    expect(page).to_have_url(
        line.root + "offline/index.html?from=" + COMMUNITY.replace("/", "%2F") + "%3Fq%3D1"
    )
    expect(page.get_by_text("没有存在这台设备里")).to_be_visible()
    expect(page.locator("[data-mingshi-kept]").get_by_role("link", name=title)).to_be_visible()
    line.mend(page.context)
    page.get_by_role("link", name="连上网").click()
    expect(page).to_have_url(line.root + COMMUNITY + "?q=1")


def test_the_way_back_leads_nowhere_else(line: Line, watched: Watched) -> None:
    page = watched.page
    page.goto(line.root + "offline/index.html?from=javascript:alert(1)")
    assert page.locator("[data-mingshi-lost] a").get_attribute("href") == line.root
    page.goto(line.root + "offline/index.html?from=//other.example/")
    assert page.locator("[data-mingshi-lost] a").get_attribute("href") == line.root


def take(page: Page) -> None:
    """Take the county of the open page along."""
    page.get_by_role("button", name="存进这台设备").click()
    expect(page.get_by_text("一共要占这台设备约")).to_be_visible()
    page.get_by_role("button", name="开始存").click()
    expect(page.get_by_text("存好了")).to_be_visible()


def test_a_county_is_taken_along(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line, COUNTY)
    assert COMMUNITY not in "".join(line.asked)
    take(page)
    expect(page.get_by_text("已经存在这台设备里")).to_be_visible()
    assert watched.complaints == []
    line.cut(page.context)
    for path, title in ((COMMUNITY, "示例六社区"), ("items/hunyin-shili/index.html", "婚姻")):
        page.goto(line.root + path)
        expect(page.locator("h1")).to_contain_text(title)
    # A page nobody has opened, with scripts and a style of its own.
    page.goto(line.root + "forms/f02-quanbu-shili/index.html")
    page.get_by_role("button", name="填今天").first.click()
    assert page.locator("[data-fill] input").evaluate_all(
        "inputs => inputs.filter(i => /^20\\d\\d$/.test(i.value)).length"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('[data-fill] input')).minHeight") != "0px"
    assert watched.complaints == []
    page.goto(line.root + "offline/index.html")
    expect(page.locator("[data-mingshi-kept]").get_by_role("link", name="示例丁区")).to_be_visible()


def test_taking_again_fetches_only_what_changed_and_forgetting_forgets(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line, COUNTY)
    take(page)
    line.asked.clear()
    page.get_by_role("button", name="更新").click()
    page.get_by_role("button", name="开始存").click()
    expect(page.get_by_text("存好了")).to_be_visible()
    assert [a for a in line.asked if a.endswith(".html")] == []
    page.get_by_role("button", name="删掉").click()
    expect(page.get_by_role("button", name="存进这台设备")).to_be_visible()
    assert page.evaluate("caches.keys().then(n => n.filter(x => x.includes(' taken ')))") == []


def test_a_broken_line_and_refused_storage_are_told(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line, COUNTY)
    page.get_by_role("button", name="存进这台设备").click()
    expect(page.get_by_role("button", name="开始存")).to_be_visible()
    line.cut(page.context)
    page.get_by_role("button", name="开始存").click()
    expect(page.get_by_text("网络断了，已经存的还在")).to_be_visible()
    line.mend(page.context)
    page.evaluate(
        "() => { Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError')) }"
    )
    page.get_by_role("button", name="存进这台设备").click()
    page.get_by_role("button", name="开始存").click()
    expect(page.get_by_text("浏览器不让存这么多")).to_be_visible()


def test_a_new_version_takes_the_place_of_the_old(root: Path, own_line: Line, watched: Watched) -> None:
    page, line = watched.page, own_line
    visit(page, line)
    page.goto(line.root)
    names = page.evaluate("caches.keys()")
    rename(root)
    page.evaluate("navigator.serviceWorker.ready.then(r => r.update())")
    note = page.get_by_role("button", name="有新内容，刷新看")
    expect(note).to_be_visible()
    assert page.locator(".ms-header__name").inner_text() == "示例省证明事项公开"
    note.click()
    expect(page.locator(".ms-header__name")).to_have_text("示例省新的证明事项公开")
    expect(note).to_have_count(0)
    assert page.evaluate("caches.keys()") == names
    core = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(k => new URL(k.url).pathname)"
    kept = page.evaluate(core)
    assert len(kept) == len(set(kept)), "old revisions are still there"
    line.cut(page.context)
    page.goto(line.root + "places/index.html")
    expect(page.locator(".ms-header__name")).to_have_text("示例省新的证明事项公开")


def rename(root: Path) -> None:
    """Publish the site under another name, so that every page is another."""
    replace(root / "toy" / "mkdocs.yml", "site_name: 示例省证明事项公开", "site_name: 示例省新的证明事项公开")
    publish(root)


def test_no_note_when_the_page_shown_is_the_newest(root: Path, own_line: Line, watched: Watched) -> None:
    page, line = watched.page, own_line
    visit(page, line)
    rename(root)
    page.add_init_script(
        "window.takenOver = new Promise(r => navigator.serviceWorker.addEventListener('controllerchange', r))"
    )
    page.goto(line.root)
    page.evaluate("window.takenOver.then(() => true)")
    page.wait_for_timeout(500)
    expect(page.locator(".ms-newer")).to_have_count(0)


def test_a_page_kept_from_an_earlier_release_still_has_its_style(
    root: Path, own_line: Line, watched: Watched
) -> None:
    page, line = watched.page, own_line
    visit(page, line)
    page.goto(line.root + TOWN, wait_until="networkidle")  # or it might still be asked for after the release
    theme = root / "toy" / "theme"
    shutil.copytree(ASSETS.parent, theme)
    (theme / "assets" / "zz.css").write_text("body { --release: 2 }\n", encoding="utf-8")
    publish(root)
    page.goto(line.root)
    page.wait_for_function("getComputedStyle(document.body).getPropertyValue('--release').trim() === '2'")
    core = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(k => k.url)"
    style = page.locator("link[href*='assets/mingshi.']").get_attribute("href") or "none"
    present = f"(style) => ({core})().then(k => k.filter(u => /mingshi[.].*css/.test(u)).every(u => u.includes(style)))"
    until(page, present, style)
    line.cut(page.context)
    page.goto(line.root + TOWN)
    assert style not in page.content()
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--release').trim()") == "2"


def test_a_slow_line_shows_what_is_kept_and_tells_of_what_is_newer(
    root: Path, own_line: Line, watched: Watched
) -> None:
    page, line = watched.page, own_line
    visit(page, line)
    page.goto(line.root + TOWN)
    file = site_below(root) / TOWN
    file.write_text(file.read_text(encoding="utf-8").replace("<h1>", "<h1>新的", 1), encoding="utf-8")
    line.delay = 6.0
    page.goto(line.root + TOWN)
    expect(page.locator("h1")).not_to_contain_text("新的")
    line.delay = 0.0
    note = page.get_by_role("button", name="有新内容，刷新看")
    expect(note).to_be_visible(timeout=15000)
    note.click()
    expect(page.locator("h1")).to_contain_text("新的")


def replace(file: Path, old: str, new: str) -> None:
    """Replace one text in a file, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_kept_of_seen_pages_is_bounded(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line)
    fill = """async (root) => {
        const cache = await caches.open("mingshi " + root + " seen")
        for (let i = 0; i < 230; i++) await cache.put(root + "filled/" + i + ".html", new Response("x"))
    }"""
    page.evaluate(fill, line.root)
    page.goto(line.root + TOWN)
    bounded = "async (root) => (await (await caches.open('mingshi ' + root + ' seen')).keys()).length === 200"
    until(page, bounded, line.root)
    page.goto(line.root + COMMUNITY)
    until(page, IS_KEPT, line.root + COMMUNITY)


def test_the_app_can_be_installed(line: Line, watched: Watched) -> None:
    page = watched.page
    visit(page, line)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == line.root + "manifest.webmanifest"
    assert found["manifest"]["scope"] == line.root
    assert found["manifest"]["startUrl"] == line.root + "index.html"
    faults = [e["errorId"] for e in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [f for f in faults if f != "in-incognito"] == [], "every test has a private window"


def test_nothing_is_registered_from_a_disk(shared: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((site_below(shared) / COUNTY).as_uri())
    page.wait_for_timeout(300)
    assert watched.complaints == []
    assert page.locator("link[rel=manifest]").count() == 0
    expect(page.get_by_text("离线带走")).to_be_visible()
    expect(page.get_by_role("button", name="存进这台设备")).to_have_count(0)


def test_icons_show_the_drawing(chrome: Browser) -> None:
    """The pictures in Git are those of the drawing: few pixels differ, whatever Chromium drew them."""
    page = chrome.new_page()
    compare = """async ([a, b]) => {
        const read = async (data) => {
            const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob())
            const canvas = new OffscreenCanvas(picture.width, picture.height)
            const context = canvas.getContext("2d")
            context.drawImage(picture, 0, 0)
            return context.getImageData(0, 0, picture.width, picture.height)
        }
        const [x, y] = [await read(a), await read(b)]
        if (x.width !== y.width || x.height !== y.height) return 1
        let different = 0
        for (let i = 0; i < x.data.length; i++) if (Math.abs(x.data[i] - y.data[i]) > 40) different++
        return different / x.data.length
    }"""
    for icon in ICONS:
        pictures = [(ASSETS / icon.name).read_bytes(), drawn(chrome, icon)]
        share = page.evaluate(compare, [base64.b64encode(p).decode() for p in pictures])
        assert share < 0.01, icon.name
    page.close()
