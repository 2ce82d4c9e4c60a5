"""Every rule has a bad file that triggers exactly that rule, at the exact place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mingshi.check.settings import missing_for_production
from mingshi.model.catalogue import Catalogue
from mingshi.model.codes import CODES
from mingshi.model.finding import Finding
from mingshi.read.rulepages import all_rules
from mingshi.read.store import read_installation
from tests.conftest import ON, ROOT

from .attached import docx
from .bad import BAD, Expected, cases, checked, expected, lay_over, places
from .changes.scenarios import SCENARIOS
from .numbers import MOBILE, card, identity

CASES = cases()
ITEM = "content/items/xin-shili.yaml"
TEXT = (BAD / "MS311" / ITEM).read_text(encoding="utf-8").replace("nmae", "name")
PACT = "content/pacts/jiashi/yixian/xizhen-san-cun.md"
LISTED = "content/lists/yishi-dai.yaml"
ATTACHMENT = "content/about/fujian.docx"
GUIDE = "content/guides/toy/juzhu-shili.md"


def put(path: str, data: bytes) -> Callable[[Path], None]:
    def write(toy: Path) -> None:
        (toy / path).write_bytes(data)

    return write


def said(text: str, before: str = "") -> Callable[[Path], None]:
    return put(ITEM, TEXT.replace("说明一件事（示例）。", before + text).encode())


def linked(toy: Path) -> None:
    (toy / ITEM).symlink_to(toy / "content" / "items" / "hunyin-shili.yaml")


def removed(toy: Path) -> None:
    (toy / "data" / "areas" / "areas.csv").unlink()


def bodied(text: str) -> Callable[[Path], None]:
    guide = (BAD / "MS606" / GUIDE).read_text(encoding="utf-8").partition("正文")[0]
    return put(GUIDE, (guide + text + "\n").encode())


def swapped(path: str, old: str, new: str) -> Callable[[Path], None]:
    def write(toy: Path) -> None:
        text = (toy / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (toy / path).write_text(text.replace(old, new), encoding="utf-8")

    return write


def added(path: str, line: str) -> Callable[[Path], None]:
    def write(toy: Path) -> None:
        with (toy / path).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return write


def attached(data: bytes) -> Callable[[Path], None]:
    return put(ATTACHMENT, data)


# Bytes that Git or an editor would change, and numbers that must not stand in a file of ours.
MADE: dict[str, tuple[Callable[[Path], None], Expected]] = {
    "MS101": (put(ITEM, TEXT.encode() + b"#" * 300_000), ("MS101", ITEM, 0, 0)),
    "MS102 GB18030": (put(ITEM, TEXT.encode("gb18030")), ("MS102", ITEM, 0, 0)),
    "MS102 UTF-16": (put(ITEM, TEXT.encode("utf-16")), ("MS102", ITEM, 0, 0)),
    "MS103": (put(ITEM, TEXT.encode().replace("新证明".encode(), b"\0")), ("MS103", ITEM, 2, 9)),
    "MS104": (put(ITEM, TEXT.replace("新证", "新\u200b证").encode()), ("MS104", ITEM, 2, 10)),
    "MS105": (linked, ("MS105", ITEM, 0, 0)),
    "MS106": (put(ITEM, b"\xef\xbb\xbf" + TEXT.encode()), ("MS106", ITEM, 0, 0)),
    "MS109": (removed, ("MS109", "data/areas/areas.csv", 0, 0)),
    "MS303 state": (swapped(LISTED, "\nstate: ", "\nstate: xx"), ("MS303", LISTED, 12, 8)),
    "MS304 digits": (
        added(
            "data/areas/areas.csv",
            "jiashi/xinxian,county,county,示例新县,新县,99012,jiashi,,2026-01-05 09:00,s-shili-quhua,yes",
        ),
        ("MS304", "data/areas/areas.csv", 9, 38),
    ),
    "MS401 place": (swapped(PACT, "xizhen/san-cun", "xizhen/meiyou"), ("MS401", PACT, 3, 7)),
    "MS407 filed": (swapped(PACT, '"2025-03-20"', '"2025-03-05"'), ("MS407", PACT, 8, 12)),
    "MS607 village": (said("张某家住示例村12号"), ("MS607", ITEM, 7, 17)),
    "MS708 short year": (said("见示例发〔26〕1号。"), ("MS708", ITEM, 7, 18)),
    "MS601": (said(identity()), ("MS601", ITEM, 7, 14)),
    "MS601 named": (said(identity(wrong=True), "身份证号码"), ("MS601", ITEM, 7, 19)),
    "MS602": (said("+86 " + MOBILE), ("MS602", ITEM, 7, 14)),
    "MS602 body": (bodied(f"示例\n\n电话 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}"), ("MS602", GUIDE, 28, 4)),
    "MS602 about": (
        put("content/about/index.md", f"# 示例\n\n{MOBILE}\n".encode()),
        ("MS602", "content/about/index.md", 3, 1),
    ),
    "MS604": (said(card()), ("MS604", ITEM, 7, 14)),
    "MS604 named": (said(card("4" + "0" * 15), "开户银行账号"), ("MS604", ITEM, 7, 20)),
    "MS601 attached": (attached(docx(f"示例{identity()}")), ("MS601", ATTACHMENT, 0, 0)),
    "MS602 attached": (attached(docx("示例", MOBILE)), ("MS602", ATTACHMENT, 0, 0)),
    "MS604 attached": (attached(docx("示例", card())), ("MS604", ATTACHMENT, 0, 0)),
    "MS610": (attached(docx("示例", creator="某某某（示例）")), ("MS610", ATTACHMENT, 0, 0)),
    "MS603": (said(identity(wrong=True)), ("MS603", ITEM, 7, 14)),
}


def test_the_toy_province_has_no_finding(toy: Path) -> None:
    assert checked(toy) == []


@pytest.mark.parametrize("case", CASES)
def test_bad_file(case: str, toy: Path) -> None:
    before = lay_over(case, toy)
    found = checked(toy)
    assert places(found) == expected(CASES[case], before)
    assert all(f.remedy and f.message and len(f.message) < 200 for f in found)


@pytest.mark.parametrize("case", MADE)
def test_made_bad_file(case: str, toy: Path) -> None:
    spoil, place = MADE[case]
    spoil(toy)
    assert places(checked(toy)) == [place]


def test_unreadable_file(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ITEM, TEXT.encode())(toy)
    original = os.open

    def refuse(path: Path, flags: int) -> int:
        if str(path).endswith(ITEM):
            raise PermissionError(13, "Permission denied", str(path))
        return original(path, flags)

    monkeypatch.setattr("mingshi.read.files.os.open", refuse)
    assert places(checked(toy)) == [("MS107", ITEM, 0, 0)]


def test_empty_setting_stops_a_production_build_only(toy: Path) -> None:
    file = toy / "mkdocs.yml"
    lines = file.read_text(encoding="utf-8").split("\n")
    number = next(i for i, line in enumerate(lines) if line.startswith("    site_code:"))
    lines[number] = "    site_code:"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert checked(toy) == []
    found = missing_for_production(read_installation(toy, ON)[0])
    assert places(found) == [("MS802", "mkdocs.yml", number + 1, 5)]


def test_synthetic_data_stops_a_production_build_only(toy: Path) -> None:
    folder = toy / "content" / "pacts" / "jiashi"
    for path in ("dingqu/beijie-liu-shequ.md", "yixian/xizhen-san-cun.md"):
        text = (folder / path).read_text(encoding="utf-8")
        (folder / path).write_text(
            text.replace("source_ids:", "synthetic: 是\nsource_ids:"), encoding="utf-8"
        )
    settings = toy / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("    area: toy", "    area: toy\n    synthetic: 是"), encoding="utf-8")
    assert checked(toy) == []
    found = missing_for_production(read_installation(toy, ON)[0])
    line = text.split("\n").index("    area: toy") + 2
    assert sorted(places(found)) == [
        ("MS803", "content/pacts/jiashi/dingqu/beijie-liu-shequ.md", 6, 12),
        ("MS803", "mkdocs.yml", line, 16),
    ]
    assert any("共 2 条" in f.message for f in found)


# Bad files that a test above has been given, each with the codes it triggers; three have tests of their own.
TRIGGERED: dict[str, set[str]] = (
    {case: {row["code"] for row in rows} for case, rows in CASES.items()}
    | {name: {place[0]} for name, (_, place) in MADE.items()}
    | {code: {code} for code in ("MS107", "MS802", "MS803")}
)
# What a pull request may do has scenarios.
COVERED = (
    {code for codes in TRIGGERED.values() for code in codes}
    | {code for scenario in SCENARIOS.values() for code, _, _ in scenario.expected}
    | {"MS508", "MS509"}
)


def test_every_code_has_a_bad_case() -> None:
    assert set(CODES) == COVERED


def test_every_case_has_a_folder_named_after_its_only_code() -> None:
    assert {f.name for f in BAD.iterdir() if f.is_dir()} == set(CASES)
    assert all({row["code"] for row in rows} == {case[:5]} for case, rows in CASES.items())


def test_every_code_has_a_page_that_says_the_same() -> None:
    pages = {page.code: (page.severity, page.title) for page in all_rules()}
    assert pages == CODES


def test_every_code_is_used_by_the_program_and_every_used_code_is_known() -> None:
    package = ROOT / "generator" / "mingshi"
    sources = [p for p in package.rglob("*.py") if p.name != "codes.py"]
    used = {code for p in sources for code in re.findall(r'"(MS\d{3})"', p.read_text(encoding="utf-8"))}
    assert used == set(CODES)


def kind_of(catalogue: Catalogue, path: str) -> str:
    tables = [table.kind for table in catalogue.tables if table.path == path]
    return next(iter(tables), "") or next(
        kind for kind, records in catalogue.records.items() if path in {r.path for r in records.values()}
    )


@pytest.mark.parametrize("spoil", ["file", "schema"])
@pytest.mark.parametrize(
    "path",
    [
        "data/areas/areas.csv",
        "data/areas/jiashi/yixian.csv",
        "data/laws/laws.csv",
        "data/laws/versions.csv",
        "data/sources.csv",
        "content/items/hunyin-shili.yaml",
        "content/lists/toy-qingdan.yaml",
        "content/listings/china-neg/hunyin-shili.yaml",
        "content/forms/f01-jianhu-shili.yaml",
    ],
)
def test_one_broken_file_is_one_finding(path: str, spoil: str, toy: Path) -> None:
    """What cannot be read is told once; nothing that refers to it is blamed."""
    if spoil == "schema":
        path = f"data/schemas/{kind_of(read_installation(toy, ON)[0], path)}.yaml"
    file = toy / path
    file.write_bytes(file.read_bytes() + (b"ms:rulez: x\n" if spoil == "schema" else b"\0\n"))
    found: list[Finding] = checked(toy)
    assert [(f.code, f.path) for f in found] == [("MS390" if spoil == "schema" else "MS103", path)]
