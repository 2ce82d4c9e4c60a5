"""The answer to "does the committee issue this?", here and elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingshi.model.records import Record
from mingshi.render.site import Site
from mingshi.render.views.answers import (
    answer_of,
    basis_rows,
    exceptions_of,
    local_answers,
    own_line,
    substitutes_of,
)
from mingshi.render.views.guides import guide_record, guide_view
from mingshi.render.views.items import item_page
from mingshi.render.views.places import place_page

from ..changed import changed, with_records
from ..markup import Markup

NEG = "china-neg/hunyin-shili"


def answer(site: Site, item_id: str) -> tuple[str, str]:
    """The headline and the sentence of an item's answer."""
    item = site.catalogue.find("item", item_id)
    assert item is not None
    found = answer_of(site, item, None)
    return found.says, found.sentence


@pytest.mark.parametrize(
    ("written", "says", "sentence"),
    [
        ("村（居）委会不开。凭结婚证（示例）。", "村（居）委会不开", "凭结婚证（示例）。"),
        ("不开。凭结婚证（示例）。", "村（居）委会不开这个证明", "凭结婚证（示例）。"),
        (
            "村（居）委会不开，凭结婚证（示例）。",
            "村（居）委会不开这个证明",
            "村（居）委会不开，凭结婚证（示例）。",
        ),
        (
            "这个证明村（居）委会早就不开了。凭结婚证（示例）。",
            "村（居）委会不开这个证明",
            "这个证明村（居）委会早就不开了。凭结婚证（示例）。",
        ),
        (None, "村（居）委会不开这个证明", "说明一个人结婚没有（示例）。"),
    ],
)
def test_headline(written: str | None, says: str, sentence: str, toy_site: Site) -> None:
    site = with_records(toy_site, changed(toy_site, "listing", NEG, answer=written))
    assert answer(site, "hunyin-shili") == (says, sentence)


def test_what_departments_settle_is_nowhere_to_go(toy_site: Site) -> None:
    rows = [
        {"mode": "share", "text": "部门核对（示例）", "department": "示例部门"},
        {"mode": "notary", "text": "办公证（示例）", "department": "示例公证处"},
    ]
    item = toy_site.catalogue.find("item", "hunyin-shili")
    assert item is not None
    site = with_records(toy_site, changed(toy_site, "listing", NEG, substitutes=rows))
    assert answer_of(site, item, None).rows[0] == ("去哪里", ["示例公证处"])
    site = with_records(toy_site, changed(toy_site, "listing", NEG, substitutes=rows[:1]))
    assert answer_of(site, item, None).rows[0] == ("去哪里", ["示例部门"])


@pytest.mark.parametrize(
    ("modes", "where"),
    [
        (["document", "declare"], ["示例单位：凭法定证件、本人声明或承诺"]),
        (["declare"], ["示例单位：本人声明或承诺"]),
        (["document", "dept"], ["示例单位"]),
    ],
)
def test_back_to_whoever_asks_is_said_with_what_to_show(
    modes: list[str], where: list[str], toy_site: Site
) -> None:
    rows = [{"mode": mode, "text": "办法（示例）", "department": "示例单位"} for mode in modes]
    item = toy_site.catalogue.find("item", "hunyin-shili")
    assert item is not None
    site = with_records(toy_site, changed(toy_site, "listing", NEG, substitutes=rows))
    assert answer_of(site, item, None).rows[0] == ("去哪里", where)


def test_documents_are_shown_when_there_is_no_guide(toy_site: Site) -> None:
    item = toy_site.catalogue.find("item", "hunyin-shili")
    assert item is not None
    without = answer_of(toy_site, item, None)
    assert ("带什么", ["示例结婚证", "示例户口簿", "示例声明书"]) in without.rows
    record = guide_record(toy_site, "toy", "hunyin-shili")
    assert record is not None
    assert ("带什么", ["示例结婚证"]) in answer_of(toy_site, item, guide_view(toy_site, record)).rows


def test_answer_names_the_list_and_its_number(toy_site: Site) -> None:
    item = toy_site.catalogue.find("item", "hunyin-shili")
    assert item is not None
    assert answer_of(toy_site, item, None).lists == [
        ("全国不开的证明（示例，第一批）（示例发〔2020〕0号）", "lists/china-neg/")
    ]


def test_unverified_rows_are_nowhere(toy_site: Site) -> None:
    listing = toy_site.catalogue.find("listing", NEG)
    assert listing is not None
    rows = [{**listing.rows("substitutes")[0], "verified": "no", "text": "不能公开"}]
    exceptions = [{"when": "不能公开", "then": "不能公开", "verified": "no"}]
    site = with_records(
        toy_site, changed(toy_site, "listing", NEG, substitutes=rows, exceptions=exceptions, legal_basis=rows)
    )
    shown = own_line(site, "hunyin-shili")
    assert substitutes_of(site, shown) == []
    assert exceptions_of(site, shown) == []
    assert basis_rows(shown, None) == []
    assert "不能公开" not in item_page(site, "hunyin-shili").body


def test_exception_with_its_basis(toy_site: Site) -> None:
    rows = [
        {
            "when": "只用于公证（示例）",
            "then": "可以据实出具（示例）",
            "law_id": "shili-fa",
            "version_date": "2020-10-01",
            "article": "第三条",
            "verified": "partly",
        }
    ]
    site = with_records(toy_site, changed(toy_site, "listing", NEG, exceptions=rows))
    body = Markup(item_page(site, "hunyin-shili").body)
    assert "exceptions" in body.ids
    assert body.before("只用于公证（示例）", "不开这个证明，用这些办法")
    assert body.follows("只用于公证（示例）", "可以据实出具（示例）")


def test_places_whose_lists_speak_of_an_item(toy_site: Site) -> None:
    found = [(a.area.id, a.verdict.short, a.list_page) for a in local_answers(toy_site, "juzhu-shili")]
    assert found == [
        ("jiashi", "可以开", "lists/jiashi-2025/"),
        ("jiashi/yixian", "可以开", "lists/yixian-shishi/"),
    ]


def test_places_do_not_repeat_upper_lists(toy_site: Site) -> None:
    assert [a.area.id for a in local_answers(toy_site, "yangquan-shili")] == []


def contradicting(site: Site) -> Record:
    """A city's entry that says the opposite of the nation's, without a basis."""
    listing = changed(site, "listing", "jiashi-2025/shouru-shili", item_id="hunyin-shili", status="may_issue")
    return replace(listing, id="jiashi-2025/hunyin-shili")


def test_contradiction_keeps_the_upper_answer_and_is_shown(toy_site: Site) -> None:
    site = with_records(toy_site, contradicting(toy_site))
    local = next(a for a in local_answers(site, "hunyin-shili") if a.area.id == "jiashi")
    assert local.verdict.short == "不开"
    assert len(local.disputes) == 1
    assert "仍按后者" in local.disputes[0]
    assert local.disputes[0] in Markup(item_page(site, "hunyin-shili").body).text


def test_contradiction_is_shown_where_it_is_made(toy_site: Site) -> None:
    site = with_records(toy_site, contradicting(toy_site))
    there = Markup(place_page(site, "jiashi/dingqu").body)
    assert there.before("清单不一致的地方（专家审议问题）", "仍按后者")
    assert "清单不一致的地方" not in place_page(site, "yishi").body
