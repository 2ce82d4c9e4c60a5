"""What a build consists of: tasks with the digest of everything they depend on, so that an unchanged one is skipped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ..model.schema import Schema
from ..read.scan import Scan
from ..read.settled import PLACES, county_of, kept_by_county
from ..read.store import AREAS
from . import plan
from .api import ENDPOINTS, endpoint_files
from .areafiles import area_files
from .editor import editor_files
from .export import county_files
from .forms import form_files
from .openapi import openapi_files
from .package import shared_package_files
from .search.core import core_files
from .search.local import name_files
from .search.places import place_files
from .shell import links_of
from .site import Site
from .views.places import fragments, has_of
from .views.prints import print_of_area

_NOT_SHOWN_AT_PLACES = (PLACES, "data/laws/", "data/glossary.csv", "data/police-2016.csv", "data/README.md")
Make = Callable[[Site], Iterable[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class Task:
    """One unit of work: a batch of pages, or a group of other files. Equal digests mean equal outputs.

    `about` is the county whose entries it shows in full, if it is about one, and `base` then the digest of all its
    other inputs. `batch` is the name of the batch of pages.
    """

    name: str
    digest: str
    batch: str = ""
    make: Make | None = None
    about: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of what tasks depend on. `code` covers the program itself and the date things are judged on.

    `changed` are the files that are not as the last build saw them.
    """

    code: str
    scan: Scan
    changed: frozenset[str]
    schemas: Mapping[str, Schema]

    def of(self, *parts: str) -> str:
        """Return one digest of some texts, the code and the date."""
        return _hash(self.code, *parts)

    def shell(self, site: Site) -> str:
        """Return the digest of what shells and editorial pages depend on."""
        files = self.scan.digest("mkdocs.yml", "theme/", "content/about/")
        return self.of(files, *sorted(links_of(site.catalogue)))

    def shared(self) -> str:
        """Return the digest of every input that is not kept by county."""
        return self.scan.digest("data/", "mkdocs.yml", "content/", but=kept_by_county(self.schemas))

    def effective(self) -> str:
        """Return the digest of what decides which list holds where, and under which names."""
        return self.of(
            self.scan.digest("data/", "mkdocs.yml", "content/items/", "content/lists/", "content/listings/")
        )

    def registers(self) -> str:
        """Return the digest of the registers that pages of a county show something of, but for its own shard.

        What they show of laws and lists stands in the effective list, which has a digest of its own.
        """
        shown = (p for p in self.scan.below("data/") if p == AREAS or not p.startswith(_NOT_SHOWN_AT_PLACES))
        return self.scan.digest_of(shown)

    def shard(self, county_id: str) -> str:
        """Return the digest of the register of a county's towns and communities."""
        return self.scan.digest_of([f"{PLACES}{county_id}.csv"])

    def counties(self) -> dict[str, str]:
        """Return the digest of the entries in each county's folders, by county."""
        folders, found = kept_by_county(self.schemas), dict[str, list[str]]()
        for folder, digest in self.scan.folders().items():
            if county := county_of(folder, folders):
                found.setdefault(county, []).append(f"{folder} {digest}")
        return {county: _hash(*parts) for county, parts in found.items()}


def tasks_of(site: Site, inputs: Inputs, shell: str, places: str, facts: str) -> Iterator[Task]:
    """Yield every task of a build, pages first.

    `shell` and `places` are the digests of the shells as made and of what all place pages show; `facts` is that of the
    slim values of all entries kept by county, which only the overviews show.
    """
    frame = inputs.of(
        shell, inputs.scan.digest("theme/templates/", "theme/assets/parts/"), inputs.scan.digest("mkdocs.yml")
    )
    shared, paper = inputs.shared(), str(sorted(site.paper.items()))
    whole = {
        plan.OVERVIEW: _hash(frame, shared, facts),
        plan.INDEX: _hash(frame, inputs.effective()),
        plan.RECORDS: _hash(frame, shared, paper),
        plan.AREAS: _hash(frame, shared, paper),
    }
    registers, settings = inputs.registers(), inputs.scan.digest("mkdocs.yml")
    counties = inputs.counties()
    for name in plan.names(site):
        if name in whole:
            yield Task(f"pages:{name}", whole[name], name)
            continue
        about = name.removeprefix(plan.COUNTY)
        more = booklet_of(site, about) if name != about else ""
        base = _hash(frame, registers, inputs.shard(about), places, more)
        digest = _hash(base, counties.get(about, ""))
        yield Task(f"pages:{name}", digest, name, about=about, base=base)
    every, effective = inputs.of(shared, facts), inputs.effective()
    yield Task("files:search/core", inputs.of(shared), make=core_files)
    yield Task("files:search/places", inputs.of(inputs.scan.digest("data/areas/")), make=place_files)
    yield Task("files:search/names", inputs.of(inputs.scan.digest("data/"), facts), make=name_files)
    yield Task("files:areas", inputs.of(inputs.scan.digest("data/"), settings), make=area_files)
    yield Task("files:openapi", every, make=openapi_files)
    yield Task("files:package", every, make=shared_package_files)
    blanks = inputs.of(inputs.scan.digest("content/forms/", "data/schemas/"))
    yield Task("files:forms", blanks, make=form_files)
    forms = inputs.of(shared, inputs.scan.digest("theme/editor/", "theme/templates/"))
    yield Task("files:edit", forms, make=editor_files)
    for county in site.catalogue.areas.of_level("county"):
        digest = inputs.of(registers, inputs.shard(county.id), settings, counties.get(county.id, ""))
        yield Task(
            f"files:{county.id}", digest, make=partial(county_files, county_id=county.id), about=county.id
        )
    for endpoint in ENDPOINTS:
        if endpoint.local:
            continue
        digest = effective if endpoint.path.startswith(("areas", "effective")) else every
        yield Task(f"files:api/{endpoint.path}", digest, make=partial(endpoint_files, endpoint=endpoint))


def digest_of_places(site: Site) -> str:
    """Return the digest of what place pages show besides registers: effective lists, and what each area made."""
    own = [f"{area.id}{has_of(site, area.id)}" for area in site.catalogue.areas if has_of(site, area.id)]
    return _hash(*fragments(site), *own)


def booklet_of(site: Site, area_id: str) -> str:
    """Return what the page of a county shows of its booklet."""
    return str(print_of_area(site, site.catalogue.areas.get(area_id)))


def _hash(*parts: str) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return total.hexdigest()
