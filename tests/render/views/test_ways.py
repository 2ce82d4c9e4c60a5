"""A to Z, topics, written promises, and what item pages know about my place."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from mingshi.read.store import read_installation
from mingshi.render.areafiles import FOLDER, area_files
from mingshi.render.site import Site
from mingshi.render.views import mine
from mingshi.render.views.az import OTHER, Name, az_page, by_letter
from mingshi.render.views.commitment import applies_of, commitment_page
from mingshi.render.views.effective import lines_at
from mingshi.render.views.items import names_of
from mingshi.render.views.places import contact_of
from mingshi.render.views.topics import topics_page
from mingshi.resolve.lists import Resolver

from ...conftest import ON, ROOT
from ..hidden import MARK
from ..markup import Markup


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["单身证明", "出生证明", "党员证明"], ["C 出生证明", "D 单身证明", "D 党员证明"]),
        (["民函〔2015〕266号", "《民法典》"], ["M 《民法典》", "M 民函〔2015〕266号"]),
        (["2015年通知", "e福州", "安置证明"], ["A 安置证明", "E e福州", "# 2015年通知"]),
    ],
)
def test_letters(names: list[str], letters: list[str]) -> None:
    found = by_letter(Name(name, "") for name in names)
    assert [f"{letter} {name.name}" for letter, inside in found for name in inside] == letters
    assert OTHER == "#"


def test_az_has_every_name_with_the_answer_in_the_line(toy_site: Site) -> None:
    body = Markup(az_page(toy_site).body)
    texts = [text for _, text in body.links]
    for item in toy_site.catalogue.of("item"):
        official, *others = names_of(item)
        assert official in texts
        assert {f"{name} → {official}" for name in others} <= set(texts)
    at = body.texts.index("示例单身证明 → 示例婚姻证明")
    assert body.texts[at + 1] == "不开"
    jumps = {href for href, _ in body.links if href.startswith("#")}
    assert jumps
    assert jumps <= {f"#{i}" for i in body.ids}


def test_az_has_lists_and_laws(toy_site: Site) -> None:
    links = [href for href, _ in Markup(az_page(toy_site).body).links]
    assert "../lists/toy-qingdan/index.html" in links
    assert "../laws/shili-fa/index.html" in links


def test_topics_have_every_item_under_its_theme_and_its_occasions(toy_site: Site) -> None:
    body = Markup(topics_page(toy_site).body)
    assert {item.get("name") for item in toy_site.catalogue.of("item")} <= set(body.texts)
    assert {"marriage", "occasions", "for-school", "for-loan"} <= set(body.ids)
    assert body.before("按要办的事找", "上学、升学、助学")


@pytest.mark.parametrize("make", [az_page, topics_page, commitment_page])
def test_nothing_unverified(make: Any, hidden_site: Site) -> None:
    assert MARK not in make(hidden_site).body


def test_promises_are_those_of_the_effective_list(toy_site: Site) -> None:
    # 收入证明 has a promise in the province's list; the marriage certificate only a doubtful one, so it comes later.
    assert [a.item.id for a in applies_of(toy_site)] == ["shouru-shili", "hunyin-shili"]
    body = Markup(commitment_page(toy_site).body)
    assert body.before("是什么", "说假话的后果")
    assert "书面承诺符合要求，就不再要证明（示例）" in body.text
    assert "没有收录到示例省公布的告知承诺目录" in body.text


def test_without_promises_and_facts_the_page_says_so(toy_site: Site) -> None:
    records = {**toy_site.catalogue.records, "listing": {}, "fact": {}}
    catalogue = replace(toy_site.catalogue, records=records)
    bare = Site(catalogue, Resolver(catalogue), toy_site.theme)
    assert "还没有写明可以用书面承诺代替的事项" in commitment_page(bare).body


def test_real_promises_have_a_source_and_are_marked_when_in_doubt() -> None:
    catalogue, _ = read_installation(ROOT, ON)
    site = Site(catalogue, Resolver(catalogue), ROOT / "theme")
    found = {a.item.id: [bool(w.marks) for w in a.ways] for a in applies_of(site)}
    assert found["falv-yuanzhu-hecha"] == [False]
    assert found["zhuti-zhusuo"] == [True]
    for fact in catalogue.of("fact"):
        if fact.get("topic").startswith("告知承诺"):
            assert fact.get("source_ids"), fact.id


def rules(site: Site, item_id: str) -> dict[str, Any]:
    """What the page of an item knows about places."""
    item = site.catalogue.find("item", item_id)
    assert item is not None
    made: dict[str, Any] = json.loads(unescape(str(mine.rules_of(site, item, f"items/{item_id}/"))))
    return made


def ruled(data: dict[str, Any], area_id: str) -> dict[str, Any]:
    """The rule at an area, found as here.js finds it: its own, or that of the nearest area above."""
    while area_id and area_id not in data["at"]:
        area_id = area_id.rpartition("/")[0]
    if area_id:
        found: dict[str, Any] = data["rules"][data["at"][area_id]]
        return found
    return {name: value for name, value in data["own"].items() if name != "name"}


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory, toy_catalogue: Any) -> Site:
    """The toy province with lists of the synthetic kind in both of its other counties."""
    from mingshi.synth.deviations import deviation_files, parent_list

    from ...conftest import copy_toy

    root = copy_toy(tmp_path_factory.mktemp("mine") / "toy")
    parent, items = parent_list(toy_catalogue)
    for county_id in ("jiashi/dingqu", "yishi/bingxian"):
        county = toy_catalogue.areas.get(county_id)
        for path, text in deviation_files(toy_catalogue, county, parent, items):
            file: Path = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    catalogue, _ = read_installation(root, ON)
    return Site(catalogue, Resolver(catalogue), ROOT / "theme")


@pytest.mark.parametrize("which", ["toy_site", "synthetic"])
def test_every_place_finds_the_rule_that_holds_there(which: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(which)
    deviate = 0
    for item in site.catalogue.of("item"):
        data = rules(site, item.id)
        deviate += len(data["at"])
        for area in site.catalogue.areas:
            if area.level in ("city", "county", "town", "community"):
                expected = json.loads(json.dumps(mine.rule_at(site, item, area.id, f"items/{item.id}/")))
                assert ruled(data, area.id) == expected, (item.id, area.id)
                line = next((s for s in lines_at(site, area.id) if s.item.id == item.id), None)
                assert ruled(data, area.id)["tone"] == (line.verdict.tone if line else "none")
    assert deviate > 5


def test_deviations_say_which_list_and_what_is_different(toy_site: Site) -> None:
    county = ruled(rules(toy_site, "hunyin-shili"), "jiashi/yixian/dongjie/yi-shequ")
    assert [title for title, _ in county["lists"]][-1] == "示例一县证明事项办理办法"
    assert county["lists"][-1][1] == "../../lists/yixian-shishi/index.html"
    assert county["except"] == [
        ["办理公证而登记机关查不到记录（示例）", "村（居）委会对职责内能核实的情况可以据实出具（示例）"]
    ]
    narrowed = ruled(rules(toy_site, "juzhu-shili"), "jiashi/yixian")
    assert narrowed["note"] == "只给在本县上学的孩子开（示例）。"
    assert "jiashi/yixian" in rules(toy_site, "jianhu-shili")["at"]  # because of its own guide
    assert ruled(rules(toy_site, "jianhu-shili"), "jiashi/yixian")["guide"][1].endswith(
        "#guide-jiashi-yixian"
    )


def test_what_a_page_carries_is_bounded(toy_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mine, "FULL", 0)
    data = rules(toy_site, "hunyin-shili")
    assert data["rules"]
    assert all(set(rule) == {"tone", "stamp", "says"} for rule in data["rules"])


def test_register_of_places_has_every_place_and_public_contacts(toy_site: Site) -> None:
    files = {}
    for path, raw in area_files(toy_site):
        head, _, rest = raw.decode().partition(",")
        assert head == f'mingshiAreas.take("{path.removeprefix(FOLDER).removesuffix(".js")}"'
        files[path] = json.loads(rest.removesuffix(")\n"))
    ids = set()
    for city, _, counties in files[f"{FOLDER}index.js"]:
        ids.add(city)
        for county, _ in counties:
            ids.add(f"{city}/{county}")
            data = files[f"{FOLDER}{city}/{county}.js"]
            for town, _, communities in data["towns"]:
                ids.add(f"{city}/{county}/{town}")
                ids |= {f"{city}/{county}/{town}/{slug}" for slug, *_ in communities}
    levels = ("city", "county", "town", "community")
    assert ids == {a.id for a in toy_site.catalogue.areas if a.level in levels}
    contacts = files[f"{FOLDER}jiashi/yixian.js"]["contacts"]
    assert contacts["jiashi/yixian"] == [
        "示例一县",
        "示例一县示例路0号；0000-0000001；工作日 9:00—12:00，14:00—17:00",
    ]
    chain = toy_site.catalogue.areas.chain("jiashi/yixian/dongjie/yi-shequ")
    found = contact_of(toy_site, chain)
    assert found
    assert contacts[found[0].id][0] == found[0].name
    assert files[f"{FOLDER}jiashi/dingqu.js"]["contacts"] == {}
