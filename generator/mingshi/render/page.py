"""A page before it is stamped into a shell: plain text values only, so that it can cross processes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Everything one page shows besides the shell.

    `path` is the page path of model.urls ("" is the home page). `section` names the active tab (home, ask, items,
    lists, places, laws, about), "" for none. `level` is the portal's page level and decides which head tags are
    due: "home", "column" (a list of things) or "article" (one thing). `body` is finished HTML. `published` is
    "2026-11-23 09:00".
    `crumbs` are (title, page path) pairs from the top, without the page itself. `jsonld` is JSON text or "".
    Search engines are asked to pass over a page that is not `is_indexed`.
    """

    path: str
    title: str
    description: str
    section: str
    level: str
    body: str
    published: str = ""
    keywords: tuple[str, ...] = ()
    content_source: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    jsonld: str = ""
    is_indexed: bool = True
