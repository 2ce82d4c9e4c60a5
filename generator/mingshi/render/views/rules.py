"""Rule pages (检查规则): what each code of `mingshi check` means and how to put it right."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.records import Record
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
    "7": "文字",
    "8": "站点设置",
}
OTHER = "其他"
BOOK = "rules/book/"


@dataclass(frozen=True, slots=True)
class Demand:
    """One row of the rule book with the codes of the checks that meet it."""

    record: Record
    codes: tuple[str, ...]


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
    book = BOOK if site.catalogue.records.get("rulebook") else ""
    body = site.render("rules.html", path, families=families, severities=SEVERITIES, book=book)
    return column_page(site, path, TITLE, about, body)


def rule_page(site: Site, code: str) -> Page:
    """Return the page of one rule. Raises KeyError for a code without one."""
    rule = {r.code: r for r in all_rules()}[code]
    path = page_of("rule", code)
    word, tone = SEVERITIES[rule.severity]
    about = f"检查规则 {code}（{word}）：{rule.title}。它为什么会出现，怎么改。"
    body = site.render("rule.html", path, rule=rule, word=word, tone=tone, text=raw(to_html(rule.body)))
    return column_page(site, path, f"{code} {rule.title}", about, body, above=((TITLE, page_of("rule")),))


def book_page(site: Site) -> Page:
    """Return the page that says of every demand on contents and site how it is met, or why not yet."""
    schema = site.catalogue.schemas["rulebook"]
    field = schema.field("outcome")
    groups: dict[str, list[Demand]] = {label: [] for label in (field.labels.values() if field else ())}
    for record in site.catalogue.of("rulebook"):
        codes = tuple(code for code in str(record.get("codes")).split(";") if code)
        outcome = site.catalogue.label("rulebook", "outcome", str(record.get("outcome")))
        groups.setdefault(outcome, []).append(Demand(record, codes))
    about = "内容和网站应当通过的全部检查：哪些由检查代码指出，哪些在生成网站时保证，哪些还没有做到、为什么。"
    body = site.render("rulebook.html", BOOK, groups=groups)
    return column_page(site, BOOK, "检查要求", about, body, above=((TITLE, page_of("rule")),))
