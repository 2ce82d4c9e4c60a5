"""Commands that make the site: build, serve."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from ..progress import profiled
from .base import FORMAT, Command, argument, jobs, port, scheduler, show_errors


def _build(options: argparse.Namespace) -> int:
    from ..pipeline import Options, build

    out = options.out or options.root / "site"
    settings = Options(
        root=options.root,
        out=out,
        on=options.on,
        schemas=options.schemas,
        jobs=1 if options.profile else options.jobs,
        production=options.production,
        check_links=options.check_links,
        manifest=options.manifest,
        clean=options.clean,
        scheduler=options.scheduler,
    )
    with profiled(print) if options.profile else nullcontext():
        built = build(settings, print, lambda found: show_errors(options, found))
    if built is None:
        print("有错误，没有生成；原来的网站没有改动。", file=sys.stderr)
        return 1
    print(f"已生成：{out}/index.html（用浏览器打开即可；或执行 make serve 预览）")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from ..preview import serve

    serve(options.root, options.on, options.schemas, options.port, print)
    return 0


COMMANDS = (
    Command(
        "build",
        "检查并生成网站；有错误时不生成，原来的网站不动。",
        "mingshi build --out site --on 2026-11-23",
        _build,
        (
            argument("--out", type=Path, metavar="目录", help="生成到哪里（默认：site）"),
            argument("--jobs", type=jobs, default=0, metavar="N", help="进程数（默认：每个核一个）"),
            argument(
                "--scheduler",
                type=scheduler,
                metavar="tcp://主机:端口",
                help="由这个 Dask 调度程序的工作进程生成页面；--out 要在各台机器共享的文件夹里",
            ),
            argument(
                "--check-links",
                action="store_true",
                help="全部重做，证明站内没有失效的链接和锚点；有就不生成",
            ),
            argument(
                "--manifest",
                type=Path,
                metavar="文件",
                help="把每个文件的哈希写到网站以外的这个文件，并显示构建证书",
            ),
            argument("--clean", action="store_true", help="忘掉上次生成的结果，全部重做"),
            argument("--profile", action="store_true", help="最后列出时间花在哪里（单进程，比平时慢）"),
            argument("--production", action="store_true", help="正式发布：站点设置没填全就不生成"),
            FORMAT,
        ),
    ),
    Command(
        "serve",
        "在本机预览；条目、编辑页面、模板改动后自动刷新。",
        "mingshi serve --port 8000",
        _serve,
        (argument("--port", type=port, default=8000, metavar="端口", help="端口（默认：8000）"),),
    ),
)
