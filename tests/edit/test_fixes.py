"""Safe fixes are put in place, suggested ones when agreed to, and nothing else in a file changes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mingshi.edit.changes import shown_change
from mingshi.edit.fixes import Desk, apply, apply_safe, is_safe, proposal
from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding, Mark
from mingshi.pipeline import check
from mingshi.read.decode import recoded
from tests.check.bad import cases, checked, lay_over
from tests.conftest import ON
from tests.test_cli import run
from tests.typed import Typed

ITEM = "content/items/hunyin-shili.yaml"
LISTING = "content/listings/jiashi-2025/shouru-shili.yaml"
LIST = "content/lists/jiashi-2025.yaml"
SOURCES = "data/sources.csv"


def desk_for(toy: Path, tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "desk", toy)
    desk.root.mkdir()
    desk.fill([SOURCES], {})
    return desk


def everything(path: str) -> bool:
    return bool(path)


def break_(root: Path, path: str, old: str, new: str) -> bytes:
    before = (root / path).read_bytes()
    assert old.encode() in before
    (root / path).write_bytes(before.replace(old.encode(), new.encode(), 1))
    return before


PUBLISHED = 'published: "2026-01-05 09:00"'


@pytest.mark.parametrize(
    ("path", "right", "broken", "restored"),
    [
        (ITEM, "name: 示", "name：示", "name: 示"),
        (ITEM, "name: 示", "name:示", "name: 示"),
        (ITEM, "\nversion: 1\n", "\nversion: １\n", "\nversion: 1\n"),
        (ITEM, PUBLISHED, "published: 2026年1月5日 9:00", PUBLISHED),
        (ITEM, PUBLISHED, 'published: "2026/1/5 09：00"', PUBLISHED),
        (LIST, 'issue_date: "2', 'issue_date: "２', 'issue_date: "2'),
        (ITEM, "name: 示例婚姻证明", 'name: "示例婚姻证明 "', "name: 示例婚姻证明"),
        (ITEM, "description: ", "description: ⽅", "description: 方"),
        ("data/glossary.csv", "qingdan,清单", "qingdan, 清单", "qingdan,清单"),
    ],
)
def test_a_slip_is_put_right_and_nothing_else_changes(
    path: str, right: str, broken: str, restored: str, toy: Path, tmp_path: Path
) -> None:
    before = break_(toy, path, right, broken)
    spoilt = (toy / path).read_bytes()
    desk = desk_for(toy, tmp_path)
    apply_safe(desk, checked(desk.root), checked, everything)
    assert (desk.root / path).read_bytes() == before.replace(right.encode(), restored.encode(), 1)
    assert (toy / path).read_bytes() == spoilt


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-32"])
@pytest.mark.parametrize("path", [ITEM, SOURCES])
def test_a_file_in_another_encoding(encoding: str, path: str, toy: Path, tmp_path: Path) -> None:
    before = (toy / path).read_bytes()
    raw = before.decode().replace("\n", "\r\n").encode(encoding.removesuffix("-bom"))
    (toy / path).write_bytes(b"\xff\xfe" + raw if encoding.endswith("-bom") else raw)
    findings, touched = apply_safe(desk_for(toy, tmp_path), checked(toy), checked, everything)
    assert touched == {path}
    assert [f for f in findings if f.severity == "error"] == []
    assert (tmp_path / "desk" / path).read_bytes() == before


@pytest.mark.parametrize(
    "raw",
    [
        "甲".encode() + b"\xff" + "乙丙丁".encode(),  # damaged
        "甲乙\x00".encode("gb18030"),
        b"\xff\xfe\x00",
        "纯文字".encode(),
        b"\x81\x30",
    ],
)
def test_a_file_is_not_recoded_when_in_doubt(raw: bytes) -> None:
    assert recoded(raw) is None


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("gb18030", "GB18030"), ("utf-16", "UTF-16"), ("utf-8-sig", "BOM")],
)
def test_the_old_side_can_be_read(encoding: str, named: str, toy: Path) -> None:
    text = (toy / ITEM).read_text(encoding="utf-8")
    shown = shown_change(ITEM, text.encode(encoding), text.replace("示例婚姻证明", "示例证明").encode())
    first, *diff = shown.split("\n")
    assert first.startswith(f"{ITEM} 文件")
    assert named in first
    assert [line for line in diff if line.startswith(("-name", "+name"))] == [
        "-name: 示例婚姻证明",
        "+name: 示例证明",
    ]
    assert shown_change(ITEM, text.encode(encoding), text.encode()) == first


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("theme: marriage # 甲", ""),
        ("version: 1 # 甲", ""),
        ("    verified: yes # 甲", ""),
        ("description: 第一 # 甲", '"第一 # 甲"'),
    ],
)
def test_no_value_is_suggested_that_its_field_cannot_hold(line: str, fix: str, toy: Path) -> None:
    name = line.partition(":")[0]
    lines = (toy / ITEM).read_text(encoding="utf-8").split("\n")
    at = next(i for i, old in enumerate(lines) if old.partition(":")[0] == name)
    lines[at] = line
    (toy / ITEM).write_text("\n".join(lines), encoding="utf-8")
    found = [f for f in checked(toy) if f.code == "MS208"]
    assert [(f.mark.line, f.fix, bool(f.remedy)) for f in found] == [(at + 1, fix, True)]


FIXABLE = ("MS102", "MS106", "MS201", "MS213", "MS301", "MS305", "MS308", "MS313")


@pytest.mark.parametrize("case", [c for c, rows in cases().items() if rows[0]["code"] in FIXABLE])
def test_no_safe_fix_is_left_in_a_bad_file_and_others_are_not_touched(
    case: str, toy: Path, tmp_path: Path
) -> None:
    lay_over(case, toy)
    after, touched = apply_safe(desk_for(toy, tmp_path), checked(toy), checked, everything)
    assert [f for f in after if is_safe(f) and f.fix] == []
    assert touched <= {row["path"] for row in cases()[case]}


@pytest.mark.parametrize(
    ("path", "line", "marked", "fix", "new"),
    [
        ("x.yaml", "name: ab", "ab", "yes", 'name: "yes"'),
        ("x.yaml", 'name: "ab"', "ab", "cd", "name: cd"),
        ("x.yaml", "name: 'ab'", "ab", "a: b", 'name: "a: b"'),
        ("x.yaml", "  - ab", "ab", "2026-01-05", '  - "2026-01-05"'),
        ("x.yaml", "a: [ab, c]", "ab", "x, y", 'a: ["x, y", c]'),
        ("x.yaml", "nam: x", "nam", "name", "name: x"),
        ("x.yaml", '"a\\tb "', "a", "b", None),
        ("x.csv", "a,ab,c", "ab", 'x,"y"', 'a,"x,""y""",c'),
        ("x.csv", 'a,"ab",c', "ab", 'x"y', 'a,"x""y",c'),
        ("x.yaml", "name: ab", "ab", "a\nb", None),
        ("x.yaml", "name: ab", "ab", "", None),
    ],
)
def test_a_value_is_written_as_its_place_wants(
    path: str, line: str, marked: str, fix: str, new: str | None, tmp_path: Path
) -> None:
    (tmp_path / path).write_text(f"{line}\n", encoding="utf-8")
    at = line.index(marked) + 1
    finding = Finding("MS303", "x", path, Mark(1, at, at + len(marked)), "", fix, "suggested")
    assert proposal(tmp_path, finding) == (None if new is None else (line, new))
    apply(tmp_path, [finding])
    assert (tmp_path / path).read_text(encoding="utf-8") == f"{line if new is None else new}\n"


