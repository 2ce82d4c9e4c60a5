"""Front matter: where it begins and ends."""

from __future__ import annotations

import pytest

from mingshi.model.finding import Mark
from mingshi.read.frontmatter import Document, split


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("---\na: 1\n---\n正文\n", Document("a: 1", "正文\n", 4)),
        ("---\na: 1\nb: 2\n---  \n\n# 标题\n---\n", Document("a: 1\nb: 2", "\n# 标题\n---\n", 5)),
        ("---\na: 1\n---", Document("a: 1", "", 4)),
        ("---\n---\n", Document("", "", 3)),
    ],
)
def test_documents(text: str, document: Document) -> None:
    assert split(text, "x.md") == (document, [])


@pytest.mark.parametrize(
    ("text", "mark", "word", "fix"),
    [
        ("", Mark(1), "没有文件头", ""),
        ("# 标题\n", Mark(1), "没有文件头", ""),
        ("\n\n---\na: 1\n---\n", Mark(1), "空行", ""),
        ("———\na: 1\n---\n", Mark(1, 1, 4), "分隔线", "---"),
        (" ---\na: 1\n---\n", Mark(1, 1, 5), "分隔线", "---"),
        ("---\na: 1\n正文\n", Mark(1, 1, 4), "没有结束", ""),
        ("---\na: 1\n----\n正文\n", Mark(3, 1, 5), "分隔线", "---"),
        ("---\na: 1\n－－－\n正文\n", Mark(3, 1, 4), "分隔线", "---"),
    ],
)
def test_refusals(text: str, mark: Mark, word: str, fix: str) -> None:
    document, findings = split(text, "x.md")
    assert document is None
    assert [(f.code, f.mark, f.fix) for f in findings] == [("MS206", mark, fix)]
    assert word in findings[0].message
