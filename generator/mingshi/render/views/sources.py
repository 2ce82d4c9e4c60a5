"""The sources (来源): where every fact comes from; what may not be linked is named only."""

from __future__ import annotations

from ...model.urls import page_of
from ..page import Page
from ..site import Site
from .parts import public, source_lines
from .reference import column_page
from .usage import uses_of_source


def sources_page(site: Site) -> Page:
    """Return the page of all sources, each with an anchor and the pages that rest on it."""
    path = page_of("source")
    sources = public(site, "source")
    uses = uses_of_source(site)
    rows = [
        (line, source.get("extent_read"), uses.get(source.id, []))
        for source, line in zip(sources, source_lines(site, [s.id for s in sources]), strict=True)
    ]
    about = f"本站每一条事实都有来源。这里列出全部 {len(rows)} 个来源；不适合链接的只写名称和原因。"
    return column_page(site, path, "来源", about, site.render("sources.html", path, rows=rows))
