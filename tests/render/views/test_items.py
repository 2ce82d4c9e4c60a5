"""Item pages and their index, on the toy province."""

from __future__ import annotations

import json

import pytest

from mingshi.model.urls import page_of
from mingshi.render.page import Page
from mingshi.render.site import Site
from mingshi.render.views.items import (
    entries_of,
    item_page,
    items_page,
    names_of,
    state_of_list,
    verdict_here,
)

from ..markup import Markup


@pytest.fixture(scope="module")
def negative(toy_site: Site) -> Markup:
    return Markup(item_page(toy_site, "hunyin-shili").body)


@pytest.fixture(scope="module")
def positive(toy_site: Site) -> Markup:
    return Markup(item_page(toy_site, "jianhu-shili").body)


@pytest.mark.parametrize(
    ("item_id", "tone", "says"),
    [
        ("hunyin-shili", "no", "村（居）委会不开这个证明"),
        ("yangquan-shili", "no", "居委会不开这个证明"),
        ("jianhu-shili", "yes", "村（居）委会应当开这个证明"),
        ("tuijian-shili", "help", "居委会协助办理这件事"),
        ("jianzai-shili", "none", "现行清单没有列入这一项"),
    ],
)
def test_answer_box(item_id: str, tone: str, says: str, toy_site: Site) -> None:
    body = Markup(item_page(toy_site, item_id).body)
    assert f"ms-answer--{tone}" in body.classes
    assert says in body.text


def test_answer_comes_first(negative: Markup, positive: Markup) -> None:
    for body, answer in ((negative, "村（居）委会不开这个证明"), (positive, "村（居）委会应当开这个证明")):
        assert body.text.index(answer) < 60
        for later in ("也叫", "一步一步怎么办", "各级清单怎么写", "法律依据", "来源和版本"):
            assert body.before(answer, later)


def test_box_says_where_and_with_what(negative: Markup, positive: Markup) -> None:
    assert negative.before("示例婚姻登记机关", "一步一步怎么办")
    assert negative.before("带什么", "示例结婚证")
    for label in ("去哪里", "带什么", "多久", "收费", "拿到什么", "依据"):
        assert positive.before(label, "也叫")
    assert "7 个工作日；法定最多 15 个工作日" in positive.text
    assert "不收费" in positive.text


def test_optional_materials_are_not_in_the_box(positive: Markup) -> None:
    box = positive.text.partition("也叫")[0]
    assert "示例申请书；示例户口簿" in box
    assert "示例关系材料" not in box
    assert "示例关系材料" in positive.text


def test_substitutes_with_mode_and_basis(negative: Markup) -> None:
    assert negative.before("不开这个证明，用这些办法", "凭法定证件")
    for text in ("本人声明或承诺", "示例声明书", "查不到记录的，本人书面声明（示例）"):
        assert text in negative.text
    assert ("../../laws/shili-fa/index.html#v-2020-10-01", "《示例法》第三条") in negative.links


def test_guide_in_full(positive: Markup) -> None:
    for text in (
        "提出书面申请（示例）",
        "申请 · 申请人 · 当天",
        "只查验 1 份",
        "部门共享",
        "看式样：",
        "两名工作人员一起核实（示例）",
        "不服指定的，可以向示例法院申请（示例）",
        "问：可以自己选监护人吗（示例）",
        "什么时候办",
    ):
        assert text in positive.text, text
    assert any(href.startswith("../../forms/f01-jianhu-shili/") for href, _ in positive.links)


def test_county_guide_has_its_own_anchor(positive: Markup) -> None:
    assert {"guide", "guide-jiashi-yixian"} <= set(positive.ids)
    assert "示例一县在每个村（社区）都设了窗口（示例）。" in positive.text


def test_law_status_on_the_date(positive: Markup) -> None:
    table = positive.text[positive.text.index("内容概要") :]
    assert "2026年11月23日的情况" in table
    assert "2020年10月1日" in table
    assert "现行有效" in table
    assert "没有其他人可以指定时，由村（居）委会指定监护人（示例）" in table


def test_conflict_is_an_expert_question(negative: Markup) -> None:
    assert negative.before("规定不一致：专家审议问题", "示例婚姻证明还要不要开")
    assert "办这件事时，村（居）委会还要不要写明婚姻情况（示例）？" in negative.text
    assert ("../../conflicts/index.html#c01-hunyin", "看这个问题的来源") in negative.links


def test_sources_are_linked_only_when_allowed(negative: Markup) -> None:
    assert ("https://shili.example/qingdan", "全国示例清单（第一批）") in negative.links
    assert "示例媒体报道" in negative.text
    assert "没有可以公开访问的网址（示例）" in negative.text
    assert all("示例媒体报道" not in text for _, text in negative.links)


