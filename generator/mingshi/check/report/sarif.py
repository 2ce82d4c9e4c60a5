"""Findings as SARIF 2.1.0, for code scanning and for editors; with replacements where a value is ready."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from ... import __version__
from ...model.codes import CODES
from ...model.finding import Finding
from ...read.rulepages import all_rules
from .words import changed_first, clean, fingerprints, fix_of

Json: TypeAlias = dict[str, Any]
MOST = 25_000  # results of a run that GitHub takes
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return one run with every rule that was broken; columns count characters, not UTF-16 units."""
    chosen = changed_first(findings, {})[:MOST]
    codes = sorted({finding.code for finding in chosen})
    places = {code: number for number, code in enumerate(codes)}
    marks = fingerprints(chosen)
    run: Json = {
        "tool": {
            "driver": {
                "name": "mingshi",
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "仓库根目录"}}},
        "results": [_result(f, places[f.code], mark) for f, mark in zip(chosen, marks, strict=True)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> Json:
    severity, title = CODES[code]
    page = next(page for page in all_rules() if page.code == code)
    _, _, what = page.body.partition("\n\n")
    return {
        "id": code,
        "shortDescription": {"text": title},
        # GitHub's code scanning takes no rule without one.
        "fullDescription": {"text": what.partition("\n\n## ")[0].strip()},
        "help": {"text": f"执行 mingshi explain {code} 看说明", "markdown": page.body},
        "defaultConfiguration": {"level": severity},
    }


def _result(finding: Finding, number: int, mark: str) -> Json:
    text = clean(finding.message)
    if finding.remedy:
        text += f"\n怎么改：{clean(finding.remedy)}"
    where: Json = {"artifactLocation": _artifact(finding)}
    if region := _region(finding):
        where["region"] = region
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": where}],
        "partialFingerprints": {"mingshi/v1": mark},
    }
    fix = fix_of(finding)
    if fix and finding.mark.end > finding.mark.column > 0:
        replacement = {"deletedRegion": region, "insertedContent": {"text": fix}}
        changes = [{"artifactLocation": _artifact(finding), "replacements": [replacement]}]
        result["fixes"] = [{"description": {"text": "换成检查建议的写法"}, "artifactChanges": changes}]
    return result


def _artifact(finding: Finding) -> Json:
    return {"uri": quote(finding.path.encode("utf-8", "replace")), "uriBaseId": _ROOT}


def _region(finding: Finding) -> Json:
    line, column, end = finding.mark.line, finding.mark.column, finding.mark.end
    region: Json = {"startLine": line} if line else {}
    if line and column:
        region["startColumn"] = column
        region |= {"endColumn": end} if end > column else {}
    return region
