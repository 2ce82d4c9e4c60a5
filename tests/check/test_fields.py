"""Fields: unknown, missing, misshapen, refused; one finding for each slip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingshi.check.fields import check_fields
from mingshi.model.finding import Finding

from .bad import changed
from .made import BASIS, ITEM, ITEM_FILE, LISTING, SUBSTITUTE, new_list, written


def found(toy: Path, files: dict[str, str]) -> list[Finding]:
    return list(check_fields(changed(toy, files)))


def codes(findings: list[Finding]) -> list[tuple[str, int]]:
    return sorted((f.code, f.mark.line) for f in findings)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"name": None}, [("MS302", 1)]),
        ({"name": ""}, [("MS302", 2)]),
        ({"source_ids": None}, [("MS302", 7)]),
        ({"source_ids": []}, [("MS302", 8)]),
        ({"source_ids": ["s-shili-qingdan", ""]}, [("MS302", 10)]),
        ({"source_ids": "s-shili-qingdan"}, [("MS309", 8)]),
        ({"name": ["甲", "乙"]}, [("MS309", 2)]),
        ({"name": [{"a": "甲"}]}, [("MS309", 2)]),
        ({"aliases": [{"name": "甲"}]}, [("MS309", 16)]),
        ({"aliases": ["好、坏", "甲"]}, [("MS310", 16)]),
        ({"aliases": ["一" * 41, "甲"]}, [("MS306", 16)]),
        ({"purposes": "买房"}, [("MS309", 15)]),
        ({"purposes": ["买房"]}, [("MS309", 16)]),
        ({"purposes": [{"text": "买房"}]}, [("MS302", 16), ("MS302", 16)]),
        (
            {"purposes": [{"text": "买房", "verified": "yes", "source_ids": ["s-shili-fa"], "note": "x"}]},
            [("MS311", 20)],
        ),
        ({"version": "１"}, [("MS305", 13)]),
        ({"version": "0", "updated": "2020-1-1"}, [("MS301", 15), ("MS307", 13)]),
        ({"theme": "其它", "subject": "人"}, [("MS303", 3), ("MS303", 5)]),
    ],
)
def test_item(changes: dict[str, Any], expected: list[tuple[str, int]], toy: Path) -> None:
    assert codes(found(toy, {ITEM_FILE: written(ITEM, **changes)})) == expected


@pytest.mark.parametrize(
    ("changes", "remedy", "fix"),
    [
        ({"name": None, "nmae": "示例"}, "是不是想写 name（名称）？", "name"),
        ({"name": None, "名称": "示例"}, "是不是想写 name（名称）？", "name"),
        ({"name": None, "Name": "示例"}, "是不是想写 name（名称）？", "name"),
        ({"source_ids": None, "source_id": ["s-shili-fa"]}, "是不是想写 source_ids（来源）？", "source_ids"),
        (
            {"action_code": None, "action-code": "none"},
            "是不是想写 action_code（村（居）委会做什么）？",
            "action_code",
        ),
        ({"text": "买房"}, "它是“用途”（purposes）里每一项的字段，检查缩进", ""),
        ({"qqq": "x"}, "删掉它，或对照字段说明改成正确的名称", ""),
    ],
)
def test_unknown_field_is_one_finding_with_the_likely_name(
    changes: dict[str, Any], remedy: str, fix: str, toy: Path
) -> None:
    (only,) = found(toy, {ITEM_FILE: written(ITEM, **changes)})
    assert (only.code, only.remedy, only.fix) == ("MS311", remedy, fix)


def test_a_field_of_the_level_above(toy: Path) -> None:
    text = written(LISTING, legal_basis=[{**BASIS, "purpose": "入学"}])
    (only,) = found(toy, new_list(text))
    assert (only.code, only.remedy) == ("MS311", "它是上一层的字段，检查缩进")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"op": "rename", "status": None}, ["local_name"]),
        ({"op": "narrow", "status": None, "local_name": "x"}, ["scope_note"]),
        ({"op": "except", "status": None}, ["exceptions"]),
        ({"op": "override"}, ["reason"]),
        (
            {"status": "may_issue", "purpose": None, "requesting_bodies": None},
            ["requesting_bodies", "purpose"],
        ),
        ({"answer": None}, ["answer"]),
        ({"answer": None, "anwser": "可以开"}, []),
        ({"op": "inherit", "status": None, "answer": None}, []),
    ],
)
def test_conditional_fields(changes: dict[str, Any], missing: list[str], toy: Path) -> None:
    findings = [f for f in found(toy, new_list(written(LISTING, **changes))) if f.code == "MS312"]
    assert len(findings) == bool(missing)
    for finding in findings:
        assert all(f"（{name}）" in finding.message for name in missing)


@pytest.mark.parametrize(
    ("law", "missing"),
    [
        ({}, []),
        ({"law_id": "shili-fa", "version_date": "2020-10-01", "article": "第三条"}, []),
        ({"law_id": "shili-fa"}, ["version_date", "article"]),
        ({"version_date": "2020-10-01", "article": "第三条"}, ["law_id"]),
    ],
)
def test_law_version_and_article_go_together(law: dict[str, str], missing: list[str], toy: Path) -> None:
    findings = found(toy, new_list(written(LISTING, substitutes=[{**SUBSTITUTE, **law}])))
    assert [f.code for f in findings] == (["MS312"] if missing else [])
    assert all(f"（{name}）" in f.message for f in findings for name in missing)


def test_misspelt_column_does_not_make_every_row_faulty(toy: Path) -> None:
    path = "data/glossary.csv"
    text = (toy / path).read_text(encoding="utf-8")
    (only,) = found(toy, {path: text.replace("explanation", "explaination", 1)})
    assert (only.code, only.mark.line, only.fix) == ("MS311", 1, "explanation")


def test_missing_column_is_told_once(toy: Path) -> None:
    (only,) = found(toy, {"data/glossary.csv": "term_id,term,english,kind\na,甲,,\nb,乙,,\n"})
    assert (only.code, only.mark.line) == ("MS213", 1)


def test_all_rows_of_all_shards_are_judged(toy: Path) -> None:
    rows = "\n".join(f"jiashi/dingqu/beijie/x{i},community,residents_committee,示例{i},\n" for i in range(3))
    findings = found(
        toy,
        {
            "data/areas/jiashi/dingqu.csv+": rows
            + "jiashi/dingqu/beijie/X,community,residents_committee,,\n",
            "data/areas/jiashi/yixian.csv+": "jiashi/yixian/dongjie/y,community,社区,示例,\n",
        },
    )
    assert [(f.code, f.path.rpartition("/")[2], f.mark.column) for f in findings] == [
        ("MS304", "dingqu.csv", 1),
        ("MS302", "dingqu.csv", 54),
        ("MS303", "yixian.csv", 35),
    ]


def test_an_empty_row_is_told_field_by_field(toy: Path) -> None:
    findings = found(toy, {"data/glossary.csv+": ",,,,\n"})
    assert {f.code for f in findings} == {"MS302"}
    assert len(findings) == 3
