"""What committees have written themselves: one file per county, and an index of the names of working methods.

A pact is found through its place, so a changed one changes the file of its county and nothing else. A method has a name
of its own, and so has a pact that is not just called after its place: they are found through that too. A name that many
have in common leads to the first few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...model.records import Record
from ...model.urls import BY_COUNTY
from ..site import Site
from ..views.local import counties_with, in_county
from .pinyin import fold, syllables
from .script import script

KINDS = dict(zip(BY_COUNTY, ("pact", "method"), strict=True))
SHARD_BYTES = 20_000
# Of the entries of a kind with the same name so many are shown.
NAMESAKES = 8
_NOTE = re.compile(r"（[^）]*）$")
_USUAL = re.compile(r"村规民约|居民公约|乡规民约|村规|民约|公约|规约")
_QUOTES = str.maketrans("", "", "“”‘’「」《》\"'")


def county_search_files(site: Site, county_id: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the file of a county: [kind, id, place, title] of every entry."""
    within = len(county_id) + 1
    entries = [
        [KINDS[kind], record.id[within:], record.get("area")[within:], record.get("title")]
        for kind in BY_COUNTY
        for record in in_county(site, kind, county_id)
    ]
    if entries:
        yield script(f"local/{county_id.replace('/', '-')}", entries)


def name_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the list of counties that have a file, and of names of pacts and methods in shards."""
    pact, method = BY_COUNTY
    shards = _shards(_named(site))
    have = {
        "pacts": [county.id for county in counties_with(site, pact)],
        "methods": [county.id for county in counties_with(site, method)],
        "keys": [key for key, _ in shards],
    }
    yield script("local", have)
    for at, (_, names) in enumerate(shards):
        yield script(f"m{at}", names)


def own_name(title: str, places: Iterable[str]) -> str:
    """Return a title without its places, from the outermost: "东山村“早议晚办”工作法（示例）" → "早议晚办工作法"."""
    name = _NOTE.sub("", title)
    for place in places:
        name = name.removeprefix(place)
    return name.translate(_QUOTES)


def _named(site: Site) -> dict[str, list[list[str]]]:
    """Return by name the first few entries of each kind: [kind, id, title, where]."""
    found: dict[str, list[list[str]]] = {}
    for kind, word in KINDS.items():
        named: dict[str, list[Record]] = {}
        for county in counties_with(site, kind):
            for record in in_county(site, kind, county.id):
                if name := _name(site, record, word):
                    named.setdefault(name, []).append(record)
        for name, records in named.items():
            found.setdefault(name, []).extend(_shown(site, r, word) for r in records[:NAMESAKES])
    return found


def _name(site: Site, record: Record, word: str) -> str:
    """Return the name an entry has of its own, "" for a pact that has none but its place and its kind."""
    place = site.catalogue.areas.get(record.get("area"))
    above: list[str] = site.once(
        ("names above", place.parent), lambda: [a.name for a in site.catalogue.areas.chain(place.parent)]
    )
    name = own_name(record.get("title"), (*above, place.name))
    return name if word == "method" or len(_USUAL.sub("", name)) > 1 else ""


def _shown(site: Site, record: Record, word: str) -> list[str]:
    chain = site.catalogue.areas.chain(record.get("area"))
    return [word, record.id, record.get("title"), " ".join(a.name for a in chain[-3:-1])]


def _shards(named: dict[str, list[list[str]]]) -> list[tuple[str, list[list[object]]]]:
    """Cut the names, by the first two syllables as they are heard, into shards below the size limit."""
    shards: list[tuple[str, list[list[object]]]] = []
    size = SHARD_BYTES
    for key, name in sorted((_key(name), name) for name in named):
        entry: list[object] = [name, *named[name]]
        size += len(str(entry).encode())
        if size > SHARD_BYTES and not (shards and shards[-1][0] == key):
            shards.append((key, []))
            size = len(str(entry).encode())
        shards[-1][1].append(entry)
    return shards


def _key(name: str) -> str:
    return " ".join(fold(s) for s in syllables(name)[:2])
