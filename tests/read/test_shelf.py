"""What was read once is taken from the shelf, once, and says the same as the file."""

from __future__ import annotations

from pathlib import Path

from mingshi.read.decode import ENTRY_LIMIT
from mingshi.read.files import read_text
from mingshi.read.scan import scan
from mingshi.read.shelf import Shelf


def test_a_file_is_taken_once_and_makes_room_again() -> None:
    shelf = Shelf(room=5)
    for path, raw in (("a", b"123"), ("b", b"4567"), ("c", b"89")):
        shelf.put(path, raw, path * 2)
    assert (shelf.take("a"), shelf.take("a")) == ((b"123", "aa"), None)
    assert (shelf.take("b"), shelf.take("c"), shelf.room) == (None, (b"89", "cc"), 5)
    shelf.put("b", b"4567", "")
    shelf.clear()
    assert (shelf.take("b"), shelf.room) == (None, 5)


def test_a_file_says_the_same_from_the_shelf(tmp_path: Path) -> None:
    files = {"a.md": "甲\r\n乙\n".encode(), "b.md": "乙".encode("gb18030"), "c.md": b"x" * (ENTRY_LIMIT + 1)}
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    shelf = Shelf()
    found = scan(tmp_path, files, {}, shelf)
    for name in files:
        text, digest, findings = read_text(tmp_path, name, ENTRY_LIMIT)
        # What was looked at is what is read, although the file is gone.
        (tmp_path / name).unlink()
        kept, known, same = read_text(tmp_path, name, ENTRY_LIMIT, shelf)
        assert (kept, same) == (text, findings)
        assert known == found.files[name][4]
        assert digest in ("", known)


def test_what_is_known_is_not_put_there(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    shelf = Shelf()
    scan(tmp_path, ["a.md"], scan(tmp_path, ["a.md"], {}).files, shelf)
    assert shelf.take("a.md") is None
