"""Findings for machines: golden files of every format, and what each reader demands."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mingshi.check.report import FORMATS
from mingshi.check.report.github import as_github
from mingshi.check.report.gitlab import as_gitlab
from mingshi.check.report.junit import as_junit
from mingshi.check.report.markdown import MARKER, as_markdown
from mingshi.check.report.sarif import as_sarif
from mingshi.check.report.words import changed_first, fingerprints
from mingshi.model.codes import CODES
from mingshi.model.finding import Finding, Mark
from tests.conftest import HERE

from .numbers import MOBILE, identity

GOLDEN = HERE / "fixtures" / "findings"
ITEM, OTHER = "content/items/a.yaml", "content/lists/名 称,:%.yaml"
FINDINGS = [
    Finding(
        "MS303",
        "“状态”（status）不能写“已公开”",
        ITEM,
        Mark(2, 9, 12),
        "可选：published",
        "published",
        "suggested",
    ),
    Finding("MS308", "首尾有空白", ITEM, Mark(3, 1, 2), "删掉", "3", "safe"),
    Finding("MS602", f"号码 {MOBILE}", ITEM, Mark(4, 9, 20), f"删掉 {MOBILE}", f"改 {MOBILE}", "safe"),
    Finding("MS601", f"号码 {identity()}", OTHER, Mark(1, 1), "删掉"),
    Finding(
        "MS302",
        "50% <b>少了</b> `a` | @all &\n\x1b]0;",
        OTHER,
        Mark(1),
        "填上 *这里*",
        "a: |\n  b",
        "suggested",
    ),
    Finding("MS102", "不是 UTF-8", "data/x.csv", Mark(0), "另存为 UTF-8"),
]
CHANGED = {OTHER: frozenset({1}), ITEM: frozenset({9})}


@pytest.mark.parametrize("name", FORMATS)
def test_golden_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / ITEM
    file.parent.mkdir(parents=True)
    file.write_text(f'item_id: a\nstatus: 已公开\nversion: 3 \nphone: "{MOBILE}"\n', encoding="utf-8")
    assert FORMATS[name](FINDINGS, tmp_path, CHANGED) + "\n" == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_no_number_of_a_person_in_any_format(name: str, tmp_path: Path) -> None:
    text = FORMATS[name](FINDINGS, tmp_path, {})
    assert MOBILE not in text
    assert identity() not in text
    assert "\x1b" not in text
    assert MOBILE not in (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str, tmp_path: Path) -> None:
    text = FORMATS[name]([], tmp_path, {})
    if name in ("json", "gitlab", "sarif"):
        assert json.loads(text) is not None
    elif name == "junit":
        assert ElementTree.fromstring(text).get("failures") == "0"
    else:
        assert "0 处错误，0 处提示" in text


def many(count: int, code: str = "MS302", path: str = ITEM) -> list[Finding]:
    return [Finding(code, f"第 {n} 个", path, Mark(n + 1, 1)) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "shown", "rest"), [(0, 0, 0), (1, 1, 0), (9, 9, 0), (10, 10, 0), (11, 9, 2), (300, 9, 291)]
)
def test_github_shows_nine_and_counts_the_rest(count: int, shown: int, rest: int) -> None:
    lines = as_github([*many(count), *many(count, "MS310")], {}).split("\n")
    for severity in ("error", "warning"):
        own = [line for line in lines if line.startswith(f"::{severity} ")]
        assert len(own) <= 10
        assert sum("file=" in line for line in own) == shown
        assert (f"另有 {rest} 处" in own[-1]) if rest else not any("另有" in line for line in own)
    assert lines[-1].startswith(f"检查完毕：{count} 处错误，{count} 处提示")


def test_findings_on_changed_lines_come_first() -> None:
    found = [*many(3, path="a"), *many(3, path="b"), Finding("MS310", "提示", "b", Mark(2))]
    order = [(f.path, f.mark.line, f.code) for f in changed_first(found, {"b": frozenset({2})})]
    assert order[:4] == [("b", 2, "MS302"), ("b", 2, "MS310"), ("b", 1, "MS302"), ("b", 3, "MS302")]
    assert [path for path, *_ in order[4:]] == ["a"] * 3


def test_fingerprints_outlive_lines_put_in_above_and_are_never_the_same() -> None:
    before = fingerprints(many(3))
    moved = [Finding(f.code, f.message, f.path, Mark(f.mark.line + 7, 1)) for f in many(3)]
    assert fingerprints(moved) == before
    twins = fingerprints([Finding("MS302", "一样", ITEM, Mark(n)) for n in range(5)])
    assert len({*twins, *before}) == 8


def only(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(required),
    }


def each(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least}


# The parts of SARIF 2.1.0 that are written, put down from the text of the standard (section 3).
COUNT, TEXT = {"type": "integer", "minimum": 1}, {"type": "string", "minLength": 1}
MESSAGE = only({"text": TEXT}, "text")
REGION = only({"startLine": COUNT, "startColumn": COUNT, "endColumn": COUNT}, "startLine")
PLACE = only({"uri": {"type": "string", "pattern": "^[!-~]+$"}, "uriBaseId": TEXT}, "uri")
REPLACEMENT = only({"deletedRegion": REGION, "insertedContent": MESSAGE}, "deletedRegion")
CHANGE = only(
    {"artifactLocation": PLACE, "replacements": each(REPLACEMENT, 1)}, "artifactLocation", "replacements"
)
RESULT = only(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": each(
            only(
                {"physicalLocation": only({"artifactLocation": PLACE, "region": REGION}, "artifactLocation")}
            )
        ),
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "fixes": each(only({"description": MESSAGE, "artifactChanges": each(CHANGE, 1)}, "artifactChanges")),
    },
    "message",
)
RULE = only(
    {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": only({"text": TEXT, "markdown": TEXT}, "text"),
        "defaultConfiguration": only({"level": {"enum": ["error", "warning"]}}),
    },
    "id",
)
DRIVER = only(
    {
        "name": TEXT,
        "semanticVersion": TEXT,
        "language": {"pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "rules": each(RULE),
    },
    "name",
)
SARIF = only(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": each(
            only(
                {
                    "tool": only({"driver": DRIVER}, "driver"),
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "originalUriBaseIds": {"type": "object"},
                    "results": each(RESULT),
                },
                "tool",
            )
        ),
    },
    "version",
    "runs",
)


@pytest.mark.parametrize("findings", [[], FINDINGS, many(30)])
def test_sarif_follows_the_standard(findings: list[Finding]) -> None:
    report = json.loads(as_sarif(findings))
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(report)] == []
    run = report["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(findings)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert sorted(set(rules)) == rules == sorted({f.code for f in findings})


def test_sarif_explains_every_rule_as_code_scanning_demands() -> None:
    report = json.loads(as_sarif([Finding(code, "甲", ITEM, Mark(1)) for code in CODES]))
    rules = report["runs"][0]["tool"]["driver"]["rules"]
    assert len(rules) == len(CODES)
    for rule in rules:
        assert 5 < len(rule["fullDescription"]["text"]) <= 1024
        assert "##" not in rule["fullDescription"]["text"]
        assert rule["help"]["markdown"].startswith("## 什么情况")


def test_sarif_takes_no_more_than_a_host_does_and_errors_first() -> None:
    report = json.loads(as_sarif([*many(24_990, "MS310"), *many(20)]))
    levels = [result["level"] for result in report["runs"][0]["results"]]
    assert len(levels) == 25_000
    assert levels.count("error") == 20


@pytest.mark.parametrize("findings", [[], FINDINGS, many(30)])
def test_junit_counts_what_it_holds(findings: list[Finding]) -> None:
    top = ElementTree.fromstring(as_junit(findings))
    suites = top.findall("testsuite")
    assert (top.tag, {suite.tag for suite in top}) == ("testsuites", {"testsuite"})
    for element, cases in [
        (top, top.findall("testsuite/testcase")),
        *((s, s.findall("testcase")) for s in suites),
    ]:
        assert int(element.get("tests", "")) == len(cases) > 0
        assert int(element.get("failures", "")) == sum(case.find("failure") is not None for case in cases)
        assert element.get("errors") == "0"
    skipped = top.findall("testsuite/testcase/skipped")
    assert sum(int(suite.get("skipped", "")) for suite in suites) == len(skipped)
    names = [(case.get("classname"), case.get("name")) for case in top.iter("testcase")]
    assert len(set(names)) == len(names)
    assert sum(1 for _ in top.iter("failure")) == sum(f.severity == "error" for f in findings)


def test_gitlab_has_what_it_asks_for() -> None:
    report = json.loads(as_gitlab(FINDINGS))
    for entry, finding in zip(report, FINDINGS, strict=True):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] == finding.path
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in report}) == len(report)


def test_a_comment_never_grows_too_long() -> None:
    findings = [finding for n in range(400) for finding in many(20, path=f"content/items/{n}.yaml")]
    text = as_markdown(findings, {})
    assert len(text) < 65_536
    assert text.startswith(MARKER)
    shown = text.count("- 第 ")
    assert f"另有 {8000 - shown} 处写不下" in text
    assert text.count("<details>") == text.count("</details>") > 0


def test_a_comment_calls_nobody_and_breaks_nothing() -> None:
    text = as_markdown(FINDINGS, {})
    assert "\\@all" in text
    assert "\\<b\\>" in text
    assert text.index(OTHER) < text.index("data/x.csv")
