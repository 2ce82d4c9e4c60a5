"""What is told about one cell: the code, the words of the schema, and a ready value."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.check.cells import explain, narrow, quote, wrong
from mingshi.model.finding import Mark
from mingshi.model.schema import Field, field_from

from .numbers import identity


def made(kind: str = "string", **more: Any) -> Field:
    """Return a field; `ms_say` stands for the key "ms:say"."""
    given = {name.replace("ms_", "ms:"): value for name, value in more.items()}
    return field_from({"name": "x", "type": kind, "title": "标题", **given}, {}, "")


STATUS = made(
    constraints={"enum": ["yes", "partly", "no"]},
    categories=[
        {"value": "yes", "label": "已核实"},
        {"value": "partly", "label": "部分核实"},
        {"value": "no", "label": "未核实"},
    ],
    ms_accept={"是": "yes"},
)
SLUG = made(constraints={"pattern": "[a-z0-9-]+"})
SLUGS = made(constraints={"pattern": "[a-z0-9-]+(;[a-z0-9-]+)*"}, ms_separator=";")


@pytest.mark.parametrize(
    ("field", "value", "code", "fix"),
    [
        (made("integer"), "１２", "MS305", "12"),
        (made("integer"), "1_000", "MS301", ""),
        (made("integer"), "三", "MS301", ""),
        (made("number"), "１.５", "MS305", "1.5"),
        (made("date"), "2020-5-6", "MS301", "2020-05-06"),
        (made("date"), "2020/05/06", "MS301", "2020-05-06"),
        (made("date"), "2020年5月6日", "MS301", "2020-05-06"),
        (made("date"), "2020-02-30", "MS301", ""),
        (made("date"), "2020年2月30日", "MS301", ""),
        (made("date"), "２０２０-０５-０６", "MS305", "2020-05-06"),
        (made("date"), "2020-05-06 09:00", "MS301", ""),
        (made("datetime"), "2020-5-6 9:30", "MS301", "2020-05-06 09:30"),
        (made("datetime"), "2020-05-06T09:30:00", "MS301", "2020-05-06 09:30"),
        (made("datetime"), "2020-05-06", "MS301", ""),
        (made("yearmonth"), "2020-5", "MS301", ""),
        (made("year"), "二〇二〇", "MS301", ""),
        (made("boolean"), "yes", "MS301", "是"),
        (made("boolean"), "不", "MS301", ""),
        (STATUS, "已核实", "MS303", "yes"),
        (STATUS, "是", "MS303", "yes"),
        (STATUS, "Yes", "MS303", "yes"),
        (STATUS, "partially", "MS303", "partly"),
        (STATUS, "ｙｅｓ", "MS305", "yes"),
        (STATUS, "大概", "MS303", ""),
        (SLUG, "Hunyin", "MS304", "hunyin"),
        (SLUG, "hun_yin", "MS304", "hun-yin"),
        (SLUG, "婚姻", "MS304", ""),
        (SLUGS, "a，b、c", "MS304", "a;b;c"),
        (made(constraints={"maxLength": "3"}), "一二三四", "MS306", ""),
        (made(constraints={"minLength": "3"}), "一", "MS306", ""),
        (made("integer", constraints={"minimum": "1"}), "0", "MS307", ""),
        (made("integer", constraints={"maximum": "9"}), "10", "MS307", ""),
    ],
)
def test_explanation(field: Field, value: str, code: str, fix: str) -> None:
    kinds = wrong(field, value) or ("type",)
    found = explain(field, value, kinds, "x.yaml", Mark(3, 4))
    assert (found.code, found.fix, found.path, found.mark) == (code, fix, "x.yaml", Mark(3, 4))
    safe = code == "MS305" or field.type in ("date", "datetime")
    assert found.fix_kind == ("safe" if fix and safe else "suggested" if fix else "")
    assert "“标题”（x）" in found.message
    assert found.remedy


def test_words_of_the_schema_win() -> None:
    field = made(constraints={"pattern": "a"}, ms_say={"pattern": "只写 a"})
    assert explain(field, "b", ("pattern",), "x", Mark(1)).remedy == "只写 a"


def test_long_lists_of_options_are_cut() -> None:
    field = made(constraints={"enum": [f"v{i}" for i in range(30)]})
    assert explain(field, "?", ("enum",), "x", Mark(1)).remedy.endswith("等 30 个")


def test_values_in_messages_are_short_and_without_personal_data() -> None:
    assert quote("一" * 60) == f"“{'一' * 40}…”"
    assert quote("第一行\n第二行") == "“第一行”"
    assert identity()[6:] not in quote(f"号码{identity()}")


def test_only_full_width_forms_are_narrowed() -> None:
    assert narrow("（Ａ１）　，中") == "(A1) ,中"
    assert narrow("①㎡") == "①㎡"
