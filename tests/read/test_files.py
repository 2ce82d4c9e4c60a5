"""Nothing but regular files inside the installation is read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mingshi.read.files import read_bytes, read_text, shown, walk

LIMIT = 100


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("名: 甲\r\n".encode())
    assert read_bytes(tmp_path, "a.yaml", LIMIT) == ("名: 甲\r\n".encode(), [])
    text, digest, findings = read_text(tmp_path, "a.yaml", LIMIT)
    assert (text, len(digest), findings) == ("名: 甲\n", 64, [])


def test_limit_is_asked_before_reading(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a" * (LIMIT + 1))
    raw, findings = read_bytes(tmp_path, "a.yaml", LIMIT)
    assert (raw, [f.code for f in findings]) == (None, ["MS101"])


@pytest.mark.parametrize(
    ("make", "code", "word"),
    [
        (lambda p: p.symlink_to("/etc/passwd"), "MS105", "链接"),
        (lambda p: p.mkdir(), "MS105", "文件夹"),
        (lambda p: os.mkfifo(p), "MS105", "普通文件"),
        (lambda _: None, "MS107", "不存在"),
    ],
    ids=["link", "folder", "pipe", "missing"],
)
def test_what_is_not_a_file(tmp_path: Path, make: Callable[[Path], object], code: str, word: str) -> None:
    make(tmp_path / "a.yaml")
    raw, findings = read_bytes(tmp_path, "a.yaml", LIMIT)
    assert raw is None
    assert [(f.code, f.path) for f in findings] == [(code, "a.yaml")]
    assert word in findings[0].message


@pytest.mark.parametrize(
    ("number", "word"), [(errno.EACCES, "权限"), (errno.EIO, "磁盘"), (errno.ENAMETOOLONG, "name too long")]
)
def test_system_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", fail)
    raw, findings = read_bytes(tmp_path, "a.yaml", LIMIT)
    assert (raw, [f.code for f in findings]) == (None, ["MS107"])
    assert word in findings[0].message


def test_walk_lists_regular_files_in_order(tmp_path: Path) -> None:
    for path in ("content/b/2.yaml", "content/b/1.yaml", "content/a.md", "content/.hidden", "other/x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert walk(tmp_path, "content") == (["content/a.md", "content/b/1.yaml", "content/b/2.yaml"], [])
    assert walk(tmp_path, "nowhere") == ([], [])


def test_walk_never_leaves_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").touch()
    content = tmp_path / "root" / "content"
    (content / "module").mkdir(parents=True)
    (content / "module" / ".git").write_text("gitdir: ../../.git/modules/x")
    (content / "module" / "x.yaml").touch()
    (content / "way-out").symlink_to(outside)
    (content / "loop").symlink_to(content)
    (content / "link.yaml").symlink_to(outside / "secret.yaml")
    os.mkfifo(content / "pipe.yaml")
    files, findings = walk(tmp_path / "root", "content")
    assert files == []
    assert [(f.code, f.path) for f in findings] == [
        ("MS105", f"content/{name}") for name in ("link.yaml", "loop", "module", "pipe.yaml", "way-out")
    ]


def test_walk_does_not_enter_a_linked_folder(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.yaml").touch()
    (tmp_path / "content").symlink_to(tmp_path / "outside")
    files, findings = walk(tmp_path, "content")
    assert (files, [f.code for f in findings]) == ([], ["MS105"])


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    (tmp_path / "content").mkdir()
    monkeypatch.setattr(os, "scandir", fail)
    files, findings = walk(tmp_path, "content")
    assert (files, [(f.code, f.path) for f in findings]) == ([], [("MS107", "content")])


def test_names_that_are_not_text_can_be_printed() -> None:
    assert shown("content/\udcb0\udca1.yaml").encode() == "content/\ufffd\ufffd.yaml".encode()
