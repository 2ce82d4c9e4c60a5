"""Stamping pages into shells: a shell is one rendered page cut at its markers, a page is those pieces joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ..model.settings import Settings
from ..model.urls import ASK, AZ, COMMITMENT, FOLDERS, MINE, TOPICS, depth_of, link, root_from
from .cut import escaped
from .head import absolute, head_tags, site_head
from .page import Page

SECTIONS = ("home", "ask", "items", "lists", "places", "laws", "about")
MARKERS = ("title", "head", "crumbs", "body", "published", *(f"active_{s}" for s in SECTIONS))
_NOWHERE = {f"active_{section}": "" for section in SECTIONS}
# Pages every installation has, besides home and the editorial ones.
COLUMNS = (
    *(f"{folder}/" for folder in (*FOLDERS.values(), "quality", "offline")),
    *(f"{folder}/" for folder in ("search", "search/words", "search/misses", "rules/book")),
    ASK,
    AZ,
    TOPICS,
    MINE,
    COMMITMENT,
)
# Communities lie five folders deep (places/city/county/town/community/); one more is spare.
DEPTHS = range(7)
_MARKER = re.compile(r"@@mingshi:([a-z_]+)@@")


def marker(name: str) -> str:
    """Return the text that stands for a value in a shell."""
    return f"@@mingshi:{name}@@"


def values_of(settings: Settings, page: Page, shared: str = "") -> dict[str, str]:
    """Return the finished HTML for every marker of a page but the tabs; what else may differ between pages is here.

    `shared` is the `site_head` of the page's level, where it has been made already.
    """
    site = settings.site_name
    return {
        "title": escaped(f"{page.title} - {site}" if page.level != "home" else site),
        "head": head_tags(settings, page, shared),
        "crumbs": _crumbs(page.crumbs, root_from(page.path)),
        "body": page.body,
        "published": _published(settings, page),
    }


def active(section: str) -> dict[str, str]:
    """Return the finished HTML for the markers of the tabs: pages of one section have the same, "" has no tab."""
    return _NOWHERE | ({f"active_{section}": ' aria-current="true"'} if section else {})


@lru_cache(maxsize=4096)
def _crumbs(crumbs: tuple[tuple[str, str], ...], root: str) -> str:
    """Return the way to a page from the top; neighbours in one folder, so at the same `root`, have the same."""
    links = (f'<a href="{root}{link("", path)}">{escaped(title)}</a>' for title, path in crumbs)
    # Without blanks between them: a browser that is still receiving puts a blank at the end of a line elsewhere.
    trail = '<span aria-hidden="true">›</span>'.join(links)
    return f'<nav class="ms-crumbs" aria-label="所在位置">{trail}</nav>' if trail else ""


def _published(settings: Settings, page: Page) -> str:
    """When the page was published, and for paper its address, once the installation has one."""
    when, where = page.published, absolute(settings, page.path)
    shown = f'<p class="ms-published">发布时间：<time>{escaped(when)}</time></p>' if when else ""
    return shown + (f'<p class="ms-paper">网址：{escaped(where)}</p>' if where else "")


@dataclass(frozen=True, slots=True)
class Shell:
    """One cut shell: `pieces` has one element more than `names`, the markers that stood between them."""

    pieces: tuple[bytes, ...]
    names: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> bytes:
        """Return the page as bytes."""
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts.append(values[name].encode())
            parts.append(piece)
        return b"".join(parts)

    def baked(self, values: Mapping[str, str]) -> Shell:
        """Return a shell that has some of its markers filled in already."""
        pieces, names = [self.pieces[0]], []
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            if name in values:
                pieces[-1] += values[name].encode() + piece
            else:
                names.append(name)
                pieces.append(piece)
        return Shell(tuple(pieces), tuple(names))


def cut(html: str) -> Shell:
    """Cut a rendered shell at its markers. Raises ValueError that names a marker which is missing or unknown."""
    parts = _MARKER.split(html)
    names = tuple(parts[1::2])
    for name in MARKERS:
        if name not in names:
            raise ValueError(f"没有输出“{name}”")
    if unknown := set(names) - set(MARKERS):
        raise ValueError(f"输出了不认识的“{'、'.join(sorted(unknown))}”")
    return Shell(tuple(part.encode() for part in parts[::2]), names)


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells of one build, one per depth of folder, and the (path, title) of the editorial pages. Picklable."""

    settings: Settings
    by_depth: Mapping[int, Shell]
    editorial: tuple[tuple[str, str], ...] = ()
    _heads: dict[str, str] = field(default_factory=dict, compare=False)
    _baked: dict[tuple[int, str], Shell] = field(default_factory=dict, compare=False)

    def stamp(self, page: Page) -> bytes:
        """Return the finished page. Raises KeyError for a section without a tab or a page deeper than any shell."""
        if page.section and page.section not in SECTIONS:
            raise KeyError(page.section)
        if page.level not in self._heads:
            self._heads[page.level] = site_head(self.settings, page.level)
        key = (depth_of(page.path), page.section)
        if key not in self._baked:
            self._baked[key] = self.by_depth[key[0]].baked(active(page.section))
        return self._baked[key].fill(values_of(self.settings, page, self._heads[page.level]))
