"""The command line: parses, calls the pipeline, prints, and turns every outcome into an exit code.

Exit codes: 0 done; 1 something in the content or on this machine must be put right; 2 bad usage;
3 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from . import __version__
from .model.failure import Failure, from_os_error
from .model.finding import Finding, has_errors
from .progress import profiled

BEIJING = datetime.timezone(datetime.timedelta(hours=8))

_USAGE = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能写 \2，可选：\3"),
    (r"argument (.*): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.*): invalid (?:int|_date|_port|_jobs|_scheduler) value: (.*)", r"\1 的值 \2 不对"),
    (r"argument (.*): (.*)", r"\1：\2"),
)


Argument: TypeAlias = tuple[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does, an example, the function that runs it, its arguments."""

    name: str
    help: str
    example: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[Argument, ...]


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the call and leave with exit code 2."""
        for pattern, chinese in _USAGE:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, chinese, message)
                break
        self.exit(2, f"用法有误：{message}\n看用法：{self.prog} --help\n")

    def format_help(self) -> str:
        """Return the help text with Chinese headings."""
        text = super().format_help()
        for english, chinese in (
            ("usage:", "用法："),
            ("positional arguments:", "参数："),
            ("options:", "选项："),
            ("show this help message and exit", "显示本说明"),
        ):
            text = text.replace(english, chinese)
        return text


def _date(text: str) -> str:
    return datetime.date.fromisoformat(text).isoformat()


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 0:
        raise ValueError(text)
    return jobs


def _scheduler(text: str) -> str:
    if not re.fullmatch(r"tcp://[^\s/:]+:\d{1,5}", text):
        raise ValueError(text)
    _port(text.rpartition(":")[2])
    return text


def today() -> str:
    """Return today's date in China: the default day on which laws and lists are judged."""
    return datetime.datetime.now(BEIJING).date().isoformat()


def _parser() -> Parser:
    common = Parser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=Path(), metavar="目录", help="仓库根目录（默认：当前目录）"
    )
    common.add_argument("--schemas", type=Path, metavar="目录", help="字段定义所在目录（默认：data/schemas）")
    common.add_argument(
        "--on", type=_date, default=today(), metavar="日期", help="以哪一天计，如 2026-11-23（默认：今天）"
    )
    parser = Parser(
        prog="mingshi", description="明示：把村（居）委会证明事项的清单、指南和依据检查、汇总、做成公开网站。"
    )
    parser.add_argument("--version", action="version", version=f"mingshi {__version__}", help="显示版本")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help,
            epilog=f"例：{command.example}",
            parents=[common],
        )
        for flags, options in command.arguments:
            sub.add_argument(*flags, **options)
        sub.set_defaults(run=command.run)
    return parser


def _show(options: argparse.Namespace, findings: list[Finding]) -> None:
    from .check.report import as_github, as_json, as_text

    formats = {"text": as_text, "json": as_json, "github": as_github}
    chosen = getattr(options, "format", "text")
    text = formats[chosen](findings, options.root)
    if text:
        print(text)


def _show_errors(options: argparse.Namespace, findings: list[Finding]) -> None:
    """Show everything when something stops the build; otherwise only how many warnings there are."""
    if has_errors(findings):
        _show(options, findings)
    elif findings:
        print(f"· {len(findings)} 处提示，执行 mingshi check 看详情")


def _check(options: argparse.Namespace) -> int:
    from .pipeline import check, check_changes

    wanted = [_inside(options.root, path) for path in options.paths]
    if options.base is None:
        _, findings = check(options.root, options.on, options.schemas)
    else:
        _, findings = check_changes(options.root, options.on, options.schemas, options.base)
    if wanted:
        findings = [f for f in findings if any(f.path == w or f.path.startswith(f"{w}/") for w in wanted)]
    _show(options, findings)
    return int(has_errors(findings))


def _inside(root: Path, path: Path) -> str:
    """Return a path relative to the root. Raises Failure when it is not there or lies outside."""
    found = path if path.is_absolute() or path.exists() else root / path
    if not found.exists():
        raise Failure(f"没有这个文件或文件夹：{path}", "检查路径是否写对")
    try:
        return found.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise Failure(f"“{path}”不在仓库里", "用 --root 指定仓库根目录") from None


def _explain(options: argparse.Namespace) -> int:
    from .check.rulebook import explain

    print(explain(options.code))
    return 0


def _resolve(options: argparse.Namespace) -> int:
    from .pipeline import check
    from .resolve.lists import Resolver
    from .resolve.report import as_json, as_text

    catalogue, findings = check(options.root, options.on, options.schemas)
    if options.area not in catalogue.areas:
        near = _nearest_areas(options.area, [a.id for a in catalogue.areas])
        raise Failure(f"没有这个地方：{options.area}", f"写成网址里的路径，例如 {near}")
    effective = Resolver(catalogue).effective(options.area)
    print((as_json if options.format == "json" else as_text)(effective, catalogue))
    if has_errors(findings):
        print("提示：内容还有错误，结果可能不准。请先执行 mingshi check", file=sys.stderr)
        return 1
    return 0


