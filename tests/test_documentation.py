"""What is documented exists, and what exists is documented."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from mingshi import cli
from mingshi.model.codes import CODES

from .conftest import ROOT

READMES = ("README.md", "README.zh-CN.md")


def tracked() -> list[Path]:
    """Return every file Git knows, those that are still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("name", READMES)
def test_readme_names_tasks_that_exist(name: str) -> None:
    tasks = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b", (ROOT / name).read_text(encoding="utf-8")))
    assert named <= tasks | {"any"}
    assert {"site", "serve", "check", "test", "lint", "bench"} <= named


@pytest.mark.parametrize("name", READMES)
def test_readme_names_commands_files_and_folders_that_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = set(re.findall(r"mingshi (check|explain|resolve|build|serve|[a-z]+) ", text))
    assert commands & {c.name for c in cli.COMMANDS}
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link
    for folder in re.findall(r"^([a-z]+)/ ", text, re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder


def test_every_command_is_in_the_handbook() -> None:
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in (*READMES, "CHANGELOG.md"))
    assert [c.name for c in cli.COMMANDS if c.name not in text] == []


def test_codes_in_the_documentation_exist() -> None:
    for file in (*(ROOT / "content" / "about").rglob("*.md"), *(ROOT / n for n in READMES)):
        for code in set(re.findall(r"\bMS\d{3}\b", Path(file).read_text(encoding="utf-8"))):
            assert code in CODES, f"{file}: {code}"


def test_lock_files_pin_with_hashes_and_name_no_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?==", text, re.MULTILINE)
        assert len(pins) > 30
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text


def test_nothing_points_at_the_workplace() -> None:
    """No path of a particular machine and no address of a package registry in any tracked text file."""
    forbidden = re.compile(
        "|".join(["/" + "work/", "pypi" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian"])
    )
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if forbidden.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_folders_stay_small() -> None:
    counts: dict[Path, int] = {}
    for path in tracked():
        if path.is_relative_to(ROOT / "content") or path.is_relative_to(ROOT / "data"):
            counts[path.parent] = counts.get(path.parent, 0) + 1
    assert max(counts.values(), default=0) <= 1000


def test_decisions_are_complete() -> None:
    records = sorted((ROOT / "content" / "about" / "decisions").glob("[0-9]*.md"))
    assert records
    for record in records:
        text = record.read_text(encoding="utf-8")
        for heading in ("背景", "选项", "决定", "后果"):
            assert f"## {heading}" in text, f"{record.name}: {heading}"
        assert re.search(r"20\d\d-\d\d-\d\d", text), record.name
