"""Real pages in a real Chromium: no complaint, no outside request, nothing cut off, the answer first."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .conftest import Watched

pytestmark = pytest.mark.browser

PAGES = {
    "home": "index.html",
    "items": "items/index.html",
    "negative item": "items/hunyin-zhuangkuang/index.html",
    "positive item": "items/shouyang-nengli/index.html",
    "assisting item": "items/zhiding-jianhuren/index.html",
    "lists": "lists/index.html",
    "list": "lists/cn-neg-2020/index.html",
    "pending list": "lists/fj-pending/index.html",
    "places": "places/index.html",
    "city": "places/fuzhou/index.html",
    "county": "places/fuzhou/gulou/index.html",
    "county without data": "places/quanzhou/jinmen/index.html",
    "town": "places/fuzhou/gulou/gudong/index.html",
    "community": "places/fuzhou/gulou/gudong/zhongshan-shequ/index.html",
    "laws": "laws/index.html",
    "law": "laws/minfadian/index.html",
    "form": "forms/f11-shouyang-nengli/index.html",
    "conflicts": "conflicts/index.html",
    "sources": "sources/index.html",
    "glossary": "glossary/index.html",
    "fields": "fields/index.html",
    "field reference": "fields/listing/index.html",
    "rules": "rules/index.html",
    "rule": "rules/MS201/index.html",
    "quality": "quality/index.html",
    "about": "about/index.html",
    "search": "search/index.html",
    "search words": "search/words/index.html",
    "search misses": "search/misses/index.html",
    "ask": "ask/index.html",
    "A to Z": "az/index.html",
    "topics": "topics/index.html",
    "my place": "mine/index.html",
    "commitment": "commitment/index.html",
    "offline": "offline/index.html",
    "pacts": "pacts/index.html",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_is_sound(path: str, address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(address + path)
    assert watched.complaints == []
    assert {urlsplit(u).netloc for u in watched.requests} == {urlsplit(address).netloc}
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    expect(page.locator("h1")).to_have_count(1)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, "the page can be scrolled sideways"


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["negative item"], PAGES["community"]])
def test_page_works_from_a_disk(path: str, province: Path, watched: Watched) -> None:
    watched.page.goto((province / path).as_uri())
    assert watched.complaints == []
    assert {urlsplit(u).scheme for u in watched.requests} <= {"file", "data"}
    link = watched.page.locator("main a[href]").first
    link.click()
    expect(watched.page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("item", ["negative item", "positive item", "assisting item"])
def test_answer_is_on_the_first_screen(item: str, address: str, watched: Watched) -> None:
    watched.page.goto(address + PAGES[item])
    box = watched.page.locator(".ms-answer").first.bounding_box()
    assert box is not None
    assert watched.page.viewport_size
    assert box["y"] + 60 < watched.page.viewport_size["height"]
