"""YAML to values and marks, and what is refused at the event."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.model.finding import Mark
from mingshi.read.yaml_events import MAX_DEPTH, MAX_NODES, parse

ENTRY = """\
# 示例
item_id: hunyin-zhuangkuang
aliases: [单身证明, "未婚证明"]
answer: '不开具'

substitutes:
  - mode: document
    documents:
      - 结婚证
      -
  - mode: declare
reason: |

  　　第一行
  第二行

note: >
  折行
  文字
updated:
𠮷: 𠮷林
"""


def test_values_are_text_in_lists_and_mappings() -> None:
    values, _, findings = parse(ENTRY, "x.yaml")
    assert findings == []
    assert values == {
        "item_id": "hunyin-zhuangkuang",
        "aliases": ["单身证明", "未婚证明"],
        "answer": "不开具",
        "substitutes": [{"mode": "document", "documents": ["结婚证", ""]}, {"mode": "declare"}],
        "reason": "第一行\n第二行",
        "note": "折行 文字",
        "updated": "",
        "𠮷": "𠮷林",
    }


@pytest.mark.parametrize(
    ("dotted", "mark"),
    [
        ("item_id#", Mark(2, 1, 8)),
        ("item_id", Mark(2, 10, 28)),
        ("aliases#", Mark(3, 1, 8)),
        ("aliases", Mark(3, 10, 24)),
        ("aliases.0", Mark(3, 11, 15)),
        ("aliases.1", Mark(3, 18, 22)),
        ("answer", Mark(4, 10, 13)),
        ("substitutes#", Mark(6, 1, 12)),
        ("substitutes.0", Mark(7, 5, 0)),
        ("substitutes.0.mode#", Mark(7, 5, 9)),
        ("substitutes.0.mode", Mark(7, 11, 19)),
        ("substitutes.0.documents.0", Mark(9, 9, 12)),
        ("substitutes.0.documents.1", Mark(10, 8, 0)),
        ("substitutes.1", Mark(11, 5, 0)),
        ("reason", Mark(14, 5, 8)),
        ("note", Mark(18, 3, 5)),
        ("updated#", Mark(20, 1, 8)),
        ("𠮷", Mark(21, 4, 6)),
    ],
)
def test_marks(dotted: str, mark: Mark) -> None:
    assert parse(ENTRY, "x.yaml")[1][dotted] == mark


@pytest.mark.parametrize("dotted", ["substitutes", "updated", "substitutes.0.documents"])
def test_block_values_and_empty_ones_are_found_at_their_key(dotted: str) -> None:
    assert dotted not in parse(ENTRY, "x.yaml")[1]


def test_first_line_shifts_every_mark() -> None:
    _, marks, _ = parse("a: 1\nb: [x]\n", "x.md", 5)
    assert [marks[name].line for name in ("a#", "a", "b", "b.0")] == [5, 5, 6, 6]
    _, _, findings = parse("a: 1\nb：2\n", "x.md", 5)
    assert findings[0].mark.line == 6


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "on",
        "yes",
        "2020-05-26",
        "2020-02-30",
        "350102",
        "012",
        "1:30",
        "1.10",
        "1e3",
        "=",
        "~",
        "null",
        "<<",
    ],
)
def test_no_scalar_is_anything_but_text(text: str) -> None:
    assert parse(f"a: {text}\n", "x.yaml") == (
        {"a": text},
        {"a#": Mark(1, 1, 2), "a": Mark(1, 4, 4 + len(text))},
        [],
    )


@pytest.mark.parametrize(
    ("text", "code", "mark", "word"),
    [
        ("", "MS202", Mark(1), "没有任何字段"),
        ("# 只有注释\n", "MS202", Mark(1), "没有任何字段"),
        ("一段文字\n", "MS202", Mark(1, 1, 5), "一段文字"),
        ("- 甲\n- 乙\n", "MS202", Mark(1, 1, 0), "一个列表"),
        ("[甲]\n", "MS202", Mark(1, 1, 2), "一个列表"),
        ("a: 1\nb: *x\n", "MS204", Mark(2, 4, 6), "引用（*）"),
        ("a: 1\nb: &x 2\n", "MS204", Mark(2, 4, 8), "锚点（&）"),
        ("a: &x\n  b: 1\n", "MS204", Mark(1, 4, 6), "锚点（&）"),
        ("&x a: 1\n", "MS204", Mark(1, 1, 8), "锚点（&）"),
        ("*x : 1\n", "MS204", Mark(1, 1, 7), "引用（*）"),
        ("a:\n  - *x\n", "MS204", Mark(2, 5, 7), "引用（*）"),
        ("a: !!str 1\n", "MS204", Mark(1, 4, 11), "类型标签（!）"),
        ("a: !!python/object:os.system x\n", "MS204", Mark(1, 4, 31), "类型标签（!）"),
        ("a: !x\n  b: 1\n", "MS204", Mark(1, 4, 6), "类型标签（!）"),
        ("a: {x: 1}\n", "MS204", Mark(1, 4, 5), "花括号"),
        ("a: [x: 1]\n", "MS204", Mark(1, 5, 0), "花括号"),
        ("a: 1\n---\nb: 2\n", "MS204", Mark(2, 1, 4), "第二个条目"),
        ("a: 1\n...\nb: 2\n", "MS204", Mark(3, 1, 5), "“...”"),
        ("%YAML 1.1\n---\na: 1\n", "MS204", Mark(1, 1, 0), "指令"),
        ("? [a]\n: 1\n", "MS204", Mark(1, 3, 4), "一个词"),
        ("? |\n  a\n: 1\n", "MS204", Mark(1, 3, 0), "一个词"),
        ('"": 1\n', "MS201", Mark(1, 1, 3), "没有字段名"),
    ],
)
def test_refusals(text: str, code: str, mark: Mark, word: str) -> None:
    values, marks, findings = parse(text, "x.yaml")
    assert (values, marks) == (None, {})
    assert [(f.code, f.path, f.mark) for f in findings] == [(code, "x.yaml", mark)]
    assert word in findings[0].message
    assert findings[0].remedy


@pytest.mark.parametrize(
    ("text", "values", "code", "mark", "fix"),
    [
        ("a: 1\nb:\n  c: 1\nb:\n  d: 2\n", {"a": "1", "b": {"c": "1"}}, "MS203", Mark(4, 1, 2), ""),
        ("a:\n  - b: 1\n    b: 2\n", {"a": [{"b": "1"}]}, "MS203", Mark(3, 5, 6), ""),
        ("a: 甲\n  乙\nb: 1\n", {"a": "甲", "b": "1"}, "MS207", Mark(1, 4, 5), ""),
        ("a: 甲\n  b：乙\n", {"a": "甲"}, "MS207", Mark(1, 4, 5), ""),
        ("a:\n  甲\n", {"a": "甲"}, "MS207", Mark(2, 3, 4), ""),
        ('a: "甲\n  乙"\n', {"a": "甲 乙"}, "MS207", Mark(1, 4, 6), ""),
        ("a: [甲\n  乙]\n", {"a": ["甲"]}, "MS207", Mark(1, 5, 6), ""),
        ("a: 第1条 #说明\n", {"a": "第1条"}, "MS208", Mark(1, 4, 11), '"第1条 #说明"'),
        ("a: #说明\n", {"a": ""}, "MS208", Mark(1, 4, 7), '"#说明"'),
        ("a:\n  - 甲\t# 乙\n", {"a": ["甲"]}, "MS208", Mark(2, 5, 10), '"甲\t# 乙"'),
        ('a: " 甲 "\n', {"a": "甲"}, "MS308", Mark(1, 5, 8), "甲"),
        ("a: 甲\u3000\n", {"a": "甲"}, "MS308", Mark(1, 4, 6), "甲"),
        ("a:\n  - \u3000甲\n", {"a": ["甲"]}, "MS308", Mark(2, 5, 7), "甲"),
        ('"a ": 甲\n', {"a": "甲"}, "MS308", Mark(1, 1, 5), "a"),
        ("a: [甲，乙、 丙, 丁]\n", {"a": ["甲，乙、 丙", "丁"]}, "MS310", Mark(1, 5, 11), "甲, 乙, 丙"),
        ('a: "\\u200b"\n', {"a": "\u200b"}, "MS104", Mark(1, 4, 12), ""),
        ('a: "\\0"\n', {"a": "\0"}, "MS103", Mark(1, 4, 8), ""),
    ],
)
def test_noted_and_read_on(text: str, values: dict[str, Any], code: str, mark: Mark, fix: str) -> None:
    found, _, findings = parse(text, "x.yaml")
    assert found == values
    assert [(f.code, f.mark, f.fix) for f in findings] == [(code, mark, fix)]


def test_a_repeated_field_is_told_where_it_stood_first() -> None:
    _, marks, findings = parse("status: a\nb: 1\nstatus: c\n", "x.yaml")
    assert findings[0].message == "字段 status 在第 1 行已经写过"
    assert marks["status"] == Mark(1, 9, 10)


def test_text_over_several_lines_is_told_to_its_end() -> None:
    _, _, findings = parse("target: 城乡居民\n  contact：12345\n", "x.yaml")
    assert "写到了第 2 行" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "# 注释\na: 1\n# 注释\n",
        'a: "第1条 #说明"\n',
        "a: 第1条#说明\n",
        "a: 时间：上午\n",
        "a: ——引文\n",
        "a:\n  - 说明：甲\n  - https://example.invalid/\n",
        "a: |\n  b：1\n  -甲\n  # 不是注释\n",
        "a:\n  - 甲、乙\n",
        "---\na: 1\n",
    ],
)
def test_what_looks_odd_but_is_right(text: str) -> None:
    values, _, findings = parse(text, "x.yaml")
    assert values is not None
    assert findings == []


@pytest.mark.parametrize("text", ["a: \x01\n", "a: \udc80\n"])
def test_text_that_never_went_through_decode(text: str) -> None:
    values, _, findings = parse(text, "x.yaml")
    assert (values, [(f.code, f.mark) for f in findings]) == (None, [("MS103", Mark(0))])


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), True),
        ("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, False),
        ("\n".join("  " * depth + "a:" for depth in range(MAX_DEPTH)), True),
        ("\n".join("  " * depth + "a:" for depth in range(MAX_DEPTH + 1)), False),
    ],
)
def test_depth(text: str, *, fits: bool) -> None:
    values, _, findings = parse(text, "x.yaml")
    assert (values is not None) == fits
    assert [f.code for f in findings] == ([] if fits else ["MS205"])


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a:\n" + "  - x\n" * (MAX_NODES - 1), True),
        ("a:\n" + "  - x\n" * MAX_NODES, False),
        ("".join(f"k{i}: x\n" for i in range(MAX_NODES // 2)), True),
        ("".join(f"k{i}: x\n" for i in range(MAX_NODES)), False),
    ],
)
def test_number_of_values(text: str, *, fits: bool) -> None:
    values, _, findings = parse(text, "x.yaml")
    assert (values is not None) == fits
    assert [f.code for f in findings] == ([] if fits else ["MS101"])
