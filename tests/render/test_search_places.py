"""Places in the search index: every one is there, in shards a browser finds by what it hears."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import replace
from typing import Any

import pytest

from mingshi.model.areas import Area, Areas
from mingshi.render.search.places import (
    SHARD_BYTES,
    keys_of,
    place_files,
    slug_from,
    upper_texts,
    written,
)
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

from ..conftest import ROOT
from .opened import opened

SLUGS = [
    ("中山社区", True, "zhongshan-shequ"),
    ("东山村", True, "dongshan-cun"),
    ("社区", True, "shequ"),
    ("鼓东街道", False, "gudong"),
    ("鼓楼区", False, "gulou"),
    ("市中区", False, "shizhong"),
    ("镇区", False, "zhenqu"),
]
KEYS = [
    ("中山社区", "", ["zon san"]),
    ("下山前村", "", ["xia san", "san qian"]),
    ("长安村", "changan-cun", ["can an", "zan an"]),
    ("曲村", "", ["qu cun"]),
    ("风洋村", "", ["hun yan"]),
    ("红洋村", "", ["hun yan"]),
]


@pytest.mark.parametrize(("name", "is_community", "slug"), SLUGS)
def test_slugs_follow_from_names(name: str, is_community: bool, slug: str) -> None:
    assert slug_from(name, is_community) == slug


@pytest.mark.parametrize(("name", "slug", "keys"), KEYS)
def test_names_are_filed_as_they_are_heard(name: str, slug: str, keys: list[str]) -> None:
    assert keys_of(name, slug) == keys


def communities(index: dict[str, Any], areas: Areas) -> set[str]:
    """Return the ids of all communities, put together as the script does it."""
    counties = [a.id for a in areas.of_level("county")]
    towns = []
    for county, text in zip(counties, index["areas"]["towns"], strict=True):
        for one in filter(None, text.split(",")):
            name, _, slug = one.partition("=")
            towns.append(f"{county}/{slug or slug_from(name, False)}")
    found = set()
    for at in range(len(index["areas"]["keys"])):
        assert index[f"p{at}"]["stamp"] == index["areas"]["stamp"]
        for line in index[f"p{at}"]["names"].split("\n"):
            name, *places = line.split(" ")
            for place in places:
                town, _, slug = place.partition("=")
                found.add(f"{towns[int(town, 36)]}/{slug or slug_from(name, True)}")
    return found


def test_every_community_is_there_with_its_page(toy_site: Site) -> None:
    areas = toy_site.catalogue.areas
    index = opened(place_files(toy_site))
    assert communities(index, areas) == {a.id for a in areas.of_level("community")}


def test_upper_areas_name_the_one_above(toy_site: Site) -> None:
    areas = toy_site.catalogue.areas
    texts = [text.split("|") for text in upper_texts(areas)]
    ids: list[str] = []
    for _, name, *rest in texts:
        above = ids[int(rest[0])] + "/" if rest and rest[0] else ""
        ids.append(above + (rest[1] if len(rest) > 1 else slug_from(name, False)))
    assert ids == [a.id for level in ("province", "city", "county") for a in areas.of_level(level)]
    assert {text[0] for text in texts} == {"p", "c", "x"}


FIRST = "东西南北上下大小前后新长白黄石山林吴陈王"
LAST = "山坑溪洋头尾厝坂埔村林田"


@pytest.fixture(scope="module")
def large_site(toy_site: Site) -> Site:
    """A province with 4,800 communities, of 12,000 different names or so."""
    areas = [Area("p", "province", "province", "省"), Area("c", "city", "city", "甲市", parent="p")]
    areas.append(Area("c/x", "county", "county", "一县", parent="c"))
    for town in range(20):
        areas.append(Area(f"c/x/t{town}", "town", "town", f"第{town}镇", parent="c/x"))
        for first in FIRST:
            for last in LAST:
                name = f"{first}{last}{'甲乙丙丁戊己庚辛壬癸'[town % 10]}{'子丑'[town // 10]}村"
                slug = slug_from(name, True)
                areas.append(Area(f"c/x/t{town}/{slug}", "community", "c", name, parent=f"c/x/t{town}"))
    catalogue = replace(toy_site.catalogue, areas=Areas(areas))
    return Site(catalogue, Resolver(toy_site.catalogue), ROOT / "theme")


def test_no_shard_is_large(large_site: Site) -> None:
    sizes = {path: len(data) for path, data in place_files(large_site)}
    assert len(sizes) > 6
    assert max(sizes.values()) <= SHARD_BYTES * 1.1


@pytest.mark.parametrize("name", ["东山甲子村", "石厝戊丑村", "王田癸丑村"])
def test_every_start_of_a_name_leads_to_a_shard_with_it(large_site: Site, name: str) -> None:
    index = opened(place_files(large_site))
    first_keys = index["areas"]["keys"]
    assert first_keys == sorted(first_keys)
    for key in keys_of(name):
        names = index[f"p{bisect_right(first_keys, key) - 1}"]["names"]
        assert any(line.startswith(f"{name} ") for line in names.split("\n")), key


def test_slugs_are_written_only_where_names_do_not_give_them() -> None:
    assert written(Area("a/b/c/dongshan-cun", "community", "c", "东山村")) == ""
    assert written(Area("a/b/c/dongshan-cun-2", "community", "c", "东山村")) == "dongshan-cun-2"


def test_same_input_same_bytes(toy_site: Site) -> None:
    assert list(place_files(toy_site)) == list(place_files(toy_site))
    assert json.dumps(upper_texts(toy_site.catalogue.areas))
