"""Proof that no internal link of a built site is dead: every file and every anchor, in one pass over the output."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(rb'\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(rb'\sid="([^"]*)"')
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
CHUNK = 400
LOST = "404.html"


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that leads nowhere: the file it stands in, what it says, and what is missing there."""

    file: str
    link: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What pages show: how many links, those without a file, (file, link, target, anchor) of those with an anchor."""

    count: int
    missing: tuple[Dead, ...]
    anchored: tuple[tuple[str, str, str, str], ...]


def files_below(out: Path) -> list[str]:
    """Return the path of every file of a site, relative and with "/", in order."""
    found = []
    for folder, _, names in os.walk(out):
        below = Path(folder).relative_to(out).as_posix()
        found += [name if below == "." else f"{below}/{name}" for name in names]
    return sorted(found)


def target_of(file: str, link: str) -> tuple[str, str]:
    """Return the file a link leads to from a file, and its anchor: ("a/b.html", "../c/#x") → ("c/index.html", "x")."""
    path, _, anchor = link.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return file, unquote(anchor)
    if file == LOST and path.startswith("/"):
        # Served at any address, so it alone must link from the root.
        path = f".{path}"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    if path.endswith("/") or path in (".", "..") or path.endswith("/.."):
        target = posixpath.normpath(f"{target}/index.html")
    return target, unquote(anchor)


def dead_links(out: Path, jobs: int = 1) -> tuple[int, list[Dead]]:
    """Return how many different links the pages of a site have, and those of them that are dead, by file."""
    files = files_below(out)
    pages = [f for f in files if f.endswith(".html")]
    chunks = [pages[i : i + CHUNK] for i in range(0, len(pages), CHUNK)]
    if jobs == 1:
        _prepare(out, files)
        seen = [_look_at(chunk) for chunk in chunks]
    else:
        context = get_context("fork")
        with ProcessPoolExecutor(
            jobs, mp_context=context, initializer=_prepare, initargs=(out, files)
        ) as pool:
            seen = list(pool.map(_look_at, chunks))
    missing = [dead for s in seen for dead in s.missing]
    return sum(s.count for s in seen), sorted(
        [*missing, *_without_anchor(out, seen)], key=lambda d: (d.file, d.link)
    )


_out = Path()
_files: frozenset[str] = frozenset()


def _prepare(out: Path, files: Iterable[str]) -> None:
    """Tell this process which files the site has."""
    global _out, _files
    _out, _files = out, frozenset(files)


def _look_at(pages: list[str]) -> Seen:
    count, missing, anchored = 0, list[Dead](), list[tuple[str, str, str, str]]()
    for page in pages:
        root = "../" * page.count("/")
        for raw in set(_LINK.findall((_out / page).read_bytes())):
            link = unescape(raw.decode())
            if OUTSIDE.match(link):
                continue
            count += 1
            if link.startswith(root) and link[len(root) :] in _files:
                continue  # nearly all, and there is nothing to work out
            target, anchor = target_of(page, link)
            if target not in _files:
                missing.append(Dead(page, link, f"没有文件 {target}"))
            elif anchor:
                anchored.append((page, link, target, anchor))
    return Seen(count, tuple(missing), tuple(anchored))


def _without_anchor(out: Path, seen: Iterable[Seen]) -> Iterator[Dead]:
    links = [link for s in seen for link in s.anchored]
    ids = {target: _ids(out / target) for target in {link[2] for link in links}}
    for page, link, target, anchor in links:
        if anchor not in ids[target]:
            yield Dead(page, link, f"{target} 里没有锚点 {anchor}")


def _ids(page: Path) -> frozenset[str]:
    return frozenset(unescape(i.decode()) for i in _ID.findall(page.read_bytes()))
