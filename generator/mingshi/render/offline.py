"""What lets a browser keep the site: the manifest of the app, the worker with its core, lists of what a county needs.

The worker's text depends on the pages and files it keeps from the start, and on nothing else: another build with the
same core has the same worker, and browsers then fetch nothing again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..model.settings import Settings
from ..model.urls import file_of, page_of
from . import plan
from .areafiles import FOLDER as AREA_FILES
from .links import target_of
from .shell import SHELL
from .site import Site
from .state import Output, TaskResult, written
from .values import json_bytes
from .views.offline import ALWAYS, PATH
from .views.retired import tombs
from .write import Writer

WORKER, MANIFEST, LISTS = "sw.js", "manifest.webmanifest", "assets/offline/"
TASK = "offline"
COLOUR = "#1d3c5c"
# Pages kept from the start, those that an installation has; together with what they load they stay below 300 KB sent.
CORE = (PATH, *(path for _, path in ALWAYS), "search/", "topics/", "ask/", "az/", "mine/")
# What a search needs before its first answer.
CORE_SEARCH = ("core.js", "texts.js", "chars.js", "trad.js", "areas.js")
SEARCH = "assets/search/"
# The tasks of a county: those that make its pages, and all of them.
_PAGES = (f"pages:{plan.COUNTY}", "pages:")
_LOCAL = (*_PAGES, "files:")
# What no page of the core may name and others do: styles and scripts of forms, of an item at my place.
_PARTS = re.compile(r"assets/[^/]+\.(?:css|js|svg)")
# Named by any attribute: scripts that are fetched on demand too.
_LOADED = re.compile(rb'["\s]([^"?#:\s]*assets/[^"?#:\s]+\.(?:css|js|svg))(?=["\s])')
# For editors, and for people who ask how the site was made: nobody takes them along.
_NOT_TAKEN = ("fields/", "rules/", "offline/", "about/decisions/", "404.html")


@dataclass(frozen=True, slots=True)
class Made:
    """The outputs of a build by path, and the folders they lie in, the newest first."""

    outputs: Mapping[str, bytes]
    folders: tuple[Path, ...]

    def read(self, path: str) -> bytes:
        """Return an output. Raises FileNotFoundError."""
        for folder in self.folders[:-1]:
            with suppress(FileNotFoundError):
                return (folder / path).read_bytes()
        return (self.folders[-1] / path).read_bytes()

    def size(self, path: str) -> int:
        """Return the size of an output in bytes. Raises FileNotFoundError."""
        for folder in self.folders[:-1]:
            with suppress(FileNotFoundError):
                return os.stat(f"{folder}/{path}").st_size
        return os.stat(f"{self.folders[-1]}/{path}").st_size

    def revision(self, path: str) -> str:
        """Return a short text that changes with the content of an output."""
        return self.outputs[path].hex()[:10]


def offline_results(
    site: Site,
    folders: tuple[Path, ...],
    results: Mapping[str, TaskResult],
    old: Mapping[str, TaskResult],
    code: str,
    writer: Writer,
) -> Iterator[tuple[str, TaskResult]]:
    """Yield (name, result) of every task that depends on finished pages; what they were made from is in `results`.

    The outputs lie in `folders`, the newest first. Lists whose pages have not changed since the build whose results
    are `old` are neither made nor measured again, and the outputs of a county are looked at only for its own list.
    """
    counties = site.catalogue.areas.of_level("county")
    local = {f"{kind}{county.id}" for kind in _LOCAL for county in counties}
    shared = {path: made for name in results if name not in local for path, made in results[name].outputs}
    made = Made(shared, folders)
    yield TASK, written(writer, "", _fixed(site, made), old.get(TASK))
    printed = _printed(made)
    for county in counties:
        own = [results[f"{kind}{county.id}"] for kind in _PAGES]
        above = [file_of(page_of("area", area)) for area in ("", county.parent)]
        sheets = [path for path in printed if path.startswith(page_of("area", county.id))]
        # The names of its places, for whoever chooses one of them or has chosen it.
        more = [path for path in (*above, *sheets, f"{AREA_FILES}{county.id}.js") if path in shared]
        name, digest = (
            f"{TASK}:{county.id}",
            _digest(made, more, code, county.name, *(part.summed.hex() for part in own)),
        )
        if name in old and old[name].digest == digest:
            yield name, old[name]
        else:
            outputs = {path: revision for part in own for path, revision in part.outputs}
            listed = _listed(Made(shared | outputs, folders), [*outputs, *more])
            data = _compact({"name": county.name, **listed})
            yield name, written(writer, digest, [(f"{LISTS}{county.id}.json", data)], old.get(name))
    yield _common(site, made, results, old, code, writer)


def _fixed(site: Site, made: Made) -> Iterator[tuple[str, bytes]]:
    yield MANIFEST, app_manifest(site.catalogue.settings)
    yield WORKER, worker(site.theme, made)


def _common(
    site: Site,
    made: Made,
    results: Mapping[str, TaskResult],
    old: Mapping[str, TaskResult],
    code: str,
    writer: Writer,
) -> tuple[str, TaskResult]:
    """Return the list of what goes with every county: pages about items, search, sheets to print."""
    groups = [(title, sorted(files)) for title, files in _groups(site, made, results) if files]
    name, digest = f"{TASK}:common", _digest(made, [f for _, files in groups for f in files], code)
    if name in old and old[name].digest == digest:
        return name, old[name]
    listed = [
        {"id": str(n), "title": title, **_listed(made, files)} for n, (title, files) in enumerate(groups)
    ]
    files = [(f"{LISTS}common.json", _compact({"groups": listed}))]
    return name, written(writer, digest, files, old.get(name))


def _groups(site: Site, made: Made, results: Mapping[str, TaskResult]) -> Iterator[tuple[str, list[str]]]:
    counties = site.catalogue.areas.of_level("county")
    local = {f"{kind}{area.id}" for kind in _PAGES for area in counties} | {f"pages:{plan.AREAS}"}
    tasks = [n for n in results if (n.startswith("pages:") and n not in local) or n == SHELL]
    pages = [p for name in tasks for p, _ in _outputs(results, name) if p.endswith(".html")]
    # Nobody who takes pages along comes from an old address.
    gone = {file_of(path) for path in tombs(site)}
    parts = [p for p in made.outputs if _PARTS.fullmatch(p)]
    yield (
        "全部事项、清单、法规和式样",
        [
            *(p for p in pages if not p.startswith(_NOT_TAKEN) and p not in gone),
            *parts,
        ],
    )
    yield "可以打印的单子和表格", [p for p in _printed(made) if not p.startswith(page_of("area"))]
    yield (
        "查地方要用的数据",
        [p for p in made.outputs if p.startswith(SEARCH) or p == f"{AREA_FILES}index.js"],
    )


def _printed(made: Made) -> list[str]:
    return sorted(path for path in made.outputs if path.endswith((".pdf", ".docx")))


def _outputs(results: Mapping[str, TaskResult], name: str) -> tuple[Output, ...]:
    return results[name].outputs if name in results else ()


def _digest(made: Made, files: Iterable[str], *more: str) -> str:
    total = hashlib.sha256("\0".join(more).encode())
    for path in files:
        total.update(path.encode() + b"\0" + made.outputs[path])
    return total.hexdigest()


def _listed(made: Made, files: Iterable[str]) -> dict[str, object]:
    """Return files with their revisions, their size together, and a version that changes with any of them."""
    paths = list(files)
    return {
        "version": _digest(made, paths)[:12],
        "bytes": sum(made.size(path) for path in paths),
        "files": [[path, made.revision(path)] for path in paths],
    }


def _compact(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def app_manifest(settings: Settings) -> bytes:
    """Return the manifest that lets a phone install the site; relative, so that it holds under any prefix."""
    sizes = (("192", "any", "icon-192"), ("512", "any", "icon-512"), ("512", "maskable", "icon-maskable-512"))
    icons = [
        {"src": f"assets/{name}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose, name in sizes
    ]
    return json_bytes(
        {
            "name": settings.site_name,
            "short_name": settings.get("short_name") or settings.site_name[:12],
            "description": settings.get("column_description"),
            "lang": "zh-CN",
            "dir": "ltr",
            "start_url": "index.html",
            "scope": "./",
            "display": "standalone",
            # With a way back, where there is such a thing: a page opened from the desk has no other.
            "display_override": ["minimal-ui"],
            "theme_color": COLOUR,
            "background_color": "#ffffff",
            "icons": icons,
        }
    )


def core_of(made: Made) -> list[str]:
    """Return the files a browser keeps from the start: the core pages, what they load, the beginning of the search."""
    pages = [path for page in CORE if (path := file_of(page)) in made.outputs]
    loaded = {
        target_of(page, found.decode())[0] for page in pages for found in _LOADED.findall(made.read(page))
    }
    search = {SEARCH + name for name in CORE_SEARCH}
    return [*dict.fromkeys(pages), *sorted((loaded | search) & made.outputs.keys())]


def worker(theme: Path, made: Made) -> bytes:
    """Return the service worker with the list of its core."""
    core = [[path, made.revision(path)] for path in core_of(made)]
    text = (theme / "worker" / WORKER).read_text(encoding="utf-8")
    listed = json.dumps(core, ensure_ascii=False, separators=(",", ":"))
    return text.replace("var CORE = []", f"var CORE = {listed}", 1).encode()


def no_worker(theme: Path) -> bytes:
    """Return a worker that forgets all that an earlier one kept, for copies of a site that must keep nothing."""
    return (theme / "worker" / "stop.js").read_bytes()
