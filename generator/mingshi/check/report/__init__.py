"""Findings for people and for machines: one module per format, all masking personal data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ...model.finding import Finding
from .github import as_github
from .gitlab import as_gitlab
from .junit import as_junit
from .markdown import as_markdown
from .plain import as_json
from .sarif import as_sarif
from .text import as_text
from .words import Changed

Format: TypeAlias = Callable[[Sequence[Finding], Path, Changed], str]
FORMATS: Mapping[str, Format] = {
    "text": lambda findings, root, _: as_text(findings, root),
    "json": lambda findings, root, _: as_json(findings, root),
    "github": lambda findings, _, changed: as_github(findings, changed),
    "gitlab": lambda findings, *_: as_gitlab(findings),
    "sarif": lambda findings, *_: as_sarif(findings),
    "junit": lambda findings, *_: as_junit(findings),
    "markdown": lambda findings, _, changed: as_markdown(findings, changed),
}
__all__ = ["FORMATS", "Changed", "Format", "as_text"]
