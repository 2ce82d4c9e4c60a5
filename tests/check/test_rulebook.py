"""Rule pages as text."""

from __future__ import annotations

import re

import pytest

from mingshi.check.rulebook import explain
from mingshi.model.codes import CODES
from mingshi.model.failure import Failure
from mingshi.read.rulepages import RulePage, all_rules
from mingshi.read.yaml_events import parse

from .numbers import MOBILE

HEADINGS = ["什么情况", "为什么", "怎么改", "错误示例", "正确示例"]


@pytest.mark.parametrize("page", all_rules(), ids=lambda page: page.code)
def test_a_page_is_complete_short_and_well_formed(page: RulePage) -> None:
    assert re.findall(r"^## (.+)$", page.body, re.MULTILINE) == HEADINGS
    assert len(page.body) < 1200
    assert page.body.count("```") == 4
    prose = re.sub(r"```.*?```", "", page.body, flags=re.DOTALL)
    assert not re.search(r"[\u4e00-\u9fff][,;:?!](?! )", prose)
    assert not re.search(r"[0-9]{11}", page.body)
    wrong, right = re.findall(r"```\w+\n(.*?)\n```", page.body, re.DOTALL)
    assert wrong != right


@pytest.mark.parametrize("page", all_rules(), ids=lambda page: page.code)
def test_the_right_example_can_be_read(page: RulePage) -> None:
    for text in re.findall(r"## 正确示例\n\n```yaml\n(.*?)\n```", page.body, re.DOTALL):
        assert parse(text, "x.yaml")[2] == []


@pytest.mark.parametrize("code", CODES)
def test_explain(code: str) -> None:
    text = explain(code.lower())
    assert text.startswith(f"{code} {CODES[code][1]}（")
    assert [line for line in text.split("\n") if line in HEADINGS] == HEADINGS
    assert "```" not in text
    assert MOBILE not in text


def test_an_unknown_code_is_a_failure_with_the_nearest_ones() -> None:
    with pytest.raises(Failure, match="没有这个代码：MS999") as failed:
        explain("MS999")
    assert re.search(r"MS\d\d\d", failed.value.remedy)
    with pytest.raises(Failure):
        explain("nonsense")
