"""All reference pages of the toy province: well-formed, linked to pages and anchors that exist, nothing unverified."""

from __future__ import annotations

import posixpath

import pytest

from mingshi.edit.blueprint import kinds_with_form
from mingshi.model.urls import editor_of, file_of
from mingshi.render.page import Page
from mingshi.render.plan import Route, make
from mingshi.render.site import Site
from mingshi.render.views.forms import docx_path

from .hidden import ID, MARK
from .markup import Markup
from .test_views import routes

OWN = {
    "laws",
    "law",
    "forms",
    "form",
    "sources",
    "conflicts",
    "glossary",
    "quality",
    "schemas",
    "schema",
    "rules",
    "rule",
}
DATA = {"api/v1/openapi.json", "data/datapackage.json"}


@pytest.fixture(scope="module")
def pages(toy_site: Site) -> dict[str, Page]:
    """The reference pages by path."""
    return {route.path: make(toy_site, route) for route in routes(toy_site) if route.view in OWN}


@pytest.fixture(scope="module")
def bodies(pages: dict[str, Page]) -> dict[str, Markup]:
    """The parsed bodies of the reference pages by path."""
    return {path: Markup(page.body) for path, page in pages.items()}


def test_every_page_is_where_the_plan_says(pages: dict[str, Page]) -> None:
    assert [path for path, page in pages.items() if page.path != path] == []
    assert len(pages) > 80


def test_well_formed(bodies: dict[str, Markup]) -> None:
    assert {path: body.faults for path, body in bodies.items() if body.faults} == {}


def test_one_heading_first_and_no_id_twice(bodies: dict[str, Markup]) -> None:
    for path, body in bodies.items():
        assert body.tags.count("h1") == 1, path
        assert body.tags[0] == "h1", path
        assert len(body.ids) == len(set(body.ids)), path


def test_links_lead_to_pages_and_anchors(bodies: dict[str, Markup], toy_site: Site) -> None:
    files = {docx_path(form) for form in toy_site.catalogue.of("form")}
    files |= {editor_of(kind) for kind in kinds_with_form(toy_site.catalogue)}
    known = {file_of(route.path) for route in routes(toy_site)} | DATA | files
    ids = {file_of(path): set(body.ids) for path, body in bodies.items()}
    dead = []
    for path, body in bodies.items():
        for href, text in body.links:
            assert text, (path, href)
            where, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(path, where)) if where else file_of(path)
            if not href.startswith("https://") and (
                target not in known or (anchor and anchor not in ids[target])
            ):
                dead.append((path, href))
    assert dead == []


def test_head_and_crumbs(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert 0 < len(page.description) <= 120, path
        assert page.title, path
        assert page.keywords, path
        assert page.content_source == "示例省示例厅", path
        assert page.crumbs[0] == ("首页", ""), path
        assert page.level == "column" or page.published, path


def test_nothing_unverified_is_shown(hidden_site: Site) -> None:
    for route in routes(hidden_site):
        if route.view in OWN and ID not in route.id:
            page = make(hidden_site, route)
            assert MARK not in page.body + page.description, route
            assert ID not in page.body, route


@pytest.mark.parametrize("view", ["law", "form"])
@pytest.mark.parametrize("entry_id", [ID, "no-such-thing"])
def test_what_may_not_be_shown_has_no_page(view: str, entry_id: str, hidden_site: Site) -> None:
    with pytest.raises(KeyError):
        make(hidden_site, Route(view, entry_id, ""))
