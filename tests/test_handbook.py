"""The editors' handbook: its pictures are there, small and described, and what it tells people to type exists."""

from __future__ import annotations

import re

import pytest
import yaml

from mingshi import cli
from mingshi.model.codes import CODES

from . import pictures
from .conftest import ROOT

FOLDER = ROOT / "content" / "about" / "handbook"
PAGES = sorted(FOLDER.glob("*.md"))
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def texts() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_every_picture_is_described_small_and_made_by_the_script() -> None:
    shown = PICTURE.findall(texts())
    assert all(len(words) >= 8 for words, _ in shown)
    assert sorted({name for _, name in shown}) == [f"{name}.webp" for name in pictures.names()]
    assert sorted(f.name for f in FOLDER.glob("*.webp")) == [f"{name}.webp" for name in pictures.names()]
    for file in FOLDER.glob("*.webp"):
        assert 2_000 < file.stat().st_size <= pictures.LIMIT, file.name


def test_what_it_tells_to_type_exists() -> None:
    text = texts()
    commands = set(re.findall(r"\bmingshi ([a-z]+)", text))
    known = {c.name for c in cli.COMMANDS}
    assert commands <= known
    assert {"approve", "explain", "owners"} <= commands
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= set(
        re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    )
    assert set(re.findall(r"\bMS\d{3}\b", text)) <= set(CODES)


def test_options_it_names_exist(capsys: pytest.CaptureFixture[str]) -> None:
    known = {c.name for c in cli.COMMANDS}
    for command, rest in re.findall(r"mingshi ([a-z]+)((?: [^\n`]+)?)", texts()):
        if command in known:
            with pytest.raises(SystemExit):
                cli.main([command, "--help"])
            told = capsys.readouterr().out
            assert all(option in told for option in re.findall(r"--[a-z-]+", rest)), (command, rest)


def test_every_page_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert all(f"about/handbook/{page.name}" in text for page in PAGES)
    assert len(PAGES) == 5


def test_what_the_handbook_says_of_rights_is_a_register_that_can_be_read() -> None:
    """The example rows have the columns of the schema, and values it allows."""
    example = re.search(
        r"```text\n(login,.*?)```", (FOLDER / "maintainer.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert example
    header, *rows = [line.split(",") for line in example[1].strip().split("\n")]
    schema = yaml.safe_load((ROOT / "data" / "schemas" / "editor.yaml").read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in schema["fields"]}
    assert header == list(fields)
    assert len(rows) >= 4
    for row in rows:
        values = dict(zip(header, row, strict=True))
        assert values["role"] in fields["role"]["constraints"]["enum"]
        for name in ("login", "area", "kinds"):
            assert re.fullmatch(fields[name]["constraints"]["pattern"], values[name])
        assert "（示例）" in values["unit"]
    assert (ROOT / "data" / "editors.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(header)
