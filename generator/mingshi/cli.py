"""The command line: parses, calls the pipeline, prints, and turns every outcome into an exit code.

Exit codes: 0 done; 1 something in the content or on this machine must be put right; 2 bad usage;
3 a fault of ours; 130 interrupted.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from . import __version__
from .commands import COMMANDS
from .model.failure import Failure, Misuse, from_os_error

BEIJING = datetime.timezone(datetime.timedelta(hours=8))

_USAGE = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能写 \2，可选：\3"),
    (r"argument (.*): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.*): invalid (?:int|_date|port|jobs|scheduler) value: (.*)", r"\1 的值 \2 不对"),
    (r"argument (.*): (.*)", r"\1：\2"),
)


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
    except KeyboardInterrupt as stop:
        # What was interrupted knows what it leaves behind.
        print("；".join(("已中断", *getattr(stop, "__notes__", ()))) + "。", file=sys.stderr)
        return 130
    except Exception:
        return _our_fault()
    return code


def _tell(failure: Failure) -> int:
    print(f"错误：{failure.message}", file=sys.stderr)
    if failure.remedy:
        print(f"  怎么办：{failure.remedy}", file=sys.stderr)
    return 2 if isinstance(failure, Misuse) else 1


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
