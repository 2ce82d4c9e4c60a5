"""What the forms know of a kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mingshi.edit.blueprint import blueprint, kinds_with_form
from mingshi.edit.widgets import hint, is_long, shape
from mingshi.model.catalogue import Catalogue
from mingshi.read.store import id_of


def path_of(plan: dict[str, Any], values: Any) -> str:
    parts = ["/".join(values[name].split("/")[: number or None]) for name, number in plan["path"]]
    return f"{plan['folder']}{'/'.join(parts)}.{plan['extension']}"


def test_files_go_where_the_entries_there_are(toy_catalogue: Catalogue) -> None:
    seen = set()
    for kind in kinds_with_form(toy_catalogue):
        plan, schema = blueprint(toy_catalogue, kind), toy_catalogue.schemas[kind]
        for record in toy_catalogue.of(kind):
            assert path_of(plan, record.values) == record.path
            assert record.id == id_of(record.path, schema)
            for one, other in [plan["same"]] if plan["same"] else []:
                assert record.get(one) == record.get(other)
            seen.add(kind)
    assert {"item", "listing", "guide", "village_rule", "work_method"} <= seen


def test_fields_carry_the_words_of_the_schema(toy_catalogue: Catalogue) -> None:
    fields = {f["name"]: f for f in blueprint(toy_catalogue, "item")["fields"]}
    assert fields["theme"]["choices"][0] == ("kinship", "亲属关系")
    assert fields["item_id"]["say"].startswith("编号只能用小写字母")
    assert fields["published"]["pattern"].startswith("[0-9]{4}-")
    assert fields["aliases"] == {
        "name": "aliases",
        "title": "俗称",
        "hint": "居民平常怎么说，供搜索用，写得越全越容易找到。例如：单身证明",
        "type": "string",
        "group": "基本",
        "list": True,
        "limits": [0, 40],
    }
    assert [f["name"] for f in fields["purposes"]["child"]["fields"]][:2] == ["text", "verified"]


def test_ids_that_fit_are_offered(toy_catalogue: Catalogue) -> None:
    plan = blueprint(toy_catalogue, "guide")
    assert ["hunyin-shili", "示例婚姻证明"] in plan["ids"]["item"]
    assert {row[0].count("/") for row in plan["ids"]["area"]} <= {0, 1}
    assert plan["together"]["provision"]
    assert plan["same"] == ["guide_id", "item_id"]


@pytest.mark.parametrize(
    ("values", "host"),
    [
        ({}, {}),
        (
            {"repository": "https://h.example/a/b.git", "repository_host": "gitea"},
            {"name": "gitea", "address": "https://h.example/a/b", "branch": "main"},
        ),
        (
            {"repository": "https://h.example/a/", "repository_host": "github", "repository_branch": "dev"},
            {"name": "github", "address": "https://h.example/a", "branch": "dev"},
        ),
    ],
)
def test_the_host_comes_from_the_settings(
    toy_catalogue: Catalogue, values: dict[str, str], host: dict[str, str]
) -> None:
    settings = replace(toy_catalogue.settings, values=values)
    assert blueprint(replace(toy_catalogue, settings=settings), "item")["host"] == host


def test_boxes_fit_what_is_written(toy_catalogue: Catalogue) -> None:
    schemas = dict(toy_catalogue.schemas)
    item, guide = schemas["item"], schemas["guide"]
    long = [f.name for f in item.fields if is_long(item, f)]
    assert "description" in long
    assert not {"name", "item_id", "theme", "published"} & set(long)
    assert shape(item.fields[0])[1].startswith("编号只能用")
    area = guide.field("area")
    assert area
    assert "编号" in hint(schemas, area)
