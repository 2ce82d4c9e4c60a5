"""Which places a synthetic installation has: a part of the real ones, all of them, or more than there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.areas import Area, parent_of
from ..model.catalogue import Catalogue
from ..model.failure import Failure

SCALES = ("county", "city", "province", "shandong")
# As many committees as a province of the size of Shandong has, about.
MOST = 62_000
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Places:
    """`upper` are the rows of areas.csv; `shards` the rows of towns and communities by county id, in their order."""

    upper: list[Row]
    shards: dict[str, list[Row]]

    def ids(self) -> frozenset[str]:
        """Return the ids of all areas."""
        inside = (row["id"] for rows in self.shards.values() for row in rows)
        return frozenset([*(row["id"] for row in self.upper), *inside])

    def counties(self) -> list[Area]:
        """Return the counties that have committees."""
        rows = (row for row in self.upper if row["level"] == "county" and _number(self.shards[row["id"]]))
        return [Area(row["id"], "county", row["kind"], row["name"], parent=row["parent"]) for row in rows]

    def committees(self, county_id: str) -> Iterator[Area]:
        """Yield the villages and communities of a county."""
        for row in self.shards[county_id]:
            if row["level"] == "community":
                yield Area(row["id"], "community", row["kind"], row["name"], parent=parent_of(row["id"]))


def _number(rows: list[Row]) -> int:
    return sum(1 for row in rows if row["level"] == "community")


def places_of(catalogue: Catalogue, scale: str) -> Places:
    """Return the places of a scale. Raises Failure when the installation has no committee at all."""
    upper = [row for table in catalogue.tables if table.kind == "area" for row in table.dicts()]
    files = {
        table.path.removeprefix("data/areas/").removesuffix(".csv"): table.dicts()
        for table in catalogue.tables
        if table.kind == "place"
    }
    shards = {row["id"]: files.get(row["id"], []) for row in upper if row["level"] == "county"}
    first = next((county for county, rows in shards.items() if _number(rows)), "")
    if not first:
        raise Failure("这里没有一个村（社区），没有可以合成的", "先在 data/areas/ 里录入村（社区）")
    everything = Places(upper, shards)
    if scale == "shandong":
        return _repeated(everything)
    return everything if scale == "province" else _part(catalogue, everything, first, scale)


def _part(catalogue: Catalogue, places: Places, county: str, scale: str) -> Places:
    """Return one county, or the city it lies in, with everything above."""
    chain = [area.id for area in catalogue.areas.chain(county)]
    inside = {county} if scale == "county" else {r["id"] for r in places.upper if r["parent"] == chain[-2]}
    upper = [row for row in places.upper if row["id"] in inside.union(chain)]
    return Places(upper, {i: rows for i, rows in places.shards.items() if i in inside.union(chain)})


def _repeated(places: Places) -> Places:
    """Return the real cities and as many copies of them, one after the other, as it takes."""
    upper, shards = list(places.upper), dict(places.shards)
    counties: dict[str, list[Row]] = {}
    for row in places.upper:
        if row["level"] == "county":
            counties.setdefault(row["parent"], []).append(row)
    cities = [row for row in places.upper if row["id"] in counties]
    total, n = sum(map(_number, shards.values())), 0
    while total < MOST:
        city, n = cities[n % len(cities)], n + 1
        slug, made = f"hecheng{n}", {"code": "", "note": "合成数据，没有这个地方"}
        upper.append({**city, "id": slug, "name": f"合成市{n}", "short_name": f"合成{n}", **made})
        for county in counties[city["id"]]:
            own = f"{slug}/{county['id'].rpartition('/')[2]}"
            named = {"name": f"合成{county['name']}", "short_name": ""}
            upper.append({**county, "id": own, "parent": slug, **named, **made})
            shards[own] = [
                {**row, "id": own + row["id"].removeprefix(county["id"])} for row in shards[county["id"]]
            ]
            total += _number(shards[own])
    return Places(upper, shards)
