"""The command that puts right what can be put right: fix."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.failure import Failure
from ..model.finding import Finding, has_errors
from .asking import agrees, somebody_there
from .base import Command, argument, inside, show

if TYPE_CHECKING:
    from ..edit.fixes import Desk


def _fix(options: argparse.Namespace) -> int:
    from ..edit.fixes import Desk, apply, apply_safe, is_safe
    from ..pipeline import check

    if not (options.root / "mkdocs.yml").is_file():
        raise Failure(f"“{options.root}”里没有 mkdocs.yml", "在仓库根目录执行，或用 --root 指定它的位置")
    below = [inside(options.root, path) for path in options.paths]

    def wanted(path: str) -> bool:
        return not below or any(path == b or path.startswith(f"{b}/") for b in below)

    print("正在检查……", file=sys.stderr)
    catalogue, findings = check(options.root, options.on, options.schemas)
    with tempfile.TemporaryDirectory(prefix="mingshi-") as folder:
        desk = Desk(Path(folder), options.root)
        # A file with an error stays among those that are looked at, so that the error is told at the end.
        open_ = {f.path for f in findings if f.fix or is_safe(f) or f.severity == "error"}
        known = desk.fill(open_, catalogue.schemas)

        def look(root: Path) -> list[Finding]:
            return check(root, options.on, options.schemas, known=known)[1]

        findings, touched = apply_safe(desk, findings, look, wanted)
        agreed = _decide(options, desk.root, [f for f in findings if wanted(f.path)])
        if agreed:
            touched |= apply(desk.root, agreed)
            findings, more = apply_safe(desk, look(desk.root), look, wanted)
            touched |= more
        changed = _write(desk, touched, dry_run=options.dry_run)
    rest = [f for f in findings if wanted(f.path) and (f.fix or f.severity == "error")]
    if rest:
        show(options, rest)
    done = "会改" if options.dry_run else "改了"
    print(f"{done} {changed} 个文件；还有 {sum(f.severity == 'error' for f in rest)} 处错误要自己改。")
    return int(has_errors(rest))


def _decide(options: argparse.Namespace, root: Path, findings: Sequence[Finding]) -> list[Finding]:
    """Return the suggested fixes that are agreed to: by --yes, or one by one at a terminal."""
    from ..edit.fixes import is_safe, proposal

    may_ask = somebody_there() and not options.dry_run
    agreed = []
    for finding in findings:
        found = None if is_safe(finding) else proposal(root, finding)
        if found is None:
            continue
        if options.yes or (may_ask and agrees(_question(finding, *found))):
            agreed.append(finding)
    return agreed


def _question(finding: Finding, old: str, new: str) -> str:
    from ..edit.changes import safe_line

    where = f"{finding.path}:{finding.mark.line}"
    what = safe_line(f"{finding.title}：{finding.message}")
    return f"\n{where} {what}\n- {safe_line(old)}\n+ {safe_line(new)}\n这样改吗？"


def _write(desk: Desk, touched: set[str], *, dry_run: bool) -> int:
    """Show what changed and put it in its place."""
    from ..edit.changes import shown_change
    from ..edit.files import replace

    changes = list(desk.changes(touched))
    for path, before, after in changes:
        print(shown_change(path, before, after))
    for path, _, after in [] if dry_run else changes:
        replace(desk.origin, path, after)
    return len(changes)


COMMANDS = (
    Command(
        "fix",
        "改好有把握的错误（编码、BOM、全角数字和冒号、日期），显示改了什么；其余的先问您。",
        "mingshi fix content/items --dry-run",
        _fix,
        (
            argument(
                "paths", nargs="*", type=Path, metavar="文件", help="只改这些文件或文件夹（默认：全部）"
            ),
            argument("--yes", action="store_true", help="不再问，建议的改法也全部采用；改完要看一遍"),
            argument("--dry-run", action="store_true", help="只显示会怎么改，不改文件"),
        ),
    ),
)
