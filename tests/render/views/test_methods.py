"""The page of a working method."""

from __future__ import annotations

from mingshi.render.site import Site
from mingshi.render.views.methods import method_page

from ..changes import changed
from ..markup import Markup

METHOD = "jiashi/yixian/dongjie-yi-shequ-yizhan"


def test_summary_then_text(toy_site: Site) -> None:
    page = method_page(toy_site, METHOD)
    body = Markup(page.body)
    assert page.path == f"methods/{METHOD}/"
    assert page.description == "居民来办事，第一个接待的人负责到底（示例）。"
    assert body.before("居民来办事，第一个接待的人负责到底", "第一个接待的人登记、带办、回访")
    assert "社区工作法 · 示例省示例甲市示例一县示例东街街道" in body.text
    assert "2024年5月" in body.text
    assert ("../../../../places/jiashi/yixian/dongjie/yi-shequ/index.html", "示例一社区") in body.links


def test_what_is_not_known_is_left_out(toy_site: Site) -> None:
    body = Markup(method_page(changed(toy_site, "work_method", METHOD, started=""), METHOD).body)
    assert "dl" not in body.tags
    assert "从何时起" not in body.text
