"""What is kept by county: columns, county lists, and the way to them from the places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mingshi.model.records import Record
from mingshi.render.page import Page
from mingshi.render.plan import plan
from mingshi.render.site import Site
from mingshi.render.views.home import news_of
from mingshi.render.views.local import in_county, local_links
from mingshi.render.views.methods import county_methods_page, methods_page
from mingshi.render.views.pacts import county_pacts_page, pacts_page
from mingshi.render.views.places import place_page
from mingshi.render.views.usage import uses_of_source
from mingshi.resolve.lists import Resolver

from ..markup import Markup

PACT = "jiashi/yixian/xizhen-san-cun"


def with_only(site: Site, keep: Callable[[Record], bool]) -> Site:
    """Return the site with some of its pacts and methods."""
    records = {
        kind: {i: r for i, r in found.items() if kind not in ("village_rule", "work_method") or keep(r)}
        for kind, found in site.catalogue.records.items()
    }
    catalogue = replace(site.catalogue, records=records)
    return Site(catalogue, Resolver(catalogue), site.theme)


def test_column_counts_by_city_and_county(toy_site: Site) -> None:
    page = pacts_page(toy_site)
    body = Markup(page.body)
    assert page.title == "村规民约和居民公约"
    assert ("../pacts/jiashi/yixian/index.html", "示例一县") in body.links
    assert body.before("示例甲市", "示例一县")
    assert "已收录 2 份" in body.text
    assert "还没有收录" not in body.text
    assert "yishi" not in page.body


@pytest.mark.parametrize("view", [pacts_page, methods_page])
def test_empty_column_says_so(view: Callable[[Site], Page], toy_site: Site) -> None:
    page = view(with_only(toy_site, lambda _: False))
    assert "还没有收录" in Markup(page.body).text
    assert page.description.endswith("还没有收录。")
    assert page.published == ""


def test_county_list_by_town(toy_site: Site) -> None:
    page = county_pacts_page(toy_site, "jiashi/yixian")
    body = Markup(page.body)
    assert page.path == "pacts/jiashi/yixian/"
    assert body.before("示例西镇", "示例三村村规民约（示例）")
    assert (
        "../../../pacts/jiashi/yixian/xizhen-san-cun/index.html",
        "示例三村村规民约（示例）",
    ) in body.links
    assert "2025-03-10 通过" in body.text
    assert [title for title, _ in page.crumbs] == ["首页", "村规民约和居民公约"]


def test_county_list_of_methods_shows_summaries(toy_site: Site) -> None:
    page = county_methods_page(toy_site, "jiashi/yixian")
    assert "第一个接待的人负责到底" in Markup(page.body).text


def test_county_without_entries_has_no_list(toy_site: Site) -> None:
    with pytest.raises(KeyError):
        county_pacts_page(toy_site, "yishi/bingxian")
    routes = [route for batch in plan(toy_site) for route in batch.routes]
    assert [r.id for r in routes if r.view == "county pacts"] == ["jiashi/yixian", "jiashi/dingqu"]
    assert [r.id for r in routes if r.view == "county methods"] == ["jiashi/yixian"]


def test_entries_are_made_with_their_county(toy_site: Site) -> None:
    batches = {batch.name: {route.path for route in batch.routes} for batch in plan(toy_site)}
    assert f"pacts/{PACT}/" in batches["jiashi/yixian"]
    assert "pacts/jiashi/dingqu/beijie-liu-shequ/" in batches["jiashi/dingqu"]
    assert {"pacts/", "methods/"} <= batches["overview"]


def test_a_county_needs_only_its_own_entries(toy_site: Site) -> None:
    alone = with_only(toy_site, lambda r: r.id.startswith("jiashi/yixian/"))
    whole, part = (
        next(b for b in plan(site) if b.name == "jiashi/yixian").routes for site in (toy_site, alone)
    )
    assert whole == part
    assert county_pacts_page(alone, "jiashi/yixian") == county_pacts_page(toy_site, "jiashi/yixian")
    for area in ("jiashi/yixian", "jiashi/yixian/xizhen/san-cun"):
        assert place_page(alone, area) == place_page(toy_site, area)


@pytest.mark.parametrize(
    ("area_id", "links"),
    [
        (
            "jiashi/yixian/xizhen/san-cun",
            [("村规民约", "示例三村村规民约（示例）", f"pacts/{PACT}/")],
        ),
        (
            "jiashi/dingqu/beijie/liu-shequ",
            [("居民公约", "示例六社区居民公约（示例）", "pacts/jiashi/dingqu/beijie-liu-shequ/")],
        ),
        (
            "jiashi/yixian/dongjie/yi-shequ",
            [
                (
                    "社区工作法",
                    "示例“一站帮到底”工作法",
                    "methods/jiashi/yixian/dongjie-yi-shequ-yizhan/",
                )
            ],
        ),
        (
            "jiashi/yixian",
            [
                ("村规民约和居民公约", "1 份", "pacts/jiashi/yixian/"),
                ("社区工作法", "1 个", "methods/jiashi/yixian/"),
            ],
        ),
        ("jiashi/yixian/dongjie/er-shequ", []),
        ("jiashi/yixian/xizhen", []),
        ("jiashi", []),
        ("yishi/bingxian", []),
    ],
)
def test_places_lead_to_their_own(area_id: str, links: list[tuple[str, str, str]], toy_site: Site) -> None:
    assert local_links(toy_site, toy_site.catalogue.areas.get(area_id)) == links
    body = Markup(place_page(toy_site, area_id).body)
    assert ("这里自己定的" in body.texts) is bool(links)
    assert all(title in [text for _, text in body.links] for _, title, _ in links)


def test_unverified_are_left_out(hidden_site: Site) -> None:
    assert [r.id for r in in_county(hidden_site, "village_rule", "jiashi/yixian")] == [PACT]


def test_changes_are_told_on_the_home_page(toy_site: Site) -> None:
    news = next(n for n in news_of(toy_site) if n.kind == "村规民约和居民公约" and n.day == "2026年1月8日")
    assert news.named == [("示例三村村规民约（示例）", f"pacts/{PACT}/")]
    assert news.change == "补上备案日期（示例）。"


def test_sources_count_them_and_do_not_list_them(toy_site: Site) -> None:
    uses = [use for use in uses_of_source(toy_site)["s-jiashi-banfa"] if "村规民约" in use.title]
    assert [(use.title, use.page) for use in uses] == [("村规民约和居民公约：2 条", "")]
