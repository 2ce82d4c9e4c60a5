"""Where the fields of a form stand on its sheet, and the space they get."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.render.site import Site
from mingshi.render.views.sheet import (
    FieldView,
    Line,
    Sheet,
    Slot,
    fields_of,
    is_stretched,
    sheet_of,
    sheet_text,
)

from ..changes import changed

FORM = "f01-jianhu-shili"
ALL = "f02-quanbu-shili"


def fields(site: Site, form: str = FORM) -> list[FieldView]:
    """Return the fields of the form."""
    return fields_of(site, site.catalogue.records["form"][form])


def sheet(site: Site, **values: Any) -> Sheet:
    """Return the sheet of the form with other values."""
    other = changed(site, "form", FORM, **values)
    return sheet_of(other.catalogue.records["form"][FORM], fields(other))


def spelt(line: Line) -> str:
    """Return a line with its slots as {name}."""
    return "".join(f"{{{p.name}}}" if isinstance(p, Slot) else p for p in line.pieces)


def row(kind: str = "text", **more: str) -> dict[str, str]:
    """Return a row of a form's fields."""
    return {"key": "k", "label": "栏", "type": kind, "required": "否", "sensitive": "否", **more}


def test_fields_in_words(toy_site: Site) -> None:
    found = {f.key: f for f in fields(toy_site)}
    assert (found["name"].must, found["date"].must) == ("必填，个人信息", "必填")
    assert (found["relation"].type, found["relation"].options) == ("选择", ["亲属", "其他"])
    found = {f.key: f for f in fields(toy_site, ALL)}
    assert [(p.label, p.kind) for p in found["members"].parts] == [
        ("姓名", "person_name"),
        ("关系", "enum"),
        ("签名", "signature"),
    ]
    assert (found["members"].lines, found["notes"].lines, found["story"].lines, found["name"].lines) == (
        3,
        2,
        3,
        1,
    )
    assert (found["story"].filler, found["name"].filler) == ("村（居）委会", "")


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
    found = fields(changed(toy_site, "form", FORM, fields=[row(kind)]))
    assert [(f.space, f.inline, f.must) for f in found] == [(space, inline, "选填")]


def test_an_enclosure_does_not_say_twice_that_it_is_one(toy_site: Site) -> None:
    found = fields(changed(toy_site, "form", FORM, fields=[row("file", label="附：户口簿")]))
    assert found[0].inline == "□\u00a0户口簿"


@pytest.mark.parametrize(
    ("text", "kind", "pieces"),
    [
        ("<b> {name}、{unknown}、{date}", "text", "<b> {name}、{unknown}、{date}"),
        ("{name}：", "to", "{name}："),
        ("姓名：{name}", "entry", "姓名：{name}"),
        ("姓名：{name}　日期：{date}", "entry", "姓名：{name}　日期：{date}"),
        ("因为：{name}。", "text", "因为：{name}。"),
        ("附件：", "text", "附件："),
        ("## 以下由村里填", "head", "以下由村里填"),
        ("{contact}", "entry", "姓名：{contact.name}，哪一天联系：{contact.day}"),
        ("找{contact.name}", "text", "找{contact.name}"),
        ("找{contact.no}", "text", "找{contact.no}"),
        ("{members}", "block", "{members}"),
        ("{notes}", "block", "{notes}"),
        ("{wishes}", "text", "{wishes}"),
    ],
)
def test_lines(text: str, kind: str, pieces: str, toy_site: Site) -> None:
    [line] = sheet_text(["", text, "  "], [*fields(toy_site, ALL), *fields(toy_site)[1:]])
    assert (line.kind, spelt(line)) == (kind, pieces)


@pytest.mark.parametrize(
    ("text", "stretched"),
    [("姓名：{name}", True), ("日期：{date}", True), ("关系：{relation}", False), ("我是{name}", False)],
)
def test_a_label_has_a_line_up_to_the_edge(text: str, stretched: bool, toy_site: Site) -> None:
    [line] = sheet_text([text], fields(toy_site))
    assert is_stretched(line) == stretched


@pytest.mark.parametrize(
    ("body_text", "above", "text", "below"),
    [
        ("", ["name", "relation", "date"], 0, []),
        ("指定 {name}。", [], 1, ["relation", "date"]),
        ("示例指定监护人通知\n\n指定 {relation}。\n完。", ["name"], 2, ["date"]),
    ],
)
def test_layout(body_text: str, above: list[str], text: int, below: list[str], toy_site: Site) -> None:
    found = sheet(toy_site, body_text=body_text, signature_block="")
    assert found.heading == "示例指定监护人通知"
    assert [f.key for f in found.above] == above
    assert len(found.text) == text
    assert [f.key for f in found.below] == below


def test_fields_in_signature_and_footer_are_not_in_a_table(toy_site: Site) -> None:
    found = sheet(toy_site, body_text="", signature_block="（{date}）\n{name}", footer="由 {relation} 填")
    assert (found.above, found.below) == ([], [])
    assert (len(found.signature), len(found.footer)) == (2, 1)


@pytest.mark.parametrize(("lines", "size"), [(1, 16), (16, 14), (21, 12), (90, 12)])
def test_the_text_is_as_large_as_the_sheet_allows(lines: int, size: int, toy_site: Site) -> None:
    assert sheet(toy_site, body_text="\n".join(["一段话。"] * lines) + "{name}").size == size


def test_copies(toy_site: Site) -> None:
    found = sheet_of(toy_site.catalogue.records["form"][ALL], fields(toy_site, ALL))
    assert found.copies == ["第一联　存档", "第二联　交本人"]
    assert not {"kept", "given"} & {f.key for f in [*found.above, *found.below]}
    assert sheet(toy_site).copies == []
