"""Commands that bring the site to where people are, or tell about it: bundle, preview, nightly, templates."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model.failure import Failure
from .base import Command, argument


def _bundle(options: argparse.Namespace) -> int:
    from ..pipeline import Options, bundle
    from ..read.place import refuse_sources

    area = options.area.strip().strip("/")
    target = options.output or Path("dist") / f"{area.replace('/', '-') or 'bundle'}.zip"
    refuse_sources(options.root, target, "-o")
    site = options.site or options.root / "site"
    county, made = bundle(Options(options.root, site, options.on, options.schemas), area, target, print)
    print(
        f"{county.name}离线包：{target}，{made.size / 1e6:.1f} MB；"
        f"解压后 {made.pages} 页、{made.files} 个文件，{made.unpacked / 1e6:.1f} MB；版本 {made.version}"
    )
    print("解压到 U 盘，双击“打开.html”就能用。")
    return 0


def _preview(options: argparse.Namespace) -> int:
    from ..pipeline import Options, preview
    from ..publish.compare import says
    from ..read.place import refuse_sources

    target = options.output or Path("dist") / "preview.zip"
    refuse_sources(options.root, target, "-o")
    settings = Options(options.root, options.root / "site", options.on, options.schemas)
    says(preview(settings, options.base, target, print), print)
    print(f"已写：{target}，解压后打开 preview/index.html")
    return 0


def _nightly(options: argparse.Namespace) -> int:
    from ..pipeline import nightly

    text = nightly(options.root, options.on, options.schemas, links=options.links)
    if not text:
        print("没有到了日子要处理的内容。")
    elif options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8")
        print(f"有内容要处理，写在 {options.output}")
    else:
        print(text, end="")
    return 0


def _templates(options: argparse.Namespace) -> int:
    from ..publish.templates import FORMS, MARKDOWN, template_files
    from ..read.schemas import read_schemas

    schemas, faults = read_schemas(options.schemas or options.root / "data" / "schemas", options.root)
    if faults:
        raise Failure("字段定义有错误，做不了表单", "先执行 mingshi check，改好再做")
    made = template_files(schemas)
    there = {
        f"{folder}{file.name}": file.read_text(encoding="utf-8")
        for folder in (FORMS, MARKDOWN)
        for file in (options.root / folder).glob("*")
    }
    stale = sorted(path for path in {*made, *there} if made.get(path) != there.get(path))
    if options.check and stale:
        raise Failure(f"这些表单与字段定义不一致：{'、'.join(stale)}", "执行 mingshi templates 重新生成")
    for path in [] if options.check else stale:
        if path in made:
            (options.root / path).parent.mkdir(parents=True, exist_ok=True)
            (options.root / path).write_text(made[path], encoding="utf-8", newline="\n")
        else:
            (options.root / path).unlink()
    print(
        f"{len(made)} 个表单"
        + ("都是最新的。" if options.check or not stale else f"，改写了 {len(stale)} 个。")
    )
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
    Command(
        "preview",
        "把改动前后不同的页面做成一个压缩包，供审核的人对照着看。",
        "mingshi preview origin/main -o preview.zip",
        _preview,
        (
            argument("base", metavar="版本", help="与哪个分支比，如 origin/main"),
            argument("-o", "--output", type=Path, metavar="文件", help="写到哪里（默认：dist/preview.zip）"),
        ),
    ),
    Command(
        "nightly",
        "巡检：没有人改动，却到了日子要处理的内容（依据失效等），写成一份报告；没有就不写。",
        "mingshi nightly --links -o nightly.md",
        _nightly,
        (
            argument("--links", action="store_true", help="连外部链接也逐个打开看（要联网）"),
            argument("-o", "--output", type=Path, metavar="文件", help="写到哪个文件（默认：显示出来）"),
        ),
    ),
    Command(
        "templates",
        "从字段定义生成各托管平台的问题表单（提供内容、指出错误）。",
        "mingshi templates --check",
        _templates,
        (argument("--check", action="store_true", help="只检查现有的是不是最新的，不写"),),
    ),
)
