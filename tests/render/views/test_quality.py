"""The quality page counts what is hidden without showing it, and names what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingshi.render.site import Site
from mingshi.render.views.quality import approval_counts, quality_page, verified_counts
from mingshi.resolve.lists import Resolver

from ..hidden import MARK
from ..markup import Markup


def test_counts_add_up(toy_site: Site) -> None:
    counts = {c.title: c for c in verified_counts(toy_site)}
    assert counts["证明事项"].total == len(toy_site.catalogue.of("item"))
    assert counts["来源"].partly == sum(
        1 for s in toy_site.catalogue.of("source") if s.get("verified") == "partly"
    )
    rows = sum(len(listing.rows("substitutes")) for listing in toy_site.catalogue.of("listing"))
    assert counts["清单条目：替代途径"].total == rows


def test_hidden_records_are_counted_only(toy_site: Site, hidden_site: Site) -> None:
    before = {c.title: c.no for c in verified_counts(toy_site)}
    after = {c.title: c.no for c in verified_counts(hidden_site)}
    assert after["法规"] == before["法规"] + 1
    assert after["证明事项：用途"] > before["证明事项：用途"]
    page = quality_page(hidden_site)
    assert f"有 {sum(after.values())} 条没有核实" in page.body
    assert MARK not in page.body


def test_approval(toy_site: Site) -> None:
    waiting = {title: (pending, total) for title, pending, total in approval_counts(toy_site)}
    items = toy_site.catalogue.of("item")
    assert waiting["证明事项"] == (sum(1 for i in items if i.get("approval") == "pending"), len(items))


def gaps(site: Site) -> dict[str, str]:
    """Return the gaps of the page: what is said before the colon → the number after it."""
    texts = Markup(quality_page(site).body).texts
    return {name: number for text in texts if "：" in text for name, _, number in [text.partition("：")]}


@pytest.mark.parametrize(
    ("gap", "number"),
    [
        ("没有资料的县（市、区）", "1"),
        ("待发布的清单", "1"),
        ("没有解决的规则冲突", "1"),
        ("没有联系方式的村（社区）", "6"),
        ("没有村（社区）资料的乡镇（街道）", "1"),
    ],
)
def test_gaps(gap: str, number: str, toy_site: Site) -> None:
    assert gaps(toy_site)[gap] == number


def test_missing_settings_are_named(toy_site: Site) -> None:
    assert "没有填写的站点设置" not in gaps(toy_site)
    values = {**toy_site.catalogue.settings.values, "icp": "", "hotline": ""}
    catalogue = replace(toy_site.catalogue, settings=replace(toy_site.catalogue.settings, values=values))
    site = Site(catalogue, Resolver(catalogue), toy_site.theme)
    assert gaps(site)["没有填写的站点设置"] == "2"
    assert "ICP备案号" in Markup(quality_page(site).body).text


def test_versions_nobody_checked_lead_to_their_law(toy_site: Site) -> None:
    links = Markup(quality_page(toy_site).body).links
    assert ("../laws/weizhi-guiding/index.html", "施行日期不明的示例规定") in links
