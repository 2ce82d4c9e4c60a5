"""Ids and references."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.references import check_references, nearest
from mingshi.model.finding import Finding

from .bad import changed
from .made import BASIS, ITEM, ITEM_FILE, LISTING, SUBSTITUTE, new_list, written


def found(toy: Path, files: dict[str, str]) -> list[Finding]:
    return list(check_references(changed(toy, files)))


LAW = "xin-fa,示例新法,新法,law,china,,,{},yes\n"


@pytest.mark.parametrize(
    ("files", "fixes"),
    [
        ({ITEM_FILE: written(ITEM)}, []),
        ({ITEM_FILE: written(ITEM, source_ids=["s-shili-fb"])}, ["s-shili-fa"]),
        ({ITEM_FILE: written(ITEM, source_ids=["完全没有"])}, [""]),
        ({ITEM_FILE: written(ITEM, related=["hunyin-shili", "hunyin-shil", "xin-shili"])}, ["hunyin-shili"]),
        ({"data/laws/laws.csv+": LAW.format("s-shili-fa")}, []),
        ({"data/laws/laws.csv+": LAW.format("s-shili-fa;s-shili-fb")}, ["s-shili-fa;s-shili-fa"]),
        ({"data/laws/laws.csv+": LAW.format("s-shili-fa;")}, []),
        (
            {"data/contacts.csv+": "jiashi/yixian/xizhen/san-cum,x,,,,s-shili-fa,yes\n"},
            ["jiashi/yixian/xizhen/san-cun"],
        ),
        ({"data/contacts.csv+": "jiashi/yixian/xizhen/san-cun,x,,,,s-shili-fa,yes\n"}, []),
        (new_list(parent="toy-qindan"), ["toy-qingdan"]),
        (new_list(area="yishi2"), ["yishi"]),
        (new_list(written(LISTING, item_id="buzhu-shili")), []),
        (new_list(written(LISTING, legal_basis=[{**BASIS, "law_id": "shili-fb"}])), ["shili-fa"]),
        (new_list(written(LISTING, legal_basis=[{**BASIS, "version_date": "2020-10-02"}])), ["2020-10-01"]),
        (new_list(written(LISTING, legal_basis=[{**BASIS, "article": "第三条第一款"}])), ["第三条"]),
        (new_list(written(LISTING, legal_basis=[{**BASIS, "article": "第四条"}])), [""]),
        (new_list(written(LISTING, substitutes=[{**SUBSTITUTE, "law_id": "shili-fa"}])), []),
    ],
)
def test_references(files: dict[str, str], fixes: list[str], toy: Path) -> None:
    findings = found(toy, files)
    assert [(f.code, f.fix) for f in findings] == [("MS401", fix) for fix in fixes]


@pytest.mark.parametrize(
    ("path", "changes", "wrong"),
    [
        ("content/items/xin-shili.yaml", {}, []),
        ("content/items/xin-er.yaml", {}, ["item_id"]),
        ("content/items/xin-shili.yaml", {"item_id": ""}, []),
    ],
)
def test_names_of_files(path: str, changes: dict[str, str], wrong: list[str], toy: Path) -> None:
    findings = found(toy, {path: written(ITEM, **changes)})
    assert [f.code for f in findings] == ["MS404"] * len(wrong)
    assert all(f"（{name}）" in f.message for name, f in zip(wrong, findings, strict=True))


def test_folder_and_file_of_a_listing(toy: Path) -> None:
    listing = written(LISTING, list_id="yishi-dai", item_id="juzhu-shili")
    findings = found(toy, {"content/listings/toy-qingdan/buzhu-shili.yaml": listing})
    assert [(f.code, f.fix) for f in findings] == [("MS404", "buzhu-shili"), ("MS404", "toy-qingdan")]


def test_a_renamed_file_is_blamed_once_and_its_users_not_at_all(toy: Path) -> None:
    path = toy / "content" / "items" / "jianzai-shili.yaml"
    path.rename(path.with_name("jianzai.yaml"))
    assert [(f.code, f.path) for f in found(toy, {})] == [("MS404", "content/items/jianzai.yaml")]


def test_duplicates_are_told_to_both_owners(toy: Path) -> None:
    row = "s-shili-fa,又一次,,,,,no,没有,,yes\n"
    first, second = found(toy, {"data/sources.csv+": row})
    assert {f.code for f in (first, second)} == {"MS400"}
    assert f"第 {second.mark.line} 行" in first.message or f"第 {first.mark.line} 行" in second.message
    assert first.mark.line != second.mark.line


def test_areas_and_places_share_their_ids(toy: Path) -> None:
    row = "jiashi/yixian/dongjie,county,county,示例,,,jiashi,,2026-01-05 09:00,s-shili-quhua,yes\n"
    findings = found(toy, {"data/areas/areas.csv+": row})
    assert {(f.code, f.path) for f in findings} == {
        ("MS400", "data/areas/areas.csv"),
        ("MS400", "data/areas/jiashi/yixian.csv"),
    }


def test_keys_of_several_columns(toy: Path) -> None:
    row = "shili-fa,2020-10-01,第三条,又一次,s-shili-fa,yes\n"
    assert [f.code for f in found(toy, {"data/laws/provisions.csv+": row})] == ["MS400", "MS400"]


def test_ids_that_cannot_be_addresses(toy: Path) -> None:
    rows = "NUL,甲,,甲,\nAbc,乙,,乙,\nabc,丙,,丙,\na/../b,丁,,丁,\n"
    findings = [f for f in found(toy, {"data/glossary.csv+": rows}) if f.code == "MS415"]
    assert [f.message for f in findings] == [
        "编号“NUL”不能用作网址或文件名",
        "编号“abc”与“Abc”只差大小写",
        "编号“a/../b”不能用作网址或文件名",
    ]


def test_nearest_among_very_many_looks_at_the_same_branch() -> None:
    ids = [f"a/b{i}/c{j}" for i in range(30) for j in range(30)]
    assert nearest("a/b3/c99", ids, len(ids)) == "a/b3/c9"
    assert nearest("x/y/zzz", ids, len(ids)) == ""
