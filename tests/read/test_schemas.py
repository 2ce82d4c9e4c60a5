"""Schema files: what is read from them, and every fault in them told at its line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mingshi.model.finding import Finding
from mingshi.read.schemas import read_schemas

GOOD = """\
name: item
title: 事项
ms:entry:
  glob: content/items/*.yaml
  id: item_id
  title: name
fields:
  - name: item_id
    title: 编号
    type: string
    example: a-1
    constraints:
      required: true
      pattern: "[a-z0-9-]+"
      maxLength: 64
  - name: name
    title: 名称
    type: string
  - name: kind
    title: 种类
    type: string
    example: one
    constraints:
      enum: [one, two]
    categories:
      - value: one
        label: 一
      - value: two
        label: 二
    ms:accept:
      第一: one
  - name: related
    title: 相关
    type: array
    ms:items:
      type: string
      ms:ref:
        resource: item
        field: item_id
  - name: purposes
    title: 用途
    type: array
primaryKey: [item_id]
ms:children:
  purposes:
    title: 用途
    fields:
      - name: text
        title: 说明
        type: string
      - name: item_id
        title: 编号
        type: string
    foreignKeys:
      - fields: [item_id]
        reference:
          resource: item
          fields: [item_id]
ms:rules:
  - id: need-name
    when:
      field: kind
      in: [two]
    need: [name]
    say: 第二种要写名称
ms:stable: [item_id]
"""


def read(folder: Path, **texts: str) -> tuple[list[str], list[Finding]]:
    """Write schema files and read them; the kinds found and the findings."""
    schemas = folder / "data" / "schemas"
    schemas.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (schemas / f"{name}.yaml").write_text(text, encoding="utf-8")
    found, findings = read_schemas(schemas, folder)
    return list(found), findings


def test_a_good_schema(tmp_path: Path) -> None:
    assert read(tmp_path, item=GOOD) == (["item"], [])
    schema = read_schemas(tmp_path / "data" / "schemas", tmp_path)[0]["item"]
    assert (schema.path, schema.store, schema.id_field) == ("data/schemas/item.yaml", "entry", "item_id")
    assert schema.names == ("item_id", "name", "kind", "related", "purposes")
    assert schema.children["purposes"].names == ("text", "item_id")


@pytest.mark.parametrize(
    ("old", "new", "word", "at"),
    [
        ("title: 事项", "titel: 事项", "没有名为“titel”", "titel"),
        ("title: 事项", "", "缺少 title", "name: item"),
        ("fields:", "felder:", "没有名为“felder”", "felder"),
        ("primaryKey: [item_id]", "primaryKey: item_id", "应是列表", "primaryKey"),
        ("primaryKey: [item_id]", "primaryKey: [item]", "没有名为“item”的字段", "primaryKey"),
        ("ms:stable: [item_id]", "ms:stable: [code]", "没有名为“code”的字段", "ms:stable"),
        ("  id: item_id", "  id: code", "没有名为“code”的字段", "id: code"),
        ("content/items/*.yaml", "content/items/*.md", "不能用", "glob"),
        ("content/items/*.yaml", "../items/*.yaml", "不能用", "glob"),
        ("content/items/*.yaml", "/etc/*.yaml", "不能用", "glob"),
        ("content/items/*.yaml", "content/../../x.yaml", "不能用", "glob"),
        ("ms:entry:", "ms:table:", "不能用", "glob"),
        (
            "    type: string\n    example: a-1",
            "    type: text\n    example: a-1",
            "type（可选",
            "name: item_id",
        ),
        ("    type: string\n    example: a-1", "    example: a-1", "缺少 type", "name: item_id"),
        ("required: true", "required: 是", "true 或 false", "required: 是"),
        ("maxLength: 64", "maxLength: 很长", "一个整数", "maxLength"),
        ("maxLength: 64", "maxLength: 64\n      minLength: 65", "minLength 比 maxLength 大", "constraints"),
        ("maxLength: 64", "maxLength: 2", "长度", "example: a-1"),
        ('"[a-z0-9-]+"', '"[a-z"', "写法有误", "pattern"),
        ('"[a-z0-9-]+"', "'[a-z-]+\\d'", "[0-9]", "pattern"),
        ('"[a-z0-9-]+"', '"x|[b-z]+"', "不合 pattern", "example: a-1"),
        ("example: one", "example: three", "不在可选值之内", "example: three"),
        ("enum: [one, two]", "enum: [one, two, three]", "不一致", "name: kind"),
        ("enum: [one, two]", "enum: [one, one, two]", "重复", "enum"),
        ("第一: one", "第一: first", "ms:accept", "ms:accept"),
        ("        label: 二", "", "缺少 label", "value: two"),
        ("name: name", "name: item_id", "定义了两次", "name: item_id\n    title: 名称"),
        (
            "resource: item\n        field: item_id",
            "resource: item\n        field: code",
            "不存在",
            "name: related",
        ),
        (
            "resource: item\n        field: item_id",
            "resource: list\n        field: x",
            "不存在",
            "name: related",
        ),
        ("          fields: [item_id]", "          fields: [code]", "不存在", "fields: [item_id]"),
        ("      - fields: [item_id]", "      - fields: [item]", "一一对应", "fields: [item]"),
        ("          resource: item", "", "缺少 resource", "reference"),
        (
            "    ms:items:\n      type: string",
            "    ms:ui:\n      type: string",
            "没有写明各项",
            "name: related",
        ),
        ("  purposes:\n", "  purpose:\n", "不是 array 字段", "ms:children"),
        ("      - name: text", "      - name: text\n        typ: x", "没有名为“typ”", "typ: x"),
        ("    need: [name]", "    need: [nam]", "没有名为“nam”的字段", "need: [nam]"),
        ("      in: [two]", "      in: [three]", "没有“three”", "in: [three]"),
        ("      in: [two]", "", "缺少 in", "when"),
        ("    say: 第二种要写名称", "    say: [甲]", "应是一段文字", "say"),
    ],
)
def test_faults(tmp_path: Path, old: str, new: str, word: str, at: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    _, findings = read(tmp_path, item=text)
    assert {(f.code, f.path) for f in findings} == {("MS390", "data/schemas/item.yaml")}
    told = [f for f in findings if word in f.message + f.remedy]
    assert told, [f.message for f in findings]
    if at:
        line = text[: text.index(at)].count("\n") + 1
        assert line in {f.mark.line for f in told}


@pytest.mark.parametrize(
    ("kind", "example", "good"),
    [
        ("integer", "8", True),
        ("integer", "八", False),
        ("integer", "８", False),
        ("number", "1.5", True),
        ("boolean", "是", True),
        ("boolean", "true", False),
        ("date", "2020-02-29", True),
        ("date", "2020-02-30", False),
        ("date", "2020-5-6", False),
        ("datetime", "2026-11-23 09:00", True),
        ("datetime", "今天", False),
        ("year", "2020", True),
        ("yearmonth", "2020-13", False),
    ],
)
def test_examples_fit_their_type(tmp_path: Path, kind: str, example: str, *, good: bool) -> None:
    field = f'\n  - name: x\n    title: 甲\n    type: {kind}\n    example: "{example}"\nprimaryKey'
    _, findings = read(tmp_path, item=GOOD.replace("\nprimaryKey", field))
    assert [f.code for f in findings] == ([] if good else ["MS390"])


def test_a_misspelt_key_is_answered_with_the_right_one(tmp_path: Path) -> None:
    _, findings = read(tmp_path, item=GOOD.replace("ms:rules", "ms:rule"))
    assert findings[0].remedy == "是不是想写 ms:rules？"


def test_one_kind_one_file(tmp_path: Path) -> None:
    kinds, findings = read(tmp_path, item=GOOD, item2=GOOD)
    assert kinds == ["item"]
    assert [(f.code, f.path, f.mark.line) for f in findings] == [("MS390", "data/schemas/item2.yaml", 1)]
    assert "data/schemas/item.yaml" in findings[0].message


def test_two_kinds_cannot_own_the_same_files(tmp_path: Path) -> None:
    _, findings = read(tmp_path, item=GOOD, other=GOOD.replace("name: item\n", "name: other\n"))
    assert [(f.code, f.path, f.mark.line) for f in findings] == [("MS390", "data/schemas/other.yaml", 4)]


def test_a_broken_file_is_told_once(tmp_path: Path) -> None:
    other = GOOD.replace("name: item\n", "name: other\n").replace("items/", "others/")
    kinds, findings = read(tmp_path, item="name：item\n", other=other)
    assert kinds == ["other"]
    assert [(f.code, f.path) for f in findings] == [("MS201", "data/schemas/item.yaml")]


def test_only_schemas_lie_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data" / "schemas" / "old").mkdir(parents=True)
    (tmp_path / "data" / "schemas" / "old" / "item.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "data" / "schemas" / "notes.txt").touch()
    (tmp_path / "data" / "schemas" / "link.yaml").symlink_to("/etc/passwd")
    kinds, findings = read(tmp_path, item=GOOD)
    assert kinds == ["item"]
    assert sorted(f.code for f in findings) == ["MS105", "MS108", "MS108"]


def test_a_folder_outside_the_installation(tmp_path: Path) -> None:
    read(tmp_path / "base", item=GOOD.replace("type: string", "type: x", 1))
    found, findings = read_schemas(tmp_path / "base" / "data" / "schemas", tmp_path / "other")
    assert found == {}
    assert [(f.code, f.path) for f in findings] == [("MS390", "schemas/item.yaml")]


def test_mutated_schemas_yield_findings_only(tmp_path: Path) -> None:
    chance = random.Random(390)
    lines = GOOD.split("\n")
    for _ in range(400):
        text = list(lines)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            key, colon, _ = text[at].partition(":")
            choices = (
                text[at][2:],
                "  " + text[at],
                chance.choice(lines),
                key + colon,
                key + ": [x]",
                key + ": x",
                "",
            )
            text[at] = chance.choice(choices)
        kinds, findings = read(tmp_path, item="\n".join(text))
        assert kinds or findings


def test_the_real_schemas_have_no_fault() -> None:
    root = Path(__file__).resolve().parents[2]
    schemas, findings = read_schemas(root / "data" / "schemas", root)
    assert findings == []
    assert {"area", "place", "item", "list", "listing", "guide", "settings"} <= set(schemas)
