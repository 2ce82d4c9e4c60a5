"""Findings as a code quality report of GitLab."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...model.finding import Finding
from .words import clean, fingerprints, sentence_of

_SEVERITIES = {"error": "major", "warning": "minor"}


def as_gitlab(findings: Sequence[Finding]) -> str:
    """Return the JSON array that GitLab compares between branches by its fingerprints."""
    report = [
        {
            "description": f"{finding.title}：{sentence_of(finding)}",
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            # A finding about a whole file stands at its first line: GitLab wants one.
            "location": {"path": clean(finding.path), "lines": {"begin": finding.mark.line or 1}},
        }
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return json.dumps(report, ensure_ascii=False, indent=2)
