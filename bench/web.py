"""Have Lighthouse judge five kinds of page as a telephone on a slow line gets them, as a Markdown table.

Lighthouse is pinned in bench/lighthouse/package-lock.json and needs Node; where something is missing this says so and
ends well. Nothing is asserted; a score below the aim is marked.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.gzip_server import served
from bench.table import machine, markdown

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "bench" / "lighthouse"
PROGRAM = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = {
    "首页": "index.html",
    "事项页": "items/hunyin-zhuangkuang/index.html",
    "地方页": "places/fuzhou/gulou/index.html",
    "清单页": "lists/cn-neg-2020/index.html",
    "式样页": "forms/f11-shouyang-nengli/index.html",
}
CATEGORIES = {"performance": "性能", "accessibility": "无障碍", "best-practices": "最佳实践", "seo": "SEO"}
TIMES = {
    "first-contentful-paint": "首次显示",
    "largest-contentful-paint": "主要内容",
    "total-blocking-time": "阻塞",
}
AIM = 95
OLDEST_NODE = 18
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the pages and print the table."""
    parser = argparse.ArgumentParser(
        description="用 Lighthouse（手机设置）测五类页面，结果是 Markdown 表格。",
        epilog="例：python bench/web.py --site site",
    )
    parser.add_argument("--site", type=Path, metavar="目录", help="已经生成的网站（默认：现生成一份）")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="每页测几次，取受干扰最少的一次")
    options = parser.parse_args(arguments)
    if lacking := missing():
        print(f"Lighthouse 没有测：{lacking}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or built(Path(folder) / "site")
        with served(site) as address:
            reports = {name: judged(address + path, options.runs) for name, path in PAGES.items()}
    print(f"{machine()}\n\n{table(reports)}\n\n{remarks(reports)}")
    return 0


def missing() -> str:
    """Return what is missing to run Lighthouse, "" when it is ready; installs the pinned packages when they are not."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return "没有 Node 和 npm"
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    if int(version.strip().lstrip("v").partition(".")[0] or 0) < OLDEST_NODE:
        return f"Node {version.strip()} 太旧，要 {OLDEST_NODE} 或更新"
    if not browser():
        return "没有 Chromium"
    if not PROGRAM.exists():
        # The browser comes from the system; the one Puppeteer would fetch is not needed.
        quiet = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
        done = subprocess.run(["npm", "ci", "--silent"], cwd=HOME, env=quiet, capture_output=True, text=True)
        if done.returncode:
            return f"npm ci 失败：{done.stderr.strip()[-300:]}"
    return ""


def browser() -> str | None:
    """Return the path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next((p for n in BROWSERS if (p := shutil.which(n))), None)


def built(out: Path) -> Path:
    """Build the installation of this checkout and return the folder. Raises CalledProcessError."""
    command = [str(Path(sys.executable).parent / "mingshi"), "build", "--root", str(ROOT), "--out", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def judged(address: str, runs: int) -> dict[str, Any]:
    """Return the report of the run that others on the machine disturbed least. Raises CalledProcessError."""
    return max((report_on(address) for _ in range(runs)), key=lambda r: score(r, "performance"))


def report_on(address: str) -> dict[str, Any]:
    """Return one report of Lighthouse: a telephone, slow 4G and a slow processor, both simulated."""
    command = ["node", str(PROGRAM), address, "--output=json", "--quiet"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking"]
    environment = {**os.environ, "CHROME_PATH": browser() or ""}
    done = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def score(report: dict[str, Any], category: str) -> int:
    """Return a score from 0 to 100; 0 when Lighthouse could not give one."""
    return round((report["categories"][category]["score"] or 0) * 100)


def table(reports: dict[str, dict[str, Any]]) -> str:
    """Return scores, times, shifts, bytes and requests of every page."""
    header = (
        "页面",
        *CATEGORIES.values(),
        *(f"{name}（秒）" for name in TIMES.values()),
        "跳动",
        "KB",
        "请求",
    )
    lines = []
    for name, report in reports.items():
        audits = report["audits"]
        scores = [score(report, category) for category in CATEGORIES]
        times = [f"{audits[key]['numericValue'] / 1000:.2f}" for key in TIMES]
        requests = audits["network-requests"]["details"]["items"]
        lines.append(
            (
                name,
                *(str(s) if s >= AIM else f"**{s}**" for s in scores),
                *times,
                f"{audits['cumulative-layout-shift']['numericValue']:.3f}",
                f"{sum(r.get('transferSize', 0) for r in requests) / 1000:.1f}",
                str(len(requests)),
            )
        )
    return markdown(header, lines)


def remarks(reports: dict[str, dict[str, Any]]) -> str:
    """Return the settings, and what Lighthouse finds wrong in categories it weighs."""
    first = next(iter(reports.values()))
    lines = [
        f"- Lighthouse {first['lighthouseVersion']}，手机设置（模拟慢 4G 和慢处理器），本机压缩服务器；"
        f"低于 {AIM} 分的用粗体。机器忙的时候“阻塞”会偏长，性能分会偏低。"
    ]
    for name, report in reports.items():
        for category, title in CATEGORIES.items():
            faults = [
                said(report["audits"][ref["id"]])
                for ref in report["categories"][category]["auditRefs"]
                if ref["weight"]
                and (report["audits"][ref["id"]]["score"] or 0) < 0.9
                and report["audits"][ref["id"]]["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")
            ]
            if faults:
                lines.append(f"- {name}，{title}：{'；'.join(faults)}")
    return "\n".join(lines)


def said(audit: dict[str, Any]) -> str:
    """Return what an audit complains about, with the reason when it gives one."""
    reason = audit.get("explanation")
    return f"{audit['title']}（{reason}）" if reason else str(audit["title"])


if __name__ == "__main__":
    sys.exit(main())
