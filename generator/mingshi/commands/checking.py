"""Commands that look: check, explain, resolve."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..model.finding import has_errors
from .base import FORMAT, Command, argument, inside, known_area, show


def _check(options: argparse.Namespace) -> int:
    from ..pipeline import check, check_changes, processes

    wanted = [inside(options.root, path) for path in options.paths]
    if options.base is None:
        _, findings = check(options.root, options.on, options.schemas, jobs=processes(0))
    else:
        _, findings = check_changes(options.root, options.on, options.schemas, options.base)
    if wanted:
        findings = [f for f in findings if any(f.path == w or f.path.startswith(f"{w}/") for w in wanted)]
    show(options, findings)
    return int(has_errors(findings))


def _explain(options: argparse.Namespace) -> int:
    from ..check.rulebook import explain

    print(explain(options.code))
    return 0


def _resolve(options: argparse.Namespace) -> int:
    from ..pipeline import check
    from ..resolve.lists import Resolver
    from ..resolve.report import as_json, as_text

    catalogue, findings = check(options.root, options.on, options.schemas)
    effective = Resolver(catalogue).effective(known_area(catalogue, options.area).id)
    print((as_json if options.format == "json" else as_text)(effective, catalogue))
    if has_errors(findings):
        print("提示：内容还有错误，结果可能不准。请先执行 mingshi check", file=sys.stderr)
        return 1
    return 0


COMMANDS = (
    Command(
        "check",
        "检查全部内容，或只看某些文件的结果。",
        "mingshi check content/listings --on 2026-11-23",
        _check,
        (
            argument("paths", nargs="*", type=Path, metavar="文件", help="只显示这些文件或文件夹的结果"),
            argument("--base", metavar="版本", help="只检查从这个 Git 版本以来改动的文件，如 origin/main"),
            FORMAT,
        ),
    ),
    Command(
        "explain",
        "解释一个检查代码：什么情况、为什么、怎么改。",
        "mingshi explain MS201",
        _explain,
        (argument("code", metavar="代码", help="如 MS201"),),
    ),
    Command(
        "resolve",
        "列出一个地方现在适用的清单，每一条来自哪一级哪个清单。",
        "mingshi resolve fuzhou/gulou/gudong/zhongshan-shequ --on 2026-11-23",
        _resolve,
        (
            argument("area", metavar="地方", help="网址里的路径，如 fuzhou/gulou"),
            argument("--format", choices=("text", "json"), default="text", help="输出格式"),
        ),
    ),
)
