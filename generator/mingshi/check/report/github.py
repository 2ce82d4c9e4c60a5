"""Findings as workflow commands of GitHub Actions, which shows ten errors and ten warnings of a step and no more.

So nine of each are shown, those on changed lines first; the tenth says how many there are besides. All of them are
in the summary of the job (markdown.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.finding import Finding
from .words import WORDS, Changed, changed_first, clean, sentence_of, summary

_SHOWN = 9


def as_github(findings: Sequence[Finding], changed: Changed) -> str:
    """Return workflow commands for the first findings of each severity and for the number of the others."""
    commands: list[str] = []
    for severity in ("error", "warning"):
        found = changed_first([f for f in findings if f.severity == severity], changed)
        # The place of the command that counts is needed for a finding when there is just one more.
        shown = found if len(found) <= _SHOWN + 1 else found[:_SHOWN]
        commands += [_command(finding) for finding in shown]
        if rest := len(found) - len(shown):
            text = f"另有 {rest} 处{WORDS[severity]}没有显示在这里，全部见任务小结"
            commands.append(f"::{severity} title=mingshi check::{_data(text)}")
    return "\n".join([*commands, summary(findings)])


def _command(finding: Finding) -> str:
    parts = [f"file={_property(finding.path)}"]
    if finding.mark.line:
        parts.append(f"line={finding.mark.line}")
    if finding.mark.column:
        parts.append(f"col={finding.mark.column}")
    if finding.mark.column and finding.mark.end > finding.mark.column:
        parts.append(f"endColumn={finding.mark.end}")
    parts.append(f"title={_property(f'{finding.code} {finding.title}')}")
    return f"::{finding.severity} {','.join(parts)}::{_data(sentence_of(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(clean(text)).replace(":", "%3A").replace(",", "%2C")
