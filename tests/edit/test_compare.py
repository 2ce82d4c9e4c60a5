"""What changed for readers: fields by their Chinese names, lists by item, groups by key, renamed entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingshi.edit.compare import Change, FieldChange, compare
from mingshi.edit.tell import as_markdown, as_text
from mingshi.model.records import Record
from mingshi.read.git import contents_at, left_at
from tests.edit.test_form import KINDS
from tests.read.test_git import git, repository
from tests.test_cli import run

__all__ = ["repository"]

ITEM = "content/items/hunyin-shili.yaml"
LISTING = KINDS["listing"]


def listing(entry_id: str = "a/b", body: str = "", **values: Any) -> Record:
    return Record("listing", entry_id, f"content/listings/{entry_id}.yaml", values, body=body)


def changes(old: list[Record], new: list[Record]) -> list[Change]:
    sides = [{"listing": {r.id: r for r in side}} for side in (old, new)]
    return compare(sides[0], sides[1], {"listing": LISTING})


def fields(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    found = changes([listing(**old)], [listing(**new)])
    return [(f.where, f.old, f.new) for c in found for f in c.fields]


SUBSTITUTE = {"mode": "id_card", "text": "看身份证", "source_ids": ["s-a"]}
OTHER = {"mode": "medical", "text": "医院开", "source_ids": ["s-a"]}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"answer": "不开"}, {"answer": "不开。"}, [("一句话回答", "不开", "不开。")]),
        ({}, {"answer": "不开"}, [("一句话回答", "", "不开")]),
        ({"answer": ""}, {}, []),
        ({"status": "not_issue"}, {"status": "may_issue"}, [("结论", "不应出具", "可以出具")]),
        ({"source_ids": ["s-a", "s-b"]}, {"source_ids": ["s-b", "s-c"]}, [("来源", "s-a", "s-c")]),
        (
            {"source_ids": ["s-a", "s-b"]},
            {"source_ids": ["s-b", "s-a"]},
            [("来源（次序）", "s-a、s-b", "s-b、s-a")],
        ),
        ({"version": "1", "updated": ""}, {"version": "2", "updated": "2026-11-25"}, []),
        ({"x_new": "1"}, {"x_new": "2"}, [("x_new", "1", "2")]),
    ],
)
def test_fields(old: dict[str, Any], new: dict[str, Any], told: list[tuple[str, str, str]]) -> None:
    found = fields(old, new)
    assert [f[1:] for f in found] == [t[1:] for t in told]
    for (where, _, _), (wanted, _, _) in zip(found, told, strict=True):
        known = {f.title for f in LISTING.fields} | {"来源（次序）", "x_new"}
        assert where in known or where == wanted


def test_groups_are_found_again_by_their_key_wherever_they_stand() -> None:
    changed = {**SUBSTITUTE, "source_ids": ["s-a", "s-z"]}
    title = next(f.title for f in LISTING.fields if f.name == "substitutes")
    assert fields({"substitutes": [SUBSTITUTE, OTHER]}, {"substitutes": [OTHER, changed]}) == [
        (f"{title} · “看身份证” · 来源", "", "s-z"),
        (f"{title}（次序）", "“看身份证”、“医院开”", "“医院开”、“看身份证”"),
    ]
    gone, new = fields(
        {"substitutes": [SUBSTITUTE]}, {"substitutes": [{"mode": "medical", "text": "去医院"}]}
    )
    assert "看身份证" in gone[1] or "看身份证" in new[1]
    reworded = {**SUBSTITUTE, "text": "看身份证原件"}
    assert [f[1:] for f in fields({"substitutes": [SUBSTITUTE]}, {"substitutes": [reworded]})] == [
        ("看身份证", "看身份证原件")
    ]


def test_entries_added_deleted_renamed() -> None:
    same = {"list_id": "a", "answer": "不开", "status": "not_issue", "seq": "1", "op": "add"}
    found = changes(
        [listing("a/old", item_id="old", **same), listing("a/gone", answer="别的")],
        [listing("a/new", item_id="new", **same), listing("a/more", answer="又一个", change="首次录入")],
    )
    assert [(c.what, c.path, c.old_path) for c in found] == [
        ("deleted", "content/listings/a/gone.yaml", ""),
        ("added", "content/listings/a/more.yaml", ""),
        ("renamed", "content/listings/a/new.yaml", "content/listings/a/old.yaml"),
    ]
    assert found[2].fields == (FieldChange("事项编号", "old", "new"),)


def test_markdown_shows_text_as_text_and_nothing_personal() -> None:
    number = "13" + "800" + "138000"
    change = Change(
        "changed",
        "listing",
        "甲|乙",
        "x.yaml",
        edition="@someone",
        fields=(FieldChange("栏", f"打{number}", "<b>\n`x`"),),
    )
    text = as_markdown([change], ["mkdocs.yml"], {"listing": LISTING})
    assert number not in text
    assert "| 栏 |" in text
    assert "\\<b\\><br>\\`x\\`" in text
    assert "甲\\|乙" in text
    assert "@someone" not in text
    assert "mkdocs.yml" in text
    plain = as_text([change], [], {"listing": LISTING})
    assert number not in plain
    assert "共 1 条改动：修改 1。" in plain


def test_the_command_reads_both_sides(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    item = repository / ITEM
    text = item.read_text(encoding="utf-8")
    item.write_text(text.replace("name: 示例", "name: 样例", 1), encoding="utf-8")
    git(repository, "commit", "-qam", "second")
    glossary = repository / "data/glossary.csv"
    rows = glossary.read_text(encoding="utf-8")
    glossary.write_text(rows.replace("清单", "名单", 1) + "xin,新词,new,新的,item\n", encoding="utf-8")
    (repository / "content/lists/yishi-dai.yaml").unlink()
    (repository / "mkdocs.yml").write_text((repository / "mkdocs.yml").read_text() + "\n", encoding="utf-8")
    code, out, err = run(capsys, "diff", "main", "--root", repository)
    assert (code, err) == (0, "")
    for said in (
        "修改证明事项",
        "    - 示例婚姻证明\n    + 样例婚姻证明",
        "删除清单",
        "    - 清单\n    + 名单",
        "新增",
    ):
        assert said in out
    assert "不是条目的文件有改动：mkdocs.yml" in out
    code, out, _ = run(capsys, "diff", "main", "--root", repository, "--format", "markdown")
    assert (code, "| 名称 | 示例婚姻证明 | 样例婚姻证明 |" in out) == (0, True)
    assert run(capsys, "diff", "HEAD", "--root", repository, "--format", "text")[0] == 0


def test_a_file_that_cannot_be_read_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / ITEM).write_text("name：x\n", encoding="utf-8")
    code, out, err = run(capsys, "diff", "main", "--root", repository)
    assert (code, "MS20" in out, "不全" in err) == (1, True, True)


def test_an_unknown_ref_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "diff", "nowhere", "--root", repository)
    assert (code, "找不到对比用的版本“nowhere”" in err) == (1, True)


def test_contents_of_a_commit(repository: Path) -> None:
    base = left_at(repository, "main")
    names = [ITEM, "none.yaml", "content/空 格.yaml", "content", "mkdocs.yml"]
    found = contents_at(repository, base, names)
    assert set(found) == {ITEM, "mkdocs.yml"}
    assert found[ITEM] == (repository / ITEM).read_bytes()
    assert contents_at(repository, base, []) == {}
