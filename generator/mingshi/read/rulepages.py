"""The documentation pages of the rules: one Markdown file per code in check/rules/, part of the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .frontmatter import FRONT_LINE, split
from .yaml_events import parse

FOLDER = Path(__file__).resolve().parent.parent / "check" / "rules"


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule explained: `severity` is "error" or "warning", `body` Markdown."""

    code: str
    title: str
    severity: str
    body: str


@cache
def all_rules(folder: Path = FOLDER) -> tuple[RulePage, ...]:
    """Read every rule page of a folder, in the order of the codes.

    Raises ValueError that names the file when one has no front matter with code, title and severity.
    """
    return tuple(_read(path) for path in sorted(folder.glob("*.md")))


def _read(path: Path) -> RulePage:
    document, findings = split(path.read_text(encoding="utf-8"), path.name)
    values = None
    if document:
        values, _, more = parse(document.front, path.name, FRONT_LINE)
        findings = [*findings, *more]
    if findings or not document or not values:
        raise ValueError(f"{path}: {'; '.join(f.message for f in findings) or 'no front matter'}")
    try:
        return RulePage(values["code"], values["title"], values["severity"], document.body.strip())
    except KeyError as missing:
        raise ValueError(f"{path}: no {missing} in its front matter") from None
