"""The slips of hand-written YAML: the line, the column, the corrected text."""

from __future__ import annotations

import pytest

from mingshi.model.finding import Mark
from mingshi.read.causes import cause_of, causes_in, quoted
from mingshi.read.yaml_events import parse

COLON, BLANK, DASH = "冒号用了全角", "冒号后面少了空格", "“-”后面少了空格"
TAB, WIDE, WIDE_AFTER = "缩进用了 Tab 键", "缩进用了全角空格", "冒号后面用了全角空格"
OTHER_DASH, START, INNER = "破折号", "内容不能以", "内容里又有“: ”"


@pytest.mark.parametrize(
    ("text", "word", "mark", "fix"),
    [
        ("a: 1\nstatus：公开\nb: 2\n", COLON, Mark(2, 1, 10), "status: 公开"),
        ("a: 1\nstatus：公开\n", COLON, Mark(2, 1, 10), "status: 公开"),
        ("status：公开\nb: 2\n", COLON, Mark(1, 1, 10), "status: 公开"),
        ("status：公开\n", COLON, Mark(1, 1, 10), "status: 公开"),
        ("状态：公开\nb: 2\n", COLON, Mark(1, 1, 6), "状态: 公开"),
        ("a: 1\n状态：公开\nb: 2\n", COLON, Mark(2, 1, 6), "状态: 公开"),
        ("a:\n  - name：甲\n    form: x\n", COLON, Mark(2, 3, 11), "- name: 甲"),
        ("a:\n  - name：甲\n", COLON, Mark(2, 3, 11), "- name: 甲"),
        ("a:\n  - b: 1\n    name：甲\n", COLON, Mark(3, 5, 11), "name: 甲"),
        ("status ： 公开: 甲\n", COLON, Mark(1, 1, 15), 'status: "公开: 甲"'),
        ("a: 1\nstatus:公开\nb: 2\n", BLANK, Mark(2, 1, 10), "status: 公开"),
        ("a:\n  - name:甲\n", BLANK, Mark(2, 3, 11), "- name: 甲"),
        ("a:\n  -甲\n", DASH, Mark(2, 3, 5), "- 甲"),
        ("a:\n-甲\nb: 1\n", DASH, Mark(2, 1, 3), "- 甲"),
        ("a:\n  - 甲\n  -乙\nb: 1\n", DASH, Mark(3, 3, 5), "- 乙"),
        ("a:\n  -name：甲\n", DASH, Mark(2, 3, 10), "- name: 甲"),
        ("a:\n\tb: 1\n", TAB, Mark(2, 1, 6), "  b: 1"),
        ("a:\n  - x: 1\n\ty：2\n", TAB, Mark(3, 1, 5), "  y: 2"),
        ("a: |\n\t甲\n", TAB, Mark(2, 1, 3), "  甲"),
        ("a:\n　　b: 1\n", WIDE, Mark(2, 1, 7), "    b: 1"),
        ("a:\n　- 1\nb: 2\n", WIDE, Mark(2, 1, 5), "  - 1"),
        ("a: |\n　　甲\nb: 1\n", WIDE, Mark(2, 1, 4), "    甲"),
        ("a:\n\u00a0\u00a0b: 1\n", WIDE, Mark(2, 1, 7), "  b: 1"),
        ("a:　1\nb: 2\n", WIDE_AFTER, Mark(1, 1, 5), "a: 1"),
        ("a:\n  — 甲\n", OTHER_DASH, Mark(2, 3, 6), "- 甲"),
        ("a:\n  - 甲\n  —— 乙\n", OTHER_DASH, Mark(3, 3, 7), "- 乙"),
        ("a:\n  －甲\n", OTHER_DASH, Mark(2, 3, 5), "- 甲"),
        ("a: @甲\nb: 1\n", START + "“@”", Mark(1, 4, 6), '"@甲"'),
        ("a: %50\n", START + "“%”", Mark(1, 4, 7), '"%50"'),
        ("a: `甲`\n", START + "“`”", Mark(1, 4, 7), '"`甲`"'),
        ("a: 时间: 上午\nb: 1\n", INNER, Mark(1, 4, 10), '"时间: 上午"'),
        ("a: 如下:\n", INNER, Mark(1, 4, 7), '"如下:"'),
        ("a:\n  - b: 甲: 乙\n", INNER, Mark(2, 8, 12), '"甲: 乙"'),
    ],
)
def test_nine_slips(text: str, word: str, mark: Mark, fix: str) -> None:
    values, _, findings = parse(text, "x.yaml")
    assert values is None
    assert [(f.code, f.mark, f.fix) for f in findings] == [("MS201", mark, fix)]
    assert word in findings[0].message
    assert findings[0].remedy
    assert findings[0].fix_kind


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("status：公开\nb：甲: 乙\n", {"status": "公开", "b": "甲: 乙"}),
        ("a:\n  -甲\n  — 乙\n", {"a": ["甲", "乙"]}),
        ("a:\n\t- b：1\n", {"a": [{"b": "1"}]}),
        ("a:\n　- 甲\nb:　乙\n", {"a": ["甲"], "b": "乙"}),
        ('a: "甲"乙\n', {"a": '"甲"乙'}),
        ("a: **甲**\n", {"a": "**甲**"}),
        ("a: It's: 甲\n", {"a": "It's: 甲"}),
        ('a: "甲": \\乙\n', {"a": '"甲": \\乙'}),
    ],
)
def test_putting_the_fixes_in_place_repairs_the_file(text: str, repaired: dict[str, object]) -> None:
    lines = text.split("\n")
    for finding in parse(text, "x.yaml")[2]:
        row, mark = finding.mark.line - 1, finding.mark
        lines[row] = lines[row][: mark.column - 1] + finding.fix + lines[row][mark.end - 1 :]
    assert parse("\n".join(lines), "x.yaml")[::2] == (repaired, [])


def test_all_slips_of_a_file_are_told_at_once() -> None:
    text = "a：1\nb: |\n  c：2\n\n  d：3\ne:4\n# f：5\ng:\n  - |\n    h：6\n  -i\n"
    assert [index + 1 for index, _ in causes_in(text.split("\n"))] == [1, 6, 11]
    assert [f.mark.line for f in parse(text, "x.yaml")[2]] == [1, 6, 11]


@pytest.mark.parametrize(
    "line",
    [
        "a: 1",
        "  - a: 1",
        "ms:entry:",
        "  - ms:ref: x",
        "- https://example.invalid/",
        "- tel:0591",
        "--- ",
        "名称：甲",
        "",
        "  ",
        "WPS：甲",
    ],
)
def test_lines_without_a_slip(line: str) -> None:
    assert cause_of(line) is None


def test_safe_fixes_are_those_of_colons() -> None:
    kinds = {line: parse(f"a: 1\n{line}\nb: 2\n", "x.yaml")[2][0].fix_kind for line in ("c：1", "c:1", "-c")}
    assert kinds == {"c：1": "safe", "c:1": "safe", "-c": "suggested"}


@pytest.mark.parametrize("text", ["甲", "甲: 乙", '"', "\\n", 'it\'s "x"', "# 甲"])
def test_quoted_text_reads_back(text: str) -> None:
    assert parse(f"a: {quoted(text)}\n", "x.yaml")[0] == {"a": text}
