"""Head of a page: portal tags by level, canonical address, structured data that claims nothing unverified."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from mingshi.model.settings import Settings
from mingshi.render.head import absolute, head_tags, portal_tags, service_jsonld
from mingshi.render.page import Page
from mingshi.render.site import Site

from .hidden import ID, MARK

FULL = Settings(
    site_name="示例站",
    values={
        "site_domain": "shili.example",
        "site_code": "0000000000",
        "column_name": "证明事项",
        "column_description": "开什么、不开什么",
        "column_keywords": "证明;指南",
        "column_type": "信息公开指南",
        "base_url": "https://shili.example/ms/",
    },
)
PAGE = Page(
    "items/hunyin/",
    "婚姻证明",
    "不开，凭结婚证。",
    "items",
    "article",
    "",
    published="2026-01-05 09:00",
    keywords=("婚姻证明", "单身证明"),
    content_source="示例厅",
)
SITE = ["SiteName", "SiteDomain", "SiteIDCode"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]
ARTICLE = ["ArticleTitle", "PubDate", "ContentSource", "Keywords", "Url"]

LEVELS = [("home", SITE), ("column", SITE + COLUMN), ("article", SITE + COLUMN + ARTICLE)]


@pytest.mark.parametrize(("level", "names"), LEVELS)
def test_each_level_has_its_groups_in_order(level: str, names: list[str]) -> None:
    assert [name for name, _ in portal_tags(FULL, replace(PAGE, level=level))] == names


def test_values_come_from_settings_and_page() -> None:
    found = dict(portal_tags(FULL, PAGE))
    assert found == {
        "SiteName": "示例站",
        "SiteDomain": "shili.example",
        "SiteIDCode": "0000000000",
        "ColumnName": "证明事项",
        "ColumnDescription": "开什么、不开什么",
        "ColumnKeywords": "证明,指南",
        "ColumnType": "信息公开指南",
        "ArticleTitle": "婚姻证明",
        "PubDate": "2026-01-05 09:00",
        "ContentSource": "示例厅",
        "Keywords": "婚姻证明,单身证明",
        "Url": "https://shili.example/ms/items/hunyin/",
    }


def test_what_is_not_filled_in_says_so() -> None:
    bare = replace(PAGE, published="", content_source="", keywords=())
    found = dict(portal_tags(Settings(site_name="示例站"), bare))
    assert [name for name, text in found.items() if text == "待填"] == [
        *SITE[1:],
        *COLUMN,
        "PubDate",
        "ContentSource",
    ]
    assert "Url" not in found
    assert "Keywords" not in found


def test_dates_keep_the_portal_s_form() -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", dict(portal_tags(FULL, PAGE))["PubDate"])


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (FULL, "https://shili.example/ms/items/"),
        (Settings(site_url="https://shili.example"), "https://shili.example/items/"),
        (Settings(), ""),
    ],
)
def test_public_address(settings: Settings, address: str) -> None:
    assert absolute(settings, "items/") == address


def test_description_stands_once_and_canonical_only_when_known() -> None:
    html = head_tags(FULL, PAGE)
    assert re.findall(r'(?i)name="description" content="([^"]*)"', html) == ["不开，凭结婚证。"]
    assert '<link rel="canonical" href="https://shili.example/ms/items/hunyin/">' in html
    assert "canonical" not in head_tags(Settings(site_name="示例站"), PAGE)


def test_nothing_can_break_out_of_the_head() -> None:
    bad = '"><script>alert(1)</script><!--'
    page = replace(PAGE, title=bad, description=bad, jsonld=json.dumps({"name": f"{bad}\u2028&"}))
    html = head_tags(FULL, page)
    assert html.count("<script") == html.count("</script>") == 1
    inside = re.search(r'<script type="application/ld\+json">(.*)</script>', html)
    assert inside
    assert not set("<>&\u2028") & set(inside[1])
    assert json.loads(inside[1]) == {"name": f"{bad}\u2028&"}


def of(site: Site, item: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(service_jsonld(site, item, f"items/{item}/"))
    return found


def test_service_that_nobody_issues_has_no_provider(toy_site: Site) -> None:
    assert of(toy_site, "hunyin-shili") == {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "url": "https://shili.example/items/hunyin-shili/",
        "name": "示例婚姻证明",
        "alternateName": ["示例婚姻关系证明"],
        "description": "村（居）委会不开婚姻证明，凭结婚证或登记机关的记录（示例）。",
        "serviceType": "婚姻",
        "availableLanguage": "zh-CN",
        "areaServed": {"@type": "AdministrativeArea", "name": "示例省"},
        "audience": {"@type": "Audience", "audienceType": "自然人"},
        "subjectOf": [
            {
                "@type": "Legislation",
                "name": "中华人民共和国示例法 第三条",
                "legislationDateVersion": "2020-10-01",
            }
        ],
    }


def test_service_that_is_not_issued_names_who_issues_instead(toy_site: Site) -> None:
    catalogue = toy_site.catalogue
    there = replace(catalogue, settings=replace(catalogue.settings, area="jiashi"))
    found = of(Site(there, toy_site.resolver, toy_site.theme), "shouru-shili")
    assert found["provider"] == [{"@type": "Organization", "name": "示例甲市示例局"}]


def test_service_that_is_issued_names_the_committees(toy_site: Site) -> None:
    found = of(toy_site, "jianhu-shili")
    assert found["provider"] == [
        {"@type": "Organization", "name": "村民委员会"},
        {"@type": "Organization", "name": "居民委员会"},
    ]


def test_item_in_no_list_claims_no_provider(toy_site: Site) -> None:
    listed = {line.item_id for line in toy_site.resolver.effective("toy").lines}
    free = [r.id for r in toy_site.catalogue.of("item") if r.id not in listed]
    assert free
    assert all(
        "provider" not in of(toy_site, item) and "subjectOf" not in of(toy_site, item) for item in free
    )


def test_nothing_unverified_is_claimed(hidden_site: Site) -> None:
    for item in hidden_site.catalogue.of("item"):
        assert MARK not in service_jsonld(hidden_site, item.id, "")
    assert service_jsonld(hidden_site, ID, "") == ""
