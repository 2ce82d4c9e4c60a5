"""Putting the ready values of findings in place: safe ones at once, suggested ones when somebody agreed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..model.finding import Finding
from ..model.schema import Schema
from ..read.csvfile import quoted_cell
from ..read.decode import TABLE_LIMIT, recoded
from ..read.files import read_bytes, walk
from ..read.settled import Settled, kept_by_county, unchanged
from .canonical import inline
from .files import replace

_ROUNDS = 8  # a repaired line lets the check see what it hid
# The ready value is text of the file, not a value to be written as its place wants.
_SOURCE = ("MS201", "MS206", "MS208", "MS211", "MS310", "MS313")
_WHOLE = ("MS102", "MS106")
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]*")

Check = Callable[[Path], list[Finding]]


@dataclass(frozen=True, slots=True)
class Desk:
    """A copy of an installation's texts on which fixes are tried; `root` is the copy, `origin` the installation."""

    root: Path
    origin: Path

    def fill(self, changing: Iterable[str], schemas: Mapping[str, Schema]) -> Settled:
        """Copy settings, contents and registers, and return what a check of the copy need not look at.

        That is what stays right when only the files `changing` do; of it, entries kept by county are not even copied,
        for there are tens of thousands. What cannot be read is left out.
        """
        paths = [*walk(self.origin, "content")[0], *walk(self.origin, "data")[0]]
        known = unchanged(paths, changing, kept_by_county(schemas))
        for path in ["mkdocs.yml", *(path for path in paths if path not in known.late)]:
            raw, _ = read_bytes(self.origin, path, TABLE_LIMIT)
            if raw is not None:
                target = self.root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(raw)
        return known

    def changes(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield (path, bytes before, bytes after) of the files among `paths` that differ."""
        for path in sorted(set(paths)):
            before, after = _bytes(self.origin, path), _bytes(self.root, path)
            if before != after:
                yield path, before, after


def apply_safe(
    desk: Desk, findings: list[Finding], check: Check, wanted: Callable[[str], bool]
) -> tuple[list[Finding], set[str]]:
    """Apply the safe fixes in the wanted files until there are none left; return what remains and the files changed.

    `findings` are those of the desk as it is.
    """
    touched: set[str] = set()
    for _ in range(_ROUNDS):
        safe = [f for f in findings if wanted(f.path) and is_safe(f)]
        changed = apply(desk.root, safe)
        if not changed:
            break
        touched |= changed
        findings = check(desk.root)
    return findings, touched


def is_safe(finding: Finding) -> bool:
    """Tell whether a finding may be put right without asking."""
    return finding.fix_kind == "safe" or finding.code in _WHOLE


def apply(root: Path, findings: Iterable[Finding]) -> set[str]:
    """Put the ready values of findings in place and return the files that changed by it."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.path, []).append(finding)
    changed = set()
    for path, found in by_file.items():
        before = _bytes(root, path)
        after = _repaired(before, found)
        if after != before:
            replace(root, path, after)
            changed.add(path)
    return changed


def proposal(root: Path, finding: Finding) -> tuple[str, str] | None:
    """Return the marked line as it is and as it would be; None when the ready value cannot be put in place."""
    lines = _bytes(root, finding.path).decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    if not 0 < finding.mark.line <= len(lines):
        return None
    old = lines[finding.mark.line - 1]
    new = _line(old, finding)
    return None if new in (None, old) else (old, str(new))


def _bytes(root: Path, path: str) -> bytes:
    return read_bytes(root, path, TABLE_LIMIT)[0] or b""


def _repaired(raw: bytes, findings: list[Finding]) -> bytes:
    """Return the bytes of a file with the fixes, from its end to its beginning, so that places stay true."""
    if any(f.code in _WHOLE for f in findings):
        text = recoded(raw)
        return raw if text is None else text.encode()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw
    ends = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    last = (len(lines) + 1, 0)
    for finding in sorted(findings, key=lambda f: (f.mark.line, f.mark.column), reverse=True):
        at = finding.mark
        if not 0 < at.line <= len(lines) or (at.line, at.end) > last:
            continue
        new = _line(lines[at.line - 1], finding)
        if new is not None:
            lines[at.line - 1], last = new, (at.line, at.column)
    return ends.join(lines).encode()


def _line(line: str, finding: Finding) -> str | None:
    """Return a line with the ready value in place of the marked text, or None when it does not fit there."""
    start, stop, fix = finding.mark.column - 1, finding.mark.end - 1, finding.fix
    if not fix or "\n" in fix or start < 0 or stop <= start or stop > len(line):
        return None
    before, after = line[:start], line[stop:]
    if finding.code in _SOURCE:
        return before + fix + after
    if finding.path.endswith(".csv"):
        inside = before.endswith('"') and after.startswith('"')
        return before + (fix.replace('"', '""') if inside else quoted_cell(fix)) + after
    if before.endswith(('"', "'")):
        # Where the text has escapes, its place is not told exactly.
        return before[:-1] + inline(fix) + after[1:] if after.startswith(before[-1]) else None
    if _WHOLE_NUMBER.fullmatch(fix):
        return before + fix + after  # only the canonical form knows whether it should be in quotes
    lead = before.rstrip()
    in_brackets = lead.endswith(("[", ","))
    if in_brackets or lead.endswith((":", "-")):
        return before + inline(fix, in_brackets=in_brackets) + after
    return before + fix + after
