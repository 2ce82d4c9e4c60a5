"""The effective list in the words of the pages."""

from __future__ import annotations

import pytest

from mingshi.render.site import Site
from mingshi.render.views.effective import (
    effective,
    grouped,
    lines_at,
    listings_of_list,
    lists_behind,
    pending_at,
)

from ..changed import changed, with_records

COUNTY = "jiashi/yixian"


def test_lines_have_names_and_levels_of_the_place(toy_site: Site) -> None:
    found = {s.item.id: (s.name, s.verdict.short, s.tag, s.only, s.local) for s in lines_at(toy_site, COUNTY)}
    assert found["yangquan-shili"] == ("示例居民养犬情况证明", "不开", "全国", "仅社区", False)
    assert found["shouru-shili"] == ("示例收入证明", "不开", "甲市", "", True)
    assert found["buzhu-shili"][3] == "仅村"
    assert "jianzai-shili" not in found


def test_scope_is_said(toy_site: Site) -> None:
    notes = {s.item.id: s.note for s in lines_at(toy_site, COUNTY)}
    assert notes["juzhu-shili"] == "只给在本县上学的孩子开（示例）。"
    assert notes["hunyin-shili"] == ""


def test_groups_in_order_and_complete(toy_site: Site) -> None:
    lines = lines_at(toy_site, COUNTY)
    groups = grouped(lines)
    assert [g.tone for g in groups] == ["no", "yes", "help"]
    assert sum(len(g.lines) for g in groups) == len(lines)


def test_unknown_area_has_no_lines(toy_site: Site) -> None:
    assert lines_at(toy_site, "") == []


def test_computed_once_for_places_alike(toy_site: Site) -> None:
    assert effective(toy_site, "jiashi/yixian/dongjie") is effective(toy_site, "jiashi/yixian/xizhen")
    assert effective(toy_site, "jiashi/yixian") is not effective(toy_site, "jiashi/dingqu")


def test_unverified_item_and_entry_are_not_shown(toy_site: Site) -> None:
    site = with_records(toy_site, changed(toy_site, "item", "juzhu-shili", verified="no"))
    assert "juzhu-shili" not in [s.item.id for s in lines_at(site, COUNTY)]
    site = with_records(toy_site, changed(toy_site, "listing", "china-neg/yangquan-shili", verified="no"))
    assert "yangquan-shili" not in [s.item.id for s in lines_at(site, COUNTY)]


def test_lists_behind(toy_site: Site) -> None:
    assert [(tag, r.id) for tag, r in lists_behind(toy_site, "jiashi/dingqu")] == [
        ("全国", "china-neg"),
        ("全国", "china-pos"),
        ("示例", "toy-qingdan"),
        ("甲市", "jiashi-2025"),
        ("甲市", "jiashi-2025-2"),
        ("丁区", "dingqu-zhuanfa"),
    ]


@pytest.mark.parametrize(("area_id", "pending"), [("yishi/bingxian", ["yishi-dai"]), ("jiashi", [])])
def test_pending(area_id: str, pending: list[str], toy_site: Site) -> None:
    assert [record.id for _, record in pending_at(toy_site, area_id)] == pending


def test_entries_of_a_list_in_its_order(toy_site: Site) -> None:
    assert [r.get("seq") for r in listings_of_list(toy_site, "toy-qingdan")] == ["1", "2", "3", "4"]
    assert listings_of_list(toy_site, "meiyou") == []
