"""Conflicts are shown with both sides, as questions to experts."""

from __future__ import annotations

from mingshi.render.site import Site
from mingshi.render.views.conflicts import QUESTION, conflicts_page

from ..changes import changed
from ..markup import Markup


def test_open_ones_ask_and_come_first(toy_site: Site) -> None:
    body = Markup(conflicts_page(toy_site).body)
    assert body.ids == ["c01-hunyin", "c02-jianzai"]
    assert body.before("还没有解决的", "示例婚姻证明还要不要开")
    assert body.before("示例婚姻证明还要不要开", "已经解决的")
    assert "办这件事时，村（居）委会还要不要写明婚姻情况（示例）？" in body.text
    assert body.before("一方规定", "另一方规定")
    assert body.text.count("请专家回答") == 1
    assert "按示例省条例办理（示例）。（2022年7月1日）" in body.text


def test_an_open_conflict_without_a_question_asks_the_plain_one(toy_site: Site) -> None:
    site = changed(toy_site, "conflict", "c01-hunyin", question="")
    assert QUESTION in Markup(conflicts_page(site).body).text


def test_lists_that_were_overruled_are_told(toy_site: Site) -> None:
    against = {"op": "override", "status": "must_issue", "legal_basis": [], "answer": "开（示例）。"}
    site = changed(toy_site, "listing", "yixian-shishi/hunyin-shili", **against)
    body = Markup(conflicts_page(site).body)
    reasons = [conflict.reason for conflict in site.resolver.conflicts]
    assert len(reasons) == 1
    assert reasons[0] in body.text
    assert ("../lists/yixian-shishi/index.html", "示例一县证明事项办理办法") in body.links
    assert "没有被采纳" not in Markup(conflicts_page(toy_site).body).text
