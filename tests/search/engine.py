"""The search of an installation in a real Chromium, without building a single page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mingshi.model.catalogue import Catalogue
from mingshi.read.store import read_installation
from mingshi.render.assets import assets_of
from mingshi.render.search.core import core_files
from mingshi.render.search.local import county_search_files, name_files
from mingshi.render.search.places import place_files
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

from ..conftest import ON, ROOT
from .asked import Hit, Question

# What the list under a box shows of the first group, and of each other one (parts/search-box.js).
FIRST, OTHERS = 5, 3
ASK = """async ([words, first, others]) => {
  const found = await mingshiSearch.find(words)
  return found.groups.flatMap((g, i) => g.hits.slice(0, i ? others : first)
    .map(h => [h.page, h.area || "", found.isSure]))
}"""
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>搜索</title>
<form><div data-mingshi-search="{}"><input aria-label="查"></div></form><script src="{}"></script>"""


def index_folder(root: Path, out: Path) -> Path:
    """Write the search index of an installation and a page with a box into a folder; return the page."""
    catalogue, findings = read_installation(root, ON)
    assert not [f for f in findings if f.severity == "error"]
    return written(catalogue, out)


def written(catalogue: Catalogue, out: Path) -> Path:
    """Write the search index of a catalogue and a page with a box into a folder; return the page."""
    site = Site(catalogue, Resolver(catalogue), ROOT / "theme")
    assets = assets_of(site.theme)
    parts = " ".join(assets.parts[name] for name in ("search.js", "search-box.js", "search.css"))
    files = [*core_files(site), *place_files(site), *name_files(site), *assets.files.items()]
    for county in catalogue.areas.of_level("county"):
        files += county_search_files(site, county.id)
    for path, data in files:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    page = out / "index.html"
    page.write_text(PAGE.format(parts, assets.js), encoding="utf-8")
    return page


def answers(page: Any, questions: Iterable[Question]) -> list[list[Hit]]:
    """Return what a browser page shows for each question, in the order of the list under the box."""
    return [[Hit(*hit) for hit in page.evaluate(ASK, [q.words, FIRST, OTHERS])] for q in questions]


def shown(hits: Sequence[Hit]) -> str:
    """Return hits in short."""
    return "、".join(hit.page + (f"@{hit.area}" if hit.area else "") for hit in hits[:3]) or "没有"
