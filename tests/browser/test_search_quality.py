"""How well the search answers, measured in a real Chromium: the report of `make search-report` as a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mingshi.model.urls import page_of
from mingshi.read.store import read_installation
from mingshi.render.search.places import written
from mingshi.synth.installation import write_installation
from mingshi.synth.places import places_of

from ..conftest import ON, ROOT
from ..search.asked import FOREIGN, NEGATIVE, REVIEW, SYNTHETIC, questions, rank
from ..search.engine import answers, index_folder, shown
from ..search.report import faults, table, text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One county with invented pacts, methods and a list of its own."""
    catalogue, _ = read_installation(ROOT, ON)
    target = tmp_path_factory.mktemp("synthetic") / "county"
    write_installation(catalogue, places_of(catalogue, "county"), target, lambda _: None)
    pact = target / "content/pacts/fuzhou/gulou/hongshan-guoguang-shequ.md"
    text = pact.read_text(encoding="utf-8")
    assert "国光社区居民公约" in text
    pact.write_text(text.replace("国光社区居民公约", "国光社区楼道守望公约"), encoding="utf-8")
    return target


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def test_questions_are_answered(page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = questions()
    page.goto(index_folder(ROOT, tmp_path).as_uri())
    found = answers(page, asked)
    with capsys.disabled():
        print("\n" + text(table(asked, found)))
    assert faults(asked, found) == []


def test_answers_of_the_site_are_not_called_uncertain(page: Page, tmp_path: Path) -> None:
    asked = [q for q in questions() if q.kind not in (NEGATIVE, REVIEW, *FOREIGN)]
    page.goto(index_folder(ROOT, tmp_path).as_uri())
    found = [h for q, h in zip(asked, answers(page, asked), strict=True) if h and rank(q, h) == 1]
    assert sum(h[0].is_sure for h in found) / len(found) >= 0.94


def test_what_committees_wrote_is_found(page: Page, synthetic: Path, tmp_path: Path) -> None:
    asked = questions(SYNTHETIC)
    page.goto(index_folder(synthetic, tmp_path).as_uri())
    found = answers(page, asked)
    missed = [f"{q.words}: {shown(h)}" for q, h in zip(asked, found, strict=True) if not 1 <= rank(q, h) <= 3]
    assert missed == []


def test_addresses_of_places_are_those_of_their_pages(page: Page, tmp_path: Path) -> None:
    catalogue, _ = read_installation(ROOT, ON)
    areas = catalogue.areas
    every = areas.of_level("community")
    some = [*every[::60], *[a for a in every if written(a)][::6], *areas.of_level("town")[::20]]
    page.goto(index_folder(ROOT, tmp_path).as_uri())
    wrong = []
    for area in some:
        words = " ".join(a.name for a in areas.chain(area.id)[3:])
        found = page.evaluate("words => mingshiSearch.places(words)", words)
        if page_of("area", area.id) not in [hit["path"] for hit in found]:
            wrong.append(f"{words}: {[hit['path'] for hit in found[:3]]}")
    assert len(some) > 400
    assert wrong == []


def test_set_is_large_and_its_halves_are_fixed() -> None:
    asked = questions()
    assert len(asked) >= 200
    assert len({q.words for q in asked}) == len(asked)
    assert sum(q.kind == NEGATIVE for q in asked) >= 30
    assert {True, False} == {q.reporting for q in asked}
    reporting = {q.words: q.reporting for q in asked}
    assert (reporting["怎么证明我妈是我妈"], reporting["网店营业执照地址怎么弄"]) == (True, False)
