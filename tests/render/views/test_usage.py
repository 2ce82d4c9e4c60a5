"""What refers to what."""

from __future__ import annotations

import pytest

from mingshi.render.site import Site
from mingshi.render.views.usage import Use, article_order, citations_of_law, uses_of_source

from ..changes import changed


@pytest.mark.parametrize(
    "articles",
    [
        [
            "全文",
            "第二条",
            "第九条",
            "第十条",
            "第十条第二款",
            "第十条第十款",
            "第十一条",
            "第二十条",
            "第三十一条",
        ],
        [
            "第九十九条",
            "第一百条",
            "第一百零五条",
            "第一百一十条",
            "第三百四十九条",
            "第一千零一条",
            "第一千零四条之一",
        ],
        ["第六条第一款第一项", "第六条第一款第二项", "第六条第二款"],
    ],
)
def test_articles_in_order(articles: list[str]) -> None:
    orders = [article_order(article) for article in articles]
    assert orders == sorted(set(orders))


def test_citations_come_from_listings_guides_and_texts(toy_site: Site) -> None:
    found = citations_of_law(toy_site)["shili-fa"]
    assert {c.used_as.partition("（")[0] for c in found} >= {"设定依据", "替代途径", "例外", "办事指南"}
    assert all(c.page.startswith("items/") and c.version and c.article for c in found)


def test_conflict_that_names_a_law_cites_it(toy_site: Site) -> None:
    site = changed(toy_site, "conflict", "c01-hunyin", rule_b="《示例法》第三条（示例）")
    cited = [c for c in citations_of_law(site)["shili-fa"] if c.page == "conflicts/#c01-hunyin"]
    assert [(c.used_as, c.title) for c in cited] == [("规则冲突", "示例婚姻证明还要不要开")]


def test_uses_of_a_source(toy_site: Site) -> None:
    uses = uses_of_source(toy_site)
    assert Use("法规：中华人民共和国示例法", "laws/shili-fa/") in uses["s-shili-fa"]
    assert Use("条款：《中华人民共和国示例法》第三条", "laws/shili-fa/") in uses["s-shili-fa"]
    assert Use("行政区划：7 条", "") in uses["s-shili-quhua"]
    assert Use("联系方式：示例一社区", "places/jiashi/yixian/dongjie/yi-shequ/") in uses["s-shili-quhua"]
    assert Use("规则冲突：示例婚姻证明还要不要开", "conflicts/#c01-hunyin") in uses["s-shili-meiti"]
    assert all(len(found) == len(set(found)) for found in uses.values())
