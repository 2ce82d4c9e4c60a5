"""The DOCX of a form: opens elsewhere, has the form's text and controls, names nobody, is the same every time."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document

from mingshi.render.docx.form import docx_name
from mingshi.render.docx.ooxml import W
from mingshi.render.site import Site
from mingshi.render.views.forms import docx_of
from mingshi.render.views.sheet import fields_of

from ..changes import changed

FORM = "f01-jianhu-shili"
ALL = "f02-quanbu-shili"
w = f"{{{W}}}"


def made(site: Site, form: str = FORM, **values: Any) -> bytes:
    """Return the DOCX of a form with other values."""
    other = changed(site, "form", form, **values)
    return docx_of(other, other.catalogue.records["form"][form])


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def document(data: bytes) -> ElementTree.Element:
    """Return the main part."""
    return ElementTree.fromstring(parts(data)["word/document.xml"])


def opened(data: bytes) -> Document:
    """Open a file with another program's reader."""
    return docx.Document(io.BytesIO(data))


def shown(element: ElementTree.Element) -> str:
    """Return the text of an element, spaces to fill as _."""
    text = "".join(node.text or "" for node in element.iter(f"{w}t"))
    return re.sub("[\u3000\u00a0]{2,}", "_", text)


def test_the_same_bytes_every_time_on_every_machine(toy_site: Site) -> None:
    data = made(toy_site, ALL)
    assert made(toy_site, ALL) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.compress_type, entry.create_system, entry.external_attr) == (
                zipfile.ZIP_STORED,
                0,
                0o600 << 16,
            )


def test_it_names_no_person_no_program_and_no_day(toy_site: Site) -> None:
    properties = opened(made(toy_site)).core_properties
    assert properties.title == "示例指定监护人通知"
    assert properties.language == "zh-CN"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.created, properties.modified, properties.last_printed) == (None, None, None)
    assert not [name for name in parts(made(toy_site)) if "app.xml" in name or "custom" in name]


@pytest.mark.parametrize("form", [FORM, ALL])
def test_every_part_is_well_formed_declared_and_there(form: str, toy_site: Site) -> None:
    found = parts(made(toy_site, form))
    for data in found.values():
        ElementTree.fromstring(data)
    types = ElementTree.fromstring(found["[Content_Types].xml"])
    named = {node.get("PartName", "").lstrip("/") for node in types if node.get("PartName")}
    assert named == {name for name in found if not name.endswith(".rels")} - {"[Content_Types].xml"}
    for name in (n for n in found if n.endswith(".rels")):
        base = posixpath.dirname(posixpath.dirname(name))
        targets = [node.get("Target", "") for node in ElementTree.fromstring(found[name])]
        assert {posixpath.join(base, target) for target in targets} <= found.keys()
    ids = set(re.findall(rb'r:id="(rId\d+)"', found["word/document.xml"]))
    links = ElementTree.fromstring(found["word/_rels/document.xml.rels"])
    kinds = {node.get("Id"): str(node.get("Type")).rpartition("/")[2] for node in links}
    assert {kinds[i.decode()] for i in ids} == {"header", "footer"}


def test_text_heading_and_controls(toy_site: Site) -> None:
    found = opened(made(toy_site))
    assert [(p.style.name, p.text) for p in found.paragraphs if p.style.name.startswith("Heading")] == [
        ("Heading 1", "示例指定监护人通知")
    ]
    lines = [shown(p) for p in document(made(toy_site)).iter(f"{w}p")]
    assert "经了解情况并听取意见，本村（居）委会指定 _ 为监护人（示例）。" in lines
    assert "和孩子的关系：□\u00a0亲属　□\u00a0其他" in lines
    assert "日期：_年_月_日" in lines


def controls(data: bytes) -> dict[str, str]:
    """Return the labels of all content controls by the name they go by."""
    return {
        tag.get(f"{w}val", ""): alias.get(f"{w}val", "")
        for c in document(data).iter(f"{w}sdt")
        for tag, alias in zip(c.iterfind(f"{w}sdtPr/{w}tag"), c.iterfind(f"{w}sdtPr/{w}alias"), strict=True)
    }


def test_what_is_to_be_written_is_a_control_and_what_is_done_by_hand_is_none(toy_site: Site) -> None:
    assert controls(made(toy_site)) == {
        "name": "申请人姓名",
        "relation.1": "和孩子的关系：亲属",
        "relation.2": "和孩子的关系：其他",
        "date": "日期",
    }
    found = controls(made(toy_site, ALL))
    fields = fields_of(toy_site, toy_site.catalogue.records["form"][ALL])
    by_hand = {f.key for f in fields if f.kind in ("file", "signature", "seal", "part")}
    assert {tag.partition(".")[0] for tag in found} == {f.key for f in fields} - by_hand
    assert found["contact.day"] == "哪一天联系"
    assert found["members.name.2"] == "姓名（第 2 行）"
    assert "members.sign.1" not in found


@pytest.mark.parametrize("form", [FORM, ALL])
def test_controls_have_ids_of_their_own(form: str, toy_site: Site) -> None:
    ids = [node.get(f"{w}val") for node in document(made(toy_site, form)).iter(f"{w}id")]
    assert ids
    assert len(set(ids)) == len(ids)


