"""Leaflets and notices of every real item: one page, large enough, and what the record says is on it."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image

from mingshi.model.failure import Failure
from mingshi.model.records import Record
from mingshi.render.head import absolute
from mingshi.render.paper.document import Document
from mingshi.render.paper.entry import leaflet, notice
from mingshi.render.paper.press import Press
from mingshi.render.site import Site
from mingshi.render.views import answers
from mingshi.render.views.parts import public
from mingshi.render.views.prints import leaflet_path, notice_path

from .conftest import ADDRESS, addressed, bare, reader, sizes_of, text_of

Printed = dict[str, tuple[Document, bytes]]
SMALLEST, WISHED = 10.5, 12.0


def single(printed: Printed) -> dict[str, tuple[Document, bytes]]:
    """Return the sheets that must be one page."""
    return {p: made for p, made in printed.items() if p.endswith(("-leaflet.pdf", "-notice.pdf"))}


def test_every_item_has_its_sheets(real: Site, printed: Printed) -> None:
    items = public(real, "item")
    assert len(items) == 30
    for item in items:
        assert leaflet_path(item.id) in printed
        shown = answers.own_line(real, item.id)
        refused = shown is not None and shown.verdict.tone == "no"
        assert (notice_path(item.id) in printed) == refused, item.id
    assert sum(path.endswith("-notice.pdf") for path in printed) == 20


def test_each_is_exactly_one_page_of_a4(printed: Printed) -> None:
    for path, (_, pdf) in single(printed).items():
        pages = reader(pdf).pages
        assert len(pages) == 1, path
        assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842], path


def test_old_people_can_read_it(printed: Printed) -> None:
    """The text itself, which is what most characters are set in, is never small and nearly always large."""
    usual = {path: sizes_of(pdf).most_common(1)[0][0] for path, (_, pdf) in single(printed).items()}
    assert min(usual.values()) >= SMALLEST, usual
    assert sum(size >= WISHED for size in usual.values()) >= 0.85 * len(usual), usual
    assert min(min(sizes_of(pdf)) for _, pdf in single(printed).values()) >= 8.5


def test_leaflet_says_what_the_records_say(real: Site, printed: Printed) -> None:
    for item in public(real, "item"):
        document, pdf = printed[leaflet_path(item.id)]
        text, shown = text_of(pdf), answers.own_line(real, item.id)
        assert shown is not None
        wanted = [item.get("name"), shown.verdict.short, shown.listing.get("answer").partition("。")[2]]
        for way in answers.substitutes_of(real, shown):
            wanted += [way.department, way.text, *way.documents]
        wanted += [m["name"] for m in document.data["materials"]]
        wanted += [b["law"] for b in document.data["bases"]]
        wanted += [b["version"] for b in document.data["bases"]]
        wanted += ["待主管部门核定", "2026年11月23日", absolute(real.catalogue.settings, f"items/{item.id}/")]
        missing = [part for part in wanted if bare(part) not in text]
        assert missing == [], item.id


@pytest.mark.parametrize("label", ["多久", "收费", "联系", "不服怎么办"])
def test_what_is_issued_says_how_long_what_it_costs_and_whom_to_ask(
    label: str, real: Site, printed: Printed
) -> None:
    issued = [i for i in public(real, "item") if notice_path(i.id) not in printed]
    assert len(issued) == 10
    for item in issued:
        document, pdf = printed[leaflet_path(item.id)]
        facts = dict(document.data["facts"])
        assert label in facts, item.id
        assert bare("；".join(facts[label])) in text_of(pdf), item.id


def test_notice_says_why_not_and_where_instead_in_order(real: Site, printed: Printed) -> None:
    for item in public(real, "item"):
        if notice_path(item.id) not in printed:
            continue
        document, pdf = printed[notice_path(item.id)]
        text, shown = text_of(pdf), answers.own_line(real, item.id)
        assert shown is not None
        assert "一次性告知单" in text
        assert bare(f"（民发〔2020〕20号）第 {shown.line.seq} 项") in text, item.id
        promises = answers.promises_of(real, shown)
        others = [way for way in answers.substitutes_of(real, shown) if way not in promises]
        places = [text.index(bare(way.text)) for way in (*promises, *others)]
        assert places == sorted(places), item.id
        for blank in ("村（居）委会：", "受理人：", "告知日期：年月日", "不写来办事的人的姓名和证件号码"):
            assert blank in text, item.id
        assert all(bare(m["name"]) in text for m in document.data["materials"]), item.id


def picture(press: Press, document: Document) -> Image.Image:
    """Return the first page of a document as a picture."""
    made = press.set(document, format="png", ppi=150)
    return Image.open(io.BytesIO(made[0] if isinstance(made, list) else made)).convert("L")


@pytest.mark.parametrize("make", [leaflet, notice])
def test_code_leads_to_the_page(
    make: Callable[[Site, Record], Document | None], real: Site, press: Press
) -> None:
    item = real.catalogue.find("item", "hunyin-zhuangkuang")
    assert item
    document = make(real, item)
    assert document
    found = zxingcpp.read_barcodes(picture(press, document))
    assert [code.text for code in found] == [f"{ADDRESS}items/hunyin-zhuangkuang/"]


def test_no_code_without_an_address(real: Site, press: Press) -> None:
    site = addressed(real.catalogue, "")
    item = site.catalogue.find("item", "hunyin-zhuangkuang")
    assert item is not None
    document = leaflet(site, item)
    assert zxingcpp.read_barcodes(picture(press, document)) == []
    text = text_of(press.make(document))
    assert "网址待填" in text
    assert "http" not in text


def longer(document: Document, times: int) -> Document:
    """Return a document with many more materials."""
    data = copy.deepcopy(document.data)
    data["materials"] = data["materials"] * times
    return Document(document.path, document.template, document.about, data, document.remedy)


def a_leaflet(site: Site) -> tuple[Record, Document]:
    """Return an item with its leaflet."""
    item = site.catalogue.find("item", "hunyin-zhuangkuang")
    assert item is not None
    return item, leaflet(site, item)


def test_more_text_makes_smaller_type_on_one_page(real: Site, press: Press) -> None:
    _, document = a_leaflet(real)
    usual = []
    for times in (1, 6, 10):
        pdf = press.make(longer(document, times))
        assert len(reader(pdf).pages) == 1
        usual.append(sizes_of(pdf).most_common(1)[0][0])
    assert usual[0] > usual[-1] >= SMALLEST


def test_what_does_not_fit_is_named(real: Site, press: Press) -> None:
    item, document = a_leaflet(real)
    with pytest.raises(Failure, match=r"婚姻状况证明.*放不下一张 A4") as caught:
        press.make(longer(document, 60))
    assert "content/guides/china/hunyin-zhuangkuang.md" in caught.value.remedy
    assert item.path in caught.value.remedy
