"""Form pages: a blank sheet, marked as a proposal until an authority has published one."""

from __future__ import annotations

from mingshi.render.site import Site
from mingshi.render.views.forms import form_page, forms_page

from ..changes import changed
from ..markup import Markup

FORM = "f01-jianhu-shili"


def test_a_proposal_says_so_and_a_published_form_does_not(toy_site: Site) -> None:
    assert "ms-proposal" in Markup(form_page(toy_site, FORM).body).classes
    page = form_page(changed(toy_site, "form", FORM, nature="official", approval="approved"), FORM)
    assert "ms-proposal" not in Markup(page.body).classes
    assert "建议式样" not in page.body + page.description


def test_the_sheet_is_blank(toy_site: Site) -> None:
    sheet = form_page(toy_site, FORM).body.partition('<section class="ms-screen">')[0]
    text = Markup(sheet).text
    assert "本村（居）委会指定" in text
    assert "示例某" not in text
    assert "□\u00a0亲属　□\u00a0其他" in text
    assert "年　　月　　日" in text
    assert text.endswith("只用于本次办理，自出具之日起三个月内有效（示例）。")


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
    ]
