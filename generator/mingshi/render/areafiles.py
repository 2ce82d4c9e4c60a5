"""The register of places as small script files, for choosing "my place" step by step: works from a disk too.

`index.js` has the cities with their counties, `CITY/COUNTY.js` the towns of a county with their communities, as
[slug, name, kind], and the contacts that are known there, as {area: [whose, text]}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..model.areas import Area
from .site import Site
from .views.parts import public

FOLDER = "assets/areas/"


def area_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file of the register."""
    areas, own = site.catalogue.areas, site.catalogue.settings.area
    cities = areas.children(own) if own in areas else []
    index = [[c.slug, c.name, [[d.slug, d.name] for d in areas.children(c.id)]] for c in cities]
    yield _file("index", index)
    contacts = _contacts(site)
    for city in cities:
        for county in areas.children(city.id):
            here = {i: line for i, line in contacts.items() if f"{i}/".startswith(f"{county.id}/")}
            towns = [_town(site, town) for town in areas.children(county.id)]
            yield _file(county.id, {"towns": towns, "contacts": here})


def _town(site: Site, town: Area) -> list[Any]:
    below = site.catalogue.areas.children(town.id)
    return [town.slug, town.name, [[c.slug, c.name, c.kind] for c in below]]


def _contacts(site: Site) -> dict[str, list[str]]:
    areas = site.catalogue.areas
    return {
        area_id: [
            areas.get(area_id).name,
            "；".join(filter(None, (r.get(n) for n in ("address", "phone", "hours")))),
        ]
        for r in public(site, "contact")
        if (area_id := r.get("area_id")) in areas
    }


def _file(name: str, data: Any) -> tuple[str, bytes]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}{name}.js", f'mingshiAreas.take("{name}",{text})\n'.encode()
