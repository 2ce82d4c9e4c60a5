"""The order of the steps: read → check → resolve → render → write. Each takes values and returns values."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import __version__
from .model.catalogue import Catalogue
from .model.failure import Failure
from .model.finding import Finding, has_errors
from .progress import Clock, bar, cpu_seconds, peak_memory_mb


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `jobs` is the number of processes (0: one per core); `on` the ISO date things are judged on.

    `manifest` is a file to write the hashes of all files to, outside the site; `scheduler` the address of a Dask
    scheduler whose workers render the pages in place of this machine.
    """

    root: Path
    out: Path
    on: str
    schemas: Path | None = None
    jobs: int = 0
    production: bool = False
    check_links: bool = False
    manifest: Path | None = None
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did: pages, other files, bytes written."""

    pages: int
    files: int
    size: int


def check(root: Path, on: str, schemas: Path | None = None) -> tuple[Catalogue, list[Finding]]:
    """Read and check one installation. Raises Failure when there is no installation at `root`."""
    from .check.run import check as check_catalogue
    from .check.run import merged
    from .read.store import read_installation

    if not (root / "mkdocs.yml").is_file():
        raise Failure(f"“{root}”里没有 mkdocs.yml", "在仓库根目录执行，或用 --root 指定它的位置")
    catalogue, findings = read_installation(root, on, schemas=schemas)
    if not catalogue.schemas:
        return catalogue, findings
    return catalogue, merged([*findings, *check_catalogue(catalogue)])


def for_production(catalogue: Catalogue) -> list[Finding]:
    """Return what must be filled in before the site may go public."""
    from .check.settings import missing_for_production

    return missing_for_production(catalogue)


def build(
    options: Options, say: Callable[[str], None], show: Callable[[list[Finding]], None]
) -> Summary | None:
    """Check and build the site; `show` gets the findings. Returns None when there are errors.

    Raises Failure for anything else that stops the build. The old site stays in both cases.
    """
    clock = Clock(say)
    with clock.phase("读取并检查") as notes:
        catalogue, findings = check(options.root, options.on, options.schemas)
        if options.production:
            findings += for_production(catalogue)
        notes += [f"{sum(map(len, catalogue.records.values()))} 条记录", f"{len(catalogue.areas)} 个地方"]
    show(findings)
    if has_errors(findings):
        return None
    summary = _render(catalogue, options, clock)
    say(
        f"共 {summary.pages} 页、{summary.files} 个数据文件，{summary.size / 1e6:.0f} MB；"
        f"用时 {clock.elapsed:.1f} 秒，CPU {cpu_seconds():.1f} 秒，单个进程内存最多 {peak_memory_mb()} MB"
    )
    return summary


def _render(catalogue: Catalogue, options: Options, clock: Clock) -> Summary:
    from .render.export import export_files
    from .render.plan import plan
    from .render.pool import Work, processes, render_all
    from .render.shell import build_shells
    from .render.site import Site, theme_of
    from .render.write import MARKER, staged, write_file
    from .resolve.lists import Resolver

    theme = theme_of(options.root)
    site = Site(catalogue, Resolver(catalogue), theme)
    with staged(options.out) as fresh:
        with clock.phase("页面外壳与编辑页面"):
            shells = build_shells(options.root, fresh, catalogue=catalogue)
        batches, jobs = plan(site), processes(options.jobs)
        total = sum(len(b.routes) for b in batches)
        with clock.phase("事项、清单、地方等页面") as notes, bar(total, "页面") as tick:
            work = Work(catalogue, theme, shells, fresh)
            if options.scheduler:
                from .render.remote import render_remote

                done, workers = render_remote(work, batches, options.scheduler, tick)
                notes += [f"{total} 页", f"{workers} 个远程工作进程"]
            else:
                done = render_all(work, batches, jobs, tick)
                notes += [f"{total} 页", f"{jobs} 个进程"]
        pages = [page for d in done for page in d.pages]
        size, files, known = sum(d.size for d in done), 0, set[str]()
        with clock.phase("检索、接口、数据包") as notes:
            for path, data in export_files(site, shells, pages):
                size, files = size + write_file(fresh, path, data, known), files + 1
            notes.append(f"{files} 个文件")
        made = {"generator": "mingshi", "version": __version__, "on": catalogue.on, "pages": len(pages)}
        write_file(fresh, MARKER, (json.dumps(made, ensure_ascii=False) + "\n").encode(), known)
        _prove(fresh, options, jobs, clock)
    return Summary(len(pages) + len(shells.editorial), files, size)


def _prove(site: Path, options: Options, jobs: int, clock: Clock) -> None:
    """Check the links and write the manifest of a finished site, as asked. Raises Failure for dead links."""
    from .render.links import dead_links
    from .render.manifest import certificate, manifest_of

    if options.check_links:
        with clock.phase("站内链接") as notes:
            count, dead = dead_links(site, jobs)
            notes.append(f"{count} 个链接，{len(dead)} 个失效")
        if dead:
            shown = "\n".join(f"    {d.file}: {d.link}（{d.reason}）" for d in dead[:20])
            raise Failure(f"有 {len(dead)} 个站内链接失效：\n{shown}", "改正链接，或恢复它指向的内容")
    if options.manifest:
        with clock.phase("构建证书") as notes:
            manifest = manifest_of(site)
            options.manifest.write_bytes(manifest)
            notes.append(f"sha256 {certificate(manifest)}")
