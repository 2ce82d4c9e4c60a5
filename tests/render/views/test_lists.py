"""List pages and their index."""

from __future__ import annotations

import pytest

from mingshi.render.site import Site
from mingshi.render.views.lists import facts_of, list_page, lists_page

from ..markup import Markup


def page(site: Site, list_id: str) -> Markup:
    """The parsed page of a list."""
    return Markup(list_page(site, list_id).body)


def test_facts_as_far_as_known(toy_site: Site) -> None:
    record = toy_site.catalogue.find("list", "china-neg")
    assert record is not None
    facts = dict(facts_of(toy_site, record))
    assert facts["发布机关"] == ["示例部门"]
    assert facts["文号"] == ["示例发〔2020〕0号"]
    assert facts["印发"] == ["2020年2月"]
    assert facts["施行"] == ["2020年3月1日"]
    assert facts["清单外的证明"] == ["清单外不出具"]
    assert facts["公布渠道"] == ["政府门户网站"]
    assert "失效" not in facts


def test_vague_date_stays_vague(toy_site: Site) -> None:
    record = toy_site.catalogue.find("list", "china-pos")
    assert record is not None
    facts = dict(facts_of(toy_site, record))
    assert facts["印发"] == ["2021年"]
    assert "文号" not in facts


def test_entries_with_what_they_do(toy_site: Site) -> None:
    body = page(toy_site, "toy-qingdan")
    assert "条目（4 项）" in body.text
    for texts in (
        ("示例婚姻证明", "沿用"),
        ("示例居民养犬情况证明", "改名"),
        ("示例健在证明", "取消"),
        ("示例收入证明", "不开"),
    ):
        assert body.follows(*texts), texts
    assert "省条例规定由部门核对，不再列入（示例）。" in body.text
    assert ("../../items/shouru-shili/index.html", "示例收入证明") in body.links


@pytest.mark.parametrize(
    ("list_id", "number", "counts"),
    [
        ("china-neg", "3 项", "：不开 3 项。"),
        ("china-pos", "2 项", "：要开 1 项，协助办理 1 项。"),
        ("toy-qingdan", "4 项", "。"),
    ],
)
def test_first_it_says_what_is_in_it(list_id: str, number: str, counts: str, toy_site: Site) -> None:
    body = page(toy_site, list_id)
    assert body.follows("这份清单写了", number)
    assert body.follows(number, counts)
    assert ("#entries", number) in body.links
    assert body.before("这份清单写了", "发布机关")


def test_a_list_that_builds_on_none_does_not_say_that_it_adds(toy_site: Site) -> None:
    assert "增加" not in page(toy_site, "china-neg").texts
    assert "增加" in page(toy_site, "toy-qingdan").texts


def test_entries_stand_in_the_order_of_their_numbers(toy_site: Site) -> None:
    body = page(toy_site, "china-neg")
    assert body.before("示例婚姻证明", "示例健在证明")
    assert body.before("示例健在证明", "示例养犬证明")


@pytest.mark.parametrize(
    ("list_id", "word", "other"),
    [
        ("toy-qingdan", "上级清单", "全国不开的证明（示例，第一批）"),
        ("jiashi-2025", "取代", "示例甲市证明事项清单（2023年版）"),
        ("jiashi-2025-2", "补充", "示例甲市证明事项清单（2025年版）"),
        ("jiashi-2023", "新版", "示例甲市证明事项清单（2025年版）"),
        ("jiashi-2025", "后续批次", "示例甲市证明事项清单（第二批）"),
        ("china-neg", "下级清单", "示例省证明事项清单"),
    ],
)
def test_relations(list_id: str, word: str, other: str, toy_site: Site) -> None:
    body = page(toy_site, list_id)
    assert body.follows(word, other)
    assert other in [text for _, text in body.links]


def test_forwarded_list_shows_what_it_takes_over(toy_site: Site) -> None:
    body = page(toy_site, "dingqu-zhuanfa")
    assert "条目（" not in body.text
    assert body.before("从上级清单沿用的事项", "示例婚姻证明")
    assert "示例居住证明" in body.text


def test_own_entries_are_not_listed_again_as_taken_over(toy_site: Site) -> None:
    taken = page(toy_site, "toy-qingdan").text.partition("从上级清单沿用的事项")[2]
    assert "示例收入证明" not in taken


def test_pending_list_has_no_entries(toy_site: Site) -> None:
    body = page(toy_site, "yishi-dai")
    assert "待发布。" in body.text
    assert "本站没有收录到示例乙市本级公布的清单。" in body.text
    assert "从上级清单沿用的事项" not in body.text
    assert "示例婚姻证明" not in body.text


def test_replaced_list_says_so(toy_site: Site) -> None:
    assert "已被《示例甲市证明事项清单（2025年版）》取代" in page(toy_site, "jiashi-2023").text


def test_sources_and_version(toy_site: Site) -> None:
    body = page(toy_site, "toy-qingdan")
    assert ("https://shili.example/sheng-qingdan", "示例省证明事项清单") in body.links
    assert "第 1 版：首次发布（示例）。" in body.text


def test_page_of_a_list(toy_site: Site) -> None:
    made = list_page(toy_site, "toy-qingdan")
    assert (made.path, made.section, made.level) == ("lists/toy-qingdan/", "lists", "article")
    assert made.description == "示例省证明事项清单：已发布，4 项。"
    assert made.published == "2026-01-05 09:00"
    assert list_page(toy_site, "yishi-dai").description == "示例乙市证明事项清单（待发布）：待发布。"


def test_unknown_list(toy_site: Site) -> None:
    with pytest.raises(KeyError):
        list_page(toy_site, "meiyou")


def test_index_from_the_nation_down(toy_site: Site) -> None:
    body = Markup(lists_page(toy_site).body)
    headings = [
        text
        for text in body.texts
        if text in ("全国", "示例省", "示例甲市", "示例乙市", "示例一县", "示例丁区")
    ]
    assert headings[:2] == ["全国", "示例省"]
    assert headings.index("示例一县") > headings.index("示例甲市")
    assert len([href for href, _ in body.links]) == len(toy_site.catalogue.of("list"))
    assert "待发布" in body.text
