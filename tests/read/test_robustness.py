"""Whatever the bytes, the readers return findings: never an exception, never a wait, never a crash."""

from __future__ import annotations

import multiprocessing
import pickle
import random
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from mingshi.model.finding import Finding, has_errors
from mingshi.model.records import Record
from mingshi.model.schema import Schema
from mingshi.read.csvfile import RowMarks, read_csv
from mingshi.read.decode import ENTRY_LIMIT, decode
from mingshi.read.frontmatter import FRONT_LINE, split
from mingshi.read.store import read_entry
from mingshi.read.yaml_events import parse

YAML = """\
# 示例
item_id: hunyin-zhuangkuang
aliases: [单身证明, "未婚证明"]
answer: '居委会、村委会不开具'
substitutes:
  - mode: document
    text: 结婚证、离婚证
    documents:
      - 结婚证
  - mode: declare
reason: |
  第一行
  第二行
published: 2026-11-23 09:00
"""
MARKDOWN = f"---\n{YAML}---\n\n# 正文\n\n段落：甲\n"
CSV = 'law_id,version_date,label\nminfadian,2020-05-28,"民法典, ""2020"""\nx,,甲\n'
PIECES = [*"：:-—　\t\"'[]{}|>#@%&*!,，?\\\n\r\0`=+", ": ", "- ", " #", "\n---\n", "\n...\n", "&a ", "*a"]
PIECES += ["\u200b", "\u2028", "\ufeff", "\x85", "<<: ", "  ", "𠮷", "=1+1", '"\n']


def mutated(text: str, random: random.Random) -> bytes:
    """Return a text with a few characters put in, taken out, doubled or replaced, sometimes a broken byte."""
    for _ in range(random.randint(1, 4)):
        at, length = random.randrange(len(text)), random.choice((0, 0, 1, 5, 20))
        piece = random.choice((*PIECES, text[at : at + length * 2]))
        text = text[:at] + piece + text[at + length :]
    raw = bytearray(text.encode())
    if random.random() < 0.2:
        raw[random.randrange(len(raw))] = random.randrange(256)
    return bytes(raw)


def read_yaml(raw: bytes) -> tuple[object, list[Finding]]:
    text, findings = decode(raw, "x.yaml")
    if text is None:
        return None, findings
    values, marks, more = parse(text, "x.yaml")
    assert all(mark.line <= text.count("\n") + 1 for mark in marks.values())
    return values, findings + more


def read_markdown(raw: bytes) -> tuple[object, list[Finding]]:
    text, findings = decode(raw, "x.md")
    if text is None:
        return None, findings
    document, more = split(text, "x.md")
    if document is None:
        return None, findings + more
    values, _, faults = parse(document.front, "x.md", FRONT_LINE)
    return values, findings + faults


def read_table(raw: bytes) -> tuple[object, list[Finding]]:
    table, findings = read_csv(raw, "x.csv", "law")
    return table and table.dicts(), findings


@pytest.mark.parametrize(
    ("text", "read"),
    [(YAML, read_yaml), (MARKDOWN, read_markdown), (CSV, read_table)],
    ids=["yaml", "md", "csv"],
)
def test_mutations(text: str, read: Callable[[bytes], tuple[object, list[Finding]]]) -> None:
    chance = random.Random(20261123)
    for _ in range(2000):
        raw = mutated(text, chance)
        values, findings = read(raw)
        assert values is not None or has_errors(findings), raw
        lines = raw.count(b"\n") + 2
        assert all(f.mark.line <= lines and f.message for f in findings), raw
        assert all(f.mark.end == 0 or f.mark.end >= f.mark.column for f in findings), raw


ALIASES = "\n".join(
    f"k{i}: &k{i} [{', '.join(f'*k{i - 1}' for _ in range(9)) if i else 'x'}]" for i in range(9)
)
MERGES = "a0: &a0\n  x: 1\n" + "\n".join(f"a{i}: &a{i}\n  <<: *a{i - 1}" for i in range(1, 26))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ALIASES, "MS204"),
        (MERGES, "MS204"),
        ("a: " + "[" * 30_000, "MS205"),
        ("a: " + "[" * (ENTRY_LIMIT - 10), "MS205"),
        ("\n".join(" " * depth + "a:" for depth in range(600)), "MS205"),
        ("[" * 30_000, "MS202"),
        ("- " * 100_000, "MS202"),
        ("? " * 100_000, "MS204"),
        ("{" * 30_000, "MS204"),
        ("a:\n" * 80_000, "MS203"),
        ("a:\n" + "- x\n" * 60_000, "MS101"),
        ("a: x\n" + "  b\n" * 60_000, "MS207"),
        ("a：b\n" * 40_000, "MS201"),
        ("a: x\n" + "  -b\n" * 40_000, "MS201"),
        ('a: "' + "\n b" * 80_000, "MS201"),
        ("a: b\nc\n" + "- " * 100_000, "MS201"),
        ("a: " + "b: " * 80_000, "MS201"),
        ('a: "' + "\\u200b" * 40_000 + '"', "MS104"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_bombs(text: str, code: str) -> None:
    _, _, findings = parse(text, "x.yaml")
    assert {f.code for f in findings} == {code}
    assert len(findings) <= 20


SCHEMA = Schema("item", "事项", "", (), "entry", "content/items/*.yaml", "item_id", "name")


def test_results_come_back_from_another_process(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "items"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text(YAML, encoding="utf-8")
    (folder / "b.yaml").write_text(YAML.replace("answer: ", "answer："), encoding="utf-8")
    paths = ["content/items/a.yaml", "content/items/b.yaml"]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(read_entry, tmp_path, path, SCHEMA) for path in paths]
        results = [job.result(timeout=60) for job in jobs]
    assert results == [read_entry(tmp_path, path, SCHEMA) for path in paths]
    assert [record is None for record, _ in results] == [False, True]


def test_rows_of_registers_can_be_pickled() -> None:
    record = Record("law", "a", "data/x.csv", {"id": "a"}, RowMarks(("id", "name"), "a,甲", 2))
    again = pickle.loads(pickle.dumps(record))
    assert again.mark("name") == record.mark("name")
    assert again.values == record.values
