"""The files of the forms: whole in themselves, closed to everything else, one for every kind with entries."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest

from mingshi.edit.blueprint import kinds_with_form
from mingshi.model.urls import editor_of
from mingshi.render.editor import editor_files, editor_page
from mingshi.render.site import Site


@pytest.fixture(scope="module")
def pages(toy_site: Site) -> dict[str, str]:
    return {path: data.decode() for path, data in editor_files(toy_site)}


def test_every_kind_kept_in_files_has_one(toy_site: Site, pages: dict[str, str]) -> None:
    kinds = {kind for kind, schema in toy_site.catalogue.schemas.items() if schema.store == "entry"}
    assert set(pages) == {editor_of(kind) for kind in kinds}
    assert "item" in kinds_with_form(toy_site.catalogue)


def test_nothing_is_asked_from_anywhere(pages: dict[str, str]) -> None:
    for html in pages.values():
        policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)[0]
        assert policy.startswith("default-src 'none'; ")
        for tag, inside in re.findall(r"<(script|style)>(.*?)</\1>", html, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy
        assert (
            re.findall(r"""<[^>]*\s(?:src|href|srcset|action|style|on\w+)=""", html.split("<script", 1)[0])
            == []
        )


def test_what_stands_in_data_cannot_end_the_script(toy_site: Site) -> None:
    html = editor_page(toy_site, "item")
    plan = re.findall(r'<script type="application/json" id="plan">(.*?)</script>', html, re.DOTALL)[0]
    assert "<" not in plan
    assert [f["name"] for f in json.loads(plan)["fields"]] == list(toy_site.catalogue.schemas["item"].names)


def test_same_content_same_bytes(toy_site: Site, pages: dict[str, str]) -> None:
    assert {path: data.decode() for path, data in editor_files(toy_site)} == pages
