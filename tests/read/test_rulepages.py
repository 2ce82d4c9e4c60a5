"""The pages of the rules as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.model.codes import CODES
from mingshi.read.rulepages import RulePage, all_rules

PAGE = "---\ncode: MS201\ntitle: YAML 写法有误\nseverity: error\n---\n\n冒号要用半角。\n"


def test_pages_come_in_the_order_of_their_codes(tmp_path: Path) -> None:
    (tmp_path / "MS311.md").write_text(PAGE.replace("MS201", "MS311"), encoding="utf-8")
    (tmp_path / "MS201.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "README.txt").write_text("不是规则", encoding="utf-8")
    found = all_rules(tmp_path)
    assert [rule.code for rule in found] == ["MS201", "MS311"]
    assert found[0] == RulePage("MS201", "YAML 写法有误", "error", "冒号要用半角。")


@pytest.mark.parametrize(
    "text",
    ["没有文件头\n", PAGE.replace("code: MS201\n", ""), PAGE.replace("title: ", "title："), "---\n---\n"],
    ids=["no front matter", "no code", "broken", "empty"],
)
def test_a_broken_page_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "MS201.md").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"MS201\.md"):
        all_rules(tmp_path)


def test_pages_agree_with_the_code_table() -> None:
    assert {rule.code: (rule.severity, rule.title) for rule in all_rules()} == CODES
