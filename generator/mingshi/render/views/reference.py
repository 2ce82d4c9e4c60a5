"""What all reference pages have in common: they are columns in the portal's sense, lists of things and not articles."""

from __future__ import annotations

from ..page import Page
from ..site import Site
from .parts import HOME, Crumbs, organiser

LONGEST = 120


def column_page(
    site: Site,
    path: str,
    title: str,
    description: str,
    body: str,
    *,
    section: str = "about",
    above: Crumbs = (),
    published: str = "",
    keywords: tuple[str, ...] = (),
    is_indexed: bool = True,
) -> Page:
    """Return a reference page; `above` are the crumbs between the home page and itself."""
    return Page(
        path=path,
        title=title,
        description=description[:LONGEST],
        section=section,
        level="column",
        body=body,
        published=published,
        keywords=(title, *keywords),
        content_source=organiser(site),
        crumbs=(HOME, *above),
        is_indexed=is_indexed,
    )
