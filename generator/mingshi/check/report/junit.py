"""Findings as a JUnit report: a test case each; errors fail, warnings are skipped with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from ...model.finding import Finding
from .words import clean, place, sentence_of


def as_junit(findings: Sequence[Finding]) -> str:
    """Return one suite for each file with findings, or a single passed case when there is none."""
    found = sorted(findings, key=lambda f: f.sort_key)
    suites = [_suite(path, list(own)) for path, own in groupby(found, lambda f: f.path)]
    if not suites:
        suites = [
            [
                *_opening("testsuite", "mingshi", 1, 0, 0),
                '<testcase classname="mingshi" name="check"/>',
                "</testsuite>",
            ]
        ]
    counts = Counter(f.severity for f in found)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        *_opening("testsuites", "mingshi check", len(found) or 1, counts["error"], counts["warning"]),
        *(line for suite in suites for line in suite),
        "</testsuites>",
    ]
    return "\n".join(lines)


def _opening(tag: str, name: str, tests: int, failures: int, skipped: int) -> Iterator[str]:
    counted = f'tests="{tests}" failures="{failures}" errors="0"'
    # Whoever reads the sum of all suites knows no skipped ones.
    counted += f' skipped="{skipped}"' if tag == "testsuite" else ""
    yield f"<{tag} name={quoteattr(clean(name))} {counted}>"


def _suite(path: str, findings: Sequence[Finding]) -> list[str]:
    counts = Counter(f.severity for f in findings)
    lines = [*_opening("testsuite", path, len(findings), counts["error"], counts["warning"])]
    for finding in findings:
        name = f"{finding.code} {finding.title} {place(finding)}"
        lines.append(f"<testcase classname={quoteattr(clean(path))} name={quoteattr(name)}>")
        message, text = quoteattr(clean(finding.message)), escape(sentence_of(finding))
        if finding.severity == "error":
            lines.append(f'<failure type="{finding.code}" message={message}>{text}</failure>')
        else:
            lines.append(f"<skipped message={message}/>")
        lines.append("</testcase>")
    return [*lines, "</testsuite>"]
