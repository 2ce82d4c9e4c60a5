"""Areas: nation, province, city, county, town and community, keyed by slug path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .failure import Failure

LEVELS = ("nation", "province", "city", "county", "town", "community")
LEVEL_NAMES = {
    "nation": "全国",
    "province": "省",
    "city": "设区市",
    "county": "县（市、区）",
    "town": "乡镇（街道）",
    "community": "村（社区）",
}
COMMITTEE_KINDS = {"residents_committee": "居民委员会", "villagers_committee": "村民委员会"}


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `id` is its slug path ("fuzhou/gulou/gudong"), `code` its GB/T 2260 code down to county level."""

    id: str
    level: str
    kind: str
    name: str
    short_name: str = ""
    code: str = ""
    parent: str = ""
    note: str = ""
    published: str = ""

    @property
    def slug(self) -> str:
        """Return the last part of the path."""
        return self.id.rpartition("/")[2]


class Areas:
    """All areas of an installation, in file order, with the questions the other rooms ask."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_id: dict[str, Area] = {}
        self._children: dict[str, list[str]] = {}
        for area in areas:
            self._by_id[area.id] = area
            self._children.setdefault(area.parent, []).append(area.id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_id.values())

    def __contains__(self, area_id: str) -> bool:
        return area_id in self._by_id

    def get(self, area_id: str) -> Area:
        """Return an area; raises KeyError when there is none."""
        return self._by_id[area_id]

    def is_parent(self, area_id: str) -> bool:
        """Tell whether there is any area directly below."""
        return area_id in self._children

    def children(self, area_id: str) -> list[Area]:
        """Return the areas directly below, in file order."""
        return [self._by_id[c] for c in self._children.get(area_id, [])]

    def chain(self, area_id: str) -> list[Area]:
        """Return the areas from the nation down to `area_id`; raises KeyError for an unknown area."""
        found: list[Area] = []
        while area_id:
            area = self._by_id[area_id]
            if len(found) > len(LEVELS):
                raise KeyError(f"cycle of parents at {area_id}")
            found.append(area)
            area_id = area.parent
        return found[::-1]

    def of_level(self, level: str) -> list[Area]:
        """Return all areas of one level."""
        return [a for a in self if a.level == level]

    def below(self, area_id: str) -> Iterator[Area]:
        """Yield every area under `area_id`, depth first, without itself."""
        for child in self.children(area_id):
            yield child
            yield from self.below(child.id)


def parent_of(area_id: str) -> str:
    """Return the parent path of a slug path: `parent_of("a/b/c") == "a/b"`, "" at the top."""
    return area_id.rpartition("/")[0]


def nearest(text: str, areas: Iterable[Area], count: int = 3) -> list[Area]:
    """Return the areas somebody may have meant: by name, by the last part of the path, or by similar spelling."""
    import difflib

    found = list(areas)
    by_name = [a for a in found if text and text in (a.name, a.short_name)]
    same_end = [a for a in found if a.slug == text.rpartition("/")[2]]
    ids = {a.id: a for a in found}
    similar = [ids[i] for i in difflib.get_close_matches(text, ids, count)]
    return (by_name or same_end or similar or found[-1:])[:count]


def county_named(areas: Areas, area_id: str) -> Area:
    """Return a county by its path. Raises Failure that names the counties which may have been meant."""
    if area_id in areas and areas.get(area_id).level == "county":
        return areas.get(area_id)
    counties = areas.of_level("county")
    if area_id in areas:
        above = [a for a in areas.chain(area_id) if a.level == "county"]
        meant = above or [a for a in areas.below(area_id) if a.level == "county"] or counties
        fact = f"“{area_id}”是{areas.get(area_id).name}，不是县（市、区）"
    else:
        meant, fact = nearest(area_id, counties), f"没有这个县（市、区）：{area_id}"
    named = "、".join(f"{a.id}（{a.name}）" for a in meant[:3])
    raise Failure(fact, f"写成网址里的路径，例如 {named}")
