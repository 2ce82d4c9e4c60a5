"""The command that makes booklets for single places: booklet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.failure import Failure
from ..model.finding import has_errors
from .base import Command, argument, known_area, show


def _booklet(options: argparse.Namespace) -> int:
    from ..pipeline import check, print_booklets
    from ..progress import bar
    from ..read.place import refuse_sources

    if bool(options.area) == options.all:
        text = "用法有误：要写一个地方，或者写 --all（全部县）\n看用法：mingshi booklet --help"
        print(text, file=sys.stderr)
        return 2
    if options.out:
        refuse_sources(options.root, options.out, "-o")
    catalogue, findings = check(options.root, options.on, options.schemas)
    if has_errors(findings):
        show(options, findings)
        return 1
    wanted = dict(_targets(options, catalogue))
    with bar(len(wanted), "手册") as tick:
        size = print_booklets(catalogue, options.root, wanted, tick)
    where = options.out if options.all else next(iter(wanted.values()))
    print(f"已做好 {len(wanted)} 本手册（{size / 1e6:.1f} MB）：{where}")
    return 0


def _targets(options: argparse.Namespace, catalogue: Catalogue) -> Iterator[tuple[str, Path]]:
    """Yield (area id, file to write)."""
    if options.all:
        folder = options.out or options.root / "dist" / "booklets"
        for county in catalogue.areas.of_level("county"):
            if county.kind != "no_data":
                yield county.id, folder / f"{county.id.replace('/', '-')}.pdf"
        return
    area = known_area(catalogue, options.area)
    if area.level not in ("province", "city", "county"):
        raise Failure(f"“{area.name}”没有手册", "手册按省、市、县做，写上级的县，例如 fuzhou/gulou")
    yield area.id, options.out or Path(f"{area.id.replace('/', '-')}.pdf")


COMMANDS = (
    Command(
        "booklet",
        "做一个县（或省、市）自己的手册（PDF）：那里现在适用的全部事项，带封面、目录和页码。",
        "mingshi booklet fuzhou/gulou -o gulou.pdf",
        _booklet,
        (
            argument("area", nargs="?", metavar="地方", help="网址里的路径，如 fuzhou/gulou"),
            argument(
                "--all", action="store_true", help="全部县，每县一本；-o 是文件夹（默认 dist/booklets）"
            ),
            argument(
                "-o", "--out", type=Path, metavar="文件", help="写到哪里（默认：当前目录下以地方命名的文件）"
            ),
        ),
    ),
)
