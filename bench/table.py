"""From figures to Markdown: the table, how costs grow with size, and the machine they were taken on."""

from __future__ import annotations

import datetime
import itertools
import math
import os
import platform
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .measure import Usage, Written


@dataclass(frozen=True, slots=True)
class Row:
    """One tool at one size: what it used and what it wrote."""

    tool: str
    entries: int
    usage: Usage
    written: Written


def best(runs: Sequence[Usage]) -> Usage:
    """Return the run that used least CPU: the one that others on the machine disturbed least."""
    return min(runs, key=lambda usage: usage.cpu)


def exponent(size: float, cost: float, next_size: float, next_cost: float) -> float | None:
    """Return the slope between two points on logarithmic scales: 1 is linear, 2 quadratic. None when undefined."""
    if min(size, cost, next_size, next_cost) <= 0 or size == next_size:
        return None
    return math.log(next_cost / cost) / math.log(next_size / size)


def markdown(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is text and whose others are figures."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in (header, rule, *lines))


def seconds(time: float) -> str:
    """Return a time in figures that tell whether it is under a limit: 1.46 is, 1.5 might not be."""
    return f"{time:.2f}" if time < 10 else f"{time:.1f}"


def costs(rows: Sequence[Row]) -> str:
    """Return the table of costs, by size and then in the order they were measured."""
    header = (
        "工具",
        "条目",
        "网页",
        "CPU 秒",
        "其中系统态",
        "用时（秒）",
        "最大进程（MB）",
        "全部进程（MB）",
        "写出（MB）",
        "每个网页（KB）",
        "网页/CPU 秒",
    )
    lines = [
        (
            row.tool,
            f"{row.entries:,}",
            f"{row.written.pages:,}",
            seconds(row.usage.cpu),
            seconds(row.usage.system),
            seconds(row.usage.wall),
            f"{row.usage.peak:,.0f}",
            f"{row.usage.total:,.0f}",
            f"{row.written.size / 1e6:,.1f}",
            f"{row.written.page_bytes / max(row.written.pages, 1) / 1e3:.1f}",
            f"{row.written.pages / max(row.usage.cpu, 0.01):,.0f}",
        )
        for row in sorted(rows, key=lambda row: row.entries)
    ]
    return markdown(header, lines)


def growth(rows: Sequence[Row]) -> str:
    """Return the table of growth exponents of CPU between neighbouring sizes; "" when there is only one size."""
    sizes = sorted({row.entries for row in rows})
    steps = list(itertools.pairwise(sizes))
    cpu = {(row.tool, row.entries): row.usage.cpu for row in rows}
    lines = [
        (tool, *(_step(cpu.get((tool, a)), cpu.get((tool, b)), a, b) for a, b in steps))
        for tool in dict.fromkeys(row.tool for row in rows)
    ]
    return markdown(("工具", *(f"{a:,} → {b:,}" for a, b in steps)), lines) if steps else ""


def _step(cost: float | None, next_cost: float | None, size: int, next_size: int) -> str:
    found = exponent(size, cost or 0, next_size, next_cost or 0)
    return "—" if found is None else f"{found:.2f}"


def pace() -> float:
    """Return the CPU seconds this machine needs now for three million additions: what to compare two reports by."""
    started, total = time.process_time(), 0
    for number in range(3_000_000):
        total += number
    return time.process_time() - started


def machine() -> str:
    """Return a line about this machine: day, cores, CPU, memory, system, Python; never its name."""
    model, memory = platform.machine(), ""
    try:
        found = re.search(
            r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE
        )
        model = found[1].strip() if found else model
        memory = f"，内存 {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    except (OSError, ValueError):
        pass
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    return (
        f"{day}，{os.cpu_count()} 个核，{model}{memory}，{platform.system()} {platform.machine()}，"
        f"Python {platform.python_version()}"
    )
