"""A county's package, unpacked and opened from a disk: pages, search, links that lead out, no request to anywhere."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import expect

from mingshi import cli

from ..conftest import ON, copy_toy
from ..test_pipeline import make
from .conftest import Watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package as it lies on a stick, in a folder with a Chinese name and a blank."""
    folder = tmp_path_factory.mktemp("bundle")
    toy = copy_toy(folder / "toy")
    settings = (toy / "mkdocs.yml").read_text(encoding="utf-8")
    assert "paper: 否" in settings
    (toy / "mkdocs.yml").write_text(settings.replace("paper: 否", "paper: 是"), encoding="utf-8")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    package = folder / "a.zip"
    assert cli.main(["bundle", "jiashi/dingqu", "-o", str(package), "--root", str(toy), "--on", ON]) == 0
    with zipfile.ZipFile(package) as found:
        found.extractall(folder / "U 盘")
    return folder / "U 盘" / "mingshi-jiashi-dingqu"


def opened(watched: Watched, stick: Path) -> None:
    """Open the package as a person does."""
    watched.page.goto((stick / "打开.html").as_uri())
    expect(watched.page.locator("h1")).to_have_text("示例丁区：不联网也能查")


def is_sound(watched: Watched) -> None:
    """Nothing was complained of, nothing asked of a network, nothing is cut off."""
    assert watched.complaints == []
    assert {urlsplit(u).scheme for u in watched.requests} <= {"file", "data"}
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert watched.page.evaluate(wide) <= 0


def test_first_page_leads_to_the_county_and_the_items(stick: Path, watched: Watched) -> None:
    page = watched.page
    opened(watched, stick)
    is_sound(watched)
    page.get_by_role("link", name="示例丁区的各个村（社区）").click()
    expect(page.locator("h1")).to_have_text("示例丁区")
    page.locator("main, article").get_by_role("link", name="示例北街").first.click()
    page.get_by_role("link", name="示例六社区").first.click()
    expect(page.locator("h1")).to_have_text("示例六社区")
    is_sound(watched)


def test_printed_sheets_are_inside(stick: Path, watched: Watched) -> None:
    page = watched.page
    opened(watched, stick)
    pages = ["items/hunyin-shili/index.html", "places/jiashi/dingqu/index.html"]
    start = page.url
    sheets = []
    for path in pages:
        page.goto(start.replace("%E6%89%93%E5%BC%80.html", f"site/{path}"))
        sheets += page.locator("a[href$='.pdf']").evaluate_all("links => links.map(a => a.href)")
    assert len(sheets) >= 3  # a leaflet, a notice, a booklet
    for sheet in sheets:
        assert Path(url2pathname(urlsplit(sheet).path)).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("typed", "title", "leads_to"),
    [("示例六社区", "示例六社区", "示例六社区"), ("hunyin", "婚姻", "婚姻")],
)
def test_search_finds_what_is_inside(
    typed: str, title: str, leads_to: str, stick: Path, watched: Watched
) -> None:
    page = watched.page
    opened(watched, stick)
    page.locator("main [data-mingshi-search] input, article [data-mingshi-search] input").first.fill(typed)
    page.locator("[role=option]", has_text=title).first.click()
    expect(page.locator("h1")).to_contain_text(leads_to)
    is_sound(watched)


def test_search_does_not_find_what_is_outside(stick: Path, watched: Watched) -> None:
    page = watched.page
    opened(watched, stick)
    page.locator("article [data-mingshi-search] input").first.fill("示例一县")
    expect(page.locator(".ms-results:not([hidden])")).to_be_visible()
    expect(page.locator("[role=option]", has_text="示例一县")).to_have_count(0)


def test_what_is_not_inside_says_so_and_where_it_is(stick: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((stick / "site" / "places" / "index.html").as_uri())
    page.get_by_role("link", name="示例丙县").click()
    expect(page.locator("h1")).to_have_text("这一页不在离线包里")
    away = page.locator("[data-mingshi-away]")
    assert away.get_attribute("href") == "https://shili.example/places/yishi/bingxian/"
    page.get_by_role("link", name="回到示例丁区").click()
    expect(page.locator("h1")).to_have_text("示例丁区")
    is_sound(watched)


def test_the_page_for_the_rest_shows_no_foreign_address(stick: Path, watched: Watched) -> None:
    for query in ("javascript:alert(1)", "//other.example/", "../../x", "%3Cscript%3E"):
        watched.page.goto((stick / "site" / "not-here" / "index.html").as_uri() + "?" + query)
        expect(watched.page.locator("h1")).to_be_visible()
        href = watched.page.locator("[data-mingshi-away]").get_attribute("href") or ""
        assert href.startswith("https://shili.example/"), query


def test_every_page_is_sound(stick: Path, watched: Watched) -> None:
    seen: set[str] = set()
    for path in sorted((stick / "site").rglob("*.html")):
        kind = path.relative_to(stick / "site").parts[0]
        if kind in seen:
            continue
        seen.add(kind)
        watched.page.goto(path.as_uri())
        is_sound(watched)
    assert {"items", "places", "not-here", "offline", "laws"} <= seen
