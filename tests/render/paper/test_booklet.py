"""Booklets and blank forms: everything of the list is in it, in sections, with contents and page numbers."""

from __future__ import annotations

import re

from mingshi.model.forms import PLACE
from mingshi.render.paper.booklet import booklet
from mingshi.render.paper.document import Document
from mingshi.render.paper.form import blank
from mingshi.render.paper.press import Press
from mingshi.render.site import Site
from mingshi.render.views.effective import lines_at
from mingshi.render.views.parts import public
from mingshi.render.views.prints import blank_path, booklets
from mingshi.render.views.sheet import fields_of, sheet_of

from .conftest import bare, reader, text_of

Printed = dict[str, tuple[Document, bytes]]


def test_places_under_the_same_lists_share_one(real: Site, printed: Printed) -> None:
    made = [path for path in printed if path.endswith("-booklet.pdf")]
    assert made == ["places/fujian/fujian-booklet.pdf"]
    assert set(booklets(real).values()) == {"fujian"}
    text = text_of(printed[made[0]][1])
    assert "这一本还适用于" in text
    assert "福州市、厦门市" in text


def test_has_every_item_of_the_list_under_its_verdict(real: Site, printed: Printed) -> None:
    pages = [
        bare(page.extract_text()) for page in reader(printed["places/fujian/fujian-booklet.pdf"][1]).pages
    ]
    text = "".join(pages)
    lines = lines_at(real, "fujian")
    assert len(lines) == 30
    for shown in lines:
        assert bare(shown.name) in text
        sentence = bare(shown.listing.get("answer").partition("。")[2])
        assert sentence in text, shown.name
    assert re.search(r"不开的（20项）.*可以开的（3项）.*协助办理的（7项）", pages[1])


def test_contents_name_the_right_pages(real: Site, printed: Printed) -> None:
    file = reader(printed["places/fujian/fujian-booklet.pdf"][1])
    pages = [bare(page.extract_text()) for page in file.pages]
    # All of it on one page; and the name of an item is never parted from its answer.
    assert re.search(r"版本说明\.+\d+", pages[1])
    for shown in lines_at(real, "fujian"):
        found = re.search(re.escape(bare(shown.name)) + r"\.+(\d+)", pages[1])
        assert found, shown.name
        answer = bare(shown.listing.get("answer").partition("。")[2])
        assert bare(shown.name) in pages[int(found[1]) - 1], shown.name
        assert answer in pages[int(found[1]) - 1], shown.name
    for number, page in enumerate(pages[1:], 2):
        assert f"第{number}页，共{len(pages)}页" in page
    assert len(file.outline) >= 4


def test_own_booklet_is_about_one_place(real: Site, press: Press) -> None:
    document = booklet(real, real.catalogue.areas.get("fuzhou/gulou"), own=True)
    text = text_of(press.make(document))
    assert "福建省福州市鼓楼区村（居）委会证明事项手册" in text
    assert "这一本还适用于" not in text
    assert "待主管部门核定" in text
    assert "没有找到福建省" in text


def test_places_with_lists_of_their_own_have_their_own(toy_site: Site, press: Press) -> None:
    owners = booklets(toy_site)
    assert len(set(owners.values())) > 2
    for area_id in sorted(set(owners.values())):
        text = text_of(press.make(booklet(toy_site, toy_site.catalogue.areas.get(area_id))))
        for shown in lines_at(toy_site, area_id):
            assert bare(shown.name) in text, (area_id, shown.name)


def test_blank_forms_have_every_field(real: Site, printed: Printed) -> None:
    forms = public(real, "form")
    assert forms
    for form in forms:
        text = text_of(printed[blank_path(form.id)][1])
        assert bare(sheet_of(form, fields_of(real, form)).heading) in text
        for field in fields_of(real, form):
            if not field.placed:
                assert bare(field.label) in text, field.key
        without = PLACE.sub("\0", str(form.get("body_text")))
        for piece in re.split(r"[\0\n]", without):
            assert bare(piece).removeprefix("##") in text, (form.id, piece)
        for column in form.rows("columns"):
            field = next(f for f in fields_of(real, form) if f.key == column["of"])
            assert not field.block or bare(column["label"]) in text, column
        assert "{" not in text
        copies = sum(f.kind == "part" for f in fields_of(real, form))
        assert len(reader(printed[blank_path(form.id)][1]).pages) == max(1, copies), form.id
        assert "待主管部门核定" in text


def test_blank_form_holds_no_sample(real: Site) -> None:
    """Samples belong to the page: on a sheet somebody might copy them."""
    for form in public(real, "form"):
        shown = blank(real, form).json()
        for row in form.rows("fields"):
            sample = str(row.get("sample") or "")
            assert "示例" not in sample or sample not in shown
