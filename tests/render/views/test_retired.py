"""Pages of retired ids: the old address says since when and why not, and where to read on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingshi.model.records import Record
from mingshi.render.head import head_tags
from mingshi.render.plan import INDEX, OVERVIEW, RECORDS, batch, names
from mingshi.render.site import Site
from mingshi.render.sitemap import part_files
from mingshi.render.views.retired import retired_page, tombs

from ..markup import Markup

# Old address → (title, texts on the page, links in "现在看这里").
CASES = {
    "items/jiu-hunyin-shili/": (
        "示例旧婚姻证明",
        ("证明事项", "2026年1月5日", "改了编号（示例）"),
        [("../../items/hunyin-shili/index.html", "代替它的"), ("../../items/index.html", "全部事项")],
    ),
    "items/feizhi-shili/": (
        "示例废止证明",
        ("2026年2月1日", "不再需要（示例）"),
        [("../../items/index.html", "全部事项")],
    ),
    "pacts/jiashi/yixian/xizhen-jiu-cun/": (
        "示例旧公约",
        ("2026年4月1日", "社区撤并（示例）"),
        [
            ("../../../../pacts/jiashi/yixian/xizhen-san-cun/index.html", "代替它的"),
            ("../../../../pacts/index.html", "村规民约"),
        ],
    ),
    "places/jiashi/yixian/dongjie/jiu-shequ/": (
        "示例旧社区",
        ("乡镇街道和村社区", "社区撤并（示例）"),
        [
            ("../../../../../places/jiashi/yixian/dongjie/yi-shequ/index.html", "代替它的"),
            ("../../../../../places/index.html", "按地方找"),
        ],
    ),
}


@pytest.mark.parametrize("path", CASES)
def test_page_says_why_and_where_to(toy_site: Site, path: str) -> None:
    title, texts, links = CASES[path]
    page = retired_page(toy_site, path)
    body = Markup(page.body)
    assert (page.path, page.title) == (path, f"{title}（这个编号已经停用）")
    assert page.title in body.text
    assert [text for text in texts if text not in body.text] == []
    assert [href for href, _ in body.links] == [href for href, _ in links]
    assert all(found.startswith(text) for (_, found), (_, text) in zip(body.links, links, strict=True))


def test_every_address_that_had_a_page_has_one(toy_site: Site) -> None:
    """A guide has no page of its own; an id retired on the way to another leads on to the last."""
    assert sorted(tombs(toy_site)) == sorted([*CASES, "items/zhong-hunyin-shili/"])
    assert "../../items/hunyin-shili/index.html" in dict(
        Markup(retired_page(toy_site, "items/zhong-hunyin-shili/").body).links
    )
    routes = [route.path for name in names(toy_site) for route in batch(toy_site, name).routes]
    assert len(routes) == len(set(routes))
    assert {*tombs(toy_site)} <= {*routes}


def test_batches_know_what_the_pages_show(toy_site: Site) -> None:
    """Entries kept by county are called by their names on overviews only; every other batch would be out of date."""
    at = {r.path: name for name in (OVERVIEW, RECORDS, INDEX) for r in batch(toy_site, name).routes}
    assert at["pacts/jiashi/yixian/xizhen-jiu-cun/"] == OVERVIEW
    assert at["items/feizhi-shili/"] == RECORDS


def test_search_engines_pass_over_them(toy_site: Site) -> None:
    settings, path = toy_site.catalogue.settings, "items/feizhi-shili/"
    assert '<meta name="robots" content="noindex">' in head_tags(settings, retired_page(toy_site, path))
    ((_, listed),) = part_files(toy_site, "records", [(path, ""), ("items/hunyin-shili/", "")])
    assert b"items/hunyin-shili/" in listed
    assert path.encode() not in listed


def with_tombs(site: Site, *rows: dict[str, str]) -> Site:
    """Return the site with other tombstones."""
    made = {str(n): Record("retired", str(n), "data/retired.csv", row) for n, row in enumerate(rows)}
    return Site(
        replace(site.catalogue, records={**site.catalogue.records, "retired": made}),
        site.resolver,
        site.theme,
    )


@pytest.mark.parametrize(
    ("kind", "entry_id"),
    [
        ("item", "hunyin-shili"),  # used again
        ("item", "../jiu"),
        ("item", "con"),
        ("source", "s-jiu"),  # shares one page with all sources
        ("place", "jiashi/yixian"),
        ("place", "a/b/c/d/e/f/g"),  # deeper than any page
        ("itme", "jiu"),
    ],
)
def test_no_page_where_there_was_none(toy_site: Site, kind: str, entry_id: str) -> None:
    site = with_tombs(toy_site, {"kind": kind, "entry_id": entry_id, "title": "示例", "reason": "示例"})
    assert tombs(site) == {}
    with pytest.raises(KeyError):
        retired_page(site, "items/hunyin-shili/")


@pytest.mark.parametrize("successors", [("b", "a"), ("a", ""), ("b", "meiyou"), ("b", "../x")])
def test_successors_that_lead_nowhere_are_not_named(toy_site: Site, successors: tuple[str, str]) -> None:
    rows = (
        {"kind": "item", "entry_id": i, "title": "示例", "reason": "示例", "replaced_by": successor}
        for i, successor in zip("ab", successors, strict=True)
    )
    body = Markup(retired_page(with_tombs(toy_site, *rows), "items/a/").body)
    assert body.links == [("../../items/index.html", "全部事项")]
