"""Laws on a day, and versions in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mingshi.check.laws import check_laws

from .bad import changed, told
from .made import BASIS, LISTING, SUBSTITUTE, new_list, written

VERSIONS = "data/laws/versions.csv+"


def cited(name: str = "legal_basis", **changes: Any) -> dict[str, str]:
    row = {
        **(
            BASIS if name == "legal_basis" else {**SUBSTITUTE, "law_id": "shili-fa", "when": "x", "then": "y"}
        ),
        **changes,
    }
    return new_list(written(LISTING, **{"legal_basis": [BASIS], name: [row]}))


OLD = {"law_id": "jiu-shili-fa", "version_date": "2001-03-01", "article": "第九条"}
END = "xin-fa,{},,,2020-01-01,{},{},,,s-shili-fa,yes\n"
LAW = {"data/laws/laws.csv+": "xin-fa,示例新法,新法,law,china,,,s-shili-fa,yes\n"}


@pytest.mark.parametrize(
    ("files", "code", "fix"),
    [
        (cited(), "", ""),
        (cited(**OLD), "MS402", "shili-fa"),
        (cited("substitutes", **OLD), "MS402", "shili-fa"),
        (cited("exceptions", **OLD), "MS402", "shili-fa"),
        (cited(**OLD, verified="no"), "", ""),
        (new_list(written(LISTING, legal_basis=[{**BASIS, **OLD}], effective_to="2026-11-22")), "", ""),
        (new_list(written(LISTING, legal_basis=[{**BASIS, **OLD}]), effective_to="2026-11-22"), "", ""),
        (new_list(written(LISTING, legal_basis=[{**BASIS, **OLD}]), state="pending"), "MS402", "shili-fa"),
        (cited(version_date="2015-06-01"), "MS412", "2020-10-01"),
        (cited(law_id="weilai-tiaoli", version_date="2026-06-01"), "MS409", ""),
        (cited(law_id="meiyou", version_date="2026-06-01"), "", ""),
        (
            {
                **LAW,
                VERSIONS: END.format("2020", "2027-02-19", ""),
                **cited(law_id="xin-fa", version_date="2020"),
            },
            "MS409",
            "",
        ),
        (
            {
                **LAW,
                VERSIONS: END.format("2020", "2027-02-21", ""),
                **cited(law_id="xin-fa", version_date="2020"),
            },
            "",
            "",
        ),
        (
            {
                **LAW,
                VERSIONS: END.format("2020", "2026-11-22", ""),
                **cited(law_id="xin-fa", version_date="2020"),
            },
            "MS402",
            "",
        ),
        (
            {
                **LAW,
                VERSIONS: END.format("2020", "", "2026-12-01"),
                **cited(law_id="xin-fa", version_date="2020"),
            },
            "MS409",
            "",
        ),
        (
            {
                **LAW,
                VERSIONS: END.format("2020", "", "2026-11-23"),
                **cited(law_id="xin-fa", version_date="2020"),
            },
            "MS402",
            "",
        ),
    ],
)
def test_status(files: dict[str, str], code: str, fix: str, toy: Path) -> None:
    found = [(f.code, f.fix) for f in check_laws(changed(toy, files))]
    assert found == ([(code, fix)] if code else [])


def test_a_replaced_edition_is_history(toy: Path) -> None:
    path = "content/listings/jiashi-2023/juzhu-shili.yaml"
    listing = written(LISTING, list_id="jiashi-2023", item_id="juzhu-shili", legal_basis=[{**BASIS, **OLD}])
    assert told(check_laws(changed(toy, {path: listing}))) == []


def test_the_day_decides(toy: Path) -> None:
    catalogue = changed(toy, cited(**OLD))
    on = {
        day: [
            f.code
            for f in check_laws(replace(catalogue, on=day))
            if f.path.startswith("content/listings/xin")
        ]
        for day in ("2015-09-01", "2015-12-31", "2016-01-01")
    }
    assert (on["2015-12-31"], on["2016-01-01"]) == (["MS409"], ["MS402"])
    assert "MS402" not in on["2015-09-01"]
    assert "MS402" in {f.code for f in check_laws(replace(catalogue, on="9999-12-31"))}


def test_unknown_is_told_once_where_the_version_is_registered(toy: Path) -> None:
    basis = {**BASIS, "law_id": "weizhi-guiding", "version_date": "2010-03-01", "article": "第一条"}
    files = new_list(
        written(LISTING, legal_basis=[basis, basis], substitutes=[{**SUBSTITUTE, "law_id": "weizhi-guiding"}])
    )
    (only,) = check_laws(changed(toy, files))
    assert (only.code, only.path) == ("MS416", "data/laws/versions.csv")
    assert "有 2 处引用" in only.message


@pytest.mark.parametrize(
    ("rows", "message", "fix"),
    [
        (["xin-fa,2020,,,2020-01-01,2020-12-31,,,,s,yes", "xin-fa,2021,,,2021-01-01,,,,,s,yes"], "", ""),
        (
            ["xin-fa,2020,,,2020-01-01,2021-01-01,,,,s,yes", "xin-fa,2021,,,2021-01-01,,,,,s,yes"],
            "才失效",
            "2020-12-31",
        ),
        (
            ["xin-fa,2021,,,2021-01-01,,,,,s,yes", "xin-fa,2020,,,2020-01-01,2022-01-01,,,,s,yes"],
            "才失效",
            "2020-12-31",
        ),
        (["xin-fa,2020,,,2020-01-01,,,,,s,yes", "xin-fa,2021,,,2021-01-01,,,,,s,yes"], "", ""),
        (
            ["xin-fa,2020,,,2020-01-01,,,,,s,yes", "xin-fa,2021,,,2020-01-01,,,,,s,yes"],
            "都从 2020-01-01 起施行",
            "",
        ),
        (
            ["xin-fa,2020,,,2020-01-01,,2020-06-01,,,s,yes", "xin-fa,2021,,,2021-01-01,,,,,s,yes"],
            "起废止，却有版本",
            "",
        ),
        (
            ["xin-fa,2020,,,2020-01-01,,2022-01-01,,,s,yes", "xin-fa,2021,,,2021-01-01,,2022-01-01,,,s,yes"],
            "",
            "",
        ),
        (["xin-fa,2020,,,,,,,,s,yes", "xin-fa,2021,,,2021-01-01,,,,,s,yes"], "", ""),
    ],
)
def test_versions(rows: list[str], message: str, fix: str, toy: Path) -> None:
    text = "\n".join(rows).replace(",s,", ",s-shili-fa,") + "\n"
    found = list(check_laws(changed(toy, {**LAW, VERSIONS: text})))
    assert [(f.code, f.fix) for f in found] == ([("MS408", fix)] if message else [])
    assert all(message in f.message for f in found)
