"""All pages of the toy province: well-formed, linked relatively to pages that exist, nothing unverified."""

from __future__ import annotations

import posixpath
import re

import pytest

from mingshi.model.urls import depth_of, file_of, link
from mingshi.render.page import Page
from mingshi.render.plan import Route, make, plan
from mingshi.render.site import Site

from .hidden import ID, MARK
from .markup import Markup

OWN = {"home", "items", "item", "lists", "list", "places", "area"}
OWN |= {"ask", "az", "topics", "mine", "commitment"}
OWN |= {"pacts", "county pacts", "pact", "methods", "county methods", "method"}


def routes(site: Site) -> list[Route]:
    """All routes of a site."""
    return [route for batch in plan(site) for route in batch.routes]


@pytest.fixture(scope="module")
def pages(toy_site: Site) -> dict[str, Page]:
    """The pages of the views under test, by path."""
    made = [make(toy_site, route) for route in routes(toy_site) if route.view in OWN]
    return {page.path: page for page in made}


def test_every_page_is_where_the_plan_says(toy_site: Site) -> None:
    for route in routes(toy_site):
        if route.view in OWN:
            assert make(toy_site, route).path == route.path


def test_well_formed(pages: dict[str, Page]) -> None:
    assert {path: faults for path, page in pages.items() if (faults := Markup(page.body).faults)} == {}


def test_one_heading_and_no_id_twice(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        body = Markup(page.body)
        assert body.tags.count("h1") == 1, path
        assert body.tags.index("h1") == 0, path
        assert sorted(body.ids) == sorted(set(body.ids)), path


def test_links_lead_somewhere(pages: dict[str, Page], toy_site: Site) -> None:
    known = {file_of(route.path) for route in routes(toy_site)}
    missing = []
    for path, page in pages.items():
        for href, _ in Markup(page.body).links:
            if href.startswith(("https://", "tel:")):
                continue
            target = (
                posixpath.normpath(posixpath.join(path, href.partition("#")[0]))
                if href[0] != "#"
                else file_of(path)
            )
            if target not in known:
                missing.append((path, href))
    assert missing == []


def test_anchors_exist_on_the_pages_under_test(pages: dict[str, Page]) -> None:
    ids = {file_of(path): set(Markup(page.body).ids) for path, page in pages.items()}
    missing = []
    for path, page in pages.items():
        for href, _ in Markup(page.body).links:
            where, hash_mark, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(path, where)) if where else file_of(path)
            if hash_mark and target in ids and anchor not in ids[target]:
                missing.append((path, href))
    assert missing == []


def test_links_and_forms_are_relative(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for href, text in Markup(page.body).links:
            assert not href.startswith(("/", "javascript:", "http:")), (path, href)
            assert text, (path, href)
        assert 'action="/' not in page.body


def test_no_request_to_others(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert not {"img", "iframe", "style", "object"} & set(Markup(page.body).tags)
        loaded = re.findall(r"<(?:script|link)\b[^>]*>", page.body)
        # Parts of our own that only some pages load.
        part = re.compile(r'<(?:script src|link rel="stylesheet" href)="(?:\.\./)*assets/[\w.-]+"( defer)?>')
        assert [tag for tag in loaded if not part.fullmatch(tag)] == []


def test_head_has_what_portals_ask_for(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert page.title, path
        assert page.description, path
        assert len(page.description) <= 120, path
        assert page.keywords, path
        assert page.published.startswith("2026-01-05") or page.level != "article", path
        assert page.content_source == "示例省示例厅", path


def test_crumbs_lead_up_the_folders(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if not path:
            assert page.crumbs == ()
            continue
        assert page.crumbs[0] == ("首页", "")
        depths = [depth_of(target) for _, target in page.crumbs]
        assert depths == sorted(depths), path
        assert all(link(path, target) for _, target in page.crumbs)
        assert path not in [target for _, target in page.crumbs]


def test_nothing_unverified_is_shown(hidden_site: Site) -> None:
    for route in routes(hidden_site):
        if route.view in OWN and ID not in route.id:
            page = make(hidden_site, route)
            assert MARK not in page.body + page.description + page.title, route
            assert ID not in page.body, route


@pytest.mark.parametrize("view", ["item", "list", "pact", "method"])
def test_unverified_has_no_page(view: str, hidden_site: Site) -> None:
    with pytest.raises(KeyError):
        make(hidden_site, Route(view, ID, ""))


def test_verified_twin_is_the_same_with_or_without_the_hidden(toy_site: Site, hidden_site: Site) -> None:
    for item_id in ("hunyin-shili", "jianhu-shili"):
        route = Route("item", item_id, "")
        assert make(toy_site, route).body == make(hidden_site, route).body
