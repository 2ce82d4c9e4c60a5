"""Cutting shells at their markers and joining pages from them."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from mingshi.model.settings import Settings
from mingshi.render.page import Page
from mingshi.render.stamp import DEPTHS, MARKERS, SECTIONS, Shells, active, cut, marker, values_of

SETTINGS = Settings(site_name="示例站", values={"base_url": "https://shili.example/"})
PAGE = Page(
    path="items/hunyin/",
    title="婚姻证明",
    description="不开",
    section="items",
    level="article",
    body="<h1>婚姻证明</h1>",
    published="2026-01-05 09:00",
    crumbs=(("首页", ""), ("办什么", "items/")),
)
HTML = "<i>".join(marker(name) for name in MARKERS)


def test_cut_and_fill_give_the_values_in_their_places() -> None:
    shell = cut(f"头{HTML}尾{marker('title')}")
    filled = shell.fill({name: name.upper() for name in MARKERS}).decode()
    assert filled == f"头{'<i>'.join(m.upper() for m in MARKERS)}尾TITLE"


@pytest.mark.parametrize("name", MARKERS)
def test_every_marker_must_be_there(name: str) -> None:
    with pytest.raises(ValueError, match=f"没有输出“{name}”"):
        cut(HTML.replace(marker(name), ""))


def test_unknown_marker_is_named() -> None:
    with pytest.raises(ValueError, match="不认识的“tilte”"):
        cut(HTML + marker("tilte"))


def test_values_of_a_page() -> None:
    values = values_of(SETTINGS, PAGE) | active(PAGE.section)
    assert set(values) == set(MARKERS)
    assert values["title"] == "婚姻证明 - 示例站"
    assert values["active_items"] == ' aria-current="true"'
    assert [values[f"active_{s}"] for s in SECTIONS if s != "items"] == [""] * (len(SECTIONS) - 1)
    assert '<a href="../../index.html">首页</a>' in values["crumbs"]
    assert '<a href="../../items/index.html">办什么</a>' in values["crumbs"]
    assert "2026-01-05 09:00" in values["published"]
    assert values["body"] == PAGE.body


def test_home_page_is_called_like_the_site() -> None:
    assert values_of(SETTINGS, replace(PAGE, level="home"))["title"] == "示例站"


def test_what_is_empty_leaves_nothing() -> None:
    page = replace(PAGE, published="", crumbs=())
    homeless = replace(SETTINGS, site_url="", values={**SETTINGS.values, "base_url": ""})
    values = values_of(homeless, page)
    assert values["published"] == values["crumbs"] == ""
    assert "发布时间" not in values_of(SETTINGS, page)["published"]


def test_paper_says_where_the_page_is_once_that_is_known() -> None:
    assert f"网址：https://shili.example/{PAGE.path}" in values_of(SETTINGS, PAGE)["published"]


@pytest.mark.parametrize("name", ["title", "crumbs", "published", "head"])
def test_text_is_escaped(name: str) -> None:
    bad = '"><script>alert(1)</script>'
    page = replace(
        PAGE, title=bad, description=bad, published=bad, crumbs=((bad, "items/"),), keywords=(bad,)
    )
    assert "<script>" not in values_of(SETTINGS, page)[name]
    assert "&lt;script&gt;" in values_of(SETTINGS, page)[name]


@pytest.fixture
def shells() -> Shells:
    """A shell for every depth that says which it is."""
    return Shells(SETTINGS, {depth: cut(f"{depth}{HTML}") for depth in DEPTHS})


@pytest.mark.parametrize(
    ("path", "depth"),
    [("", 0), ("items/", 1), ("items/hunyin/", 2), ("places/a/b/c/d/", 5), ("places/a/b/c/d/e/", 6)],
)
def test_depth_picks_the_shell(shells: Shells, path: str, depth: int) -> None:
    assert shells.stamp(replace(PAGE, path=path)).startswith(str(depth).encode())


def test_page_of_no_section_has_no_tab(shells: Shells) -> None:
    assert b"aria-current" in shells.stamp(PAGE)
    assert b"aria-current" not in shells.stamp(replace(PAGE, section=""))


def test_unknown_section_and_depth_are_refused(shells: Shells) -> None:
    with pytest.raises(KeyError, match="itmes"):
        shells.stamp(replace(PAGE, section="itmes"))
    with pytest.raises(KeyError, match="7"):
        shells.stamp(replace(PAGE, path="a/b/c/d/e/f/g/"))


def test_shells_cross_processes(shells: Shells) -> None:
    again = pickle.loads(pickle.dumps(shells))
    assert again.stamp(PAGE) == shells.stamp(PAGE)
