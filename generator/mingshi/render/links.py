"""Proof that no internal link of a built site is dead: every file and every anchor, in one pass over the output."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TypeAlias

from ..read.files import files_below
from ..read.forked import forked
from .addresses import OUTSIDE, READ, Site, addresses, target_of

_LINK = re.compile(rb'\s(?:href|src|action)="([^"]*)"')
_ID = re.compile(rb'\sid="([^"]*)"')
CHUNK = 400
# Opens a progress bar over a number of files.
Ticker: TypeAlias = Callable[[int, str], AbstractContextManager[Callable[[int], None]]]


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that leads nowhere: the file it stands in, what it says, and what is missing there."""

    file: str
    link: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What files show: how many links, those without a file, (file, link, target, anchor) of those with an anchor."""

    files: int
    count: int
    missing: tuple[Dead, ...]
    anchored: tuple[tuple[str, str, str, str], ...]


def dead_links(
    out: Path,
    jobs: int = 1,
    base: str = "",
    ticker: Ticker = lambda _total, _title: nullcontext(lambda _: None),
) -> tuple[int, list[Dead]]:
    """Return how many different links the files of a site have, and those of them that are dead, by file.

    `base` is the address the site is published at. Raises Failure when a worker process dies.
    """
    files = files_below(out)
    read = [f for f in files if f.endswith(READ)]
    chunks = [read[i : i + CHUNK] for i in range(0, len(read), CHUNK)]
    given = (out, Site(frozenset(files), frozenset(_folders(files)), base))
    with ticker(len(read), "站内链接") as tick:
        if jobs == 1:
            _prepare(*given)
            seen = list(_ticking(map(_look_at, chunks), tick))
        else:
            with forked(jobs, _prepare, *given) as pool:
                seen = list(_ticking(pool.map(_look_at, chunks), tick))
    missing = [dead for s in seen for dead in s.missing]
    return sum(s.count for s in seen), sorted(
        [*missing, *_without_anchor(out, seen)], key=lambda d: (d.file, d.link)
    )


def _folders(files: Iterable[str]) -> Iterator[str]:
    """Yield the folders that files lie in, up to that of the site ("./")."""
    for folder in {posixpath.dirname(file) for file in files}:
        while folder:
            yield f"{folder}/"
            folder = posixpath.dirname(folder)
    yield "./"


def _ticking(results: Iterable[Seen], tick: Callable[[int], None]) -> Iterator[Seen]:
    for seen in results:
        tick(seen.files)
        yield seen


_out = Path()
_site = Site(frozenset(), frozenset(), "")


def _prepare(out: Path, site: Site) -> None:
    """Tell this process which files the site has."""
    global _out, _site
    _out, _site = out, site


def _look_at(files: list[str]) -> Seen:
    count, missing, anchored = 0, list[Dead](), list[tuple[str, str, str, str]]()
    for file in files:
        data = (_out / file).read_bytes()
        for written, name in addresses(_site, file, data):
            count += 1
            if name not in _site.files and name not in _site.folders:
                missing.append(Dead(file, written, _without(name)))
        if not file.endswith(".html"):
            continue
        root = "../" * file.count("/")
        for raw in set(_LINK.findall(data)):
            link = unescape(raw.decode())
            if OUTSIDE.match(link):
                continue
            count += 1
            if link.startswith(root) and link[len(root) :] in _site.files:
                continue  # nearly all, and there is nothing to work out
            target, anchor = target_of(file, link)
            if target not in _site.files:
                missing.append(Dead(file, link, _without(target)))
            elif anchor:
                anchored.append((file, link, target, anchor))
    return Seen(len(files), count, tuple(missing), tuple(anchored))


def _without(name: str) -> str:
    return f"没有文件{'夹' if name.endswith('/') else ''} {name}"


def _without_anchor(out: Path, seen: Iterable[Seen]) -> Iterator[Dead]:
    links = [link for s in seen for link in s.anchored]
    ids = {target: _ids(out / target) for target in {link[2] for link in links}}
    for page, link, target, anchor in links:
        if anchor not in ids[target]:
            yield Dead(page, link, f"{target} 里没有锚点 {anchor}")


def _ids(page: Path) -> frozenset[str]:
    return frozenset(unescape(i.decode()) for i in _ID.findall(page.read_bytes()))
