"""Findings as one JSON object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ...model.finding import Finding
from ..personal import mask
from .words import fix_of


def as_json(findings: Sequence[Finding], root: Path) -> str:
    """Return findings as one JSON object: `summary` with counts, `findings` with place, words and fix.

    `end_column` is the column after the last marked character; line 0 means the whole file.
    """
    del root  # same signature as the other formats
    found = [_plain(f) for f in findings]
    counts = Counter(f.severity for f in findings)
    summary = {
        "errors": counts["error"],
        "warnings": counts["warning"],
        "files": len({f.path for f in findings}),
    }
    return json.dumps({"summary": summary, "findings": found}, ensure_ascii=False, indent=2)


def _plain(finding: Finding) -> dict[str, str | int]:
    fix = fix_of(finding)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": finding.title,
        "message": mask(finding.message),
        "path": finding.path,
        "line": finding.mark.line,
        "column": finding.mark.column,
        "end_column": finding.mark.end,
        "remedy": mask(finding.remedy),
        "fix": fix,
        "fix_kind": finding.fix_kind if fix else "",
    }
