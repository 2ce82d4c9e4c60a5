"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingshi.edit.files import create, replace
from mingshi.model.failure import Failure


def test_a_file_keeps_its_permissions_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")
    os.chmod(tmp_path / "a.yaml", 0o640)
    replace(tmp_path, "a.yaml", b"new")
    replace(tmp_path, "b/c.yaml", b"first")
    assert (tmp_path / "a.yaml").read_bytes() == b"new"
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.yaml", "b", "c.yaml"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Failure, match="磁盘已满"):
        replace(tmp_path, "a.yaml", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.yaml", b"old")]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    create(tmp_path, "x/a.yaml", b"first")
    with pytest.raises(Failure, match="已经有了"):
        create(tmp_path, "x/a.yaml", b"second")
    assert (tmp_path / "x/a.yaml").read_bytes() == b"first"
