"""What some counties do differently."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from mingshi.model.areas import Area
from mingshi.model.catalogue import Catalogue
from mingshi.synth.deviations import deviates, deviation_files, parent_list

COUNTY = Area("jiashi/yixian", "county", "county", "示例一县", parent="jiashi")


def test_fifteen_of_every_hundred_evenly_spread() -> None:
    chosen = [n for n in range(1000) if deviates(n)]
    assert len(chosen) == 150
    assert chosen[0] == 0
    assert {b - a for a, b in pairwise(chosen)} == {6, 7}


def test_the_parent_is_a_national_list_and_what_others_remove_is_left_alone(toy_catalogue: Catalogue) -> None:
    parent, items = parent_list(toy_catalogue)
    assert parent == "china-neg"
    removed = {r.get("item_id") for r in toy_catalogue.of("listing") if r.get("op") == "remove"}
    assert removed
    assert items
    assert not removed & set(items)


def test_an_installation_without_lists_has_no_deviations(toy_catalogue: Catalogue) -> None:
    records = {**toy_catalogue.records, "list": {}, "listing": {}}
    assert parent_list(replace(toy_catalogue, records=records)) == ("", [])


def test_one_listing_an_item_each_with_another_operation(toy_catalogue: Catalogue) -> None:
    parent, items = parent_list(toy_catalogue)
    files = dict(deviation_files(toy_catalogue, COUNTY, parent, items))
    listings = [text for path, text in files.items() if path.startswith("content/listings/")]
    ops = [line for text in listings for line in text.split("\n") if line.startswith("op: ")]
    assert len(listings) == len(items)
    assert len(set(ops)) == len(ops)
    assert "content/lists/hc-jiashi-yixian.yaml" in files
    assert any(path.startswith("content/guides/jiashi/yixian/") for path in files)
