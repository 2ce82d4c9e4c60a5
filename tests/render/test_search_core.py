"""The first tier of the search index: items with every way of asking, what must stay hidden, and words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mingshi.read.store import read_installation
from mingshi.render.search.chars import common, other_readings, reading_runs, traditional
from mingshi.render.search.core import core_files, local_verdicts
from mingshi.render.search.local import county_search_files, name_files, own_name
from mingshi.render.search.pinyin import fold, in_context, syllables, usual
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

from ..conftest import ON, ROOT
from .hidden import MARK
from .opened import opened

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
ALIKE = [
    ("zhang", "zan"),
    ("chi", "ci"),
    ("shang", "san"),
    ("lan", "nan"),
    ("ran", "lan"),
    ("feng", "hong"),
    ("fu", "hu"),
]


@pytest.mark.parametrize(("name", "slug", "expected"), READINGS)
def test_readings_follow_the_slug(name: str, slug: str, expected: list[str]) -> None:
    assert syllables(name, slug) == expected


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_sounds_alike_is_folded_into_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_apart_what_everybody_hears() -> None:
    assert len({fold(s) for s in ("ma", "ba", "mi", "mei", "men", "wan", "hun", "hua", "lin")}) == 9


def test_common_characters_are_those_a_browser_decodes() -> None:
    assert len(common()) == 3755
    assert (common()[0], common()[-1]) == ("啊", "座")
    runs = reading_runs()
    assert runs.startswith("a2")
    assert sum(int(n) for n in "".join(c if c.isdigit() else " " for c in runs).split()) == 3755


def test_tables_hold_what_occurs_and_no_more() -> None:
    assert other_readings(["东厝埕", "一"]) == "cheng埕,cuo厝"
    assert dict(zip(*[iter(traditional(["证明"]))] * 2, strict=True)) == {"証": "证", "證": "证"}


def test_readings_in_context_are_told_where_they_are_not_the_usual_ones() -> None:
    assert in_context(["银行取款", "行走"])["银行"] == "yin hang"
    assert usual("行") == "xing"


@pytest.fixture(scope="module")
def index(toy_site: Site) -> dict[str, Any]:
    return opened(core_files(toy_site))


def test_items_have_their_verdict_and_every_way_of_saying(index: dict[str, Any]) -> None:
    items = {item[0]: item for item in index["core"]["items"]}
    _, verdict, tone, where, official, others, asked, _ = items["hunyin-shili"]
    assert (verdict, tone) == ("不开", "no")
    assert where
    assert official == ["示例婚姻证明", "示例婚姻关系证明"]
    assert others == ["示例单身证明"]
    assert "示例没有结过婚" in asked
    assert items["tuijian-shili"][1:3] == ["协助办理", "help"]


def test_words_are_grouped_and_idle_ones_apart(index: dict[str, Any]) -> None:
    assert index["core"]["words"] == [["示例父亲", "示例爹", "示例老爹"]]
    assert index["core"]["people"] == [0]
    assert index["core"]["idle"] == ["示例请问"]
    assert index["core"]["other"] == ["示例几点"]


def test_places_elsewhere_are_those_that_are_not_here(index: dict[str, Any]) -> None:
    assert index["core"]["elsewhere"] == ["示例外省"]
    assert index["core"]["own"] == "示例省"


def test_what_is_not_verified_is_in_no_file(hidden_site: Site) -> None:
    assert all(MARK not in data.decode() for _, data in core_files(hidden_site))


def test_areas_that_answer_otherwise_are_told(toy_site: Site, index: dict[str, Any]) -> None:
    told = local_verdicts(toy_site)
    assert told
    assert index["here"] == told
    assert index["core"]["here"] is True
    assert toy_site.catalogue.settings.area not in told


def test_hotline_of_the_installation_comes_first(toy_site: Site) -> None:
    settings = replace(
        toy_site.catalogue.settings, values={**toy_site.catalogue.settings.values, "hotline": "12300"}
    )
    site = replace(toy_site, catalogue=replace(toy_site.catalogue, settings=settings), _cache={})
    assert opened(core_files(site))["core"]["hotline"] == "12300"
    without = replace(settings, values={})
    site = replace(toy_site, catalogue=replace(toy_site.catalogue, settings=without), _cache={})
    assert opened(core_files(site))["core"]["hotline"] == "12345"


NAMES = [
    ("东山村“早议晚办”工作法（示例）", ["东镇", "东山村"], "早议晚办工作法"),
    ("近邻工作法", ["中山社区"], "近邻工作法"),
    ("东山村工作法", ["东山村"], "工作法"),
    ("西街街道东山村工作法", ["一县", "西街街道", "东山村"], "工作法"),
]


@pytest.mark.parametrize(("title", "places", "name"), NAMES)
def test_a_method_has_a_name_of_its_own(title: str, places: list[str], name: str) -> None:
    assert own_name(title, places) == name


def test_what_committees_wrote_is_kept_by_county(toy_site: Site) -> None:
    index = opened(name_files(toy_site))
    have = index["local"]
    assert have["pacts"]
    for county in {*have["pacts"], *have["methods"]}:
        entries = opened(county_search_files(toy_site, county))[f"local/{county.replace('/', '-')}"]
        for kind, stem, place, title in entries:
            record = toy_site.catalogue.find(
                "village_rule" if kind == "pact" else "work_method", f"{county}/{stem}"
            )
            assert record is not None
            assert (record.get("area"), record.get("title")) == (f"{county}/{place}", title)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("示例三村邻里互助公约（示例）", "邻里互助公约"),
        ("示例一县示例西镇示例三村红白理事会章程", "红白理事会章程"),
        ("示例三村村规民约（示例）", ""),
        ("示例西镇示例三村民约", ""),
    ],
)
def test_a_pact_is_named_only_where_its_name_is_not_its_place(title: str, name: str, toy: Path) -> None:
    pact = toy / "content/pacts/jiashi/yixian/xizhen-san-cun.md"
    text = pact.read_text(encoding="utf-8").replace("title: 示例三村村规民约（示例）", f"title: {title}")
    pact.write_text(text, encoding="utf-8")
    catalogue, _ = read_installation(toy, ON)
    index = opened(name_files(Site(catalogue, Resolver(catalogue), ROOT / "theme")))
    entries = [entry for key, shard in index.items() if key != "local" for entry in shard]
    pacts = [(known, *one) for known, *ones in entries for one in ones if one[0] == "pact"]
    wanted = (name, "pact", "jiashi/yixian/xizhen-san-cun", title, "示例一县 示例西镇")
    assert pacts == ([wanted] if name else [])


def test_county_without_entries_has_no_file(toy_site: Site) -> None:
    have = opened(name_files(toy_site))["local"]
    empty = [
        c.id
        for c in toy_site.catalogue.areas.of_level("county")
        if c.id not in {*have["pacts"], *have["methods"]}
    ]
    assert empty
    assert list(county_search_files(toy_site, empty[0])) == []
