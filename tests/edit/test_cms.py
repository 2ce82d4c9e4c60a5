"""The configuration of Decap CMS: every field of every kind, hosts that keep drafts apart, YAML anyone can read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from mingshi.edit.cms import KINDS, as_yaml, cms_config, homes, hosted_backend, local_backend
from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure
from mingshi.model.settings import Settings


@pytest.fixture(scope="module")
def config(toy_catalogue: Catalogue) -> dict[str, Any]:
    return cms_config(toy_catalogue.schemas, toy_catalogue.settings, local_backend("main"))


def test_every_field_is_asked_for_in_the_order_of_the_schema(
    toy_catalogue: Catalogue, config: dict[str, Any]
) -> None:
    assert [c["name"] for c in config["collections"]] == list(KINDS)
    for collection in config["collections"]:
        schema = toy_catalogue.schemas[collection["name"]]
        asked = [f["name"] for f in collection["fields"]]
        assert asked == [*schema.names, *(["body"] if schema.body else [])]
        for field in collection["fields"]:
            child = schema.children.get(field["name"])
            if child:
                assert [f["name"] for f in field["fields"]] == list(child.names)


def test_villages_are_not_among_the_kinds() -> None:
    assert "village_rule" not in KINDS


def test_nobody_publishes_or_deletes_in_the_page(config: dict[str, Any]) -> None:
    assert config["publish_mode"] == "editorial_workflow"
    assert {(c["publish"], c["delete"]) for c in config["collections"]} == {(False, False)}


def fields_of(config: dict[str, Any], kind: str) -> dict[str, Any]:
    found = next(c for c in config["collections"] if c["name"] == kind)
    return {f["name"]: f for f in found["fields"]}


def test_boxes_fit_the_fields(config: dict[str, Any]) -> None:
    item = fields_of(config, "item")
    assert item["item_id"]["pattern"] == [
        "^(?:[a-z0-9][a-z0-9-]{0,63})$",
        "编号只能用小写字母、数字和连字符，例如 hunyin-zhuangkuang",
    ]
    assert (item["description"]["widget"], item["name"]["widget"]) == ("text", "string")
    assert {"label": "婚姻", "value": "marriage"} in item["theme"]["options"]
    assert item["version"]["widget"] == "string"  # nothing makes another number of it
    assert item["aliases"]["field"]["widget"] == "string"
    assert item["purposes"]["fields"][0]["label"] == "用途"
    assert fields_of(config, "guide")["body"]["modes"] == ["raw"]
    assert [o["value"] for o in fields_of(config, "form")["fields"]["fields"][3]["options"]] == ["是", "否"]


def test_a_list_that_must_not_be_empty_needs_an_item(
    toy_catalogue: Catalogue, config: dict[str, Any]
) -> None:
    for made in config["collections"]:
        schema = toy_catalogue.schemas[made["name"]]
        lists = {f.name: f.required for f in schema.fields if f.type == "array" or f.name in schema.children}
        fields = {field["name"]: field for field in made["fields"]}
        assert {name: fields[name].get("min") == 1 for name in lists} == lists
        assert any(lists.values())


def test_new_entries_of_an_area_get_a_place(toy_catalogue: Catalogue, config: dict[str, Any]) -> None:
    """Every kind can be begun in the page; what Decap cannot place gets its place from us."""
    assert {c["create"] for c in config["collections"]} == {True}
    made = homes(toy_catalogue.schemas)
    assert {kind: (h["folder"], h["depth"], h["id"], h["extension"]) for kind, h in made.items()} == {
        "guide": ("content/guides", 0, "item_id", "md"),
        "work_method": ("content/methods", 2, "method_id", "md"),
    }
    for kind, home in made.items():
        for record in toy_catalogue.of(kind):
            area = record.get("area").split("/")
            folder = "/".join(area[: home["depth"]] if home["depth"] else area)
            assert record.path == f"{home['folder']}/{folder}/{record.get(home['id'])}.{home['extension']}"


def test_yaml_is_the_configuration(config: dict[str, Any]) -> None:
    assert yaml.safe_load(as_yaml(config)) == config


def settings(**values: str) -> Settings:
    return Settings(values=values)


def test_hosts_that_keep_drafts_apart() -> None:
    github = settings(
        repository="https://github.com/shili/mingshi.git",
        repository_host="github",
        repository_login="https://login.example/",
    )
    assert hosted_backend(github, "main") == {
        "name": "github",
        "repo": "shili/mingshi",
        "branch": "main",
        "base_url": "https://login.example",
    }
    gitlab = settings(
        repository="https://git.example/a/b/c", repository_host="gitlab", repository_app="示例编号"
    )
    made = hosted_backend(gitlab, "trunk")
    assert (made["repo"], made["api_root"], made["auth_type"]) == (
        "a/b/c",
        "https://git.example/api/v4",
        "pkce",
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "没有代码仓库的网址"),
        ({"repository": "https://gitee.com/a/b", "repository_host": "gitee"}, "gitee"),
        ({"repository": "https://git.example/a/b", "repository_host": "gitea"}, "gitea"),
        ({"repository": "https://github.com/a/b", "repository_host": "github"}, "repository_login"),
        ({"repository": "https://git.example/a/b", "repository_host": "gitlab"}, "repository_app"),
    ],
)
def test_other_hosts_are_told_what_to_do(values: dict[str, str], said: str) -> None:
    with pytest.raises(Failure) as failure:
        hosted_backend(settings(**values), "main")
    assert said in failure.value.message
    assert failure.value.remedy
