"""Lists: inheritance, bans with a way out, duties with a basis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingshi.check.lists import check_lists

from .bad import changed, told
from .made import BASIS, LIST, LISTING, SUBSTITUTE, new_list, written

SPOKEN: dict[str, Any] = {
    "status": None,
    "answer": None,
    "legal_basis": None,
    "requesting_bodies": None,
    "purpose": None,
}


def listing(item: str = "hunyin-shili", **changes: Any) -> dict[str, str]:
    """Return a new list of 示例乙市 with a listing of an item that the province has, unless told otherwise."""
    files = new_list(**changes.pop("of", {}))
    return {**files, f"content/listings/xin-qingdan/{item}.yaml": written(LISTING, item_id=item, **changes)}


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        (listing(op="inherit", **SPOKEN), []),
        (listing(op="rename", local_name="x", **SPOKEN), []),
        (listing(op="remove", **{**SPOKEN, "legal_basis": [BASIS]}), []),
        (listing("buzhu-shili", op="inherit", **SPOKEN), ["MS403"]),
        (listing("buzhu-shili", op="rename", **SPOKEN), ["MS403"]),
        (listing("buzhu-shili", op="override"), ["MS403"]),
        (listing("buzhu-shili", op="add"), []),
        (listing("buzhu-shili", op="narrow", of={"state": "pending"}, **SPOKEN), ["MS403"]),
        (listing(op="narrow", of={"state": "pending"}, **SPOKEN), []),
        # The nation's other list holds here too, although the parent knows nothing of it.
        (listing("jianhu-shili", op="narrow", **SPOKEN), []),
        (listing("jianhu-shili", op="remove", **{**SPOKEN, "legal_basis": [BASIS]}), []),
        (listing("jianzai-shili", op="rename", **SPOKEN), ["MS403"]),
        (new_list(parent="china-neg"), []),
        (new_list(parent="jiashi-2025"), ["MS403"]),
        (new_list(parent="yixian-shishi"), ["MS403"]),
        (new_list(adds_to="yishi-dai"), []),
        (new_list(adds_to="jiashi-2025"), ["MS403"]),
        (new_list(replaces="toy-qingdan"), ["MS403"]),
        (new_list(replaces="xin-qingdan"), ["MS414"]),
        (new_list(parent="xin-qingdan"), ["MS414"]),
        (new_list(parent="meiyou", adds_to="meiyou"), []),
        (new_list(area="meiyou"), []),
    ],
)
def test_inheritance(files: dict[str, str], codes: list[str], toy: Path) -> None:
    assert [code for code, _ in told(check_lists(changed(toy, files)))] == codes


def test_a_circle_of_three_is_told_to_all_three(toy: Path) -> None:
    files = {
        f"content/lists/{name}.yaml": written(LIST, list_id=name, replaces=other)
        for name, other in (("yi", "er"), ("er", "san"), ("san", "yi"))
    }
    found = told(check_lists(changed(toy, files)))
    assert [code for code, _ in found] == ["MS414"] * 3
    assert "er → san → yi → er" in found[0][1]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"status": "not_issue", "legal_basis": None}, ["MS405"]),
        ({"status": "by_department", "legal_basis": None}, ["MS405"]),
        ({"status": "not_issue", "substitutes": [SUBSTITUTE]}, []),
        ({"status": "transitional"}, []),
        ({"status": "may_issue", "legal_basis": None}, ["MS406"]),
        ({"status": "must_issue", "legal_basis": None}, ["MS406"]),
        ({"status": "must_issue", "legal_basis": [{**BASIS, "version_date": "未注明"}]}, ["MS406"]),
        ({"status": "assist", "legal_basis": None}, []),
        ({"status": "may_issue", "legal_basis": [{**BASIS, "verified": "no"}]}, ["MS413"]),
        ({"verified": "no", "legal_basis": [{**BASIS, "verified": "no"}]}, []),
        ({"substitutes": [SUBSTITUTE, {**SUBSTITUTE, "verified": "no"}]}, ["MS413"]),
        (
            {"exceptions": [{"when": "x", "then": "y", "verified": "no", "source_ids": ["s-shili-fa"]}]},
            ["MS413"],
        ),
    ],
)
def test_a_new_listing(changes: dict[str, Any], codes: list[str], toy: Path) -> None:
    found = told(check_lists(changed(toy, listing("buzhu-shili", **changes))))
    assert [code for code, _ in found] == codes


@pytest.mark.parametrize(
    ("item", "changes", "codes"),
    [
        # Said again: the upper list has the way out, and the basis.
        ("hunyin-shili", {"status": "not_issue", "legal_basis": None}, []),
        ("jianhu-shili", {"status": "must_issue", "legal_basis": None}, []),
        # Changed without being entitled to, which also leaves it without a basis of its own.
        ("hunyin-shili", {"status": "must_issue", "legal_basis": None}, ["MS406", "MS417"]),
        ("hunyin-shili", {"status": "must_issue"}, []),
        ("hunyin-shili", {"status": "assist", "legal_basis": None}, ["MS417"]),
    ],
)
def test_an_override(item: str, changes: dict[str, Any], codes: list[str], toy: Path) -> None:
    found = told(check_lists(changed(toy, listing(item, op="override", reason="示例", **changes))))
    assert [code for code, _ in found] == codes


def test_history_is_left_alone(toy: Path) -> None:
    path = "content/listings/jiashi-2023/juzhu-shili.yaml"
    text = written(LISTING, list_id="jiashi-2023", item_id="juzhu-shili", legal_basis=None)
    assert told(check_lists(changed(toy, {path: text}))) == []


def test_nothing_is_said_about_lists_that_could_not_be_read(toy: Path) -> None:
    path = "content/lists/toy-qingdan.yaml"
    assert told(check_lists(changed(toy, {path: "list_id：toy-qingdan\n"}))) == []
