"""The API: every document is what it claims to be, says nothing unverified, and leads somewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest
from referencing import Registry, Resource

from mingshi.model.urls import BY_COUNTY, page_of
from mingshi.render.api import api_files, county_api_files
from mingshi.render.openapi import openapi_files
from mingshi.render.package import package_files
from mingshi.render.site import Site
from mingshi.render.views.parts import public
from mingshi.resolve.lists import Resolver

from .hidden import ID, MARK

BASE = "https://shili.example/"


@pytest.fixture(scope="module")
def documents(toy_site: Site) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in api_files(toy_site)}


@pytest.fixture(scope="module")
def registry(toy_site: Site) -> Registry:
    files = [(p, json.loads(d)) for p, d in openapi_files(toy_site) if "/schemas/" in p]
    return Registry().with_resources((BASE + p, Resource.from_contents(s)) for p, s in files)


def validator(registry: Registry, schema: str) -> jsonschema.Draft202012Validator:
    """Return a validator for a schema at an address; references lead to the files beside it."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator({"$ref": schema}, registry=registry, format_checker=checker)


def test_every_document_is_what_it_claims(documents: dict[str, Any], registry: Registry) -> None:
    for path, document in documents.items():
        schema = urljoin(BASE + path, document["$schema"])
        errors = [e.message for e in validator(registry, schema).iter_errors(document)]
        assert errors == [], path


@pytest.mark.parametrize(
    ("path", "damage"),
    [
        ("api/v1/index.json", {"counts": {"item": -1}}),
        ("api/v1/items.json", {"items": [{"name": "没有编号"}]}),
        ("api/v1/laws.json", {"on": "昨天"}),
        ("api/v1/areas.json", {"publisher": 7}),
        ("api/v1/effective/jiashi/yixian.json", {"lines": [{"status": "maybe"}]}),
        ("api/v1/lists/china-neg.json", {"extra": "没有这一项"}),
    ],
)
def test_schemas_refuse_what_is_wrong(
    path: str, damage: dict[str, Any], documents: dict[str, Any], registry: Registry
) -> None:
    document = documents[path]
    schema = urljoin(BASE + path, document["$schema"])
    assert not validator(registry, schema).is_valid(document | damage)


def test_same_site_same_bytes(toy_site: Site) -> None:
    again = Site(toy_site.catalogue, Resolver(toy_site.catalogue), toy_site.theme)
    assert dict(api_files(toy_site)) == dict(api_files(again))


def test_documents_are_readable_text(toy_site: Site) -> None:
    for path, data in api_files(toy_site):
        assert data.endswith(b"}\n"), path
        assert b"\\u" not in data, path


def test_nothing_unverified_leaves(hidden_site: Site) -> None:
    for path, data in (*api_files(hidden_site), *openapi_files(hidden_site), *package_files(hidden_site)):
        text = path + data.decode()
        assert MARK not in text, path
        assert ID not in text, path


