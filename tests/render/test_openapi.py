"""The OpenAPI description: valid, complete, with examples that fit."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from mingshi.model.areas import Areas
from mingshi.render.api import ENDPOINTS, api_files
from mingshi.render.jsonschema import DIALECT
from mingshi.render.openapi import openapi_files
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver


@pytest.fixture(scope="module")
def files(toy_site: Site) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in openapi_files(toy_site)}


@pytest.fixture(scope="module")
def spec(files: dict[str, Any]) -> dict[str, Any]:
    return files["api/v1/openapi.json"]


def test_description_is_valid(spec: dict[str, Any]) -> None:
    validate(spec)
    assert spec["openapi"].startswith("3.1")


def test_every_endpoint_is_described_in_chinese(spec: dict[str, Any]) -> None:
    assert len(spec["paths"]) == len(ENDPOINTS)
    for path, item in spec["paths"].items():
        operation = item["get"]
        assert re.search(r"[一-鿿]", operation["summary"]), path
        assert [p["name"] for p in operation.get("parameters", [])] == re.findall(r"\{(\w+)\}", path)


def test_paths_with_their_examples_are_files(spec: dict[str, Any], toy_site: Site) -> None:
    made = {path for path, _ in api_files(toy_site)}
    for path, item in spec["paths"].items():
        for parameter in item["get"].get("parameters", []):
            path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
        assert f"api/v1{path}" in made


def test_examples_fit_their_schemas(spec: dict[str, Any]) -> None:
    for path, item in spec["paths"].items():
        content = item["get"]["responses"]["200"]["content"]["application/json"]
        if "example" not in content:
            assert "county" in path
            continue
        schema = {**content["schema"], "components": spec["components"]}
        errors = [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(content["example"])]
        assert errors == [], path


def references(value: Any) -> set[str]:
    """Return every `$ref` inside a document."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(part) for part in value.values()))
    return set().union(*(references(part) for part in value)) if isinstance(value, list) else set()


def test_schema_files_are_valid_and_complete(files: dict[str, Any]) -> None:
    schemas = {path.rpartition("/")[2]: schema for path, schema in files.items() if "/schemas/" in path}
    assert {"item.json", "listing.json", "effective-document.json"} <= set(schemas)
    assert "settings.json" not in schemas
    for name, schema in schemas.items():
        assert schema["$schema"] == DIALECT
        jsonschema.Draft202012Validator.check_schema(schema)
        assert references(schema) <= set(schemas), name


def test_an_installation_without_entries_is_described_too(toy_site: Site) -> None:
    bare = replace(toy_site.catalogue, records={}, areas=Areas(()))
    site = Site(bare, Resolver(bare), toy_site.theme)
    validate(json.loads(dict(openapi_files(site))["api/v1/openapi.json"]))
