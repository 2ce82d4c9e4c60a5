"""The command for editing in a browser on this machine: admin."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.failure import Failure
from ..model.finding import has_errors
from .base import Command, argument, port, show

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..model.settings import Settings


def _admin(options: argparse.Namespace) -> int:
    from ..edit.cms import hosted_backend, local_backend
    from ..read.git import branch_of

    schemas, settings = _definitions(options)
    branch = branch_of(options.root)
    if options.output:
        target = settings.get("repository_branch") or branch
        return _write(options, schemas, settings, hosted_backend(settings, target))
    if options.config:
        print("用法有误：--config 要和 -o 目录 一起写\n看用法：mingshi admin --help", file=sys.stderr)
        return 2
    return _serve(options, schemas, settings, local_backend(branch))


def _definitions(options: argparse.Namespace) -> tuple[Mapping[str, Schema], Settings]:
    from ..read.schemas import read_schemas
    from ..read.settings import read_settings
    from ..read.store import SCHEMAS

    if not (options.root / "mkdocs.yml").is_file():
        raise Failure(f"“{options.root}”里没有 mkdocs.yml", "在仓库根目录执行，或用 --root 指定它的位置")
    schemas, findings = read_schemas(options.schemas or options.root / SCHEMAS, options.root)
    settings, _, faults = read_settings(options.root)
    if has_errors(findings + faults):
        show(options, findings + faults)
        raise Failure("字段定义或站点设置有错误", "先按上面的提示改好")
    return schemas, settings


def _write(
    options: argparse.Namespace, schemas: Mapping[str, Schema], settings: Settings, backend: dict[str, Any]
) -> int:
    """Write what is to be put beside the site for those who sign in at the host of the repository."""
    from ..admin.packages import cms_files
    from ..admin.page import CONFIG, page_files
    from ..edit.cms import as_yaml, cms_config, homes
    from ..edit.files import replace

    files = {CONFIG: as_yaml(cms_config(schemas, settings, backend)).encode()}
    if not options.config:
        files |= {
            **page_files(backend, homes(schemas)),
            **cms_files(options.root / ".mingshi" / "admin", options.package, print),
        }
    for name, data in files.items():
        replace(options.output, name, data)
    print(f"已写好 {len(files)} 个文件：{options.output}")
    return 0


def _serve(
    options: argparse.Namespace, schemas: Mapping[str, Schema], settings: Settings, backend: dict[str, Any]
) -> int:
    from ..admin.copy import copy_of
    from ..admin.desk import HOME, Desk, behind, front
    from ..admin.packages import cms_files, node, server_program
    from ..admin.page import CONFIG, page_files
    from ..edit.cms import as_yaml, cms_config, homes

    folder = options.root / ".mingshi" / "admin"
    program, runner = server_program(folder, print), node()
    files = {
        **cms_files(folder, options.package, print),
        CONFIG: as_yaml(cms_config(schemas, settings, backend)).encode(),
        **page_files(backend, homes(schemas)),
    }
    # However this ends, the server behind must not stay.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    copy = copy_of(options.root, folder / "desk", backend["branch"])
    with behind(runner, program, copy.installation) as address:
        server = front(Desk(files, schemas, address, copy.give_back), options.port)
        own = f"http://127.0.0.1:{server.server_address[1]}{HOME}"
        print("后台里是仓库最后一次提交的内容；这里还没有提交的改动不受影响。")
        print(f"编辑后台：{own}（按 Ctrl+C 结束）", flush=True)
        print(
            f"保存一次，就在分支 cms/… 上提交一次；送审：git push，再提交到 {backend['branch']} 的合并请求。",
            flush=True,
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("已结束。")
        finally:
            server.server_close()
    return 0


COMMANDS = (
    Command(
        "admin",
        "在本机打开编辑后台（Decap CMS）：在网页上改条目，每次保存都是一次提交，等人审过再合并。",
        "mingshi admin --port 8080",
        _admin,
        (
            argument("--port", type=port, default=8080, metavar="端口", help="端口（默认：8080）"),
            argument(
                "--package",
                type=Path,
                metavar="文件",
                help="用这个 npm 包文件（decap-cms-….tgz），不下载；校验值照样要对",
            ),
            argument(
                "-o",
                "--output",
                type=Path,
                metavar="目录",
                help="不打开，把放到网站 admin/ 的文件写到这里（登录 GitHub 或 GitLab 编辑）",
            ),
            argument("--config", action="store_true", help="和 -o 一起：只写 config.yml"),
        ),
    ),
)
