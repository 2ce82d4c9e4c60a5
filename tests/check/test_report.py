"""Findings as people and machines read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingshi.check.report import FORMATS, as_text
from mingshi.check.report.plain import as_json
from mingshi.check.report.words import width
from mingshi.model.finding import Finding, Mark

from .numbers import MOBILE, identity

PATH = "content/items/a.yaml"
LINES = 'item_id: a\nstatus: 已公开\nversion: 3\nphone: "{}"\n'.format(MOBILE)  # noqa: UP032  (text, not a template)
ENUM = Finding(
    "MS303",
    "“状态”（status）不能写“已公开”",
    PATH,
    Mark(2, 9, 12),
    "可选：published（已公开）",
    "published",
    "suggested",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_text(LINES, encoding="utf-8")
    return tmp_path


def test_text_has_place_excerpt_caret_remedy_and_fix(root: Path) -> None:
    assert as_text([ENUM], root, checked=200) == (
        "错误[MS303] 不在可选值之内：“状态”（status）不能写“已公开”\n"
        "  --> content/items/a.yaml:2:9\n"
        "1 | item_id: a\n"
        "2 | status: 已公开\n"
        "  |         ^^^^^^\n"
        "3 | version: 3\n"
        "  = 怎么改：可选：published（已公开）\n"
        "  = 改成：published\n"
        "\n"
        "共检查 200 个条目：1 处错误，0 处提示，涉及 1 个文件。"
    )


def test_nothing_found(root: Path) -> None:
    assert as_text([], root) == "检查完毕：0 处错误，0 处提示。"
    assert json.loads(as_json([], root)) == {
        "summary": {"errors": 0, "warnings": 0, "files": 0},
        "findings": [],
    }


def test_personal_data_is_masked_everywhere(root: Path) -> None:
    number = identity()
    found = Finding("MS602", f"号码 {number}", PATH, Mark(4, 9, 20), f"删掉 {MOBILE}", f"改 {MOBILE}", "safe")
    for text in (form([found], root, {}) for form in FORMATS.values()):
        assert MOBILE not in text
        assert number not in text
    assert '4 | phone: "***********"\n  |         ^^^^^^^^^^^' in as_text([found], root)
    assert json.loads(as_json([found], root))["findings"][0]["fix"] == ""


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (Mark(0), []),
        (Mark(99, 1), []),
        (Mark(1), ["1 | item_id: a", "2 | status: 已公开"]),
        (Mark(1, 1), ["1 | item_id: a", "  | ^", "2 | status: 已公开"]),
        (Mark(1, 10, 99), ["1 | item_id: a", "  |          ^", "2 | status: 已公开"]),
        (Mark(1, 50), ["1 | item_id: a", "  |           ^", "2 | status: 已公开"]),
    ],
)
def test_excerpts_of_odd_marks(mark: Mark, shown: list[str], root: Path) -> None:
    lines = as_text([Finding("MS302", "少了", PATH, mark)], root).split("\n")
    assert lines[2:-2] == shown


def test_long_lines_are_cut_around_the_mark(root: Path) -> None:
    (root / PATH).write_text("一" * 300 + "X" + "二" * 300, encoding="utf-8")
    line, carets = as_text([Finding("MS311", "这里", PATH, Mark(1, 301, 302))], root).split("\n")[2:4]
    assert width(line) < 120
    assert line[width_index(line, carets.index("^"))] == "X"
    assert line.startswith("1 | …")
    assert line.endswith("…")


def width_index(line: str, columns: int) -> int:
    """Return the index of the character that begins after so many columns."""
    return next(i for i in range(len(line)) if width(line[:i]) >= columns)


def test_control_characters_never_reach_the_terminal(root: Path) -> None:
    (root / PATH).write_text("name: \x1b[31m红\u202e\tx\n", encoding="utf-8")
    found = Finding("MS103", "这里有\x1b控制字符", "a\x1b.yaml", Mark(0))
    text = as_text([found, Finding("MS103", "这里", PATH, Mark(1, 7, 8))], root)
    assert not {"\x1b", "\u202e", "\t"} & set(text)
    assert "�[31m红� x" in text


def test_files_that_are_gone_or_not_text(root: Path) -> None:
    (root / PATH).write_bytes(b"\xff\xfe\x00")
    assert "少了" in as_text(
        [Finding("MS102", "少了", PATH, Mark(1, 1)), Finding("MS107", "没有", "none", Mark(3))], root
    )


def test_many_alike_warnings_are_told_briefly(root: Path) -> None:
    warnings = [Finding("MS416", f"第 {i} 部", PATH, Mark(2, 1), "查一查") for i in range(9)]
    text = as_text(warnings, root)
    assert (text.count("提示[MS416]"), text.count("怎么改")) == (9, 3)
    errors = [Finding("MS302", f"第 {i} 个", PATH, Mark(2, 1), "查一查") for i in range(9)]
    assert as_text(errors, root).count("怎么改") == 9


def test_json_for_machines(root: Path) -> None:
    assert json.loads(as_json([ENUM], root)) == {
        "summary": {"errors": 1, "warnings": 0, "files": 1},
        "findings": [
            {
                "code": "MS303",
                "severity": "error",
                "title": "不在可选值之内",
                "message": "“状态”（status）不能写“已公开”",
                "path": PATH,
                "line": 2,
                "column": 9,
                "end_column": 12,
                "remedy": "可选：published（已公开）",
                "fix": "published",
                "fix_kind": "suggested",
            }
        ],
    }


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("中文，", 6), ("e\u0301", 1), ("𠮷", 2)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
