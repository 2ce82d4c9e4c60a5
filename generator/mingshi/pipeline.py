"""The order of the steps: read → check → resolve → render → write. Each takes values and returns values."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .model.areas import Area, county_named
from .model.catalogue import Catalogue
from .model.failure import Failure
from .model.finding import Finding, has_errors
from .progress import Clock, bar, cpu_seconds, peak_memory_mb, uncollected
from .read.place import real, site_folder
from .read.scan import Known, Scan, scan
from .read.settings import read_settings
from .read.settled import Settled, changes, settled_by
from .read.shelf import Shelf
from .read.typeface import characters_of, find_typeface, missing, press_files

# Importing MkDocs, Frictionless and the templates takes longer than an unchanged build may: only where used.
if TYPE_CHECKING:
    from .publish.bundle import Bundled
    from .publish.compare import ChangedPage
    from .read.store import Kinds
    from .render.site import Site
    from .render.state import Built, State
    from .render.tasks import Inputs
    from .render.write import Room


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `jobs` is the number of processes (0: one per core); `on` the ISO date things are judged on.

    `manifest` is a file to write the hashes of all files to, outside the site; `clean` forgets earlier builds;
    `scheduler` is the address of a Dask scheduler whose workers render the pages in place of this machine.
    """

    root: Path
    out: Path
    on: str
    schemas: Path | None = None
    jobs: int = 0
    production: bool = False
    check_links: bool = False
    manifest: Path | None = None
    clean: bool = False
    scheduler: str | None = None


def check(
    root: Path,
    on: str,
    schemas: Path | None = None,
    *,
    known: Settled | None = None,
    kinds: Kinds | None = None,
    shelf: Shelf | None = None,
    jobs: int = 1,
) -> tuple[Catalogue, list[Finding]]:
    """Read and check one installation, with up to `jobs` processes. Raises Failure when there is none at `root`."""
    from .check.run import check as check_catalogue
    from .check.run import merged
    from .read.store import read_installation

    if not (root / "mkdocs.yml").is_file():
        raise Failure(f"“{root}”里没有 mkdocs.yml", "在仓库根目录执行，或用 --root 指定它的位置")
    with uncollected():
        catalogue, findings = read_installation(
            root, on, schemas=schemas, known=known, kinds=kinds, shelf=shelf
        )
        if not catalogue.schemas:
            return catalogue, findings
        return catalogue, merged([*findings, *check_catalogue(catalogue, jobs), *_unprintable(catalogue)])


def _unprintable(catalogue: Catalogue) -> list[Finding]:
    """Return the characters the fonts lack, where the installation wants PDFs and this machine can make them."""
    from .check.glyphs import check_glyphs

    face = find_typeface() if catalogue.settings.paper and not missing() else None
    return list(check_glyphs(catalogue, characters_of(face))) if face else []


def check_changes(root: Path, on: str, schemas: Path | None, base: str) -> tuple[Catalogue, list[Finding]]:
    """Check what changed since a Git ref, taking the rest as right. Raises Failure when Git cannot tell."""
    from concurrent.futures import ThreadPoolExecutor

    from .read.files import walk
    from .read.git import changed_since
    from .read.schemas import read_schemas
    from .read.settled import kept_by_county, unchanged

    # Git looks at every file too, in a process of its own: no need to wait for it doing nothing.
    with ThreadPoolExecutor(1) as asked:
        answer = asked.submit(changed_since, root, base)
        kinds = read_schemas(schemas or root / "data" / "schemas", root)
        paths = [path for folder in ("content", "data") for path in walk(root, folder)[0]]
        changed = answer.result()
    known = None if schemas else unchanged(paths, changed, kept_by_county(kinds[0]))
    return check(root, on, schemas, known=known, kinds=kinds)


def processes(wanted: int) -> int:
    """Return how many processes to use: as wished, else one per usable core."""
    return wanted or len(os.sched_getaffinity(0))


def for_production(catalogue: Catalogue) -> list[Finding]:
    """Return what must be filled in, and proven, before the site may go public."""
    from .check.approvals import unproven_approvals
    from .check.settings import missing_for_production

    return [*missing_for_production(catalogue), *unproven_approvals(catalogue)]