def test_facts_name_their_source(negative: Markup, toy_site: Site) -> None:
    assert "示例户籍情况：凭户口簿（示例），示例派出所。虚构的一行" in negative.text
    assert "来源：示例媒体报道" in negative.text
    juzhu = Markup(item_page(toy_site, "juzhu-shili").body)
    assert "示例甲市：示例甲市已经公布居住证明的式样（示例）" in juzhu.text


def test_marks_of_verification_and_approval(positive: Markup) -> None:
    box = positive.text.partition("也叫")[0]
    assert "已核实" in box
    versions = positive.text[positive.text.index("核实和核定") :]
    assert "待主管部门核定" in versions
    assert "补充了常见问题（示例）。" in versions
    assert "2026-01-05 09:00，更新 2026-03-01" in versions


def test_every_list_is_told_with_what_it_does(toy_site: Site) -> None:
    found = [(e.area, e.says, e.details, e.state) for e in entries_of(toy_site, "yangquan-shili")]
    assert found == [
        ("全国", "增加 · 不应出具", [], ""),
        ("示例省", "改名", ["这里叫“示例居民养犬情况证明”", "省清单换了名称，事项不变（示例）。"], ""),
    ]


def test_replaced_list_is_marked(toy_site: Site) -> None:
    states = {e.list_page: e.state for e in entries_of(toy_site, "juzhu-shili")}
    assert states["lists/jiashi-2023/"] == "已被《示例甲市证明事项清单（2025年版）》取代"
    assert states["lists/jiashi-2025/"] == ""


def test_pending_list_says_so(toy_site: Site) -> None:
    record = toy_site.catalogue.find("list", "yishi-dai")
    assert record is not None
    assert state_of_list(toy_site, record) == "待发布"


def test_places_that_differ_are_told(toy_site: Site) -> None:
    body = Markup(item_page(toy_site, "juzhu-shili").body)
    assert body.before("现行清单没有列入这一项", "各地自己的规定")
    assert body.before("示例甲市", "示例一县")
    assert ("../../places/jiashi/index.html", "示例甲市") in body.links
    assert "只给在本县上学的孩子开（示例）" in body.text


def test_removed_item_gives_the_reason(toy_site: Site) -> None:
    body = Markup(item_page(toy_site, "jianzai-shili").body)
    assert body.before("省条例规定由部门核对，不再列入（示例）。", "各级清单怎么写")
    assert "《示例省证明条例》第八条" in body.text


def test_page_of_an_item(toy_site: Site) -> None:
    page = item_page(toy_site, "hunyin-shili")
    assert (page.path, page.title, page.section, page.level) == (
        page_of("item", "hunyin-shili"),
        "示例婚姻证明",
        "items",
        "article",
    )
    assert page.published == "2026-01-05 09:00"
    assert page.keywords == ("示例婚姻证明", "示例婚姻关系证明", "示例单身证明")
    assert page.crumbs == (("首页", ""), ("证明事项", "items/"))
    assert page.description.startswith("村（居）委会不开这个证明")
    assert json.loads(page.jsonld)["name"] == "示例婚姻证明"


def test_page_of_an_unknown_item(toy_site: Site) -> None:
    with pytest.raises(KeyError):
        item_page(toy_site, "meiyou")


def test_names(toy_site: Site) -> None:
    item = toy_site.catalogue.find("item", "hunyin-shili")
    assert item is not None
    assert names_of(item) == ["示例婚姻证明", "示例婚姻关系证明", "示例单身证明"]


@pytest.fixture(scope="module")
def index(toy_site: Site) -> Page:
    return items_page(toy_site)


def test_index_groups_by_verdict_and_theme(index: Page) -> None:
    body = Markup(index.body)
    order = ["不开的", "可以开的", "协助办理的", "清单没有列入的"]
    headings = [text for text in body.texts if text in order]
    assert headings[: len(order)] == order
    assert body.before("婚姻", "示例婚姻证明")


def test_index_has_every_item_once_and_leads_on(index: Page, toy_site: Site) -> None:
    links = Markup(index.body).links
    for item in toy_site.catalogue.of("item"):
        assert [text for _, text in links].count(item.get("name")) == 1
    assert ("../az/index.html", "按拼音") in links
    assert ("../topics/index.html", "按主题") in links


def test_verdict_of_an_unknown_item_is_not_listed(toy_site: Site) -> None:
    assert verdict_here(toy_site, "meiyou").short == "没有列入"
