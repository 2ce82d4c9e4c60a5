"""Place pages from the province to the community."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingshi.model.areas import Area, Areas
from mingshi.render.site import Site
from mingshi.render.views.places import columns_of, contact_of, has_of, place_page, places_page
from mingshi.resolve.lists import Resolver

from ..markup import Markup

COMMUNITY = "jiashi/yixian/dongjie/yi-shequ"
VILLAGE = "jiashi/yixian/xizhen/san-cun"


def page(site: Site, area_id: str) -> Markup:
    """The parsed page of an area."""
    return Markup(place_page(site, area_id).body)


def large_site(site: Site, number: int) -> Site:
    """The same site with many more communities in one town."""
    town = "jiashi/yixian/nanxiang"
    more = [
        Area(f"{town}/c{i}", "community", "villagers_committee", f"示例第{i}个村民委员会所在村", parent=town)
        for i in range(number)
    ]
    catalogue = replace(site.catalogue, areas=Areas([*site.catalogue.areas, *more]))
    return Site(catalogue, Resolver(catalogue), site.theme)


@pytest.mark.parametrize(
    ("area_id", "title", "crumbs"),
    [
        ("toy", "示例省", ["首页", "地方"]),
        ("jiashi", "示例甲市", ["首页", "地方", "示例"]),
        ("jiashi/yixian", "示例一县", ["首页", "地方", "示例", "甲市"]),
        (COMMUNITY, "示例一社区", ["首页", "地方", "示例", "甲市", "一县", "示例东街街道"]),
    ],
)
def test_where_a_place_lies(area_id: str, title: str, crumbs: list[str], toy_site: Site) -> None:
    made = place_page(toy_site, area_id)
    assert made.title == title
    assert [name for name, _ in made.crumbs] == crumbs
    assert made.published == "2026-01-05 09:00"
    assert made.section == "places"


def test_effective_list_with_the_level_of_each_line(toy_site: Site) -> None:
    body = page(toy_site, COMMUNITY)
    for texts in (
        ("示例婚姻证明", "全国"),
        ("示例收入证明", "甲市"),
        ("示例居民养犬情况证明", "全国·仅社区"),
        ("示例居住证明", "甲市·只给在本县上学的孩子开（示例）。"),
    ):
        at = body.texts.index(texts[0])
        assert body.texts[at + 1] == texts[1]


def test_not_issued_comes_before_issued(toy_site: Site) -> None:
    body = page(toy_site, COMMUNITY)
    assert body.before("不开的", "可以开的")
    assert body.before("可以开的", "协助办理的")


def test_lists_behind_are_named_and_linked(toy_site: Site) -> None:
    body = page(toy_site, "yishi")
    assert ("../../lists/toy-qingdan/index.html", "示例省证明事项清单") in body.links
    assert ("../../lists/yishi-dai/index.html", "本级清单") in body.links
    assert "待发布" in body.text


@pytest.mark.parametrize(
    ("area_id", "who"), [(COMMUNITY, "居委会"), (VILLAGE, "村委会"), ("jiashi", "村（居）委会")]
)
def test_who_is_asked(area_id: str, who: str, toy_site: Site) -> None:
    assert f"这里的{who}开不开" in page(toy_site, area_id).text


def test_list_is_rendered_once_for_places_alike(toy_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(toy_site.catalogue, toy_site.resolver, toy_site.theme)
    rendered: list[str] = []
    render = Site.render

    def counting(self: Site, template: str, path: str, **values: object) -> str:
        rendered.append(template)
        return render(self, template, path, **values)

    monkeypatch.setattr(Site, "render", counting)
    for area_id in (COMMUNITY, "jiashi/yixian/dongjie/er-shequ", VILLAGE):
        place_page(site, area_id)
    assert rendered.count("effective.html") == 1
    assert rendered.count("place.html") == 3


def test_links_are_right_at_every_depth(toy_site: Site) -> None:
    item = "items/hunyin-shili/index.html"
    for area_id, up in (("toy", "../../"), ("jiashi/yixian", "../../../"), (COMMUNITY, "../../../../../")):
        assert (up + item, "示例婚姻证明") in page(toy_site, area_id).links


def test_community_page_is_small(toy_site: Site) -> None:
    assert len(place_page(toy_site, COMMUNITY).body.encode()) < 9000


def test_children_in_columns(toy_site: Site) -> None:
    titles = {
        area_id: [(c.title, len(c.areas)) for c in columns_of(toy_site, area_id)]
        for area_id in ("toy", "jiashi", "jiashi/yixian", "jiashi/yixian/xizhen", COMMUNITY)
    }
    assert titles == {
        "toy": [("设区市", 2)],
        "jiashi": [("县（市、区）", 2)],
        "jiashi/yixian": [("乡镇（街道）", 3)],
        "jiashi/yixian/xizhen": [("村民委员会", 1), ("居民委员会", 1)],
        COMMUNITY: [],
    }


def test_children_say_how_large_they_are(toy_site: Site) -> None:
    sizes = {area.id: size for column in columns_of(toy_site, "toy") for area, size in column.areas}
    assert sizes == {"jiashi": "7 个村（社区）", "yishi": "暂无数据"}


def test_town_without_data(toy_site: Site) -> None:
    sizes = {area.id: size for column in columns_of(toy_site, "jiashi/dingqu") for area, size in column.areas}
    assert sizes["jiashi/dingqu/weizhi-xiang"] == "暂无数据"


@pytest.mark.parametrize("area_id", ["yishi/bingxian", "jiashi/dingqu/weizhi-xiang"])
def test_places_without_data_say_only_that(area_id: str, toy_site: Site) -> None:
    made = place_page(toy_site, area_id)
    body = Markup(made.body)
    assert "ms-note" in body.classes
    assert "开不开" not in body.text
    assert "联系" not in body.text
    assert made.description.endswith("暂无数据。")


def test_contact_of_the_place_or_the_nearest_above(toy_site: Site) -> None:
    assert (
        "示例一社区：示例一县示例东街0号；0000-0000002；工作日 9:00—17:00" in page(toy_site, COMMUNITY).text
    )
    assert "示例一县：示例一县示例路0号；0000-0000001" in page(toy_site, VILLAGE).text


def test_no_contact_is_said_plainly(toy_site: Site) -> None:
    for area_id in ("jiashi", "jiashi/dingqu/beijie/liu-shequ"):
        assert "本站还没有收录这里的联系方式。" in page(toy_site, area_id).text


def test_a_city_does_not_stand_in_for_a_county(toy_site: Site) -> None:
    chain = toy_site.catalogue.areas.chain("jiashi/dingqu/beijie/liu-shequ")
    assert contact_of(toy_site, chain) is None


def test_what_a_place_made_itself(toy_site: Site) -> None:
    assert has_of(toy_site, "jiashi/yixian") == [
        ("示例一县证明事项办理办法", "lists/yixian-shishi/"),
        ("示例监护证明怎么办（示例一县）", "items/jianhu-shili/#guide-jiashi-yixian"),
    ]
    assert has_of(toy_site, COMMUNITY) == []
    assert "这里自己的规定和情况" not in page(toy_site, COMMUNITY).text


def test_facts_of_a_place_with_their_source(toy_site: Site) -> None:
    body = page(toy_site, "jiashi")
    assert body.before(
        "示例甲市已经公布居住证明的式样（示例）", "来源：示例媒体报道（没有可以公开访问的网址（示例））"
    )


def test_where_the_names_come_from(toy_site: Site) -> None:
    for area_id in ("toy", COMMUNITY):
        assert "名称来源：示例省示例厅《示例行政区划表》；未经民政部门核定。" in page(toy_site, area_id).text


def test_choosing_a_place(toy_site: Site) -> None:
    made = places_page(toy_site)
    body = Markup(made.body)
    assert body.before("示例甲市", "示例一县")
    assert ("jiashi/yixian/index.html", "示例一县") in [
        (h.removeprefix("../places/"), t) for h, t in body.links
    ]
    assert ("../places/toy/index.html", "示例省") in body.links
    assert made.path == "places/"


def test_unknown_place(toy_site: Site) -> None:
    with pytest.raises(KeyError):
        place_page(toy_site, "jiashi/meiyou")


def test_large_town(toy_site: Site) -> None:
    body = page(large_site(toy_site, 120), "jiashi/yixian/nanxiang")
    assert body.faults == []
    assert len([t for _, t in body.links if t.startswith("示例第")]) == 120