def build(
    options: Options, say: Callable[[str], None], show: Callable[[list[Finding]], None]
) -> Built | None:
    """Check and build the site; `show` gets the findings. Returns None when there are errors.

    What an earlier build of the same site made from the same inputs is kept. Raises Failure for anything else that
    stops the build. The old site stays in both cases.
    """
    from .render.write import held

    clock = Clock(say)
    options = replace(options, out=site_folder(options.root, options.out))
    _make_sure(options)
    with uncollected(), held(options.out, clean=options.clean or options.check_links) as room:
        with clock.phase("查看改动") as notes:
            shelf = Shelf()
            now, code = _look(options, room.before, shelf)
            changed, settled = _compare(room.before, now, code)
            notes.append(f"{len(now.files)} 个文件")
        if room.before and not changed and not options.production:
            say("没有改动，网站不用重做。")
            _certify(options, clock)
            return _unchanged(room.before)
        with clock.phase("读取并检查") as notes:
            catalogue, findings = check(
                options.root,
                options.on,
                options.schemas,
                known=None if options.production else settled,
                shelf=shelf,
                jobs=processes(options.jobs),
            )
            shelf.clear()
            findings += for_production(catalogue) if options.production else []
            notes += [f"{sum(map(len, catalogue.records.values()))} 条记录", f"{len(catalogue.areas)} 个地方"]
        show(findings)
        if has_errors(findings):
            return None
        from .render.tasks import Inputs

        built = _render(catalogue, options, room, clock, Inputs(code, now, changed, catalogue.schemas))
        _certify(options, clock)
    say(
        f"共 {built.pages} 页（重做 {built.made} 页）、{built.files} 个其他文件；写了 {built.size / 1e6:.1f} MB；"
        f"用时 {clock.elapsed:.1f} 秒，CPU {cpu_seconds():.1f} 秒，单个进程内存最多 {peak_memory_mb()} MB"
    )
    return built


def bundle(options: Options, area_id: str, target: Path, say: Callable[[str], None]) -> tuple[Area, Bundled]:
    """Pack one county's part of the site in `options.out` into the ZIP `target`; the site's own date counts.

    Raises Failure when there is no site, when it was built from something else than what is there now, or when it
    cannot be packed.
    """
    from .publish.bundle import pack
    from .read.store import read_installation
    from .render.portable import portable
    from .render.site import Site
    from .render.state import shells_of
    from .render.theme import theme_of
    from .render.write import standing
    from .resolve.lists import Resolver

    clock = Clock(say)
    out = real(options.out)
    state = standing(out)
    own = replace(options, out=out, on=state.notes["code"].partition(" ")[0])
    with uncollected(), clock.phase("打包") as notes:
        changed, _ = _compare(state, *_look(own, state))
        if changed:
            raise Failure(
                "网站是旧的：生成以后，内容、模板、设置或程序改过", "先执行 mingshi build，再做离线包"
            )
        catalogue, _ = read_installation(own.root, own.on, schemas=own.schemas)
        county = county_named(catalogue.areas, area_id)
        site = Site(catalogue, Resolver(catalogue), theme_of(own.root))
        shells = shells_of(state, catalogue.settings)
        made = pack(portable(site, county.id), state, shells, own.out, target)
        notes.append(f"{made.files} 个文件")
    return county, made


def preview(options: Options, base: str, target: Path, say: Callable[[str], None]) -> list[ChangedPage]:
    """Build the site as it was at the merge base with a Git ref and as it is, and pack the pages that differ.

    Both are made by this program and theme, so what differs comes from the contents. Raises Failure when either cannot
    be built.
    """
    from tempfile import TemporaryDirectory

    from .publish.compare import write_preview
    from .read.git import merge_base
    from .read.snapshot import snapshot
    from .render.theme import theme_of
    from .render.write import copy_files

    with TemporaryDirectory(prefix="mingshi-") as name:
        room = Path(name)
        before = snapshot(options.root, merge_base(options.root, base, "HEAD"), room / "old")
        before.fetch(before.files)
        copy_files(theme_of(options.root), room / "old" / "theme")
        for root, out in ((before.folder, room / "before"), (options.root, room / "after")):
            if build(replace(options, root=root, out=out), say, lambda _: None) is None:
                which = "改动前" if root == before.folder else "改动后"
                raise Failure(f"{which}的内容有错误，做不了预览", "执行 mingshi check，改好再预览")
        return write_preview(room / "before", room / "after", target, options.on)


def nightly(root: Path, on: str, schemas: Path | None, *, links: bool) -> str:
    """Return what went wrong by itself since the last change, as Markdown, "" when nothing did."""
    from .publish.nightly import addresses, calendar_gaps, dead_links, due, report
    from .read.git import day_of

    catalogue, now = check(root, on, schemas)
    _, then = check(root, day_of(root, "HEAD"), schemas)
    found = due(now, then) + calendar_gaps(catalogue)
    return report(found, dead_links(addresses(catalogue)) if links else (), on)


