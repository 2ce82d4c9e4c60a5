"""The quick reader of plain front matter: it says what the full reader says without a finding, or nothing at all."""

from __future__ import annotations

import random

import pytest

from mingshi.read.decode import decode
from mingshi.read.plain import plain_values
from mingshi.read.yaml_events import parse

from .test_robustness import mutated

FRONT = """\
pact_id: jia-cun
area: jiashi/yixian/bing-zhen/jia-cun
title: “甲村”村规民约（示例）
adopted_on: "2023-11-23"
filed_with: '示例: 街道'
synthetic: 是
source_ids:
  - s-jia
  - "s-yi"
published: "2026-11-23 09:00"
version: 1
change: 改了第 3 条：停车
"""
READ = {
    "fields, quotes, a list": (FRONT, 10),
    "a list at the margin": ("ids:\n- a\n- b\nversion: 1\n", 2),
}
LEFT = {
    "a comment": "# 说明\nversion: 1\n",
    "a comment behind a text": "title: 甲 # 说明\n",
    "a mapping in a text": "title: 甲: 乙\n",
    "an escape": 'title: "甲\\n乙"\n',
    "a doubled quote": "title: '甲''乙'\n",
    "a nested mapping": "rows:\n  - a: 1\n    b: 2\n",
    "a block text": "text: |\n  甲\n",
    "a text on the next line": "text:\n  甲\n",
    "a text over two lines": "text: 甲\n  乙\n",
    "a flow list": "ids: [a, b]\n",
    "an anchor": "title: &a 甲\n",
    "a field twice": "title: 甲\ntitle: 乙\n",
    "an empty field": "title:\nversion: 1\n",
    "an empty text": 'title: ""\n',
    "a wide colon": "title：甲\n",
    "a list item that is a field with a wrong colon": "ids:\n  - title：甲\n",
    "items that are not in line": "ids:\n- a\n  - b\n",
    "blanks at the end": "title: 甲 \n",
    "a wide blank at the end": "title: 甲\u3000\n",
    "a wide blank in quotes": 'title: "甲\u3000乙"\n',
    "a tab": "title: 甲\t乙\n",
    "a second document": "title: 甲\n---\n",
    "too many lines": "".join(f"f{i}: 1\n" for i in range(1001)),
}


@pytest.mark.parametrize(("text", "fields"), READ.values(), ids=READ)
def test_plain_front_matter_is_read_as_yaml_reads_it(text: str, fields: int) -> None:
    values, _, findings = parse(text.rstrip("\n"), "x.md")
    assert (plain_values(text.rstrip("\n")), findings) == (values, [])
    assert values is not None
    assert len(values) == fields


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_anything_else_is_left_to_the_full_reader(text: str) -> None:
    assert plain_values(text.rstrip("\n")) is None


def test_whatever_is_typed_into_it_the_two_readers_never_differ() -> None:
    chance, agreed = random.Random(7), 0
    for _ in range(20_000):
        text, _ = decode(mutated(FRONT.rstrip("\n"), chance), "x.md")
        plain = plain_values(text) if text is not None else None
        if text is not None and plain is not None:
            values, _, findings = parse(text, "x.md")
            assert (plain, []) == (values, findings), text
            agreed += 1
    assert agreed > 1000
