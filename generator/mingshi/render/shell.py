"""The door to MkDocs: has it render the editorial pages and one shell per depth of folder, and cuts the shells."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..model.catalogue import Catalogue
from ..model.urls import FOLDERS, page_of
from ..read.decode import decode
from ..read.yaml_events import parse
from .complaints import CONFIG, ShellError, from_log, from_template
from .stamp import COLUMNS, DEPTHS, Shells, cut
from .write import copy_files

__all__ = ["ShellError", "Shells", "build_shells"]

SHELL = "shell"  # the name of the task that makes shells and editorial pages
_ASSET = re.compile(r'(?:href|src)="(?:\.\./|/)*(assets/[^"?#]+)"')
# Records of these kinds share one page; an area is no record of that name. Pacts and methods are too many for MkDocs
# to check links to each of them: editorial pages link to their columns.
_WITHOUT_PAGES = {"source", "conflict", "term", "area", "village_rule", "work_method"}


def build_shells(root: Path, out: Path, *, catalogue: Catalogue) -> Shells:
    """Write the editorial pages and the theme's assets into `out` and return the shells for all other pages.

    Raises ShellError when a setting, a template or an editorial page is wrong, or the theme is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="mingshi-shell-") as folder:
        made = Path(folder)
        editorial = _render(root, made, catalogue)
        shells = {}
        for depth in DEPTHS:
            html = (made / ("_shell/" * depth) / "index.html").read_text(encoding="utf-8")
            try:
                shells[depth] = cut(html)
            except ValueError as error:
                raise ShellError(
                    f"模板 theme/overrides/main.html {error}", "模板里每个 ms 的值都要输出一次"
                ) from error
        _deliver(made, out, shells[0].pieces, editorial)
        return Shells(catalogue.settings, shells, editorial)


def links_of(catalogue: Catalogue) -> list[str]:
    """Return the page paths an editorial page may link to: columns, entries, and places down to the county."""
    pages = [*COLUMNS]
    for kind in FOLDERS.keys() - _WITHOUT_PAGES:
        pages += [page_of(kind, r.id) for r in catalogue.of(kind) if r.get("verified") != "no"]
    upper = (a for a in catalogue.areas if a.level in ("province", "city", "county"))
    return pages + [page_of("area", area.id) for area in upper]


def _render(root: Path, made: Path, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Run MkDocs into `made` and return (path, title) of the editorial pages."""
    _refuse_code(root / CONFIG)
    with _listening() as heard:
        try:
            from mkdocs.commands.build import build
            from mkdocs.config import load_config

            config = load_config(str(root / CONFIG), site_dir=str(made))
            if "mingshi" not in config.plugins:
                raise ShellError(f"{CONFIG} 的 plugins 里没有 mingshi", "加上一行“  - mingshi”")
            plugin: Any = config.plugins["mingshi"]
            plugin.pages, plugin.settings = links_of(catalogue), catalogue.settings
            with _editorial_alone(Path(config.docs_dir), catalogue) as config.docs_dir:
                build(config)
        except ModuleNotFoundError as error:
            raise ShellError(f"没有安装 {error.name}", "执行 make site，它会把要用的软件装齐") from error
        except (Exception, SystemExit) as error:
            if said := from_template(error, root):
                raise said from error
            if isinstance(error, OSError):
                # What MkDocs could not write has no name: it lies in the temporary folder.
                error.filename = error.filename or str(made)
                raise
            if isinstance(error, ShellError):
                raise
            raise from_log([*heard, str(error)], root) from error
    if heard:
        raise from_log(heard, root)
    return tuple(sorted(plugin.editorial))


@contextmanager
def _editorial_alone(docs: Path, catalogue: Catalogue) -> Iterator[str]:
    """Yield a folder with all of `docs` but the entries: MkDocs would look at each of 20,000 files to pass it over."""
    entries = {
        schema.glob.split("/")[1]
        for schema in catalogue.schemas.values()
        if schema.glob.startswith("content/")
    }
    with tempfile.TemporaryDirectory(prefix="mingshi-docs-") as folder:
        for path in docs.iterdir():
            if path.name not in entries:
                (Path(folder) / path.name).symlink_to(path.resolve())
        yield folder


def _refuse_code(path: Path) -> None:
    """Read the settings with our own reader first: MkDocs' reader obeys YAML tags that run code."""
    text, findings = decode(path.read_bytes(), CONFIG)
    values, marks, more = parse(text, CONFIG) if text is not None else (None, {}, [])
    if values is None:
        fault = [*findings, *more][0]
        raise ShellError(f"{CONFIG} 第 {fault.mark.line} 行：{fault.message}", fault.remedy)
    for key in ("hooks", "INHERIT"):
        if key in values:
            line = marks[f"{key}#"].line
            raise ShellError(f"{CONFIG} 第 {line} 行：不能用 {key}，它会执行代码或读取别的设置", "删除这一项")


class _Ears(logging.Handler):
    """Keeps the text of every warning and error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what MkDocs, or ProperDocs in its place, would print; its warnings are our errors."""
    ears = _Ears()
    before = [(log, log.propagate) for log in map(logging.getLogger, ("mkdocs", "properdocs"))]
    for log, _ in before:
        log.addHandler(ears)
        log.propagate = False
    try:
        yield ears.heard
    finally:
        for log, propagate in before:
            log.removeHandler(ears)
            log.propagate = propagate


def _deliver(
    made: Path, out: Path, pieces: tuple[bytes, ...], editorial: tuple[tuple[str, str], ...]
) -> None:
    """Copy the editorial pages, the page for wrong addresses, our assets, and of the theme's those that are used."""
    folders = {path.partition("/")[0] for path, _ in editorial}
    for folder in sorted(folders):
        copy_files(made / folder, out / folder)
    shutil.copy(made / "404.html", out / "404.html")
    used = {*_ASSET.findall(b"".join(pieces).decode())}
    used |= {f"assets/{p.name}" for p in (made / "assets").iterdir() if p.is_file()}
    for path in sorted(used):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(made / path, target)
