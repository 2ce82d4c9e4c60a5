"""The search index: what it holds, how it is cut, and that a browser can find each shard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mingshi.model.areas import Area, Areas
from mingshi.render.search import SHARD_BYTES, search_files, syllables
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

from ..conftest import ROOT
from .hidden import MARK

READINGS = [
    ("长乐", "changle", ["chang", "le"]),
    ("长乐", "zhangle", ["zhang", "le"]),
    ("厦门", "xiamen", ["xia", "men"]),
    ("中山社区", "zhongshan-shequ", ["zhong", "shan", "she", "qu"]),
    ("东山村", "dongshan-cun-2", ["dong", "shan", "cun"]),
    ("西安村", "xian-cun", ["xi", "an", "cun"]),
    ("绿源", "lvyuan", ["lv", "yuan"]),
    ("重建", "", ["chong", "jian"]),
    ("婚姻状况证明", "", ["hun", "yin", "zhuang", "kuang", "zheng", "ming"]),
    ("罗山（畲族）社区", "luoshan-shequ", ["luo", "shan", "she", "zu", "she", "qu"]),
    ("甲A证明", "", ["jia", "a", "zheng", "ming"]),
    ("示例", "not-its-pinyin", ["shi", "li"]),
]


@pytest.mark.parametrize(("name", "slug", "expected"), READINGS)
def test_readings_follow_the_slug(name: str, slug: str, expected: list[str]) -> None:
    assert syllables(name, slug) == expected


def opened(site: Site) -> dict[str, Any]:
    """Return the index as a browser sees it: data by file name."""
    found = {}
    for path, data in search_files(site):
        name = path.rpartition("/")[2].removesuffix(".js")
        text = data.decode()
        assert path == f"assets/search/{name}.js"
        assert text.startswith(f'mingshiSearch.take("{name}",')
        assert text.endswith(")\n")
        found[name] = json.loads(text.partition(",")[2].removesuffix(")\n"))
    return found


def test_items_have_their_verdict_and_every_way_of_saying(toy_site: Site) -> None:
    items = {item[0]: item for item in opened(toy_site)["items"]["items"]}
    _, verdict, tone, names = items["items/hunyin-shili/"]
    assert (verdict, tone) == ("不开", "no")
    assert names[::2] == ["示例婚姻证明", "示例婚姻关系证明", "示例单身证明"]
    assert names[1] == "shi li hun yin zheng ming"
    assert items["items/tuijian-shili/"][1:3] == ["协助办理", "help"]


def test_unverified_items_are_not_found(hidden_site: Site) -> None:
    assert all(MARK not in data.decode() for _, data in search_files(hidden_site))


def places(index: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (page path, name) of every area in the index, put together as the script does it."""
    upper: list[str] = []
    for text in index["items"]["areas"]:
        name, slug, above, *_ = text.split("|")
        upper.append((upper[int(above)] if above else "places/") + slug.replace("'", "") + "/")
        yield upper[-1], name
    towns = []
    for text in index["towns"]:
        name, slug, above, *_ = text.split("|")
        towns.append(upper[int(above)] + slug.replace("'", "") + "/")
        yield towns[-1], name
    for number in range(len(index["shards"])):
        for text in index[f"p{number}"]:
            name, slug, above, *_ = text.split("|")
            yield towns[int(above)] + slug.replace("'", "") + "/", name


def test_every_place_is_there_with_its_page(toy_site: Site) -> None:
    areas = toy_site.catalogue.areas
    expected = {
        (f"places/{a.id}/", a.name) for a in areas if a.level in ("city", "county", "town", "community")
    }
    assert set(places(opened(toy_site))) == expected


FIRST = "东西南北上下大小前后新长白黄石山林吴陈王"
LAST = "山坑溪洋头尾厝坂埔村林田"


@pytest.fixture(scope="module")
def large_site(toy_site: Site) -> Site:
    """A province with 4,800 communities."""
    areas = [Area("p", "province", "province", "省"), Area("p/c", "city", "city", "甲市", parent="p")]
    areas.append(Area("p/c/x", "county", "county", "一县", parent="p/c"))
    for town in range(20):
        areas.append(Area(f"p/c/x/t{town}", "town", "town", f"第{town}镇", parent="p/c/x"))
        for first in FIRST:
            for last in LAST:
                slug = f"{''.join(syllables(first + last))}-cun"
                areas.append(
                    Area(
                        f"p/c/x/t{town}/{slug}", "community", "c", f"{first}{last}村", parent=f"p/c/x/t{town}"
                    )
                )
    catalogue = replace(toy_site.catalogue, areas=Areas(areas))
    return Site(catalogue, Resolver(toy_site.catalogue), ROOT / "theme")


def test_no_file_is_large(large_site: Site) -> None:
    sizes = {path: len(data) for path, data in search_files(large_site)}
    assert len(sizes) > 6
    assert max(sizes.values()) <= SHARD_BYTES + 200


def shards_for(index: dict[str, Any], words: str) -> set[int]:
    """Return the shards the script loads for a beginning: by character, or by letters."""
    ranges = list(enumerate(index["shards"]))
    if not words.isascii():
        return {n for n, (_, _, characters) in ranges if words[0] in characters}
    size = len(words)
    return {n for n, (first, last, _) in ranges if first[:size] <= words <= last[:size]}


@pytest.mark.parametrize("words", ["东山", "东山村", "dongshan", "dongshancun", "陈厝", "chencuo"])
def test_beginning_of_a_name_leads_to_all_of_its_shards(large_site: Site, words: str) -> None:
    index = opened(large_site)
    shards = shards_for(index, words)
    wanted = {"dongshan": "东山村", "dongshancun": "东山村", "chencuo": "陈厝村"}.get(words, words[:2] + "村")
    holding = {
        n for n in range(len(index["shards"])) if any(t.startswith(f"{wanted}|") for t in index[f"p{n}"])
    }
    assert holding
    assert holding <= shards
    assert len(shards) <= 3


def test_inner_part_of_a_long_name_is_filed_too(toy_site: Site) -> None:
    areas = [*toy_site.catalogue.areas]
    town = next(a for a in areas if a.level == "town")
    areas.append(Area(f"{town.id}/xiashanqian-cun", "community", "c", "下山前村", parent=town.id))
    site = Site(replace(toy_site.catalogue, areas=Areas(areas)), toy_site.resolver, ROOT / "theme")
    index = opened(site)
    found = [n for n in shards_for(index, "山前") if any("下山前村" in t for t in index[f"p{n}"])]
    assert found
    assert len([t for t in index[f"p{found[0]}"] if "下山前村" in t]) == 1


def test_same_input_same_bytes(toy_site: Site) -> None:
    assert list(search_files(toy_site)) == list(search_files(toy_site))
