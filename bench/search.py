"""Measure the search in a real Chromium: bytes on the wire, time of a query, CPU of the index, as a Markdown table.

    python bench/search.py                  the installation itself
    python bench/search.py --scale shandong as many places as a province of the size of Shandong has

Bytes are those of the files a browser asks for, each gzip-compressed at level 6, without headers. Cold: a new browser
that loads program, style and data for one question. Then: the same questions one after the other in one browser.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, sync_playwright

from bench.table import machine
from mingshi.read.store import read_installation
from mingshi.synth.installation import write_installation
from mingshi.synth.places import SCALES, places_of
from tests.conftest import ON, ROOT
from tests.search.asked import REAL, Question, questions
from tests.search.engine import written
from tests.system_packages import browser

TIMED = """async words => {
  const start = performance.now()
  const found = await mingshiSearch.find(words)
  return [performance.now() - start, found.groups.length]
}"""
# Of each kind so many questions are asked in a new browser.
COLD_EACH = 6


@dataclass(frozen=True, slots=True)
class Cost:
    """Of questions in new browsers: bytes and requests of each; of all in one: bytes and milliseconds of each."""

    cold: list[int]
    requests: list[int]
    wire: list[int]
    times: list[float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print one line of the table."""
    options = _parser().parse_args(arguments)
    asked = questions(REAL)
    with tempfile.TemporaryDirectory(dir=options.work) as folder, sync_playwright() as tool:
        root = _installation(options.scale, Path(folder) / "content")
        catalogue, _ = read_installation(root, ON)
        out, begun = Path(folder) / "site", time.process_time()
        page = written(catalogue, out)
        cpu = time.process_time() - begun
        chrome = tool.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu"])
        cost = measured(chrome, page, asked)
        chrome.close()
        print(f"{machine()}\n\n{table(options.scale or '本站', cost, out, cpu)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="在真的浏览器里测搜索：字节数、用时、建索引的 CPU。")
    parser.add_argument("--scale", choices=SCALES, help="改用这个规模的合成数据（默认：本站自己的内容）")
    parser.add_argument("--work", type=Path, metavar="目录", help="临时文件放在哪里（shandong 约要 400 MB）")
    return parser


def _installation(scale: str | None, target: Path) -> Path:
    if not scale:
        return ROOT
    catalogue, _ = read_installation(ROOT, ON)
    write_installation(catalogue, places_of(catalogue, scale), target, lambda _: None)
    return target


def measured(chrome: Browser, page_file: Path, asked: Iterable[Question]) -> Cost:
    """Ask one question of every kind in a browser of its own, and all of them in one browser."""
    every = list(asked)
    cost = Cost([], [], [], [])
    kinds: dict[str, list[Question]] = {}
    for question in every:
        kinds.setdefault(question.kind, []).append(question)
    for inside in kinds.values():
        for question in inside[:COLD_EACH]:
            page, loaded = _opened(chrome, page_file)
            page.evaluate(TIMED, question.words)
            cost.cold.append(sum(loaded))
            cost.requests.append(len(loaded))
            page.context.close()
    page, loaded = _opened(chrome, page_file)
    page.evaluate("mingshiSearch.find('婚姻')")
    for question in every:
        before = sum(loaded)
        cost.times.append(page.evaluate(TIMED, question.words)[0])
        cost.wire.append(sum(loaded) - before)
    page.context.close()
    return cost


def _opened(chrome: Browser, page_file: Path) -> tuple[Any, list[int]]:
    """Open the page in a new browser context; the list takes the size of every file asked for after that."""
    page = chrome.new_context(locale="zh-CN").new_page()
    page.goto(page_file.as_uri())
    loaded: list[int] = []
    page.on("request", lambda request: loaded.append(_size(unquote(urlsplit(request.url).path))))
    return page, loaded


@cache
def _size(path: str) -> int:
    return len(gzip.compress(Path(path).read_bytes(), 6))


def table(title: str, cost: Cost, out: Path, cpu: float) -> str:
    """Return the measurements as a Markdown table."""
    files = list((out / "assets" / "search").rglob("*.js"))
    rows = {
        "第一次出结果之前（KB，中位数 / 最多）": f"{_kb(statistics.median(cost.cold))} / {_kb(max(cost.cold))}",
        "第一次的请求数（最多）": str(max(cost.requests)),
        "以后每次（KB，中位数 / 95% / 最多）": " / ".join(
            _kb(n) for n in (statistics.median(cost.wire), _part(cost.wire, 0.95), max(cost.wire))
        ),
        "每次用时（毫秒，中位数 / 95%）": f"{statistics.median(cost.times):.1f} / {_part(cost.times, 0.95):.1f}",
        "建索引（CPU 秒，不算读内容）": f"{cpu:.1f}",
        "索引（MB / 文件数）": f"{sum(p.stat().st_size for p in files) / 1e6:.1f} / {len(files)}",
    }
    lines = [f"| 搜索 | {title} |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]
    return "\n".join(lines)


def _kb(number: float) -> str:
    return f"{number / 1000:.1f}"


def _part(numbers: Sequence[float], share: float) -> float:
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))]


if __name__ == "__main__":
    sys.exit(main())
