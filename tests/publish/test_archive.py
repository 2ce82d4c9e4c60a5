"""ZIP files whose bytes depend on their files alone, written aside."""

from __future__ import annotations

import errno
import zipfile
from datetime import date
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.publish import archive
from mingshi.publish.archive import with_sums, write_zip

DAY = date(2026, 11, 23)
FILES = {"b.html": b"b" * 1000, "打开.html": "开".encode(), "a/c.html": b""}


def test_same_files_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", "top", FILES, DAY)
    write_zip(tmp_path / "b.zip", "top", dict(reversed(FILES.items())), DAY)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_what_is_inside(tmp_path: Path) -> None:
    size = write_zip(tmp_path / "deep" / "a.zip", "top", FILES, DAY)
    assert size == (tmp_path / "deep" / "a.zip").stat().st_size
    with zipfile.ZipFile(tmp_path / "deep" / "a.zip") as found:
        assert found.testzip() is None
        assert found.namelist() == ["top/a/c.html", "top/b.html", "top/打开.html"]
        assert {i.date_time for i in found.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert {i.external_attr >> 16 for i in found.infolist()} == {0o100644}
        assert found.getinfo("top/打开.html").flag_bits & 0x800, "the name is not marked as UTF-8"
        assert found.read("top/打开.html").decode() == "开"


def test_sums_are_of_all_files() -> None:
    lines = with_sums({"b": b"", "a": b"x"})["SHA256SUMS"].decode().splitlines()
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [line.partition("  ")[2] for line in lines] == ["a", "b"]
    assert lines[1] == f"{empty}  b"


def test_a_name_that_cannot_be_unpacked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="设备名"):
        write_zip(tmp_path / "a.zip", "top", {"aux.html": b""}, DAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_when_the_disk_refuses_the_old_file_stays(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(archive.zipfile.ZipFile, "writestr", refuse)
    with pytest.raises(Failure, match="a\\.zip") as caught:
        write_zip(target, "top", FILES, DAY)
    assert "网站" not in caught.value.remedy
    assert "--out" not in caught.value.remedy
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]
    assert target.read_bytes() == b"old"