def test_several_fixes_on_one_line_and_an_overlapping_one(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"a,b,c\r\n")
    found = [
        Finding("MS305", "x", "x.csv", Mark(1, i, i + w), "", f, "safe")
        for i, w, f in ((1, 1, "1"), (5, 1, "3"), (3, 3, "2"))
    ]
    apply(tmp_path, found)
    assert (tmp_path / "x.csv").read_bytes() in (b"1,b,3\r\n", b"1,2\r\n")


def broken_listing(toy: Path) -> bytes:
    break_(toy, ITEM, "name: 示", "name：示")
    return break_(toy, LISTING, 'verified: "yes"', "verified: 已核实")


def test_without_a_terminal_the_others_are_listed(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken_listing(toy)
    arguments = ("fix", "--root", toy, "--on", ON)
    code, out, _ = run(capsys, *arguments, "--dry-run")
    assert (code, "+name: 示" in out, "会改 1 个文件" in out) == (1, True, True)
    assert "name：示" in (toy / ITEM).read_text(encoding="utf-8")
    code, out, _ = run(capsys, *arguments)
    assert code == 1
    assert "+name: 示" in out
    assert "改成：yes" in out
    assert "改了 1 个文件；还有 1 处错误要自己改。" in out
    assert "name: 示" in (toy / ITEM).read_text(encoding="utf-8")
    assert "verified: 已核实" in (toy / LISTING).read_text(encoding="utf-8")


def test_yes_takes_the_suggestions_too(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = broken_listing(toy)
    code, out, _ = run(capsys, "fix", "--root", toy, "--on", ON, "--yes", toy / LISTING)
    assert (code, "改了 1 个文件；还有 0 处错误" in out) == (0, True)
    assert (toy / LISTING).read_bytes() == before
    assert "name：示" in (toy / ITEM).read_text(encoding="utf-8")  # not named


@pytest.mark.parametrize(("answers", "code"), [("y\n", 0), ("n\n", 1), ("", 1)])
def test_at_a_terminal_each_suggestion_is_asked(
    answers: str, code: int, toy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = broken_listing(toy)
    typed = Typed(answers)
    monkeypatch.setattr(sys, "stdin", typed)
    left, out, _ = run(capsys, "fix", "--root", toy, "--on", ON)
    assert left == code
    assert "verified: 已核实\n+ " in out
    assert ((toy / LISTING).read_bytes() == before) == (code == 0)


PACTS = ("content/pacts/jiashi/dingqu/beijie-liu-shequ.md", "content/pacts/jiashi/yixian/xizhen-san-cun.md")


def test_entries_that_stay_are_not_copied(toy: Path, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    """Of tens of thousands of pacts those with something to put right; and all when a register changes."""
    for name, changing, there in (("a", PACTS[0], [True, False]), ("b", SOURCES, [True, True])):
        desk = Desk(tmp_path / name, toy)
        known = desk.fill([changing], toy_catalogue.schemas)
        assert [(desk.root / path).exists() for path in PACTS] == there
        assert (PACTS[1] in known.late) == (not there[1])
        assert check(desk.root, ON, known=known)[1] == []


def test_what_cannot_be_put_right_elsewhere_is_still_told(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy / PACTS[0]).write_bytes(b"\xef\xbb\xbf" + (toy / PACTS[0]).read_bytes())
    break_(toy, PACTS[1], "s-", "s-meiyou-")
    code, out, _ = run(capsys, "fix", "--root", toy, "--on", ON)
    assert code == 1
    assert f"{PACTS[1]}:" in out
    assert "改了 1 个文件；还有 1 处错误要自己改。" in out
    assert not (toy / PACTS[0]).read_bytes().startswith(b"\xef")
