"""The home page."""

from __future__ import annotations

import pytest

from mingshi.model.records import Record
from mingshi.render.page import Page
from mingshi.render.site import Site
from mingshi.render.views.home import NAMED, NEWS, changed_on, home_page, news_of

from ..changed import changed, with_records, with_settings
from ..markup import Markup


@pytest.fixture(scope="module")
def home(toy_site: Site) -> Page:
    return home_page(toy_site)


@pytest.fixture(scope="module")
def body(home: Page) -> Markup:
    return Markup(home.body)


def test_question_first_then_search(body: Markup) -> None:
    assert body.texts[0] == "您要办什么？"
    assert body.tags.index("input") < body.tags.index("h2")


def test_search_works_without_script(home: Page) -> None:
    assert "data-mingshi-search" in home.body
    assert 'action="az/index.html"' in home.body
    assert 'name="q"' in home.body


def test_ways_to_find_something_come_before_everything_else(home: Page) -> None:
    links = [href for href, _ in Markup(home.body).links]
    ways = ["ask/index.html", "#common", "mine/index.html", "az/index.html", "topics/index.html"]
    assert links[: len(ways)] == ways


def test_search_field_has_a_label(home: Page) -> None:
    assert '<label for="ms-q">' in home.body
    assert 'id="ms-q"' in home.body


def test_featured_items_say_who_chose_them(body: Markup) -> None:
    assert body.before("问得多的事项", "编辑选列")
    assert ("items/hunyin-shili/index.html", "不开示例婚姻证明") in body.links
    assert ("items/jianhu-shili/index.html", "要开示例监护证明") in body.links


def test_unknown_featured_item_is_left_out(toy_site: Site) -> None:
    body = Markup(home_page(with_settings(toy_site, featured=("meiyou",))).body)
    assert "问得多的事项" not in body.text


def test_places_below_the_own_area(body: Markup) -> None:
    assert ("places/jiashi/index.html", "甲市") in body.links
    assert ("places/yishi/index.html", "乙市") in body.links


def test_no_notice_when_nothing_is_pending(body: Markup) -> None:
    assert "待发布" not in body.text.partition("最近更新")[0]


def test_pending_list_of_the_own_area_is_announced(toy_site: Site) -> None:
    body = Markup(home_page(with_settings(toy_site, area="yishi")).body)
    assert body.before("示例乙市本级清单：待发布。", "您住在哪里")
    assert "本站没有收录到示例乙市公布的清单。现在显示的是全国、示例的规定。" in body.text
    assert ("lists/yishi-dai/index.html", "看说明") in body.links


def test_installation_without_an_area(toy_site: Site) -> None:
    body = Markup(home_page(with_settings(toy_site, area="", featured=())).body)
    assert body.faults == []
    assert "您住在哪里" not in body.text


def test_news_newest_first(toy_site: Site) -> None:
    news = news_of(toy_site)
    assert (news[0].day, news[0].kind, news[0].change) == (
        "2026年3月1日",
        "办事指南",
        "补充了常见问题（示例）。",
    )
    assert len(news) <= NEWS
    assert all(len(n.named) <= NAMED for n in news)


def test_news_of_one_day_and_kind_are_told_together(toy_site: Site) -> None:
    lists = next(n for n in news_of(toy_site) if n.kind == "清单")
    assert lists.number == len(toy_site.catalogue.of("list"))
    assert lists.change == "首次发布（示例）。"
    items = next(n for n in news_of(toy_site) if n.kind == "证明事项")
    assert (items.number, items.change) == (8, "")


def test_a_later_change_comes_to_the_top(toy_site: Site) -> None:
    item = changed(toy_site, "item", "juzhu-shili", updated="2026-11-20", change="改了说明（示例）。")
    news = news_of(with_records(toy_site, item))[0]
    assert (news.day, news.number, news.change) == ("2026年11月20日", 1, "改了说明（示例）。")
    assert news.named == [("示例居住证明", "items/juzhu-shili/")]


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"published": "2026-01-05 09:00"}, "2026-01-05"),
        ({"published": "2026-01-05 09:00", "updated": "2026-03-01"}, "2026-03-01"),
        ({}, ""),
    ],
)
def test_day_of_change(values: dict[str, str], day: str) -> None:
    assert changed_on(Record("item", "a", "a.yaml", values)) == day


def test_head(home: Page) -> None:
    assert (home.path, home.section, home.level) == ("", "home", "home")
    assert home.published == "2026-01-05 09:00"
    assert "示例省" in home.description
