"""Personal data, characters and links in every kind of place, marked exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.everywhere import inspected
from mingshi.check.safety import safety
from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding, Mark

from .bad import changed
from .made import ITEM, ITEM_FILE, written
from .numbers import MOBILE, identity

GUIDE = "content/guides/toy/hunyin-shili.md"
FORM = "content/forms/f01-jianhu-shili.yaml"
ID = identity()


def check_safety(catalogue: Catalogue) -> list[Finding]:
    return list(inspected(catalogue, [safety(catalogue)]))


def found(toy: Path, files: dict[str, str]) -> list[Finding]:
    return check_safety(changed(toy, files))


def marked(toy: Path, finding: Finding) -> str:
    """Return the text a finding marks."""
    line = (toy / finding.path).read_text(encoding="utf-8").split("\n")[finding.mark.line - 1]
    return line[finding.mark.column - 1 : finding.mark.end - 1]


@pytest.mark.parametrize(
    "files",
    [
        {ITEM_FILE: written(ITEM, description=f"联系 {MOBILE}（示例）")},
        {ITEM_FILE: written(ITEM, aliases=["甲", f"乙{MOBILE}"])},
        {
            ITEM_FILE: written(
                ITEM, purposes=[{"text": f'"打 {MOBILE}"', "verified": "yes", "source_ids": ["s-shili-fa"]}]
            )
        },
        {ITEM_FILE: written(ITEM, description=f"|\n  第一行\n  第二行 {MOBILE}\n  第三行")},
        {ITEM_FILE: written(ITEM, no_such_field=MOBILE)},
        {GUIDE + "+": f"\n\n打 {MOBILE}。\n"},
        {"data/contacts.csv+": f"jiashi,x,{MOBILE},,,s-shili-fa,yes\n"},
        {"data/areas/jiashi/yixian.csv+": f"jiashi/yixian/beijie,town,town,示例,打{MOBILE}\n"},
        {"content/about/index.md+": f"\n打 {MOBILE}。\n"},
        {"mkdocs.yml+": f"    contact_phone: {MOBILE}\n"},
    ],
)
def test_a_mobile_number_anywhere(files: dict[str, str], toy: Path) -> None:
    if "mkdocs.yml+" in files:
        text = (toy / "mkdocs.yml").read_text(encoding="utf-8")
        files = {"mkdocs.yml": text.replace("contact_phone: 0000-0000000", f"contact_phone: {MOBILE}")}
    (only,) = found(toy, files)
    assert (only.code, marked(toy, only)) == ("MS602", MOBILE)
    assert MOBILE not in only.message + only.remedy + only.fix


def test_a_value_written_otherwise_is_marked_as_a_whole(toy: Path) -> None:
    (only,) = found(toy, {"data/glossary.csv+": f'x,词,,"说""{MOBILE}""",\n'})
    assert marked(toy, only) == f'说""{MOBILE}""'
    (only,) = found(
        toy,
        {ITEM_FILE: written(ITEM, description=f">\n  折行\n  {MOBILE}"), "data/glossary.csv": "term_id\n"},
    )
    assert (only.code, only.mark.line) == ("MS602", 8)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"# ms:allow MS602 公开的值班电话\ndescription: {MOBILE}\n", ""),
        (f"# ms:allow MS602\ndescription: {MOBILE}\n", "MS602"),
        (f"# ms:allow MS601 不是这一条\ndescription: {MOBILE}\n", "MS602"),
        (f"# ms:allow MS602 公开的值班电话\nname: 甲\ndescription: {MOBILE}\n", "MS602"),
        (f"description: ms:allow {MOBILE}\n", "MS602"),
    ],
)
def test_allowed_in_an_entry_with_a_reason(text: str, code: str, toy: Path) -> None:
    assert [f.code for f in found(toy, {ITEM_FILE: text})] == ([code] if code else [])


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (f"范例 {ID} <!-- ms:allow MS601 国家标准里的范例 -->", []),
        (f"<!-- ms:allow MS601 国家标准里的范例 -->\n范例 {ID}", []),
        (f"范例 {ID} <!-- ms:allow MS601 -->", ["MS601", "MS605"]),
        (f"范例 {ID} {MOBILE} <!-- ms:allow MS601 国家标准里的范例 -->", ["MS602"]),
    ],
)
def test_allowed_in_a_body_with_a_reason(line: str, codes: list[str], toy: Path) -> None:
    assert [f.code for f in found(toy, {GUIDE + "+": f"\n\n{line}\n"})] == codes


@pytest.mark.parametrize(
    ("files", "shown", "fix", "kind"),
    [
        ({ITEM_FILE: written(ITEM, name="示例⼈员")}, "⼈", "人", "safe"),
        ({ITEM_FILE: written(ITEM, name="⼈⼝")}, "⼈⼝", "人口", "safe"),
        ({ITEM_FILE: written(ITEM, name="⺀部首")}, "⺀", "", ""),
        ({ITEM_FILE: written(ITEM, name="兼容字\uf90a")}, "\uf90a", "金", "safe"),
        ({GUIDE + "+": "\n\n⼈\n"}, "⼈", "人", "safe"),
        ({"data/glossary.csv+": "x,词,,⼈,\n"}, "⼈", "人", "safe"),
        ({"data/glossary.csv+": 'x,词,,"""⼈""",\n'}, '""⼈""', "", ""),
    ],
)
def test_radicals_and_compatibility_characters(
    files: dict[str, str], shown: str, fix: str, kind: str, toy: Path
) -> None:
    (only,) = found(toy, files)
    assert (only.code, marked(toy, only), only.fix, only.fix_kind) == ("MS313", shown, fix, kind)


def test_rare_characters_are_fine(toy: Path) -> None:
    assert found(toy, {ITEM_FILE: written(ITEM, name="𠮷林㐂")}) == []


@pytest.mark.parametrize(
    ("files", "code", "shown"),
    [
        ({GUIDE + "+": "\n\n甲<br>乙\n"}, "MS605", "<br>"),
        ({GUIDE + "+": "\n\n[甲](data:x)\n"}, "MS606", "data:x"),
        ({"data/sources.csv+": "x,甲,,,,javascript:alert(1),yes,,,yes\n"}, "MS606", "javascript:alert(1)"),
        ({ITEM_FILE: written(ITEM, description='"<b>甲</b>"')}, "", ""),
    ],
)
def test_markup(files: dict[str, str], code: str, shown: str, toy: Path) -> None:
    findings = found(toy, files)
    assert [(f.code, marked(toy, f)) for f in findings] == ([(code, shown)] if code else [])


def test_only_so_many_findings_of_one_text(toy: Path) -> None:
    assert len(found(toy, {GUIDE + "+": "\n\n" + f"{MOBILE}\n" * 50})) == 20


def test_a_finding_in_a_file_that_is_gone_meanwhile(toy: Path) -> None:
    catalogue = changed(toy, {ITEM_FILE: written(ITEM, description=MOBILE)})
    (toy / ITEM_FILE).unlink()
    assert [(f.code, f.mark) for f in check_safety(catalogue)] == [("MS602", Mark(7, 14, 25))]
