"""The command that tells what a change means to readers: diff."""

from __future__ import annotations

import argparse
import sys

from .base import Command, argument, schemas_of, show


def _diff(options: argparse.Namespace) -> int:
    from ..edit.compare import compare
    from ..edit.sides import sides
    from ..edit.tell import as_markdown, as_text

    schemas = schemas_of(options)
    found = sides(options.root, options.base, schemas)
    tell = {"text": as_text, "markdown": as_markdown}[options.format]
    print(tell(compare(found.old, found.new, schemas), found.others, schemas))
    if found.findings:
        options.format = "text"
        show(options, found.findings)
        print("有的文件现在读不出来，上面的改动不全。请先执行 mingshi check", file=sys.stderr)
    return int(bool(found.findings))


COMMANDS = (
    Command(
        "diff",
        "用中文逐个字段列出，与某个 Git 版本相比，哪些内容对读者来说变了。",
        "mingshi diff origin/main",
        _diff,
        (
            argument("base", metavar="版本", help="和哪个 Git 版本比，如 origin/main、HEAD"),
            argument("--format", choices=("text", "markdown"), default="text", help="输出格式"),
        ),
    ),
)
