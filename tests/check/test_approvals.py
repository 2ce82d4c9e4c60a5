"""Before going public: what says it is approved was approved as it stands."""

from __future__ import annotations

from pathlib import Path

from mingshi.check.approvals import unproven_approvals
from mingshi.check.changes.approve import Approval, approve
from mingshi.check.changes.content import content_digest
from mingshi.model.catalogue import Catalogue
from mingshi.read.store import read_installation
from tests.conftest import ON

from .bad import places

FORM = "content/forms/f01-jianhu-shili.yaml"


def read(toy: Path) -> Catalogue:
    return read_installation(toy, ON)[0]


def set_approval(toy: Path, state: str) -> None:
    """Put every entry into one state."""
    for file in (toy / "content").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        for old in ("approved", "pending"):
            text = text.replace(f"approval: {old}\n", f"approval: {state}\n")
        file.write_text(text, encoding="utf-8")


def test_every_kind_is_told_once(toy: Path) -> None:
    set_approval(toy, "pending")
    assert list(unproven_approvals(read(toy))) == []
    set_approval(toy, "approved")
    found = list(unproven_approvals(read(toy)))
    assert len(found) == 8
    assert {f.code for f in found} == {"MS509"}
    assert any("共 8 条" in f.message and f.path.startswith("content/items/") for f in found)


def test_a_record_proves_what_it_was_made_for(toy: Path) -> None:
    set_approval(toy, "pending")
    approve(toy, Approval("form", "f01-jianhu-shili", "shenhe", "2026-01-09", "（示例）意见"))
    assert list(unproven_approvals(read(toy))) == []
    file = toy / FORM
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: 改", 1), encoding="utf-8")
    line = text[: text.index("approval: ")].count("\n") + 1
    assert places(list(unproven_approvals(read(toy)))) == [("MS509", FORM, line, 11)]


def test_another_way_to_write_the_same_is_no_other_content(toy: Path) -> None:
    before = read(toy).records["item"]["tuijian-shili"]
    file = toy / before.path
    lines = file.read_text(encoding="utf-8").splitlines()
    first, rest = lines[0], lines[1:]
    quoted = [f'name: "{line[6:]}"' if line.startswith("name: ") else line for line in rest]
    file.write_text("# 说明\n" + "\n".join([*quoted, first]) + "\n", encoding="utf-8")
    after = read(toy).records["item"]["tuijian-shili"]
    assert after.digest != before.digest
    assert content_digest(after) == content_digest(before)
