"""The field reference says what the schema files say, in Chinese."""

from __future__ import annotations

from typing import Any

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.model.schema import field_from, schema_from
from mingshi.render.site import Site
from mingshi.render.views.fields import field_page, fields_page, limits_of, rules_of, type_text

from ..markup import Markup


def test_every_kind_and_field_is_explained(toy_site: Site, toy_catalogue: Catalogue) -> None:
    index = Markup(fields_page(toy_site).body).text
    for kind, schema in toy_catalogue.schemas.items():
        assert schema.title in index
        text = Markup(field_page(toy_site, kind).body).text
        for table in (schema, *schema.children.values()):
            for field in table.fields:
                assert field.title in text, (kind, field.name)
                assert field.name in text, (kind, field.name)
                values = (field.items or field).labels.items()
                assert all(value in text and label in text for value, label in values), (kind, field.name)


@pytest.mark.parametrize(
    ("descriptor", "words"),
    [
        ({"type": "string"}, "文字"),
        ({"type": "date"}, "日期，例如 2026-11-23"),
        ({"type": "boolean"}, "是或否"),
        ({"type": "string", "constraints": {"enum": ["a"]}}, "从列出的值里选一个"),
        ({"type": "array", "ms:items": {"type": "string"}}, "列表，每项一行"),
        ({"type": "string", "ms:separator": ";"}, "可以有几个，用“;”隔开"),
    ],
)
def test_types_in_words(descriptor: dict[str, Any], words: str) -> None:
    schema = schema_from(
        {"name": "k", "title": "种", "fields": [{"name": "f", "title": "字段", **descriptor}]}
    )
    assert type_text(schema, schema.fields[0]) == words


@pytest.mark.parametrize(
    ("descriptor", "words"),
    [
        ({}, []),
        ({"constraints": {"minLength": 2, "maxLength": 120}}, ["不超过 120 字", "至少 2 字"]),
        ({"constraints": {"minimum": 1, "maximum": 9}}, ["不小于 1", "不大于 9"]),
        ({"constraints": {"pattern": "[0-9]{6}"}}, ["格式：[0-9]{6}"]),
        ({"constraints": {"pattern": "[0-9]{6}"}, "ms:say": {"pattern": "六位数字"}}, ["六位数字"]),
    ],
)
def test_limits_in_words(descriptor: dict[str, Any], words: list[str]) -> None:
    assert (
        list(limits_of(field_from({"name": "f", "title": "字段", "type": "string", **descriptor}, {}, "")))
        == words
    )


def test_conditions_in_words(toy_catalogue: Catalogue) -> None:
    when, then = rules_of(toy_catalogue.schemas["listing"])[0]
    assert when == "“与上级清单的关系”是增加、改变规定"
    assert then.startswith("要填“规定”、“一句话答复”。")


def test_references_and_other_words_are_shown(toy_site: Site) -> None:
    body = Markup(field_page(toy_site, "listing").body)
    assert ("../../fields/list/index.html", "清单") in body.links
    assert ("../../fields/source/index.html", "来源") in body.links
    assert "不出具、不开" in body.text
    assert "有时必填" in body.text


def test_an_unknown_kind_has_no_page(toy_site: Site) -> None:
    with pytest.raises(KeyError):
        field_page(toy_site, "nothing")
