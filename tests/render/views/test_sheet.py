"""Where the fields of a form stand on its sheet, and the space they get."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.render.site import Site
from mingshi.render.views.sheet import FieldView, Sheet, fields_of, sheet_of, sheet_text

from ..changes import changed

FORM = "f01-jianhu-shili"


def fields(site: Site) -> list[FieldView]:
    """Return the fields of the form."""
    return fields_of(site, site.catalogue.records["form"][FORM])


def sheet(site: Site, **values: Any) -> Sheet:
    """Return the sheet of the form with other values."""
    other = changed(site, "form", FORM, **values)
    return sheet_of(other.catalogue.records["form"][FORM], fields(other))


def test_fields_in_words(toy_site: Site) -> None:
    found = {f.key: f for f in fields(toy_site)}
    assert (found["name"].placed, found["date"].placed) == (True, False)
    assert (found["name"].must, found["date"].must) == ("必填，个人信息", "必填")
    assert (found["relation"].type, found["relation"].options) == ("选择", ["亲属", "其他"])


@pytest.mark.parametrize(
    ("kind", "space", "inline"),
    [
        ("text", "", ""),
        ("boolean", "□ 是　□ 否", "□ 是　□ 否"),
        ("year_month", "　　　　年　　月", "　　　　年　　月"),
        ("signature", "（签名）", ""),
        ("seal", "（盖章）", "盖章"),
        ("file", "（附后）", "□\u00a0栏"),
    ],
)
def test_spaces(kind: str, space: str, inline: str, toy_site: Site) -> None:
    row = {"key": "k", "label": "栏", "type": kind, "required": "否", "sensitive": "否"}
    found = fields(changed(toy_site, "form", FORM, fields=[row]))
    assert [(f.space, f.inline, f.must) for f in found] == [(space, inline, "选填")]


def test_placeholders(toy_site: Site) -> None:
    assert sheet_text(["<b> {name}、{unknown}、{date}", "", "{relation}"], fields(toy_site)) == [
        '&lt;b&gt; <span class="ms-blank" title="申请人姓名"></span>、{unknown}、'
        '<span class="ms-blank" title="日期">　　　　年　　月　　日</span>',
        '<span class="ms-choice" title="和孩子的关系">□\u00a0亲属　□\u00a0其他</span>',
    ]


@pytest.mark.parametrize(
    ("body_text", "above", "text", "below"),
    [
        ("", ["name", "relation", "date"], 0, []),
        ("指定 {name}。", [], 1, ["relation", "date"]),
        ("示例指定监护人通知\n\n指定 {relation}。\n完。", ["name"], 2, ["date"]),
    ],
)
def test_layout(body_text: str, above: list[str], text: int, below: list[str], toy_site: Site) -> None:
    found = sheet(toy_site, body_text=body_text)
    assert found.heading == "示例指定监护人通知"
    assert [f.key for f in found.above] == above
    assert len(found.text) == text
    assert [f.key for f in found.below] == below


def test_fields_in_signature_and_footer_are_not_in_a_table(toy_site: Site) -> None:
    found = sheet(toy_site, body_text="", signature_block="（{date}）\n{name}", footer="由 {relation} 填")
    assert (found.above, found.below) == ([], [])
    assert (len(found.signature), len(found.footer)) == (2, 1)


def test_a_long_text_gets_a_long_line(toy_site: Site) -> None:
    row = {"key": "k", "label": "理由", "type": "text", "required": "是", "sensitive": "否"}
    found = sheet(toy_site, fields=[row], body_text="因为 {k}")
    assert 'class="ms-blank ms-blank--long"' in found.text[0]
