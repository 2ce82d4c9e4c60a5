"""Measure this checkout: check, build, resolve, start-up; and peers on the same place pages when they are installed.

Prints a Markdown table; asserts nothing. Every figure is of a whole process, start-up included.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PEER_SIZES = (500, 2000)


@dataclass(frozen=True, slots=True)
class Row:
    """One measured command: CPU and wall seconds, peak memory of its largest process in MB, bytes written."""

    name: str
    pages: int
    cpu: float
    wall: float
    peak: int
    size: int


def measure(
    name: str, command: list[str], folder: Path, pages: Callable[[], int], out: Path | None
) -> Row | None:
    """Run a command once in a child and return its figures, or None when it fails (its message is shown)."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        print(f"{name}: {said.decode(errors='replace')[-500:]}", file=sys.stderr)
        return None
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file()) if out else 0
    return Row(name, pages(), used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024, size)


def own(work: Path) -> Iterator[Row | None]:
    """Yield the figures of our own commands on the real installation."""
    mingshi = str(BIN / "mingshi")

    def pages() -> int:
        return sum(1 for _ in (work / "site").rglob("*.html"))

    def none() -> int:
        return 0

    yield measure(
        "start-up: import mingshi.cli", [sys.executable, "-c", "import mingshi.cli"], ROOT, none, None
    )
    yield measure("mingshi check", [mingshi, "check"], ROOT, none, None)
    county = ["resolve", "fuzhou/gulou"]
    yield measure("mingshi resolve (checks too)", [mingshi, *county], ROOT, none, None)
    for jobs in ("1", "2"):
        command = [mingshi, "build", "--out", str(work / "site"), "--jobs", jobs]
        yield measure(
            f"mingshi build, {jobs} process(es), checks included", command, ROOT, pages, work / "site"
        )


def texts(count: int) -> Iterator[tuple[str, str, str]]:
    """Yield (path, title, Markdown) of place pages with the effective list, as much text as ours."""
    from mingshi.pipeline import check
    from mingshi.resolve.lists import Resolver

    catalogue, _ = check(ROOT, "2026-11-23")
    resolver = Resolver(catalogue)
    communities = catalogue.areas.of_level("community")[:count]
    for area in communities:
        rows = [
            f"| {n + 1} | {line.name} | {line.status} |"
            for n, line in enumerate(resolver.effective(area.id).lines)
        ]
        body = "\n".join(["| 序号 | 事项 | 结论 |", "| --- | --- | --- |", *rows])
        yield area.id, area.name, f"# {area.name}\n\n{body}\n"


def mkdocs_peer(work: Path, count: int) -> Row | None:
    """Measure mkdocs-material without navigation and without search, on `count` place pages."""
    docs = work / f"mkdocs-{count}" / "docs"
    for path, _, text in texts(count):
        file = docs / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (docs / "index.md").write_text("# 首页\n", encoding="utf-8")
    config = "site_name: bench\ntheme:\n  name: material\n  font: false\nplugins: []\nnav:\n  - index.md\n"
    (docs.parent / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [str(BIN / "mkdocs"), "build", "-q", "-d", "site"]
    return measure(
        f"mkdocs-material, no navigation, no search, {count} pages",
        command,
        docs.parent,
        lambda: count,
        docs.parent / "site",
    )


def hugo_peer(work: Path, count: int) -> Row | None:
    """Measure Hugo with one plain template, on `count` place pages; None when Hugo is not installed."""
    hugo = shutil.which("hugo")
    if not hugo:
        return None
    folder = work / f"hugo-{count}"
    for path, title, text in texts(count):
        file = folder / "content" / f"{path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'---\ntitle: "{title}"\n---\n{text}', encoding="utf-8")
    layout = folder / "layouts" / "_default"
    layout.mkdir(parents=True)
    page = '<!doctype html><html lang="zh-CN"><title>{{ .Title }}</title><body>{{ .Content }}</body></html>'
    for name in ("single", "list"):
        (layout / f"{name}.html").write_text(page, encoding="utf-8")
    (folder / "hugo.toml").write_text('baseURL = "/"\ntitle = "bench"\n', encoding="utf-8")
    return measure(
        f"Hugo, bare template, {count} pages", [hugo, "--quiet"], folder, lambda: count, folder / "public"
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="example: make bench")
    parser.add_argument("--no-peers", action="store_true", help="only our own commands")
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}\n"
    )
    print("| command | pages | CPU s | wall s | peak MB | output MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        rows: list[Iterator[Row | None]] = [own(work)]
        if not options.no_peers:
            rows += [iter([peer(work, n)]) for n in PEER_SIZES for peer in (mkdocs_peer, hugo_peer)]
        for group in rows:
            for row in filter(None, group):
                print(
                    f"| {row.name} | {row.pages or ''} | {row.cpu:.2f} | {row.wall:.2f} | {row.peak} "
                    f"| {row.size / 1e6:.1f} |",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