def _look(options: Options, before: State | None, shelf: Shelf | None = None) -> tuple[Scan, str]:
    """Return the files the site depends on, and one text for the date, the program and the packages it renders with.

    What was read of the contents goes to the `shelf`.
    """
    from . import __file__ as package
    from .render.renderers import versions
    from .render.theme import theme_of

    known: dict[str, Known] = dict(before.files) if before else {}
    files = dict(scan(options.root, ("mkdocs.yml", "data", "content"), known, shelf).files)
    theme = theme_of(options.root)
    files |= scan(theme.parent, (theme.name,), known).files
    if options.schemas:
        files |= {f"data/schemas/{p}": k for p, k in scan(options.schemas, (".",), {}).files.items()}
    settings, _, _ = read_settings(options.root)
    files |= press_files(known) if settings.paper else {}
    home = Path(package).parent
    program = scan(home.parent, (home.name,), known)
    return Scan(files | dict(program.files)), f"{options.on} {program.digest(home.name)} {versions()}"


def _compare(before: State | None, now: Scan, code: str) -> tuple[frozenset[str], Settled]:
    """Return what changed since an earlier build, and what that settled."""
    if before is None or before.notes.get("code") != code:
        return frozenset(now.files), Settled()
    folders = [f for f in before.notes["kept"].split("\n") if f]
    earlier = Scan(before.files)
    changed = frozenset(changes(earlier, now))
    parsed = marshal.loads(before.parsed) if changed else {}
    return changed, settled_by(changed, now, before.slim, parsed, folders)


def _unchanged(before: State) -> Built:
    from .render.state import Built

    outputs = sum(t.output_count for t in before.tasks.values())
    pages = sum(t.page_count for t in before.tasks.values())
    return Built(pages + len(before.editorial), outputs - pages, 0, 0)


def _render(catalogue: Catalogue, options: Options, room: Room, clock: Clock, inputs: Inputs) -> Built:
    from .render.builder import render_site
    from .render.pool import by_processes
    from .render.site import Site
    from .render.theme import theme_of
    from .resolve.lists import Resolver

    site = Site(catalogue, Resolver(catalogue), theme_of(options.root))
    jobs = processes(options.jobs)
    if catalogue.settings.paper and (fault := missing()):
        clock.write(f"没有做打印件（PDF），页面上也不放它们的链接：{fault[0]}。怎么办：{fault[1]}")
    with clock.phase("生成") as notes:
        run = by_processes(jobs)
        if options.scheduler:
            from .render.remote import by_cluster

            run = by_cluster(options.scheduler, notes.append)
        built = render_site(site, inputs, room, run, bar, partial(_prove, site, options, jobs, clock))
        notes.append(f"重做 {built.made} 页")
    return built


def print_booklets(
    catalogue: Catalogue, root: Path, wanted: Mapping[str, Path], tick: Callable[[int], None]
) -> int:
    """Write the own booklets of some areas (id → file) and return how many bytes they are.

    Raises Failure when this machine cannot set them; nothing is written then.
    """
    from .render.paper.booklet import booklet
    from .render.paper.press import Press
    from .render.site import Site
    from .render.theme import theme_of
    from .resolve.lists import Resolver

    face, fault = find_typeface(), missing()
    if fault or face is None:
        raise Failure(f"做不了手册：{(fault or ('',))[0]}", (fault or ("", ""))[1])
    site = Site(catalogue, Resolver(catalogue), theme_of(root))
    press, size = Press(site.theme, face), 0
    for area_id, target in wanted.items():
        made = press.make(booklet(site, catalogue.areas.get(area_id), own=True))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made)
        size += len(made)
        tick(1)
    return size


def _prove(site: Site, options: Options, jobs: int, clock: Clock, made: Path) -> None:
    """Check the links of a finished site, as asked. Raises Failure for dead ones."""
    from .render.head import absolute
    from .render.links import dead_links

    if not options.check_links:
        return
    with clock.phase("站内链接") as notes:
        count, dead = dead_links(made, jobs, absolute(site.catalogue.settings, ""), bar)
        notes.append(f"{count} 个链接，{len(dead)} 个失效")
    if dead:
        shown = "\n".join(f"    {d.file}: {d.link}（{d.reason}）" for d in dead[:20])
        raise Failure(f"有 {len(dead)} 个站内链接失效：\n{shown}", "改正链接，或恢复它指向的内容")


def _make_sure(options: Options) -> None:
    """Find out at once whether the manifest can be written, as asked. Raises Failure when it cannot."""
    if options.manifest:
        from .render.manifest import prepare

        prepare(options.manifest, options.out)


def _certify(options: Options, clock: Clock) -> None:
    """Write the manifest of the site, as asked."""
    if options.manifest:
        from .render.manifest import certificate, manifest_of

        with clock.phase("构建证书") as notes:
            manifest = manifest_of(options.out)
            options.manifest.write_bytes(manifest)
            notes.append(f"sha256 {certificate(manifest)}")
