"""Law pages: what each version is worth on the date, and who cites the law."""

from __future__ import annotations

import pytest

from mingshi.render.site import Site
from mingshi.render.views.laws import law_page, laws_page, provisions_of, status_of_law, versions_of

from ..markup import Markup


@pytest.mark.parametrize(
    ("law_id", "status"),
    [
        ("shili-fa", ("现行有效", "ok")),
        ("jiu-shili-fa", ("已废止", "bad")),
        ("weilai-tiaoli", ("尚未施行", "wait")),
        ("weizhi-guiding", ("施行情况未核", "wait")),
    ],
)
def test_status(law_id: str, status: tuple[str, str], toy_site: Site) -> None:
    law = toy_site.catalogue.find("law", law_id)
    assert law is not None
    assert status_of_law(toy_site, law) == status
    assert status[0] in Markup(law_page(toy_site, law_id).body).text


def test_index_is_by_rank(toy_site: Site) -> None:
    text = Markup(laws_page(toy_site).body)
    assert text.before("法律", "行政法规")
    assert text.before("中华人民共和国示例法", "未来示例条例")


def test_versions_and_provisions_are_in_order(toy_site: Site) -> None:
    assert [v.get("version_date") for v in versions_of(toy_site, "shili-fa")] == ["2020-10-01", "2015-06-01"]
    articles = [p.get("article") for p in provisions_of(toy_site, "shili-fa", "2020-10-01")]
    assert articles == ["第三条", "第五条第一款", "第六条", "第七条"]


def test_repealed_law_leads_to_what_replaced_it(toy_site: Site) -> None:
    body = Markup(law_page(toy_site, "jiu-shili-fa").body)
    assert ("../../laws/shili-fa/index.html", "《中华人民共和国示例法》") in body.links


def test_citations_lead_to_items(toy_site: Site) -> None:
    body = Markup(law_page(toy_site, "shili-fa").body)
    assert ("../../items/jianhu-shili/index.html", "示例监护证明") in body.links
    assert body.before("设定依据（全国法律规定可以开的证明（示例））", "办事指南")