def test_dates_are_picked_and_written_in_chinese(toy_site: Site) -> None:
    formats = {node.get(f"{w}val") for node in document(made(toy_site, ALL)).iter(f"{w}dateFormat")}
    assert formats == {"yyyy年M月", "yyyy年M月d日", "yyyy年M月d日 H时m分"}
    assert {node.get(f"{w}val") for node in document(made(toy_site, ALL)).iter(f"{w}lid")} == {"zh-CN"}


def test_tables_have_a_head_that_is_said_to_be_one(toy_site: Site) -> None:
    tables = opened(made(toy_site, ALL)).tables
    assert [[cell.text for cell in table.rows[0].cells] for table in tables[1:2]] == [
        ["姓名", "关系", "签名"]
    ]
    assert len(tables[1].rows) == 4
    [head, *rows] = tables[1]._tbl.tr_lst
    assert head.trPr.find(f"{w}tblHeader") is not None
    assert all(row.trPr.find(f"{w}tblHeader") is None for row in rows)


def test_a_copy_begins_on_a_page_of_its_own(toy_site: Site) -> None:
    starts = [
        p
        for p in document(made(toy_site, ALL)).iter(f"{w}p")
        if p.find(f"{w}pPr/{w}pageBreakBefore") is not None
    ]
    assert [shown(p) for p in starts] == ["第二联　交本人"]
    assert list(document(made(toy_site)).iter(f"{w}pageBreakBefore")) == []


def test_paper_and_language(toy_site: Site) -> None:
    upright, turned = (opened(made(toy_site, form)).sections[0] for form in (FORM, ALL))
    assert (round(upright.page_width.mm), round(upright.page_height.mm)) == (210, 297)
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)
    styles = ElementTree.fromstring(parts(made(toy_site))["word/styles.xml"])
    default = styles.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr")
    assert default is not None
    lang, fonts = default.find(f"{w}lang"), default.find(f"{w}rFonts")
    assert lang is not None
    assert (lang.get(f"{w}val"), lang.get(f"{w}eastAsia")) == ("zh-CN", "zh-CN")
    assert fonts is not None
    assert fonts.get(f"{w}eastAsia") == "仿宋"


def test_every_font_and_style_used_is_declared(toy_site: Site) -> None:
    found = parts(made(toy_site, ALL))
    styles = ElementTree.fromstring(found["word/styles.xml"])
    declared = {node.get(f"{w}styleId") for node in styles.iter(f"{w}style")}
    for name in ("document", "header", "footer"):
        root = ElementTree.fromstring(found[f"word/{name}.xml"])
        for kind in ("pStyle", "tblStyle"):
            assert {node.get(f"{w}val") for node in root.iter(f"{w}{kind}")} <= declared
    fonts = ElementTree.fromstring(found["word/fontTable.xml"])
    names = {node.get(f"{w}name") for node in fonts}
    assert {node.get(f"{w}eastAsia") for node in styles.iter(f"{w}rFonts")} <= names
    assert all(node.find(f"{w}altName") is not None for node in fonts)


def test_a_proposal_says_so_on_every_page(toy_site: Site) -> None:
    assert (
        shown(ElementTree.fromstring(parts(made(toy_site))["word/header.xml"])) == "建议式样　待主管部门核定"
    )
    official = made(toy_site, nature="official", approval="approved")
    assert shown(ElementTree.fromstring(parts(official)["word/header.xml"])) == ""


@pytest.mark.parametrize("title", ['<a & "b">', "a\x0bb\x00", "村/居"])
def test_a_title_with_odd_characters(title: str, toy_site: Site) -> None:
    data = made(toy_site, title=title)
    wanted = title.replace("\x0b", "").replace("\x00", "")
    assert opened(data).core_properties.title == wanted
    assert [p.text for p in opened(data).paragraphs if p.style.name == "Heading 1"] == [wanted]
    form = changed(toy_site, "form", FORM, title=title).catalogue.records["form"][FORM]
    assert "/" not in docx_name(form)


# The order of children in the schema of WordprocessingML, as far as they are used here.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs kern sz szCs u lang",
    "sdtPr": "rPr alias tag id showingPlcHdr date checkbox",
    "sdt": "sdtPr sdtContent",
    "date": "dateFormat lid storeMappedDataAs calendar",
    "tblPr": "tblStyle tblW tblBorders tblLayout tblCellMar tblCaption",
    "tcPr": "tcW vAlign",
    "tbl": "tblPr tblGrid tr",
    "sectPr": "headerReference footerReference pgSz pgMar",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "font": "altName panose1 charset family pitch",
    "settings": "defaultTabStop characterSpacingControl compat themeFontLang",
    "compat": "balanceSingleByteDoubleByteWidth ulTrailSpace useFELayout compatSetting",
}


@pytest.mark.parametrize("form", [FORM, ALL])
def test_children_stand_in_the_order_of_the_schema(form: str, toy_site: Site) -> None:
    seen = set()
    for name, data in parts(made(toy_site, form)).items():
        for node in ElementTree.fromstring(data).iter():
            kind = node.tag.rpartition("}")[2]
            if kind in ORDER and name.startswith("word/"):
                order = ORDER[kind].split()
                places = [order.index(child.tag.rpartition("}")[2]) for child in node]
                assert places == sorted(places), (name, kind, [c.tag for c in node])
                seen.add(kind)
    assert seen == ORDER.keys() - ({"tbl", "tcPr"} if form == FORM else set())
