"""What a command is, and what several of them share: kinds of arguments, showing findings."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ..model.areas import Area
from ..model.catalogue import Catalogue
from ..model.failure import Failure
from ..model.finding import Finding, has_errors
from ..model.schema import Schema

Argument: TypeAlias = tuple[tuple[str, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it does, an example, the function that runs it, its arguments."""

    name: str
    help: str
    example: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[Argument, ...]


def argument(*flags: str, **options: Any) -> Argument:
    """Return one argument in the form argparse takes it."""
    return flags, options


FORMAT = argument("--format", choices=("text", "json", "github"), default="text", help="输出格式")


def port(text: str) -> int:
    """Return a port number. Raises ValueError."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def jobs(text: str) -> int:
    """Return a number of processes, 0 for one per core. Raises ValueError."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def scheduler(text: str) -> str:
    """Return the address of a scheduler. Raises ValueError."""
    if not re.fullmatch(r"tcp://[^\s/:]+:\d{1,5}", text):
        raise ValueError(text)
    port(text.rpartition(":")[2])
    return text


def known_area(catalogue: Catalogue, text: str) -> Area:
    """Return the area named on the command line. Raises Failure with near ones when there is none."""
    if text in catalogue.areas:
        return catalogue.areas.get(text)
    import difflib

    ids = [area.id for area in catalogue.areas]
    same_end = [i for i in ids if i.rpartition("/")[2] == text.rpartition("/")[2]]
    near = (same_end or difflib.get_close_matches(text, ids, 3) or ids[-1:])[:3]
    raise Failure(f"没有这个地方：{text}", f"写成网址里的路径，例如 {'、'.join(near)}")


def schemas_of(options: argparse.Namespace) -> dict[str, Schema]:
    """Return the schemas of an installation. Raises Failure when there is none or they have a fault."""
    from ..read.schemas import read_schemas
    from ..read.store import SCHEMAS

    if not (options.root / "mkdocs.yml").is_file():
        raise Failure(f"“{options.root}”里没有 mkdocs.yml", "在仓库根目录执行，或用 --root 指定它的位置")
    kinds, findings = read_schemas(options.schemas or options.root / SCHEMAS, options.root)
    if has_errors(findings) or not kinds:
        show(options, findings)
        raise Failure("字段定义文件有错误，或者没有", "先按上面的提示改好 data/schemas 里的文件")
    return kinds


def inside(root: Path, path: Path) -> str:
    """Return a path relative to the root. Raises Failure when it is not there or lies outside."""
    found = path if path.is_absolute() or path.exists() else root / path
    if not found.exists():
        raise Failure(f"没有这个文件或文件夹：{path}", "检查路径是否写对")
    try:
        return found.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise Failure(f"“{path}”不在仓库里", "用 --root 指定仓库根目录") from None


def show(options: argparse.Namespace, findings: list[Finding]) -> None:
    """Print findings in the format asked for."""
    from ..check.report import as_github, as_json, as_text

    formats = {"text": as_text, "json": as_json, "github": as_github}
    chosen = getattr(options, "format", "text")
    text = formats[chosen](findings, options.root)
    if text:
        print(text)


def show_errors(options: argparse.Namespace, findings: list[Finding]) -> None:
    """Show everything when something stops the build; otherwise only how many warnings there are."""
    if has_errors(findings):
        show(options, findings)
    elif findings:
        print(f"· {len(findings)} 处提示，执行 mingshi check 看详情")
