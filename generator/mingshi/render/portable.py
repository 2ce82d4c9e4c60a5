"""A part of a site that can be carried: which of its files belong to a county, and what must be made anew for it.

The rest of the program need not know how a site is laid out to pack one: it asks here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape, unescape
from itertools import pairwise
from urllib.parse import quote

from ..model.areas import Area, Areas
from ..model.catalogue import Catalogue
from ..model.records import Record
from ..model.schema import Schema
from ..model.urls import BY_COUNTY, FOLDERS, file_of, page_of, root_from
from ..resolve.lists import Resolver
from .addresses import OUTSIDE, target_of
from .export import search_files
from .head import absolute
from .offline import LISTS, SEARCH, WORKER, no_worker
from .page import Page
from .site import Site
from .stamp import Shells
from .views.parts import area_name

NOT_HERE = "not-here/"
# Made for machines, for editors, or for a server; a reader without a network has no use for them.
_LEFT_OUT = ("api/", "data/", "edit/", "fields/", "rules/", "about/decisions/", SEARCH, LISTS)
_SINGLE = re.compile(r"(?:404\.html|robots\.txt|build\.json|sw\.js|sitemap[^/]*\.xml)")
# One or more files named by an attribute that a script of ours reads.
_FETCHED = re.compile(rb'(\sdata-mingshi-[a-z]+=")((?:[\w./-]+\.(?:js|css|html)(?: (?!"))?)+)(")')
_LINK = re.compile(rb'(\s(?:href|src|action)=")([^"]*)(")')


@dataclass(frozen=True)
class Portable:
    """A county's part of a site. `whole` is the site it is taken from, `site` the same with this county alone."""

    county: Area
    whole: Site
    site: Site
    left_out: tuple[str, ...]

    def has(self, path: str) -> bool:
        """Tell whether a file of the whole site belongs to this part."""
        folder, _, rest = path.partition("/")
        if path.startswith(_LEFT_OUT) or _SINGLE.fullmatch(path) or path.startswith(self.left_out):
            return False
        if folder == FOLDERS["area"]:
            return rest.startswith(f"{self.county.id}/") or rest in self._above
        if folder in _LOCAL:
            return rest == "index.html" or rest.startswith(f"{self.county.id}/")
        return not any(county != self.county.id for county in self._counties_in(path))

    @cached_property
    def _above(self) -> frozenset[str]:
        """Return the place pages above the county: "index.html", "fuzhou/index.html"."""
        chain = self.whole.catalogue.areas.chain(self.county.id)[:-1]
        return frozenset({"index.html", *(f"{area.id}/index.html" for area in chain)})

    def _counties_in(self, path: str) -> Iterator[str]:
        """Yield the counties a path speaks of: "prints/fuzhou/gulou.pdf" is about fuzhou/gulou."""
        parts = [part.partition(".")[0] for part in path.split("/")]
        areas = self.whole.catalogue.areas
        for pair in pairwise(parts):
            county = "/".join(pair)
            if county in areas and areas.get(county).level == "county":
                yield county

    def files(self, shells: Shells) -> Iterator[tuple[str, bytes]]:
        """Yield (path, bytes) of what is made for this part alone: its search index, and the page for the rest."""
        yield from search_files(self.site)
        yield WORKER, no_worker(self.whole.theme)
        yield file_of(NOT_HERE), shells.stamp(self._not_here())

    def start(self, shells: Shells, folder: str, day: str, printed: Iterable[str]) -> bytes:
        """Return the page one opens first; the part lies in `folder` beside it. `printed` are its files to print."""
        settings, own = self.whole.catalogue.settings, page_of("area", self.county.id)
        sheets = [path for path in printed if path.endswith(".pdf")]
        above = self.whole.catalogue.areas.chain(self.county.id)[2:-1]
        body = self.whole.render(
            "bundle.html",
            "",
            county=self.county,
            where="".join(area.name for area in above),
            day=day,
            own=own,
            address=absolute(settings, own),
            communities=sum(a.level == "community" for a in self.whole.catalogue.areas.below(self.county.id)),
            booklets=[path for path in sheets if path.startswith(own)],
            sheets=len(sheets),
        )
        title = f"{self.county.name}离线包"
        about = f"{area_name(self.whole, self.county.id)}的证明事项，不联网也能查。"
        page = Page("", title, about, "home", "column", body, content_source=settings.shown("organiser"))
        return _FETCHED.sub(_fetched_from(folder), _LINK.sub(_into(folder), shells.stamp(page)))

    def _not_here(self) -> Page:
        base = absolute(self.whole.catalogue.settings, "")
        body = self.whole.render("not_here.html", NOT_HERE, county=self.county, base=base)
        about = f"这个离线包只有{self.county.name}的内容。"
        return Page(NOT_HERE, "这一页不在离线包里", about, "home", "column", body, crumbs=(("首页", ""),))


