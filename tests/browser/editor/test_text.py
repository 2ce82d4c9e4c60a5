"""The form writes and reads entries as the program does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mingshi.edit.canonical import canonical
from mingshi.edit.form import formed
from mingshi.model.catalogue import Catalogue
from mingshi.model.schema import Schema
from mingshi.read.store import files_of, read_entry, read_installation
from tests.conftest import ON, ROOT

from .conftest import call, opened

pytestmark = pytest.mark.browser

NASTY = [
    *"abz09 ：:#-?,[]{}&*!|>'\"%@`~=.+\\/（，。）中文\t\n\r",
    *["\n\n", "  ", ": ", " #", "- ", "no", "yes", "on", "null", "true", "0x1F", "1e3", "2026-11-23"],
    *["1:30", "0101", "1.10", "title:", "a：", "\\n", "'", '"', "\u3000", "\u00a0", "\x85", "\u2028"],
    *["\ufeff", "\x07", "\x7f", "😀", "𠮷", "---", "...", "<b>", "</script>", "\u200b", "ſ"],
]


def records(schema: Schema, number: int) -> Iterator[dict[str, Any]]:
    """Yield made-up records of a kind with everything that is hard to write."""
    chance = random.Random(f"{schema.kind} 2026")

    def text() -> str:
        return "".join(chance.choices(NASTY, k=chance.choice((0, 1, 1, 2, 3, 5, 9))))

    def table(of: Schema) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in of.fields:
            child = of.children.get(field.name)
            if child:
                values[field.name] = [table(child) for _ in range(chance.randrange(3))]
            elif field.type == "array":
                values[field.name] = [text() for _ in range(chance.randrange(4))]
            else:
                values[field.name] = chance.choice((text(), field.example, "7"))
        return {name: value for name, value in values.items() if chance.random() < 0.9}

    yield from (table(schema) for _ in range(number))


@pytest.mark.parametrize("kind", ["item", "form", "guide"])
def test_it_writes_what_the_program_writes(
    toy_catalogue: Catalogue, forms: Path, page: Page, kind: str
) -> None:
    schema = toy_catalogue.schemas[kind]
    made = list(records(schema, 400))
    bodies = ["", "\n\n## 小标题\r\n\r\n- [ ] *a*\n\n", "  \n", "\u3000段落"]
    pairs = [(values, bodies[number % 4]) for number, values in enumerate(made)]
    opened(page, forms, kind)
    got = call(page, "return given.map(pair => edit.write(pair[0], pair[1]))", pairs)
    for (values, body), text in zip(pairs, got, strict=True):
        assert text == canonical(values, schema, body if schema.body else ""), values


def filled(value: Any) -> Any:
    """Return a value without what is empty in it: an empty list is read as an empty text."""
    if isinstance(value, dict):
        return {name: filled(inner) for name, inner in value.items() if inner}
    return [filled(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["item", "form", "guide"])
def test_it_reads_what_the_program_reads(
    toy_catalogue: Catalogue, forms: Path, page: Page, kind: str, tmp_path: Path
) -> None:
    schema = toy_catalogue.schemas[kind]
    texts, expected = [], []
    for number, values in enumerate(records(schema, 300)):
        text = canonical(values, schema, "正文\n" if schema.body else "")
        path = f"{number}.{schema.glob.rpartition('.')[2]}"
        (tmp_path / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        record, _ = read_entry(tmp_path, path, schema)
        if record:  # what nobody may write, such as characters one cannot see
            texts.append(text)
            expected.append(dict(record.values))
    assert len(texts) > 50
    opened(page, forms, kind)
    got = call(page, "return given.map(text => edit.read(text).values)", texts)
    assert [filled(values) for values in got] == [filled(values) for values in expected]


def test_every_entry_there_is_comes_back_as_it_was(page: Page, forms: Path, toy_root: Path) -> None:
    for root in (ROOT, toy_root):
        schemas = read_installation(root, ON)[0].schemas
        by_kind: dict[str, list[str]] = {}
        for path, schema in files_of(root, schemas):
            if schema.store == "entry":
                by_kind.setdefault(schema.kind, []).append(formed(root, path, schema).after.decode())
        for kind, texts in by_kind.items():
            opened(page, forms, kind)
            body = (
                "return given.map(text => { const f = edit.read(text); return edit.write(f.values, f.body) })"
            )
            assert call(page, body, texts) == texts
            found = call(
                page,
                "return given.map(text => { const f = edit.read(text);"
                " return edit.check(f.values, f.body, null).filter(p => p.error) })",
                texts,
            )
            assert [problems for problems in found if problems] == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("item_id: a\n# 注释\nname: b\n", 2, "注释"),
        ("item_id: a\nnmae: b\n", 2, "没有 nmae 这个字段"),
        ("item_id: a\nitem_id: b\n", 2, "写了两次"),
        ("item_id：a\n", 1, "看不懂"),
        ("item_id: a\nname: 一段\n  接着写\n", 3, "多行内容要先写"),
        ("item_id: a\nname: &x b\n", 2, "加引号"),
        ("item_id: a\nname: b # c\n", 2, "加引号"),
        ("item_id: a\nname: 'b\n", 2, "引号里"),
        ('item_id: a\nname: "\\x41"\n', 2, "引号里"),
        ("item_id: a\naliases: 甲、乙\n", 2, "应是列表"),
        ("item_id: a\naliases: [甲, {乙: 丙}]\n", 2, "方括号"),
        ("item_id: a\naliases:\n  - 甲\n    乙\n", 4, "多行内容要先写"),
        ("item_id: a\naliases:\n  -甲\n", 3, "没有空一格"),
        ("item_id: a\ndescription: >\n  甲\n", 2, "加引号"),
        ("item_id: a\nname: ~\n", 2, "加引号"),
        ("item_id: a\nname: a\x07b\n", 2, "控制字符"),
    ],
)
def test_what_it_cannot_keep_it_does_not_open(
    page: Page, forms: Path, text: str, line: int, said: str
) -> None:
    opened(page, forms, "item")
    page.get_by_label("名称", exact=True).fill("还在")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#file").set_input_files(
        {"name": "某.yaml", "mimeType": "text/yaml", "buffer": text.encode()}
    )
    status = page.get_by_role("status")
    expect(status).to_contain_text(f"第 {line} 行")
    expect(status).to_contain_text(said)
    expect(page.get_by_label("名称", exact=True)).to_have_value("还在")


def test_another_encoding_is_told(page: Page, forms: Path) -> None:
    opened(page, forms, "item")
    page.locator("#file").set_input_files(
        {"name": "某.yaml", "mimeType": "text/yaml", "buffer": "name: 证明".encode("gbk")}
    )
    expect(page.get_by_role("status")).to_contain_text("不是 UTF-8")
