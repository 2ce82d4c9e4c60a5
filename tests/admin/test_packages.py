"""Only the package that was looked at is used."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tarfile
from pathlib import Path

import pytest

from mingshi.admin import packages
from mingshi.model.failure import Failure


def packed(names: list[str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(name.encode())
            tar.addfile(member, io.BytesIO(name.encode()))
    return out.getvalue()


def pin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> packages.Pin:
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    made = packages.Pin("decap-cms", "1.0.0", f"sha512-{digest}")
    monkeypatch.setattr(packages, "pinned", lambda: made)
    return made


def test_the_program_and_its_parts_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [
        "package/dist/decap-cms.js",
        "package/dist/977.decap-cms.js",
        "package/dist/decap-cms.js.map",
        "package/dist/cms.js",
        "package/LICENSE",
        "package/../../evil.decap-cms.js",
    ]
    data = packed(names)
    (tmp_path / pin(monkeypatch, data).file).write_bytes(data)
    files = packages.cms_files(tmp_path, None, lambda _: None)
    assert sorted(files) == ["977.decap-cms.js", "LICENSE", "decap-cms.js"]


def test_a_package_that_is_not_the_right_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / pin(monkeypatch, b"right").file
    for package in (None, tmp_path / "given.tgz"):
        (package or kept).write_bytes(packed(["package/dist/decap-cms.js"]))
        with pytest.raises(Failure, match="校验值不对"):
            packages.cms_files(tmp_path, package, lambda _: None)
        # What was fetched is fetched again the next time; what somebody gave is his.
        assert (package or kept).exists() == bool(package)


def test_missing_programs_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="没有安装 npm"):
        packages.cms_files(tmp_path, None, lambda _: None)
    with pytest.raises(Failure, match="没有安装 npm"):
        packages.server_program(tmp_path, lambda _: None)
    with pytest.raises(Failure, match=r"没有安装 Node\.js"):
        packages.node()


def test_pins_name_versions_and_hashes_and_no_registry() -> None:
    lock = json.loads((packages.PINS / "package-lock.json").read_text(encoding="utf-8"))
    for name, entry in lock["packages"].items():
        if name:
            assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"]), name
            assert "resolved" not in entry
            assert not entry.get("hasInstallScript")
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", packages.pinned().integrity)
