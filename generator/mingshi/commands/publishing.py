"""Commands that bring the site to where people are: bundle."""

from __future__ import annotations

import argparse
from pathlib import Path

from .base import Command, argument


def _bundle(options: argparse.Namespace) -> int:
    from ..pipeline import Options, bundle

    area = options.area.strip().strip("/")
    target = options.output or Path("dist") / f"{area.replace('/', '-') or 'bundle'}.zip"
    site = options.site or options.root / "site"
    county, made = bundle(Options(options.root, site, options.on, options.schemas), area, target, print)
    print(
        f"{county.name}离线包：{target}，{made.size / 1e6:.1f} MB；"
        f"解压后 {made.pages} 页、{made.files} 个文件，{made.unpacked / 1e6:.1f} MB；版本 {made.version}"
    )
    print("解压到 U 盘，双击“打开.html”就能用。")
    return 0


COMMANDS = (
    Command(
        "bundle",
        "把一个县（市、区）的页面、检索和单子做成压缩包，拷到 U 盘，不联网也能打开。",
        "mingshi bundle fuzhou/gulou -o gulou.zip",
        _bundle,
        (
            argument("area", metavar="县", help="网址里的路径，如 fuzhou/gulou"),
            argument("-o", "--output", type=Path, metavar="文件", help="写到哪里（默认：dist/市-县.zip）"),
            argument("--site", type=Path, metavar="目录", help="已经生成的网站（默认：site）"),
        ),
    ),
)
