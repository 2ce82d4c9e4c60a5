"""What several pages show in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mingshi.model.records import Record
from mingshi.render.site import Site
from mingshi.render.views.parts import (
    area_name,
    as_list,
    badges,
    basis_lines,
    by_item,
    day_text,
    find,
    is_public,
    law_name,
    newest,
    public,
    public_rows,
    source_lines,
    unique,
    verdict_of,
)

from ..changed import changed, with_records


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2020-04-27", "2020年4月27日"),
        ("2020-04-27 09:00", "2020年4月27日"),
        ("2020-02", "2020年2月"),
        ("2020", "2020年"),
        ("", ""),
        ("年初", "年初"),
        ("2020年", "2020年"),
    ],
)
def test_day(value: str, text: str) -> None:
    assert day_text(value) == text


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("a;b", ["a", "b"]),
        (" a ; ;b", ["a", "b"]),
        (["a", " b "], ["a", "b"]),
        ("", []),
        (None, []),
        ([], []),
    ],
)
def test_lists_in_cells_and_entries(value: Any, parts: list[str]) -> None:
    assert as_list(value) == parts


def test_unique_keeps_the_order() -> None:
    assert unique(["b", "", "a", "b"]) == ["b", "a"]


@pytest.mark.parametrize(
    ("values", "shown"),
    [({"verified": "yes"}, True), ({"verified": "partly"}, True), ({"verified": "no"}, False), ({}, True)],
)
def test_what_is_public(values: Mapping[str, str], shown: bool) -> None:
    record = Record("fact", "a", "a.csv", values)
    assert is_public(record) is shown
    assert is_public(values) is shown
    rows = Record("item", "a", "a.yaml", {"purposes": [values]})
    assert len(public_rows(rows, "purposes")) == shown


def test_rows_of_nothing() -> None:
    assert public_rows(None, "purposes") == []


@pytest.mark.parametrize(
    ("status", "tone", "short"),
    [
        ("not_issue", "no", "不开"),
        ("by_department", "no", "部门开"),
        ("must_issue", "yes", "要开"),
        ("may_issue", "yes", "可以开"),
        ("assist", "help", "协助办理"),
        ("transitional", "wait", "过渡期内可以开"),
        ("", "none", "没有列入"),
    ],
)
def test_verdict(status: str, tone: str, short: str) -> None:
    verdict = verdict_of(status)
    assert (verdict.tone, verdict.short) == (tone, short)


def test_every_status_of_the_schema_has_a_verdict(toy_site: Site) -> None:
    field = toy_site.catalogue.schemas["listing"].field("status")
    assert field is not None
    assert all(verdict_of(status).tone != "none" for status in field.enum)


def test_unverified_is_not_found(toy_site: Site) -> None:
    site = with_records(toy_site, changed(toy_site, "source", "s-shili-meiti", verified="no"))
    assert find(site, "source", "s-shili-meiti") is None
    assert "s-shili-meiti" not in [s.id for s in public(site, "source")]
    assert source_lines(site, ["s-shili-meiti"]) == []


def test_source_that_may_be_linked(toy_site: Site) -> None:
    (line,) = source_lines(toy_site, ["s-shili-qingdan", "s-shili-qingdan", "meiyou"])
    assert line.url == "https://shili.example/qingdan"
    assert line.detail == "示例部门，示例发〔2020〕0号，2020年2月1日"
    assert line.badge == ("已核实", "ok")
    assert line.note == ""


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({"linkable": "no", "url": "https://shili.example/x"}, "没有可以公开访问的网址（示例）"),
        ({"linkable": "no", "linkable_note": None, "url": "https://shili.example/x"}, "未能外链"),
        ({"linkable": "yes", "linkable_note": None, "url": None}, "未能外链"),
    ],
)
def test_source_that_may_not_be_linked(values: dict[str, Any], note: str, toy_site: Site) -> None:
    site = with_records(toy_site, changed(toy_site, "source", "s-shili-meiti", **values))
    (line,) = source_lines(site, ["s-shili-meiti"])
    assert (line.url, line.note) == ("", note)
    assert line.badge == ("部分核实", "part")


@pytest.mark.parametrize(
    ("law", "version", "article", "status", "good"),
    [
        ("shili-fa", "2020-10-01", "第三条", "现行有效", True),
        ("shili-fa", "2015-06-01", "第三条", "已被修改", False),
        ("jiu-shili-fa", "2001-03-01", "第九条", "已废止", False),
        ("weilai-tiaoli", "2026-06-01", "第二条", "尚未施行", False),
        ("weizhi-guiding", "2010-03-01", "第一条", "施行情况未核", False),
        ("shili-fa", "", "第三条", "", False),
    ],
)
def test_basis_on_the_date(
    law: str, version: str, article: str, status: str, good: bool, toy_site: Site
) -> None:
    row = {"law_id": law, "version_date": version, "article": article}
    (line,) = basis_lines(toy_site, [row, row])
    assert (line.status, line.good, line.article) == (status, good, article)


def test_basis_leads_to_the_version(toy_site: Site) -> None:
    row = {"law_id": "shili-fa", "version_date": "2020-10-01", "article": "第三条"}
    (line,) = basis_lines(toy_site, [row])
    assert line.page == "laws/shili-fa/#v-2020-10-01"
    assert line.summary == "婚姻登记情况以登记机关的记录为准（示例）"
    (unknown,) = basis_lines(toy_site, [{**row, "version_date": "1999-01-01"}])
    assert (unknown.page, unknown.status) == ("laws/shili-fa/", "施行情况未核")


def test_basis_without_a_law_is_left_out(toy_site: Site) -> None:
    assert (
        basis_lines(toy_site, [{"text": "没有依据"}, {"law_id": "meiyou", "version_date": "", "article": ""}])
        == []
    )


@pytest.mark.parametrize(
    ("title", "name"), [("示例法", "《示例法》"), ("示例发〔2020〕0号", "示例发〔2020〕0号")]
)
def test_name_of_a_law(title: str, name: str) -> None:
    assert law_name(Record("law", "a", "laws.csv", {"short_title": title})) == name


def test_badges(toy_site: Site) -> None:
    pending = toy_site.catalogue.find("item", "jianhu-shili")
    approved = toy_site.catalogue.find("item", "hunyin-shili")
    assert pending is not None
    assert approved is not None
    assert badges(toy_site, pending) == [("已核实", "ok"), ("待主管部门核定", "wait")]
    assert badges(toy_site, approved) == [("已核实", "ok")]


def test_records_by_item(toy_site: Site) -> None:
    police = by_item(toy_site, "police_fact", "item_ids")
    assert [p.id for p in police["jianzai-shili"]] == ["p01"]
    assert "" not in by_item(toy_site, "fact")


@pytest.mark.parametrize(
    ("area_id", "name"), [("china", "全国"), ("toy", "示例省"), ("示例外省", "示例外省"), ("", "")]
)
def test_name_of_an_area(area_id: str, name: str, toy_site: Site) -> None:
    assert area_name(toy_site, area_id) == name


def test_newest() -> None:
    assert newest(["2026-01-05 09:00", "", "2026-03-01 09:00"]) == "2026-03-01 09:00"
    assert newest([]) == ""
