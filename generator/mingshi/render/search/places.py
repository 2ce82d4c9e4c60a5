"""The places of the index: provinces to counties in one file, towns in another, communities in shards.

A community is filed under the first two syllables of its name, told as somebody hears them (pinyin.fold), and under
those of every later start: "下山前村" under "xia san" and "san qian". A shard holds what lies between two such keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ...model.areas import Area, Areas
from ..site import Site
from .pinyin import fold, syllables, usual
from .script import script

SHARD_BYTES = 15_000
# "山前" is also looked for inside "下山前村", but one character alone would match half the province.
INNER = 2
# The upper levels, and the letter each has in the index.
UPPER = {"province": "p", "city": "c", "county": "x"}
TAILS = ("街道", "镇", "乡", "省", "市", "区", "县")
_ENDINGS = ("社区居委会", "村委会", "社区", "居委会", "村")
# What a slug adds to the pinyin of a name, by the ending of the name.
_MARKED = {"社区": "-shequ", "村": "-cun", "居委会": "-juweihui"}


def upper_areas(areas: Areas) -> list[Area]:
    """Return provinces, cities and counties, each after the one above it."""
    return [a for level in UPPER for a in areas.of_level(level)]


def upper_texts(areas: Areas) -> list[str]:
    """Return "level|name|number of the area above|slug" of each upper area; no slug where the name gives it."""
    upper = upper_areas(areas)
    number = {area.id: at for at, area in enumerate(upper)}
    return [_trimmed(UPPER[a.level], a.name, _above(number, a), written(a)) for a in upper]


def _above(number: dict[str, int], area: Area) -> str:
    """Return the number of the area above, if the slug path goes through it; that of a city leaves out the province."""
    return str(number[area.parent]) if area.parent in number and "/" in area.id else ""


def _trimmed(*parts: str) -> str:
    return "|".join(parts).rstrip("|")


def place_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the towns with the directory of the shards, and of every shard."""
    areas = site.catalogue.areas
    counties = areas.of_level("county")
    towns = [[t for t in areas.children(c.id) if t.level == "town"] for c in counties]
    number = {t.id: at for at, t in enumerate(t for inside in towns for t in inside)}
    shards = cut(_filed(areas.of_level("community"), number))
    texts = [",".join(_named(t) for t in inside) for inside in towns]
    stamp = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]
    directory = {"stamp": stamp, "towns": texts, "keys": [key for key, _ in shards]}
    yield script("areas", directory)
    for at, (_, lines) in enumerate(shards):
        yield script(f"p{at}", {"stamp": stamp, "names": "\n".join(lines)})


def _named(area: Area) -> str:
    slug = written(area)
    return f"{area.name}={slug}" if slug else area.name


def _filed(communities: Iterable[Area], number: dict[str, int]) -> dict[str, dict[str, list[str]]]:
    """Return by key and name the towns a community of that name lies in: {"zong san": {"中山社区": ["5", …]}}."""
    filed: dict[str, dict[str, list[str]]] = {}
    for area in communities:
        if area.parent not in number:
            continue
        slug = written(area)
        town = _base36(number[area.parent]) + (f"={slug}" if slug else "")
        for key in keys_of(area.name, area.slug):
            filed.setdefault(key, {}).setdefault(area.name, []).append(town)
    return filed


def cut(filed: dict[str, dict[str, list[str]]], limit: int = SHARD_BYTES) -> list[tuple[str, list[str]]]:
    """Cut what is filed, in the order of the keys, into shards below a size: (first key, lines "name place place …").

    Names filed under several keys of a shard stand in it once.
    """
    shards: list[tuple[str, list[str]]] = []
    size, seen = limit, set[str]()
    for key in sorted(filed):
        lines = [f"{name} {' '.join(places)}" for name, places in sorted(filed[key].items())]
        length = sum(len(line.encode()) + 2 for line in lines)
        if size + length > limit:
            shards.append((key, []))
            size, seen = 0, set()
        fresh = [line for line in lines if line not in seen]
        seen.update(fresh)
        shards[-1][1].extend(fresh)
        size += sum(len(line.encode()) + 2 for line in fresh)
    return shards


def keys_of(name: str, slug: str = "") -> list[str]:
    """Return the keys a name is filed under: two folded syllables from the start, and from later ones."""
    found: dict[str, None] = {}
    # As the place says it, and as somebody reads it who does not know the place.
    said, read = syllables(name, slug), [usual(c) for c in name]
    for way in (said,) if said == read else (said, read):
        heard = [fold(s) for s in way]
        found |= dict.fromkeys(" ".join(heard[at : at + 2]) for at in _starts(name) if at < len(heard))
    return list(found)


def _starts(name: str) -> list[int]:
    stem = next((name.removesuffix(e) for e in _ENDINGS if name.endswith(e) and name != e), name)
    return [0, *range(1, len(stem) - INNER + 1)]


def written(area: Area) -> str:
    """Return the slug of an area, "" if a browser can make it of the name: "" for 中山社区 with zhongshan-shequ."""
    return "" if slug_from(area.name, area.level == "community") == area.slug else area.slug


def slug_from(name: str, is_community: bool) -> str:
    """Return the slug that a name gives by the usual readings; assets/parts/search.js makes the same."""
    if is_community:
        ending = next((e for e in _MARKED if name.endswith(e) and name != e), "")
        return "".join(usual(c) for c in name.removesuffix(ending)) + _MARKED.get(ending, "")
    tail = next((t for t in TAILS if name.endswith(t) and len(name) > len(t) + 1), "")
    return "".join(usual(c) for c in name.removesuffix(tail))


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]
