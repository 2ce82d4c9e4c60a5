"""Where the files of a site lead to: links of pages, what scripts fetch, lists of files, public addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import unquote

# One file or folder, or several, named by an attribute that a script of ours reads.
_NAME = rb"[\w./-]*(?:\.(?:js|css|html|json)|/)"
_DATA = re.compile(rb'data-[a-z-]+="(' + _NAME + rb"(?: " + _NAME + rb')*)"')
# The lists of files to take along: the attributes name the county, and the folder that has its list and the common one.
_TAKEN = re.compile(rb'data-mingshi-take="([^"]*)" data-lists="([^"]*)"')
# JSON in an attribute, and as a file; a path with braces stands for many.
_QUOTED = re.compile(rb"&#34;((?:\.\./)+[^&]*)&#34;")
_JSON = re.compile(rb'"((?:\.\./)+[^"]*)"|"path": ?"([^"{}]+)"')
_APP = re.compile(rb'"(?:src|start_url)": ?"([^"]*)"')
_URL = re.compile(rb"""url\(\s*["']?([^"')]+)""")
# [path from the root, revision]: what the service worker keeps, and what goes with a county.
_KEPT = re.compile(rb'\["([^"]+\.\w+)","[0-9a-f]{10}"\]')
_PUBLIC = rb"([^\s\"'<>\\)\x80-\xff]*)"
# All that stands in these files is ours to answer for.
_OWN = (".xml", ".txt")
READ = (".html", ".css", ".js", ".json", ".xml", ".txt", ".csv", ".svg", ".webmanifest")
# Its examples are parts of other files, and their addresses hold there.
_EXAMPLES = "openapi.json"
LOST = "404.html"
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass(frozen=True)
class Site:
    """Which files and folders (with "/" at the end) a site has, and the address it is published at, "" for none."""

    files: frozenset[str]
    folders: frozenset[str]
    base: str

    @cached_property
    def tops(self) -> frozenset[str]:
        """Return the files and folders at the top."""
        return frozenset(name.partition("/")[0] for name in self.files)

    @cached_property
    def public(self) -> re.Pattern[bytes] | None:
        """Return what finds public addresses of the site."""
        return re.compile(re.escape(self.base.encode()) + _PUBLIC) if self.base else None


def target_of(file: str, link: str) -> tuple[str, str]:
    """Return the file a link leads to from a file, and its anchor: ("a/b.html", "../c/#x") → ("c/index.html", "x")."""
    path, _, anchor = link.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return file, unquote(anchor)
    target = _from(file, path)
    if path.endswith("/") or path in (".", "..") or path.endswith("/.."):
        target = posixpath.normpath(f"{target}/index.html")
    return target, unquote(anchor)


def _from(file: str, path: str) -> str:
    """Return what a relative path means in a file."""
    if file == LOST and path.startswith("/"):
        # Served at any address, so it alone must link from the root.
        path = f".{path}"
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def addresses(site: Site, file: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (address as written, name of a file or folder of the site) for all a file names, links of pages apart."""
    for written in set(_relative(file, data)):
        if not OUTSIDE.match(written):
            path = unquote(re.split(r"[?#]", written)[0])
            yield written, _from(file, path) + ("/" if path.endswith("/") else "")
    if file.endswith((".js", ".json")):
        for found in set(_KEPT.findall(data)):
            yield found.decode(), found.decode()
    if site.public:
        yield from _public(site, file, set(site.public.findall(data)))


def _relative(file: str, data: bytes) -> Iterator[str]:
    """Yield the addresses a file gives relative to itself."""
    if file.endswith(".html"):
        for found in _DATA.findall(data):
            yield from found.decode().split(" ")
        for county, lists in _TAKEN.findall(data):
            yield from (f"{lists.decode()}{name}.json" for name in (county.decode(), "common"))
        yield from (found.decode() for found in _QUOTED.findall(data))
    elif file.endswith(".json") and not file.endswith(_EXAMPLES):
        yield from (upward.decode() or below.decode() for upward, below in _JSON.findall(data))
    elif file.endswith(".css"):
        yield from (found.decode() for found in _URL.findall(data))
    elif file.endswith(".webmanifest"):
        yield from (found.decode() for found in _APP.findall(data))


def _public(site: Site, file: str, found: set[bytes]) -> Iterator[tuple[str, str]]:
    """Yield what public addresses lead to.

    A portal has pages of others under the same address, and entries cite them: of what an entry may say, only
    addresses in folders of the site count.
    """
    for raw in found:
        written = unescape(raw.decode())
        path = unquote(re.split(r"[?#]", written)[0])
        if not file.endswith(_OWN) and path.partition("/")[0] not in site.tops:
            continue
        if file.endswith(".json"):
            yield site.base + written, path or "./"
        else:
            yield site.base + written, target_of("", path or "./")[0]
