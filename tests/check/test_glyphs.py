"""Characters the fonts lack are named with their file and field, where something would be printed."""

from __future__ import annotations

from pathlib import Path

from mingshi.check.glyphs import check_glyphs
from mingshi.read.store import read_installation
from mingshi.read.typeface import characters_of, find_typeface
from tests.conftest import ON
from tests.test_incremental import GUIDE, PACT, replace

RARE = "𠮷㛃䶮"
# Of the 42,720 characters of Extension B the usual fonts have about 2,100; not this one.
LACKING = "\U00020001"


def found(toy: Path) -> list[tuple[str, str]]:
    face = find_typeface()
    assert face is not None
    catalogue, findings = read_installation(toy, ON)
    assert findings == []
    return [(f.path, f.message) for f in check_glyphs(catalogue, characters_of(face))]


def test_nothing_is_said_of_the_toy_province(toy: Path) -> None:
    assert found(toy) == []


def test_rare_characters_the_fonts_have_are_fine(toy: Path) -> None:
    replace(toy, GUIDE, "summary: ", f"summary: {RARE}")
    assert found(toy) == []


def test_character_code_file_and_field_are_named(toy: Path) -> None:
    replace(toy, GUIDE, "    what: ", f"    what: {LACKING}{RARE}{LACKING}")
    ((path, message),) = found(toy)
    assert path == GUIDE
    assert f"“{LACKING}”（U+{ord(LACKING):04X}）" in message
    assert "steps.0.what" in message


def test_registers_and_settings_are_looked_at(toy: Path) -> None:
    replace(toy, "mkdocs.yml", "organiser: ", f"organiser: {LACKING}")
    replace(toy, "data/glossary.csv", "示例", f"{LACKING}示例")
    assert {path for path, _ in found(toy)} == {"mkdocs.yml", "data/glossary.csv"}


def test_what_is_not_printed_is_left_alone(toy: Path) -> None:
    replace(toy, PACT, "title: ", f"title: {LACKING}")
    replace(toy, GUIDE, "\n---\n", f"\n---\n\n{LACKING}\n")
    assert found(toy) == []
