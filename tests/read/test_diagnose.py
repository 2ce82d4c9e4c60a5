"""Every error libyaml knows is told in Chinese, on the line an editor has to change."""

from __future__ import annotations

import pytest

from mingshi.model.finding import Mark
from mingshi.read.diagnose import diagnose
from mingshi.read.yaml_events import parse

INDENT, QUOTE, BRACKET = "缩进与上下文对不上", "引号没有在同一行结束", "方括号里的列表没有写完"


@pytest.mark.parametrize(
    ("text", "word", "mark", "fix"),
    [
        ("a: x\n  b: 1\n", INDENT, Mark(2, 3, 7), ""),
        ("a:\n    b: 1\n  c: 1\n", INDENT, Mark(3, 3, 7), ""),
        ("a:\n  - 1\n - 2\n", INDENT, Mark(3, 2, 5), ""),
        ("a: x\n\n  b: 1\n", INDENT, Mark(3, 3, 7), ""),
        (" a: 1\nb: 2\n", "第一个字段前面有空格", Mark(1, 1, 6), ""),
        ('a: "甲\nb: 1\n', QUOTE, Mark(1, 4, 6), ""),
        ('a: "甲\nb: "乙"\nc: 1\n', QUOTE, Mark(1, 4, 6), ""),
        ("a: '甲\nb: 1\n", QUOTE, Mark(1, 4, 6), ""),
        ('a: ["甲, 乙]\nb: 1\n', QUOTE, Mark(1, 5, 11), ""),
        ('a: "甲"乙\nb: 1\n', "引号或方括号后面还有文字", Mark(1, 4, 8), "'\"甲\"乙'"),
        ("a: [2020] 5号\n", "引号或方括号后面还有文字", Mark(1, 4, 13), '"[2020] 5号"'),
        ("a: [甲, 乙\nb: 1\n", BRACKET, Mark(1, 4, 9), ""),
        ("a: [甲,,乙]\n", BRACKET, Mark(1, 7, 10), ""),
        ("a: - 甲\n", "要另起一行", Mark(1, 4, 7), ""),
        ("a: 甲\n乙\nb: 1\n", "不是“字段: 内容”", Mark(2, 1, 2), ""),
        (": 甲\n", "冒号前面没有字段名", Mark(1, 1, 4), ""),
        ('a: "\\d"\n', "“\\”有特殊含义", Mark(1, 4, 8), "'\\d'"),
        ('a: "\\ud800"\n', "“\\”有特殊含义", Mark(1, 4, 12), "'\\ud800'"),
        ("a: >甲\n", "内容不能以“>”开头", Mark(1, 4, 6), '">甲"'),
        ("a: |甲\n", "内容不能以“|”开头", Mark(1, 4, 6), '"|甲"'),
        ("a: ,甲\n", "内容不能以“,”开头", Mark(1, 4, 6), '",甲"'),
        ("a: }甲\n", "内容不能以“}”开头", Mark(1, 4, 6), '"}甲"'),
        ("%50\nb: 1\n", "行首不能是“%”", Mark(1, 1, 4), ""),
        ("@甲: 1\n", "行首不能是“@”", Mark(1, 1, 6), ""),
    ],
)
def test_errors(text: str, word: str, mark: Mark, fix: str) -> None:
    values, _, findings = parse(text, "x.yaml")
    assert values is None
    assert [(f.code, f.mark, f.fix) for f in findings] == [("MS201", mark, fix)]
    assert word in findings[0].message
    assert findings[0].remedy


@pytest.mark.parametrize(
    ("text", "word", "fix"),
    [
        ("a: *重要*\n", "引用（*）", '"*重要*"'),
        ("a: &甲 乙\n", "锚点（&）", '"&甲 乙"'),
        ("a: !重要\n", "类型标签（!）", '"!重要"'),
    ],
)
def test_text_that_looks_like_a_sign(text: str, word: str, fix: str) -> None:
    _, _, findings = parse(text, "x.yaml")
    assert [(f.code, f.mark.column, f.fix) for f in findings] == [("MS204", 4, fix)]
    assert word in findings[0].message


def test_findings_before_the_error_are_kept() -> None:
    _, _, findings = parse("a: 1\na: 2\nb: 甲 #乙\nc: @丙\n", "x.yaml")
    assert [(f.code, f.mark.line) for f in findings] == [("MS203", 2), ("MS208", 3), ("MS201", 4)]


def test_an_error_nobody_has_met_yet_is_told_all_the_same() -> None:
    findings = diagnose("new words | of libyaml", (1, 2), (0, 0), ["a: 1", "  b: 2"], "x.yaml", 1)
    assert [(f.code, f.mark) for f in findings] == [("MS201", Mark(2, 3, 7))]


def test_an_error_behind_the_last_line_marks_the_last_one() -> None:
    findings = diagnose("new words | of libyaml", (9, 0), (9, 0), ["a: 1", ""], "x.yaml", 1)
    assert [(f.code, f.mark) for f in findings] == [("MS201", Mark(1, 1, 5))]