_LOCAL = tuple(FOLDERS[kind] for kind in BY_COUNTY)


def _into(folder: str) -> Callable[[re.Match[bytes]], bytes]:
    """Return how links of a page are changed when the page is moved out of the folder it was made for."""
    prefix = f"{folder}/".encode()

    def moved(found: re.Match[bytes]) -> bytes:
        before, address, after = found.groups()
        inside = address and not address.startswith(b"#") and not OUTSIDE.match(address.decode())
        return before + (prefix if inside else b"") + address + after

    return moved


def _fetched_from(folder: str) -> Callable[[re.Match[bytes]], bytes]:
    """Return how the addresses scripts fetch by, which stand in attributes of ours, are changed in the same way."""
    prefix = f"{folder}/".encode()

    def moved(found: re.Match[bytes]) -> bytes:
        before, addresses, after = found.groups()
        return before + b" ".join(prefix + address for address in addresses.split()) + after

    return moved


def closed(path: str, html: bytes, there: Mapping[str, object]) -> bytes:
    """Return a page with every link to a file that is not `there` leading to the page that says so."""

    def checked(found: re.Match[bytes]) -> bytes:
        before, address, after = found.groups()
        text = unescape(address.decode())
        if not text or text.startswith("#") or OUTSIDE.match(text):
            return found[0]
        target, _ = target_of(path, text)
        if target in there:
            return found[0]
        missing = quote(target.removesuffix("index.html"))
        own = path.removesuffix("index.html")
        return before + escape(f"{root_from(own)}{file_of(NOT_HERE)}?{missing}").encode() + after

    return _LINK.sub(checked, html)


def portable(whole: Site, county_id: str) -> Portable:
    """Return the part of a site about one county. Raises KeyError for an unknown one."""
    catalogue, areas = whole.catalogue, whole.catalogue.areas
    county = areas.get(county_id)
    inside = Areas([*areas.chain(county_id), *areas.below(county_id)])
    records = _inside(catalogue, inside)
    reduced = replace(catalogue, areas=inside, records=records)
    gone = tuple(
        page_of(kind, record_id)
        for kind in FOLDERS
        if kind not in ("area", *BY_COUNTY) and "#" not in page_of(kind, "x")
        for record_id in catalogue.records.get(kind, {})
        if record_id not in records[kind]
    )
    return Portable(county, whole, Site(reduced, Resolver(reduced), whole.theme), gone)


def _inside(catalogue: Catalogue, inside: Areas) -> dict[str, Mapping[str, Record]]:
    """Return the records that hold in some areas: none of other areas, and none that need one of those."""
    kept = {kind: dict(found) for kind, found in catalogue.records.items()}
    areas = kept.get("area", {})
    kept["area"] = {area_id: record for area_id, record in areas.items() if area_id in inside}
    changed = True
    while changed:
        changed = False
        for schema in catalogue.schemas.values():
            found = kept.get(schema.kind, {})
            lost = [i for i, r in found.items() if _needs_other(schema, r, catalogue, inside, kept)]
            for record_id in lost:
                del found[record_id]
            changed = changed or bool(lost)
    return dict(kept)


def _needs_other(
    schema: Schema,
    record: Record,
    catalogue: Catalogue,
    inside: Areas,
    kept: Mapping[str, Mapping[str, Record]],
) -> bool:
    for field in schema.fields:
        value = record.get(field.name)
        if field.ref is None or not isinstance(value, str) or not value or schema.kind == "settings":
            continue
        kind = field.ref[0]
        if kind == "area" and value in catalogue.areas and value not in inside:
            return True
        if (
            field.required
            and value in catalogue.records.get(kind, {})
            and value not in kept[kind]
            and kind != "area"
        ):
            return True
    return False
