"""Rule pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.read.rulepages import RulePage
from mingshi.render.plan import routes_of_records
from mingshi.render.site import Site
from mingshi.render.views import rules
from mingshi.resolve.lists import Resolver
from tests.conftest import ROOT

from ..markup import Markup

PAGES = (
    RulePage("MS201", "冒号", "error", "## 怎么改\n\n改成`: `<script>alert(1)</script>"),
    RulePage("MS308", "空白", "warning", "删掉。"),
    RulePage("MS901", "别的", "warning", "没有这一类。"),
)


@pytest.fixture(autouse=True)
def _few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "all_rules", lambda: PAGES)


def test_codes() -> None:
    assert rules.codes() == ["MS201", "MS308", "MS901"]


def test_index_is_by_family(toy_site: Site) -> None:
    body = Markup(rules.rules_page(toy_site).body)
    assert [text for text in body.texts if text in ("写法", "字段", "其他")] == ["写法", "字段", "其他"]
    assert ("../rules/MS308/index.html", "MS308空白") in body.links


def test_page(toy_site: Site) -> None:
    page = rules.rule_page(toy_site, "MS201")
    assert (page.path, page.title) == ("rules/MS201/", "MS201 冒号")
    assert "错误" in Markup(page.body).text
    assert "<h2>怎么改</h2>" in page.body
    assert "script" not in page.body


def test_unknown_code(toy_site: Site) -> None:
    with pytest.raises(KeyError):
        rules.rule_page(toy_site, "MS000")


def test_demands_are_grouped_by_how_they_are_met(toy_site: Site) -> None:
    page = rules.book_page(toy_site)
    body = Markup(page.body)
    assert (page.path, page.title) == ("rules/book/", "检查要求")
    assert "共 3 条：检查 1 条，生成时保证 1 条，还没有 1 条。" in body.text
    assert ("../../rules/MS601/index.html", "MS601") in body.links
    assert "原因：还没有这种记录（示例）。" in body.text
    assert ("../rules/book/index.html", "检查要求") in Markup(rules.rules_page(toy_site).body).links


def test_without_a_rule_book_there_is_no_page_about_it(toy_catalogue: Catalogue) -> None:
    without = replace(toy_catalogue, records={**toy_catalogue.records, "rulebook": {}})
    site = Site(without, Resolver(without), ROOT / "theme")
    assert "book" not in rules.rules_page(site).body
    assert not any(route.view == "rulebook" for route in routes_of_records(site))
