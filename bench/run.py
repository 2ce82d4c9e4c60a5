"""Measure mingshi and the other generators found on this machine on the same synthetic content, as Markdown.

Every figure is of a whole process with all its children, start-up included. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.content import SCALES, Content, TooFew, content_of, path_of
from bench.effective import ON
from bench.measure import CommandFailed, Usage, Written, measure, put_away, written
from bench.peers import BIN, OURS, PEERS, Peer
from bench.table import Row, best, costs, growth, machine, markdown, pace, seconds

ROOT = Path(__file__).resolve().parent.parent
SIZES = (500, 2_000, 10_000, 40_000)
CHANGED = 20
NOTES = """\
- CPU 秒是整个进程树的用户态加系统态时间，从启动到退出；机器上有别的任务时，用时会偏长，CPU 秒较可靠，
  但系统态（主要是写文件）也会随磁盘忙闲变化，用户态（两者之差）最稳定。
- 条目是乡镇（街道）、村（社区）和它们的村规民约、居民公约、社区工作法，一条一页；40,000 条就是福建全省。
  mingshi 的数字还包括读取时的检查、汇总各级清单、检索索引、静态接口、网站地图，以及事项、清单、法规等页面；
  其他软件只渲染条目和目录，各地适用的清单是算好了给它们的。
- 测量当中不删文件：ext4 在几分钟内会避开刚删掉的位置，谁接着写谁就慢。
- “全部进程”是同一时刻各进程内存之和，进程之间共用的内存重复计算。
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print the tables."""
    options = _parser().parse_args(arguments)
    chosen = [peer for peer in PEERS if peer.key in options.peers]
    found, missing = look_for(chosen, options.bin)
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    # As after its first run on any machine; here and there writing bytecode is switched off.
    compileall.compile_dir(str(ROOT / "generator" / "mingshi"), quiet=2)
    before = pace()
    print(f"{machine()}\n\n{_versions(found)}")
    if missing:
        print(f"- 没有找到，不测：{'、'.join(peer.title for peer in missing)}")
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(folder)
        if options.own:
            print("\n" + own_commands(work, options.runs, tell))
        try:
            installation = synthetic(work, max(options.sizes))
        except (CommandFailed, TooFew) as error:
            tell(f"没有合成数据可以测：{error}")
            return 1
        rows: list[Row] = []
        for size in sorted(options.sizes):
            content = content_of(installation, size)
            rows += measured(found, content, work, options, tell)
    print(f"\n- 同一段循环（三百万次加法）：开始时 {before:.2f} CPU 秒，结束时 {pace():.2f} CPU 秒")
    print(f"\n{costs(rows)}\n\nCPU 随条目数的增长（1 是正比，2 是平方）：\n\n{growth(rows)}\n\n{NOTES}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="用同一批合成条目测量 mingshi 和本机已有的同类软件，结果是 Markdown 表格。",
        epilog="例：python bench/run.py --sizes 500 2000 --peers mingshi hugo --runs 1",
    )
    keys = [peer.key for peer in PEERS]
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N", help="条目数")
    parser.add_argument("--peers", nargs="+", choices=keys, default=keys, help="测哪些（默认：找得到的都测）")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="每项测几次，取 CPU 最少的一次")
    parser.add_argument("--limit", type=float, default=600, metavar="秒", help="一次最多多久")
    parser.add_argument("--bin", nargs="+", default=[], metavar="目录", help="另外到哪些文件夹找软件")
    parser.add_argument("--work", type=Path, metavar="目录", help="临时文件放在哪里（40,000 条约要 5 GB）")
    parser.add_argument(
        "--no-again", dest="again", action="store_false", help="不测 mingshi 再次生成、只检查改动"
    )
    parser.add_argument("--no-own", dest="own", action="store_false", help="不测本仓库自己的几个命令")
    return parser


def tell(text: str) -> None:
    """Tell the person who waits; the tables alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


def look_for(peers: Sequence[Peer], folders: Sequence[str]) -> tuple[list[tuple[Peer, str]], list[Peer]]:
    """Return the peers that are here, each with its program, and those that are not."""
    whole = [str(Path(folder).resolve()) for folder in folders]  # programs are run in other folders
    found = [(peer, peer.find(whole)) for peer in peers]
    return [(p, program) for p, program in found if program], [p for p, program in found if not program]


def _versions(found: Sequence[tuple[Peer, str]]) -> str:
    return "- 版本：" + "；".join(f"{peer.title} {peer.version(program)}" for peer, program in found)


def synthetic(folder: Path, count: int) -> Path:
    """Make the smallest synthetic installation with enough entries. Raises CommandFailed, TooFew."""
    for scale in SCALES:
        target = folder / scale
        measure([str(BIN / "mingshi"), "synth", str(target), "--scale", scale, "--root", str(ROOT)], ROOT)
        try:
            content_of(target, count)
        except TooFew as error:
            too_few = error
        else:
            return target
    raise too_few


