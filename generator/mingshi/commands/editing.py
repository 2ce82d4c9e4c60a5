"""Commands that change files: fmt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.failure import Failure
from ..model.finding import Finding
from .base import Command, argument, inside, schemas_of, show

if TYPE_CHECKING:
    from ..edit.form import Formed
    from ..model.schema import Schema


def _fmt(options: argparse.Namespace) -> int:
    from ..edit.files import replace
    from ..edit.form import formed
    from ..progress import bar

    files = chosen(options)
    changed: list[Formed] = []
    refused: list[Finding] = []
    with bar(len(files), "文件") as tick:
        for path, schema in files:
            found = formed(options.root, path, schema)
            refused += found.findings
            changed += [found] if found.changed else []
            tick(1)
    for found in changed:
        if not options.check:
            replace(options.root, found.path, found.after)
        _tell(found, diff=options.check)
    if refused:
        show(options, sorted(refused, key=lambda f: f.sort_key))
    what = "个文件不是规范格式" if options.check else "个文件改成了规范格式"
    print(f"看了 {len(files)} 个文件，{len(changed)} {what}。")
    if options.check and changed:
        print("执行 mingshi fmt 就会改好；内容不变。", file=sys.stderr)
    return int(bool(refused) or (options.check and bool(changed)))


def _tell(found: Formed, *, diff: bool) -> None:
    """Print what is or would be changed in a file."""
    from ..edit.changes import count, shown_change

    if diff:
        print(shown_change(found.path, found.before, found.after))
    else:
        gone, new = count(found.before, found.after)
        print(f"{found.path}  -{gone} +{new} 行")
    for line, _ in found.moved:
        print(f"  第 {line} 行的注释移到 note 字段；看一遍它适不适合公开")


def chosen(options: argparse.Namespace) -> Sequence[tuple[str, Schema]]:
    """Return the entries and registers named on the command line, or all. Raises Failure when there are none."""
    from ..read.store import files_of

    wanted = [inside(options.root, path) for path in options.paths]
    kinds = schemas_of(options)
    files = files_of(options.root, kinds)
    if wanted:
        files = [f for f in files if any(f[0] == w or f[0].startswith(f"{w}/") for w in wanted)]
        if not files:
            raise Failure(
                f"“{'、'.join(wanted)}”不是条目，也不是登记表", "写 content/ 或 data/ 里条目、登记表的路径"
            )
    return files


COMMANDS = (
    Command(
        "fmt",
        "把条目和登记表改成规范格式：字段按规定的次序，一种写法；内容不变，改一个字段就只差一行。",
        "mingshi fmt content/items",
        _fmt,
        (
            argument(
                "paths", nargs="*", type=Path, metavar="文件", help="只改这些文件或文件夹（默认：全部）"
            ),
            argument("--check", action="store_true", help="只看，不改；有不规范的就列出来，退出码 1"),
        ),
    ),
)
