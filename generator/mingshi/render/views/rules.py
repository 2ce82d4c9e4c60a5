"""Rule pages (检查规则): what each code of `mingshi check` means and how to put it right."""

from __future__ import annotations

from ...model.urls import page_of
from ...read.rulepages import RulePage, all_rules
from ..markdown import to_html
from ..page import Page
from ..site import Site, raw
from .reference import column_page

TITLE = "检查规则"
SEVERITIES = {"error": ("错误", "bad"), "warning": ("提示", "wait")}
# The first digit of a code says what is looked at.
FAMILIES = {
    "1": "文件",
    "2": "写法",
    "3": "字段",
    "4": "条目之间",
    "5": "合并请求",
    "6": "个人信息与安全",
    "8": "站点设置",
}
OTHER = "其他"


def codes() -> list[str]:
    """Return the codes that have a page."""
    return [rule.code for rule in all_rules()]


def rules_page(site: Site) -> Page:
    """Return the index of all rules, by family."""
    path = page_of("rule")
    families: dict[str, list[RulePage]] = {}
    for rule in all_rules():
        families.setdefault(FAMILIES.get(rule.code[2:3], OTHER), []).append(rule)
    about = "条目和登记表在公开以前要通过的检查，每条规则都有代码、说明和改法。"
    body = site.render("rules.html", path, families=families, severities=SEVERITIES)
    return column_page(site, path, TITLE, about, body)


def rule_page(site: Site, code: str) -> Page:
    """Return the page of one rule. Raises KeyError for a code without one."""
    rule = {r.code: r for r in all_rules()}[code]
    path = page_of("rule", code)
    word, tone = SEVERITIES[rule.severity]
    about = f"检查规则 {code}（{word}）：{rule.title}。它为什么会出现，怎么改。"
    body = site.render("rule.html", path, rule=rule, word=word, tone=tone, text=raw(to_html(rule.body)))
    return column_page(site, path, f"{code} {rule.title}", about, body, above=((TITLE, page_of("rule")),))
