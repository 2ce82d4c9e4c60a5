"""Ids, page paths and relative links: the one place that knows how the site is laid out.

A page path ends in "/" and has no leading one: "items/hunyin-zhuangkuang/". The home page is "".
"""

from __future__ import annotations

import re
from functools import lru_cache

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WINDOWS = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}

FOLDERS = {
    "item": "items",
    "list": "lists",
    "law": "laws",
    "form": "forms",
    "area": "places",
    "source": "sources",
    "conflict": "conflicts",
    "rule": "rules",
    "schema": "fields",
    "term": "glossary",
    "village_rule": "pacts",
    "work_method": "methods",
}
# Pages that are about no kind of record: ways to find one.
ASK, AZ, TOPICS, MINE, COMMITMENT = "ask/", "az/", "topics/", "mine/", "commitment/"
# Kinds of which every committee may have entries: their ids begin with the city and the county.
BY_COUNTY = ("village_rule", "work_method")


def editor_of(kind: str) -> str:
    """Return the site path of the form for entries of a kind: one file, which can be kept and carried."""
    return f"edit/{kind}.html"


@lru_cache(maxsize=1 << 16)
def is_slug(text: str) -> bool:
    """Tell whether a text can be a file name and a URL segment on every system."""
    return SLUG.fullmatch(text) is not None and text.lower() not in _WINDOWS


def is_slug_path(text: str) -> bool:
    """Tell whether every part of a path is a slug."""
    return bool(text) and all(is_slug(part) for part in text.split("/"))


@lru_cache(maxsize=1 << 16)
def page_of(kind: str, entry_id: str = "") -> str:
    """Return the page path of an entry, or of the list of its kind when `entry_id` is empty.

    Sources, conflicts and glossary terms share one page each and are addressed by an anchor.
    Raises ValueError for an id that could leave the folder.
    """
    folder = FOLDERS[kind]
    if not entry_id:
        return f"{folder}/"
    if not is_slug_path(entry_id):
        raise ValueError(f"not a safe id: {entry_id!r}")
    if kind in ("source", "conflict", "term"):
        return f"{folder}/#{entry_id}"
    return f"{folder}/{entry_id}/"


def depth_of(page: str) -> int:
    """Return how many folders below the root a page lies: 0 for the home page."""
    return page.partition("#")[0].count("/")


def root_from(page: str) -> str:
    """Return the relative prefix from a page to the site's root: "" at home, "../../" two folders down."""
    return "../" * depth_of(page)


def link(page: str, target: str) -> str:
    """Return the relative link from one page to another page or file; works from file:// too.

    A folder gets its index.html, because a browser reading from a disk shows a listing instead.
    """
    path, hash_mark, anchor = target.partition("#")
    if path == page and hash_mark:
        return f"#{anchor}"
    if not path or path.endswith("/"):
        path += "index.html"
    return root_from(page) + path + hash_mark + anchor


def file_of(page: str) -> str:
    """Return the file a page is written to."""
    return page + "index.html"
