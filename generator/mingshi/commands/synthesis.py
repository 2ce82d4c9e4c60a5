"""The command that makes up an installation: synth."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model.finding import has_errors
from .base import Command, argument, show


def _synth(options: argparse.Namespace) -> int:
    from ..progress import bar
    from ..read.place import refuse_sources
    from ..read.store import read_installation
    from ..synth.installation import write_installation
    from ..synth.places import places_of

    refuse_sources(options.root, options.folder, "mingshi synth 后面的目录")
    catalogue, findings = read_installation(options.root, options.on, schemas=options.schemas)
    if has_errors(findings):
        show(options, findings)
        return 1
    places = places_of(catalogue, options.scale)
    counties = places.counties()
    committees = sum(1 for county in counties for _ in places.committees(county.id))
    with bar(committees, "村（社区）") as tick:
        number = write_installation(catalogue, places, options.folder, tick)
    print(
        f"已写好合成数据：{options.folder}（{len(counties)} 个县、{committees} 个村（社区），{number} 个文件）"
    )
    return 0


COMMANDS = (
    Command(
        "synth",
        "用真实的地方和编造的内容写一套合成数据，只用来测试和测速；不能正式发布。",
        "mingshi synth /tmp/hecheng --scale county",
        _synth,
        (
            argument("folder", type=Path, metavar="目录", help="写到哪里：一个新的或空的文件夹"),
            argument(
                "--scale",
                choices=("county", "city", "province", "shandong"),
                default="county",
                help="规模：一个县、一个市、全省，或者相当于山东省（默认：county）",
            ),
        ),
    ),
)
