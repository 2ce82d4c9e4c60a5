"""Flat tables: what they hold, and that no reference in them leads nowhere."""

from __future__ import annotations

import csv
import io

import pytest

from mingshi.model.schema import Field, ForeignKey
from mingshi.model.urls import BY_COUNTY
from mingshi.render.site import Site
from mingshi.render.tables import Flat, Row, closed, county_table, flat_tables

from .hidden import ID

# Towns are in the table of areas; what is kept by county is in files of its own; who edits is not told.
APART = ("place", *BY_COUNTY, "editor")


@pytest.fixture(scope="module")
def tables(toy_site: Site) -> dict[str, Flat]:
    return {table.name: table for table in flat_tables(toy_site)}


def test_every_kind_and_nested_list_has_a_table(toy_site: Site, tables: dict[str, Flat]) -> None:
    stored = {k: s for k, s in toy_site.catalogue.schemas.items() if s.store and k not in APART}
    children = {child.kind for schema in stored.values() for child in schema.children.values()}
    assert set(tables) == set(stored) | children


def test_all_places_are_in_one_table(toy_site: Site, tables: dict[str, Flat]) -> None:
    rows = {row["id"]: row for row in tables["area"].rows}
    assert list(rows) == [area.id for area in toy_site.catalogue.areas]
    community = rows["jiashi/yixian/dongjie/yi-shequ"]
    assert (community["level"], community["parent"]) == ("community", "jiashi/yixian/dongjie")
    assert rows["jiashi"]["source_ids"] == "s-shili-quhua"
    level = next(f for f in tables["area"].fields if f.name == "level")
    assert level.enum == ("nation", "province", "city", "county", "town", "community")


def test_nested_rows_carry_the_key_of_their_entry(tables: dict[str, Flat]) -> None:
    steps = [r for r in tables["guide_steps"].rows if r["item_id"] == "jianhu-shili" and r["area"] == "toy"]
    assert [row["row"] for row in steps] == [str(n + 1) for n in range(len(steps))]
    assert tables["guide_steps"].key == ("area", "item_id", "row")
    assert ForeignKey(("area", "item_id"), "guide", ("area", "item_id")) in tables["guide_steps"].references


def test_lists_and_bodies_become_cells(tables: dict[str, Flat]) -> None:
    listing = next(r for r in tables["listing"].rows if r["item_id"] == "jianhu-shili")
    assert listing["issuing_bodies"] == "村民委员会;居民委员会"
    assert any(row["body"] for row in tables["guide"].rows)


def test_csv_reads_back_as_written(tables: dict[str, Flat]) -> None:
    for table in tables.values():
        found = list(csv.DictReader(io.StringIO(table.csv().decode(), newline="")))
        names = [f.name for f in table.fields]
        assert found == [{name: row.get(name, "") for name in names} for row in table.rows], table.name


def test_references_lead_to_rows_that_are_there(hidden_site: Site) -> None:
    found = {table.name: table for table in flat_tables(hidden_site)}
    seen = 0
    for table in found.values():
        for link in table.references:
            there = {tuple(row[name] for name in link.target) for row in found[link.kind].rows}
            for row in table.rows:
                values = tuple(row[name] for name in link.fields)
                assert not any(values) or values in there, (table.name, link, values)
                seen += 1
        assert all(ID not in row.values() for row in table.rows)
    assert seen > 100


def test_table_of_a_county(toy_site: Site) -> None:
    found = county_table(toy_site, "village_rule", "jiashi/yixian")
    assert [row["pact_id"] for row in found.rows] == ["xizhen-san-cun"]
    assert "## 一、环境" in found.rows[0]["body"]
    assert found.key == ("area", "pact_id")
    assert county_table(toy_site, "village_rule", "yishi/bingxian").rows == []


def table(name: str, rows: list[Row], *, required: bool, to: str = "") -> Flat:
    """Return a table with an id and perhaps a reference."""
    fields = (Field("id", "string", "编号", required=True), Field("to", "string", "指向", required=required))
    links = (ForeignKey(("to",), to, ("id",)),) if to else ()
    return Flat(name, name, "", fields, ("id",), links, rows)


@pytest.mark.parametrize(
    ("required", "kept"),
    [(True, []), (False, [{"id": "x", "to": ""}])],
    ids=["needed: left out", "optional: emptied"],
)
def test_closing_goes_on_until_nothing_is_loose(required: bool, kept: list[Row]) -> None:
    first = table("a", [], required=False)
    second = table("b", [{"id": "m", "to": "gone"}], required=True, to="a")
    third = table("c", [{"id": "x", "to": "m"}], required=required, to="b")
    found = {t.name: t.rows for t in closed({"c": third, "b": second, "a": first})}
    assert found == {"a": [], "b": [], "c": kept}
