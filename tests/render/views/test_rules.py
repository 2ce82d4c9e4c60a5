"""Rule pages."""

from __future__ import annotations

import pytest

from mingshi.read.rulepages import RulePage
from mingshi.render.site import Site
from mingshi.render.views import rules

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