def links(value: Any) -> Iterator[tuple[str, str]]:
    """Yield (key, address) of every relative address in a document."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in ("page", "document", "effective", "openapi", "datapackage", "$schema") and isinstance(
                part, str
            ):
                yield key, part
            else:
                yield from links(part)
    elif isinstance(value, list):
        for part in value:
            yield from links(part)


def test_links_lead_somewhere(toy_site: Site, documents: dict[str, Any]) -> None:
    files = {p for made in (openapi_files, package_files) for p, _ in made(toy_site)} | set(documents)
    areas = toy_site.catalogue.areas
    pages = {page_of("area", a.id) for a in areas if a.level != "nation"}
    for kind in ("item", "list", "law", "form", "conflict", *BY_COUNTY):
        pages |= {page_of(kind, r.id).partition("#")[0] for r in public(toy_site, kind)}
    for path, document in documents.items():
        for key, address in links(document):
            target = urljoin(BASE + path, address).removeprefix(BASE).partition("#")[0]
            assert target.removesuffix("index.html") in pages if key == "page" else target in files, (
                path,
                address,
            )


def test_every_county_has_its_effective_list(toy_site: Site, documents: dict[str, Any]) -> None:
    for county in toy_site.catalogue.areas.of_level("county"):
        found = documents[f"api/v1/effective/{county.id}.json"]
        expected = toy_site.resolver.effective(county.id)
        assert [(x["item_id"], x["status"], x["list_id"], x["level"]) for x in found["lines"]] == [
            (x.item_id, x.status, x.from_list, x.from_level) for x in expected.lines
        ]
        assert [x["list_id"] for x in found["pending"]] == [r.id for r in expected.pending]
        assert [x["reason"] for x in found["disputes"]] == [c.reason for c in expected.conflicts]
        assert found["chain"][0]["level"] == "nation"
        assert found["chain"][-1]["id"] == found["area"]["id"] == county.id


def test_labels_stand_beside_codes(documents: dict[str, Any]) -> None:
    item = documents["api/v1/items/hunyin-shili.json"]
    assert (item["here"]["status"], item["here"]["status_label"]) == ("not_issue", "不应出具")
    assert item["item"]["verified_label"] == "已核实"
    assert item["listings"][0]["substitutes"][0]["mode_label"]
    assert {s["source_id"] for s in item["sources"]} >= set(item["item"]["source_ids"])
    assert documents["api/v1/lists/china-neg.json"]["list"]["open_rule_labels"] == ["清单外不出具"]


def test_places_go_down_to_the_community(toy_site: Site, documents: dict[str, Any]) -> None:
    found = documents["api/v1/areas/jiashi/yixian.json"]
    named = [c["id"] for town in found["towns"] for c in town["communities"]]
    below = [a.id for a in toy_site.catalogue.areas.below("jiashi/yixian") if a.level == "community"]
    assert named == below
    assert documents["api/v1/areas/yishi/bingxian.json"]["towns"] == []


def test_pacts_and_methods_of_a_county(toy_site: Site, documents: dict[str, Any]) -> None:
    assert [path for path in documents if path.startswith(("api/v1/pacts/", "api/v1/methods/"))] == [
        "api/v1/pacts/jiashi/yixian.json",
        "api/v1/pacts/jiashi/dingqu.json",
        "api/v1/methods/jiashi/yixian.json",
    ]
    (pact,) = documents["api/v1/pacts/jiashi/yixian.json"]["pacts"]
    assert (pact["title"], pact["rule_kind_label"], pact["adopted_on"]) == (
        "示例三村村规民约（示例）",
        "村规民约",
        "2025-03-10",
    )
    assert "body" not in pact
    own = dict(county_api_files(toy_site, "jiashi/yixian"))
    assert set(own) == {"api/v1/pacts/jiashi/yixian.json", "api/v1/methods/jiashi/yixian.json"}
    assert {path: json.loads(data) for path, data in own.items()} == {p: documents[p] for p in own}


def test_laws_say_what_they_are_worth(documents: dict[str, Any]) -> None:
    states = {law["law"]["law_id"]: law["status"] for law in documents["api/v1/laws.json"]["laws"]}
    assert states["shili-fa"]["state"] == "in_force"
    assert (states["jiu-shili-fa"]["state"], states["jiu-shili-fa"]["successor"]) == ("repealed", "shili-fa")
    assert states["weilai-tiaoli"]["state_label"] == "尚未施行"
    assert states["weizhi-guiding"]["state_label"] == "施行情况未核"
    law = documents["api/v1/laws/shili-fa.json"]
    assert [v["status"]["state"] for v in law["versions"]] == ["in_force", "amended"]
    assert law["citations"]


def test_publisher_is_left_out_until_it_is_known(toy_site: Site) -> None:
    settings = replace(toy_site.catalogue.settings, values={})
    catalogue = replace(toy_site.catalogue, settings=settings)
    site = Site(catalogue, toy_site.resolver, toy_site.theme)
    assert all(b'"publisher"' not in data for _, data in api_files(site))