def _nearest_areas(text: str, ids: list[str]) -> str:
    import difflib

    same_end = [i for i in ids if i.rpartition("/")[2] == text.rpartition("/")[2]]
    return "、".join((same_end or difflib.get_close_matches(text, ids, 3) or ids[-1:])[:3])


def _build(options: argparse.Namespace) -> int:
    from .pipeline import Options, build

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
        built = build(settings, print, lambda found: _show_errors(options, found))
    if built is None:
        print("有错误，没有生成；原来的网站没有改动。", file=sys.stderr)
        return 1
    print(f"已生成：{out}/index.html（用浏览器打开即可；或执行 make serve 预览）")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from .preview import serve

    serve(options.root, options.on, options.schemas, options.port, print)
    return 0


def _synth(options: argparse.Namespace) -> int:
    from .progress import bar
    from .read.store import read_installation
    from .synth.installation import write_installation
    from .synth.places import places_of

    catalogue, findings = read_installation(options.root, options.on, schemas=options.schemas)
    if has_errors(findings):
        _show(options, findings)
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


def _argument(*flags: str, **options: Any) -> Argument:
    return flags, options


_FORMAT = _argument("--format", choices=("text", "json", "github"), default="text", help="输出格式")
COMMANDS = (
    Command(
        "check",
        "检查全部内容，或只看某些文件的结果。",
        "mingshi check content/listings --on 2026-11-23",
        _check,
        (
            _argument("paths", nargs="*", type=Path, metavar="文件", help="只显示这些文件或文件夹的结果"),
            _argument("--base", metavar="版本", help="只检查从这个 Git 版本以来改动的文件，如 origin/main"),
            _FORMAT,
        ),
    ),
    Command(
        "explain",
        "解释一个检查代码：什么情况、为什么、怎么改。",
        "mingshi explain MS201",
        _explain,
        (_argument("code", metavar="代码", help="如 MS201"),),
    ),
    Command(
        "resolve",
        "列出一个地方现在适用的清单，每一条来自哪一级哪个清单。",
        "mingshi resolve fuzhou/gulou/gudong/zhongshan-shequ --on 2026-11-23",
        _resolve,
        (
            _argument("area", metavar="地方", help="网址里的路径，如 fuzhou/gulou"),
            _argument("--format", choices=("text", "json"), default="text", help="输出格式"),
        ),
    ),
    Command(
        "build",
        "检查并生成网站；有错误时不生成，原来的网站不动。",
        "mingshi build --out site --on 2026-11-23",
        _build,
        (
            _argument("--out", type=Path, metavar="目录", help="生成到哪里（默认：site）"),
            _argument("--jobs", type=_jobs, default=0, metavar="N", help="进程数（默认：每个核一个）"),
            _argument(
                "--scheduler",
                type=_scheduler,
                metavar="tcp://主机:端口",
                help="由这个 Dask 调度程序的工作进程生成页面；--out 要在各台机器共享的文件夹里",
            ),
            _argument("--check-links", action="store_true", help="证明站内没有失效的链接和锚点，有就不生成"),
            _argument(
                "--manifest", type=Path, metavar="文件", help="把每个文件的哈希写到这个文件，并显示构建证书"
            ),
            _argument("--clean", action="store_true", help="忘掉上次生成的结果，全部重做"),
            _argument("--profile", action="store_true", help="最后列出时间花在哪里（单进程，比平时慢）"),
            _argument("--production", action="store_true", help="正式发布：站点设置没填全就不生成"),
            _FORMAT,
        ),
    ),
    Command(
        "serve",
        "在本机预览；条目、编辑页面、模板改动后自动刷新。",
        "mingshi serve --port 8000",
        _serve,
        (_argument("--port", type=_port, default=8000, metavar="端口", help="端口（默认：8000）"),),
    ),
    Command(
        "synth",
        "用真实的地方和编造的内容写一套合成数据，只用来测试和测速；不能正式发布。",
        "mingshi synth /tmp/hecheng --scale county",
        _synth,
        (
            _argument("folder", type=Path, metavar="目录", help="写到哪里：一个新的或空的文件夹"),
            _argument(
                "--scale",
                choices=("county", "city", "province", "shandong"),
                default="county",
                help="规模：一个县、一个市、全省，或者相当于山东省（默认：county）",
            ),
        ),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        options = _parser().parse_args(arguments)
        code: int = options.run(options)
    except Failure as failure:
        return _tell(failure)
    except BrokenPipeError:
        # The reader of our output went away (as in `mingshi check | head`): nothing to say, nothing lost.
        sys.stdout = None
        return 1
    except OSError as error:
        return _tell(from_os_error(error, "读写文件"))
    except KeyboardInterrupt:
        print("已中断；原来的网站没有改动。", file=sys.stderr)
        return 130
    except Exception:
        return _our_fault()
    return code


def _tell(failure: Failure) -> int:
    print(f"错误：{failure.message}", file=sys.stderr)
    if failure.remedy:
        print(f"  怎么办：{failure.remedy}", file=sys.stderr)
    return 1


def _our_fault() -> int:
    """Keep the traceback in a log file and tell the reader where it is."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="mingshi-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(traceback.format_exc())
    print(f"程序出错了，这不是您的问题。记录在 {log.name}，请附上它报告给维护者。", file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main())
