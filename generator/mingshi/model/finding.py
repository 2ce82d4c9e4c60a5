"""A finding: one thing that is wrong at one place, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .codes import CODES


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands: line and column from 1, `end` the column after its last character (0 = unknown)."""

    line: int
    column: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. Picklable and free of references, so that pool workers can return it.

    `message` says what is wrong in one Chinese sentence and never quotes personal data; `remedy` says what
    to do; `fix` is a value that can be put in place of the marked text; `fix_kind` is "safe" (may be applied
    without asking), "suggested" (needs a decision) or "". `path` is relative to the installation, with "/".
    """

    code: str
    message: str
    path: str
    mark: Mark = field(default=Mark(0))
    remedy: str = ""
    fix: str = ""
    fix_kind: str = ""

    @property
    def severity(self) -> str:
        """Return "error" or "warning", from the code table."""
        return CODES[self.code][0]

    @property
    def title(self) -> str:
        """Return the short Chinese title of the rule."""
        return CODES[self.code][1]

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Return the order in which findings are shown: by file, line, column, code."""
        return (self.path, self.mark.line, self.mark.column, self.code)


def has_errors(findings: list[Finding]) -> bool:
    """Tell whether any finding stops a build."""
    return any(f.severity == "error" for f in findings)
