"""Commands about who may change what: gate, leaks, owners, approve."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..model.failure import Failure, Misuse
from ..model.finding import has_errors
from .base import FORMAT, Command, argument, schemas_of, show


def _gate(options: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from ..check.changes.run import Request, judge

    request = Request(options.base, options.head, options.author, tuple(options.approver))
    with TemporaryDirectory(prefix="mingshi-") as room:
        findings = judge(options.root, request, Path(room))
        # The lines shown are those of the pull request, which need not be what is checked out.
        show(argparse.Namespace(root=Path(room) / "head", format=options.format), findings)
    return int(has_errors(findings))


def _leaks(options: argparse.Namespace) -> int:
    from ..check.changes.leaks import leaks, staged_leaks

    if options.staged and options.base:
        raise Misuse("--staged 看还没有提交的，不能再写版本", "去掉其中一个")
    root = options.root
    findings = list(staged_leaks(root) if options.staged else leaks(root, options.base or "", options.head))
    show(options, findings)
    return int(has_errors(findings))


def _owners(options: argparse.Namespace) -> int:
    from ..check.changes.owners import FILES, owner_file
    from ..pipeline import check
    from ..read.git import tracked

    catalogue, findings = check(options.root, options.on, options.schemas)
    if has_errors(findings):
        raise Failure("内容还有错误，说不清哪个文件归谁", "先执行 mingshi check，改好再生成")
    host = options.host or catalogue.settings.get("repository_host") or "github"
    files = [p for p in tracked(options.root) if p not in FILES.values()]
    text = owner_file(catalogue, [*files, FILES[host]], host)
    target = options.root / FILES[host]
    if options.check:
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            raise Failure(
                f"{FILES[host]} 与 data/editors.csv 不一致", f"执行 mingshi owners --host {host} 重新生成"
            )
        print(f"{FILES[host]} 是最新的；{len(files)} 个文件各有一个负责单位。")
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    print(f"写了 {FILES[host]}；{len(files)} 个文件各有一个负责单位。")
    return 0


def _approve(options: argparse.Namespace) -> int:
    from ..check.changes.approve import Approval, approve, registered
    from ..check.changes.rights import EDITORS

    approval = Approval(options.kind, options.id, options.approver, options.on, options.basis)
    digest, written = approve(options.root, approval)
    if not registered(options.root, schemas_of(options)).grants:
        print(f"注意：{EDITORS} 里还没有登记任何人，没有检查“{options.approver}”能不能核定（MS508）。")
    print(f"已登记核定：{options.kind} {options.id}，校验值 {digest[:12]}…")
    print(
        f"改了 {'、'.join(written)}。请用审核账号“{options.approver}”单独提交一个请求，里面不要有别的修改。"
    )
    return 0


_HEAD = argument("--head", default="HEAD", metavar="版本", help="要检查到哪个提交（默认：HEAD）")

COMMANDS = (
    Command(
        "gate",
        "检查一个合并请求：谁能改什么、编号、状态、版本、核定；规则从合并起点读，权限要合并起点和目标分支现在都有，不执行请求里的任何东西。",
        "mingshi gate origin/main --author shili-xian-bianji",
        _gate,
        (
            argument("base", metavar="目标分支", help="请求要合并到哪里，如 origin/main"),
            _HEAD,
            argument(
                "--author", required=True, metavar="账号", help="提交请求的平台账号（不是提交里写的名字）"
            ),
            argument(
                "--approver",
                action="append",
                default=[],
                metavar="账号",
                help="在平台上同意的账号，可以写多次",
            ),
            FORMAT,
        ),
    ),
    Command(
        "leaks",
        "检查要推送的每一个提交里有没有身份证号、手机号，加了又删掉的、附件里的也算。",
        "mingshi leaks origin/main",
        _leaks,
        (
            argument(
                "base", nargs="?", metavar="版本", help="从哪个版本以后的提交（默认：远端还没有的全部提交）"
            ),
            _HEAD,
            argument("--staged", action="store_true", help="只看已经 git add、还没有提交的"),
            FORMAT,
        ),
    ),
    Command(
        "owners",
        "从 data/editors.csv 生成托管平台的所有者文件（CODEOWNERS），并证明每个文件有且只有一个负责单位。",
        "mingshi owners --host gitea --check",
        _owners,
        (
            argument(
                "--host",
                choices=("github", "gitlab", "gitea", "gitee"),
                help="哪个平台（默认：站点设置里的 repository_host）",
            ),
            argument("--check", action="store_true", help="只检查现有的文件是不是最新的，不写"),
        ),
    ),
    Command(
        "approve",
        "登记主管部门的核定：记下内容的校验值，内容以后一改，核定就不再有效。",
        "mingshi approve item hunyin-zhuangkuang --approver shili-shenhe --basis （示例）某民〔2026〕1号",
        _approve,
        (
            argument("kind", metavar="种类", help="字段说明里的英文名，如 item"),
            argument("id", metavar="编号", help="文件的路径，不带后缀，如 hunyin-zhuangkuang"),
            argument("--approver", required=True, metavar="账号", help="登记的审核账号"),
            argument("--basis", required=True, metavar="依据", help="核定意见的文号或会议、批办件的名称"),
        ),
    ),
)
