"""Personal data in the commits of a push, also where a later commit removed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.changes.leaks import leaks
from mingshi.cli import main
from tests.check.attached import docx
from tests.check.numbers import MOBILE, identity

from .repository import begin, commit, git, put

ITEM = "content/items/hunyin-shili.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return begin(tmp_path / "toy")


def found(root: Path, base: str = "main") -> list[tuple[str, str, int]]:
    return [(f.code, f.path, f.mark.line) for f in leaks(root, base, "HEAD")]


def added(root: Path, text: str, path: str = ITEM, said: str = "change") -> None:
    put(path, text)(root)
    commit(root, said)


def test_nothing_personal(repository: Path) -> None:
    added(repository, "note: 电话 0591-00000000（示例）\n")
    assert found(repository) == []


def test_a_hash_is_nobody_s_number(repository: Path) -> None:
    added(repository, f"# sha256:{'a' * 20}{MOBILE}{'b' * 33}\n")
    assert found(repository) == []
    added(repository, f"# {'a' * 8}{MOBILE}\n")
    assert [code for code, _, _ in found(repository)] == ["MS602"]


def test_added_and_removed_again(repository: Path) -> None:
    before = (repository / ITEM).read_text(encoding="utf-8")
    line = before.count("\n") + 1
    added(repository, f"note: {identity()}\n")
    (repository / ITEM).write_text(before, encoding="utf-8")
    commit(repository)
    assert found(repository) == [("MS601", ITEM, line)]
    assert all(identity() not in f.message for f in leaks(repository, "main", "HEAD"))


def test_in_a_file_that_is_gone(repository: Path) -> None:
    added(repository, f"{MOBILE}\n++ {MOBILE}\n", "备注 一.txt")
    (repository / "备注 一.txt").unlink()
    commit(repository)
    assert found(repository) == [("MS602", "备注 一.txt", 1), ("MS602", "备注 一.txt", 2)]


def test_whatever_somebody_has_set_for_himself(repository: Path) -> None:
    for setting in ("diff.noprefix", "diff.mnemonicPrefix", "log.showSignature", "color.ui=always"):
        name, _, value = setting.partition("=")
        git(repository, "config", name, value or "true")
    added(repository, f"{MOBILE}\n", "data/x.txt")
    assert found(repository) == [("MS602", "data/x.txt", 1)]


def test_in_a_file_of_any_bytes(repository: Path) -> None:
    (repository / "x.bin").write_bytes(b"\xff\0 1\0" + MOBILE.encode() + b"\0\x01\n" + MOBILE.encode())
    commit(repository)
    assert found(repository) == [("MS602", "x.bin", 1), ("MS602", "x.bin", 2)]


def test_in_what_is_said_of_a_commit(repository: Path) -> None:
    added(repository, "# x\n", said=f"改了电话\n\n{MOBILE}")
    assert [(code, line) for code, _, line in found(repository)] == [("MS602", 3)]


def test_in_what_only_a_merge_brings(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "side", "main")
    added(repository, "# x\n", "side.txt")
    git(repository, "checkout", "-q", "change")
    git(repository, "merge", "-q", "--no-ff", "--no-commit", "side")
    added(repository, f"{MOBILE}\n", "side.txt")
    assert found(repository) == [("MS602", "side.txt", 2)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("{0} # ms:allow MS602 公开的值班电话\n", []),
        ("# ms:allow MS602 公开的值班电话\n{0}\n", []),
        ("# ms:allow MS602\n{0}\n", ["MS602"]),
        ("# ms:allow MS601 公开的值班电话\n{0}\n", ["MS602"]),
    ],
)
def test_allowed_with_a_reason(text: str, codes: list[str], repository: Path) -> None:
    added(repository, text.format(MOBILE))
    assert [code for code, _, _ in found(repository)] == codes


PUBLIC = "data/public-phones.csv"


def test_a_public_phone_that_is_pushed_with_its_row(repository: Path) -> None:
    rows = (repository / PUBLIC).read_text(encoding="utf-8")
    added(repository, f"note: {MOBILE[:3]} {MOBILE[3:]} {identity()}\n")
    added(repository, f"{MOBILE},示例值班室,示例值班电话,s-shili-qingdan,yes\n", PUBLIC)
    assert [code for code, _, _ in found(repository)] == ["MS601"]
    (repository / PUBLIC).write_text(rows, encoding="utf-8")
    commit(repository)
    assert sorted(code for code, _, _ in found(repository)) == ["MS601", "MS602", "MS602"]


def attached(root: Path, name: str, data: bytes) -> None:
    (root / "content" / "about" / name).write_bytes(data)
    commit(root)


def test_inside_an_attachment_that_is_gone(repository: Path) -> None:
    path = "content/about/附 件.docx"
    attached(repository, "附 件.docx", docx(f"示例{MOBILE}"))
    (repository / path).rename(repository / "content" / "about" / "b.DOCX")
    commit(repository)
    (repository / "content" / "about" / "b.DOCX").unlink()
    commit(repository)
    # One content is told once, wherever it went.
    assert [code for code, _, _ in found(repository)] == ["MS602"]
    (only,) = leaks(repository, "main", "HEAD")
    assert only.path in (path, "content/about/b.DOCX")
    assert "附件（word/document.xml）" in only.message
    assert MOBILE not in only.message


def test_in_a_text_in_utf_16(repository: Path) -> None:
    attached(repository, "a.txt", MOBILE.encode("utf-16"))
    attached(repository, "b.txt", MOBILE.encode())
    assert [(code, path) for code, path, _ in found(repository)] == [
        ("MS602", "content/about/b.txt"),
        ("MS602", "content/about/a.txt"),
    ]


def test_a_public_phone_in_an_attachment_and_an_attachment_that_is_none(repository: Path) -> None:
    attached(repository, "a.docx", docx(MOBILE))
    attached(repository, "b.docx", b"PK and no more")
    assert len(found(repository)) == 1
    added(repository, f"{MOBILE},示例值班室,示例值班电话,s-shili-qingdan,yes\n", PUBLIC)
    assert found(repository) == []


def test_inside_an_attachment_that_only_a_merge_brings(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "side", "main")
    attached(repository, "a.docx", docx("示例"))
    git(repository, "checkout", "-q", "change")
    git(repository, "merge", "-q", "--no-ff", "--no-commit", "side")
    attached(repository, "a.docx", docx(MOBILE))
    assert [code for code, _, _ in found(repository)] == ["MS602"]


def test_what_the_remote_has_is_not_looked_at(repository: Path, tmp_path: Path) -> None:
    added(repository, f"note: {MOBILE}\n")
    git(tmp_path, "init", "-q", "--bare", "far.git")
    git(repository, "remote", "add", "origin", str(tmp_path / "far.git"))
    assert len(found(repository, "")) == 1
    git(repository, "push", "-q", "origin", "change")
    assert found(repository, "") == []


def test_the_command(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["leaks", "main", "--root", str(repository)]) == 0
    added(repository, f"note: {MOBILE}\n")
    assert main(["leaks", "main", "--root", str(repository)]) == 1
    said = capsys.readouterr().out
    assert "MS602" in said
    assert "推送出去就收不回来" in said
    assert MOBILE not in said


def test_what_is_about_to_be_committed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before there is a commit, and in files that hold no contents."""
    arguments = ["leaks", "--staged", "--root", str(repository)]
    put("README.md", f"电话 {MOBILE}\n")(repository)
    assert main(arguments) == 0
    git(repository, "add", "README.md")
    assert main(arguments) == 1
    out = capsys.readouterr().out
    assert "README.md:1" in out
    assert "要提交的这一行" in out
    assert MOBILE not in out
    assert main([*arguments, "main"]) == 2
