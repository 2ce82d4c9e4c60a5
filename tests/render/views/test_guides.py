"""Guides in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.model.records import Record
from mingshi.render.site import Site
from mingshi.render.views.guides import (
    NOT_STATED,
    fee_text,
    guide_record,
    guide_view,
    needed,
    other_guides,
    time_text,
)

from ..changed import changed, with_records


def guide(**values: Any) -> Record:
    """A guide with nothing but these values."""
    return Record("guide", "toy/a", "a.md", values)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"time_limit_kind": "on_spot"}, "当场办结"),
        ({"time_limit_kind": "workdays", "time_limit_n": "3"}, "3 个工作日"),
        ({"time_limit_kind": "days", "time_limit_n": "30"}, "30 日"),
        (
            {"time_limit_kind": "workdays", "time_limit_n": "7", "time_limit_statutory": "15"},
            "7 个工作日；法定最多 15 个工作日",
        ),
        ({"time_limit_kind": "days", "time_limit_statutory": "60"}, "法定最多 60 日"),
        ({"time_limit_kind": "other", "time_limit_note": "随到随办（示例）"}, "随到随办（示例）"),
        ({"time_limit_kind": "unspecified"}, NOT_STATED),
        ({"time_limit_kind": "unspecified", "time_limit_note": "没有找到（示例）"}, "没有找到（示例）"),
        ({}, NOT_STATED),
    ],
)
def test_time(values: dict[str, str], text: str) -> None:
    assert time_text(guide(**values)) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"fee_charged": "no"}, "不收费"),
        (
            {"fee_charged": "yes", "fee_note": "每份一元（示例）", "fee_basis": "示例目录"},
            "收费；每份一元（示例）；示例目录",
        ),
        ({"fee_charged": "unspecified"}, NOT_STATED),
        ({"fee_charged": "unspecified", "fee_note": "没有找到（示例）"}, "没有找到（示例）"),
    ],
)
def test_fee(values: dict[str, str], text: str) -> None:
    assert fee_text(guide(**values)) == text


@pytest.mark.parametrize(
    ("area_id", "found"),
    [
        ("toy", "toy"),
        ("jiashi", "toy"),
        ("jiashi/yixian", "jiashi/yixian"),
        ("jiashi/yixian/dongjie/yi-shequ", "jiashi/yixian"),
        ("china", ""),
    ],
)
def test_nearest_guide(area_id: str, found: str, toy_site: Site) -> None:
    record = guide_record(toy_site, area_id, "jianhu-shili")
    assert (record.get("area") if record else "") == found


def test_no_guide(toy_site: Site) -> None:
    assert guide_record(toy_site, "toy", "buzhu-shili") is None


def test_unverified_guide_is_passed_over(toy_site: Site) -> None:
    site = with_records(toy_site, changed(toy_site, "guide", "jiashi/yixian/jianhu-shili", verified="no"))
    record = guide_record(site, "jiashi/yixian", "jianhu-shili")
    assert record is not None
    assert record.get("area") == "toy"


def test_other_guides(toy_site: Site) -> None:
    shown = guide_record(toy_site, "toy", "jianhu-shili")
    assert [g.get("area") for g in other_guides(toy_site, shown, "jianhu-shili")] == ["jiashi/yixian"]


def test_view_has_words_for_codes(toy_site: Site) -> None:
    record = guide_record(toy_site, "toy", "jianhu-shili")
    assert record is not None
    view = guide_view(toy_site, record)
    assert [s["link"] for s in view.steps] == ["申请", "调查核实", "出具"]
    assert (view.materials[1]["necessity_text"], view.materials[1]["form_text"]) == ("必需", "只查验")
    assert view.rules[0] == ("核实", ["两名工作人员一起核实（示例）"])
    assert dict(view.plain)["有效期"] == ["长期"]
    assert view.form_page == "forms/f01-jianhu-shili/"
    assert "<h2>什么时候办</h2>" in view.body


def test_unspecified_form_is_not_said(toy_site: Site) -> None:
    record = changed(
        toy_site, "guide", "toy/hunyin-shili", materials=[{"name": "示例材料", "form": "unspecified"}]
    )
    assert guide_view(toy_site, record).materials[0]["form_text"] == ""


def test_unverified_form_is_not_offered(toy_site: Site) -> None:
    site = with_records(toy_site, changed(toy_site, "form", "f01-jianhu-shili", verified="no"))
    record = guide_record(site, "toy", "jianhu-shili")
    assert record is not None
    assert guide_view(site, record).form_page == ""


def test_what_does_not_cost_or_last_is_left_out_of_the_way_round(toy_site: Site) -> None:
    record = guide_record(toy_site, "toy", "hunyin-shili")
    assert record is not None
    assert {"多久", "收费"}.isdisjoint(dict(guide_view(toy_site, record).plain))


OWN = {"name": "身份证", "necessity": "conditional", "source": "self"}
MUST = {"name": "申请书", "necessity": "required", "source": "self"}
PAPER = {"name": "医院的证明", "necessity": "required", "source": "issuer"}


@pytest.mark.parametrize(
    ("kind", "materials", "names"),
    [
        ("issue", [OWN, MUST], ["申请书"]),
        ("issue", [OWN, PAPER], ["医院的证明"]),
        ("issue", [OWN], ["身份证"]),
        ("instead", [OWN, PAPER], ["身份证"]),
        ("instead", [OWN, MUST, PAPER], ["申请书"]),
        ("instead", [], []),
    ],
)
def test_what_to_bring(kind: str, materials: list[dict[str, str]], names: list[str], toy_site: Site) -> None:
    record = changed(toy_site, "guide", "toy/hunyin-shili", guide_kind=kind, materials=materials)
    assert needed(guide_view(toy_site, record)) == names