def measured(
    found: list[tuple[Peer, str]],
    content: Content,
    work: Path,
    options: argparse.Namespace,
    say: Callable[[str], None],
) -> Iterator[Row]:
    """Yield the figures of every peer; one that fails is told of and taken out of `found`, the others go on."""
    for peer, program in list(found):
        size = len(content)
        folder = work / f"{peer.key}-{size}"
        peer.prepare(folder, content)
        rows = _full(peer, program, size, folder, options)
        if options.again and peer.key == OURS:
            rows = itertools.chain(rows, _again(peer, program, content, folder, options))
        try:
            for row in rows:
                say(
                    f"{row.tool}，{size:,} 条：CPU {seconds(row.usage.cpu)} 秒，用时 {seconds(row.usage.wall)} 秒"
                )
                yield row
        except CommandFailed as error:
            say(f"{peer.title}，{size:,} 条：没有测成，更大的也不测了。{error}")
            found.remove((peer, program))


def _full(peer: Peer, program: str, size: int, folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    runs = []
    for _ in range(options.runs):
        peer.clean(folder, folder.parent / "bin")
        # What preparing wrote is still on its way to the disk, and would count against the tool.
        os.sync()
        runs.append(measure([program, *peer.arguments], folder, options.limit))
    yield Row(peer.title, size, best(runs), written(folder / peer.out))


def _again(
    peer: Peer, program: str, content: Content, folder: Path, options: argparse.Namespace
) -> Iterator[Row]:
    """Yield the figures of what follows a build: nothing changed, one entry changed, 20 changed entries checked."""
    size, runs = len(content), max(3, options.runs)
    files = [folder / path_of(entry) for entry in content.entries]
    for name, number in (("没有改动", 0), ("改了一条", 1)):
        used = [
            _after(files[:number], [program, *peer.arguments], folder, options.limit) for _ in range(runs)
        ]
        yield Row(f"{peer.title}，再次生成，{name}", size, best(used), written(folder / peer.out))
    commit(folder)
    check = [program, "check", "--base", "HEAD", "--on", ON]
    # Spread over the counties, as in a pull request of a whole province.
    some = files[:: max(1, len(files) // CHANGED)][:CHANGED]
    used = [_after(some, check, folder, options.limit) for _ in range(runs)]
    yield Row(f"{peer.title}，只检查改了的 {CHANGED} 条", size, best(used), Written(0, 0, 0))


def _after(files: Sequence[Path], command: list[str], folder: Path, limit: float) -> Usage:
    """Add a sentence to some entries and measure a command."""
    for file in files:
        file.write_text(file.read_text(encoding="utf-8") + "\n补充一句。\n", encoding="utf-8")
    return measure(command, folder, limit)


def commit(folder: Path) -> None:
    """Put all contents of a folder, without the site, into a new Git repository that passes over the site."""
    (folder / ".gitignore").write_text("site/\n.site.*\n", encoding="utf-8")
    who = ["-c", "user.name=bench", "-c", "user.email=bench@shili.example", "-c", "gc.auto=0"]
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        [*who, "commit", "-q", "-m", "all"],
    ):
        measure(["git", *arguments], folder)


def own_commands(work: Path, runs: int, say: Callable[[str], None]) -> str:
    """Return the table of our own commands on the installation in this checkout."""
    mingshi, out = str(BIN / "mingshi"), work / "own"
    commands = [
        ("启动：import mingshi.cli", [sys.executable, "-c", "import mingshi.cli"]),
        ("mingshi check", [mingshi, "check", "--on", ON]),
        ("mingshi resolve fuzhou/gulou（含检查）", [mingshi, "resolve", "fuzhou/gulou", "--on", ON]),
    ]
    for jobs in ("1", "2"):
        build = [mingshi, "build", "--clean", "--on", ON, "--out", str(out), "--jobs", jobs]
        commands.append((f"mingshi build，{jobs} 个进程（含检查）", build))
    lines = []
    for name, command in commands:
        try:
            usage = best([_fresh(command, out, work / "bin") for _ in range(runs)])
        except CommandFailed as error:
            say(f"{name}：{error}")
            continue
        pages = f"{written(out).pages:,}" if "build" in command else ""
        lines.append((name, pages, f"{usage.cpu:.2f}", f"{usage.wall:.2f}", f"{usage.peak:,.0f}"))
    return markdown(("本仓库的命令", "网页", "CPU 秒", "用时（秒）", "最大进程（MB）"), lines)


def _fresh(command: list[str], out: Path, bin_: Path) -> Usage:
    for left in (out, out.parent / f".{out.name}.state", out.parent / f".{out.name}.lock"):
        put_away(left, bin_)
    return measure(command, ROOT)


if __name__ == "__main__":
    sys.exit(main())
