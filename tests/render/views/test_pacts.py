"""The page of a village rule or a residents' pact."""

from __future__ import annotations

from mingshi.render.site import Site
from mingshi.render.views.pacts import pact_page

from ..changes import changed
from ..markup import Markup

PACT = "jiashi/yixian/xizhen-san-cun"
OTHER = "jiashi/dingqu/beijie-liu-shequ"


def test_text_place_dates_sources_and_version(toy_site: Site) -> None:
    page = pact_page(toy_site, PACT)
    body = Markup(page.body)
    assert (page.path, page.title) == (f"pacts/{PACT}/", "示例三村村规民约（示例）")
    assert ("../../../../places/jiashi/yixian/xizhen/san-cun/index.html", "示例三村") in body.links
    for text in (
        "村规民约 · 示例省示例甲市示例一县示例西镇",
        "2025年3月10日 村民会议",
        "2025年3月20日 示例西镇人民政府（示例）",
        "2025年3月25日",
        "一、环境",
        "示例甲市证明办法",
        "已核实",
        "第 2 版：补上备案日期（示例）。（更新 2026-01-08）",
    ):
        assert text in body.text, text
    assert body.before("2025年3月10日", "一、环境")
    assert "h2" in body.tags
    assert page.level == "article"
    assert page.published == "2026-01-05 09:00"
    assert [(title, path) for title, path in page.crumbs][1:] == [
        ("村规民约和居民公约", "pacts/"),
        ("一县", "pacts/jiashi/yixian/"),
    ]


def test_what_is_not_known_is_left_out(toy_site: Site) -> None:
    page = pact_page(toy_site, OTHER)
    body = Markup(page.body)
    assert "dl" not in body.tags
    assert "备案" not in body.text
    assert "通过" not in page.description
    assert "部分核实" in body.text
    assert "待主管部门核定" in body.text


def test_synthetic_says_so_before_anything_else(toy_site: Site) -> None:
    body = Markup(pact_page(changed(toy_site, "village_rule", OTHER, synthetic="是"), OTHER).body)
    assert body.before("合成数据，仅供测试。", "部分核实")
    assert "合成数据" not in pact_page(toy_site, OTHER).body
