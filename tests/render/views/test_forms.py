"""Form pages: ways to use a form, fields to fill in, a blank sheet marked as a proposal until one is published."""

from __future__ import annotations

import re

from mingshi.render.site import Site
from mingshi.render.views.forms import docx_path, downloads_of, form_page, forms_page

from ..changes import changed
from ..markup import Markup

FORM = "f01-jianhu-shili"
ALL = "f02-quanbu-shili"


def sheets(body: str) -> list[str]:
    """Return the sheets of paper on a form page."""
    return re.findall(r'<section class="ms-sheet .*?</section>', body, re.DOTALL)


def test_a_proposal_says_so_on_page_and_paper_and_a_published_form_does_not(toy_site: Site) -> None:
    body = form_page(toy_site, FORM).body
    assert "ms-proposal" in Markup(body).classes
    assert "建议式样　待主管部门核定" in Markup(sheets(body)[0]).text
    page = form_page(changed(toy_site, "form", FORM, nature="official", approval="approved"), FORM)
    assert "ms-proposal" not in Markup(page.body).classes
    assert "建议式样" not in page.body + page.description


def test_the_sheet_is_blank(toy_site: Site) -> None:
    [sheet] = sheets(form_page(toy_site, FORM).body)
    text = Markup(sheet).text
    assert "本村（居）委会指定" in text
    assert "示例某" not in text
    assert "□\u00a0亲属　□\u00a0其他" in text
    assert "年　　月　　日" in text
    assert text.endswith("只用于本次办理，自出具之日起三个月内有效（示例）。")


def test_every_place_of_the_sheet_can_be_filled_in_and_every_field_has_a_place(toy_site: Site) -> None:
    for form in (FORM, ALL):
        body = form_page(toy_site, form).body
        asked = set(
            re.findall(
                r'data-(?:name|rows)="([^"]+)"', re.sub(r"<template>.*?</template>", "", body, flags=re.S)
            )
        )
        for sheet in sheets(body):
            assert set(re.findall(r'data-(?:slot|grid)="([^"]+)"', sheet)) == asked


def test_copies_are_sheets_of_their_own(toy_site: Site) -> None:
    first, second = sheets(form_page(toy_site, ALL).body)
    assert "第一联　存档" in first
    assert "第二联　交本人" in second
    assert 'aria-hidden="true"' in second


def test_nothing_typed_can_be_sent_or_kept(toy_site: Site) -> None:
    """No form element, no name a browser would put into an address, no suggestion from what was typed before."""
    for form in (FORM, ALL):
        body = form_page(toy_site, form).body
        assert "<form" not in body
        inputs = re.findall(r"<(?:input|textarea)[^>]*>", body)
        assert inputs
        assert all('autocomplete="off"' in tag for tag in inputs)
        assert all("name=" not in tag or 'type="radio"' in tag for tag in inputs)
        assert all("value=" not in tag or re.search('type="(radio|checkbox)"', tag) for tag in inputs)


def test_examples_are_hints_and_never_values(toy_site: Site) -> None:
    body = form_page(toy_site, ALL).body
    assert "照身份证写。例如：示例某" in body
    assert "placeholder" not in body


def test_labels_and_descriptions_lead_to_their_elements(toy_site: Site) -> None:
    for form in (FORM, ALL):
        body = form_page(toy_site, form).body
        ids = set(re.findall(r' id="([^"]+)"', body))
        assert len(ids) == body.count(' id="')
        for label in re.findall(r' for="([^"]+)"', body):
            assert label in ids
        for described in re.findall(r' aria-describedby="([^"]+)"', body):
            assert set(described.split()) <= ids, described


def test_what_others_fill_in_may_stay_empty(toy_site: Site) -> None:
    body = form_page(toy_site, ALL).body
    assert "村（居）委会填（可以空着，打印后由他们写）" in body
    assert re.search(r'data-name="name"[^>]*data-needed', body)
    required = changed(toy_site, "form", FORM, fields=_all_by_committee(toy_site))
    assert "data-needed" not in form_page(required, FORM).body


def _all_by_committee(site: Site) -> list[dict[str, object]]:
    rows = site.catalogue.records["form"][FORM].rows("fields")
    return [{**row, "filler": "committee"} for row in rows]


def test_the_docx_is_offered_under_its_title(toy_site: Site) -> None:
    form = toy_site.catalogue.records["form"][FORM]
    [docx] = downloads_of(toy_site, form)
    assert docx.path == docx_path(form) == f"forms/{FORM}/{FORM}.docx"
    assert docx.name == "示例指定监护人通知.docx"
    links = Markup(form_page(toy_site, FORM).body).links
    assert (f"../../forms/{FORM}/{FORM}.docx", "下载 Word 文件") in links


def test_how_to_fill_it_in(toy_site: Site) -> None:
    text = Markup(form_page(toy_site, FORM).body).text
    assert "必填，个人信息" in text
    assert "选一个（示例）" in text
    assert "示例某" in text


def test_no_placeholder_is_left(toy_site: Site) -> None:
    site = changed(toy_site, "form", FORM, signature_block="（{date}）\n{name}", footer="由 {relation} 填")
    assert "{" not in Markup(form_page(site, FORM).body).text


def test_index_leads_to_form_and_item(toy_site: Site) -> None:
    links = Markup(forms_page(toy_site).body).links
    assert links == [
        (f"../forms/{FORM}/index.html", "示例指定监护人通知"),
        ("../items/jianhu-shili/index.html", "示例监护证明"),
        (f"../forms/{ALL}/index.html", "示例登记表"),
        ("../items/tuijian-shili/index.html", "示例推荐函"),
    ]
