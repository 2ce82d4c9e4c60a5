"""Finding the fonts, what they have, and what is said when they are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.read import typeface
from mingshi.read.typeface import CUTS, Typeface, characters_of, find_typeface, has, press_files


def put(folder: Path, *names: str) -> Path:
    """Make empty files in a new folder."""
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.parametrize(("family", "pattern"), typeface.FACES)
def test_every_known_name_is_found(
    family: str, pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "fonts", *(pattern.format(cut) for cut in CUTS))
    monkeypatch.setenv(typeface.VARIABLE, f"{tmp_path / 'none'}:{folder}")
    found = find_typeface()
    assert found == Typeface(family, folder, (pattern.format("Regular"), pattern.format("Bold")))


@pytest.mark.parametrize("names", [(), ("NotoSansCJK-Regular.ttc",), ("NotoSansCJKjp-Regular.otf",)])
def test_half_a_typeface_is_none(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "fonts", *names)
    monkeypatch.setenv(typeface.VARIABLE, str(folder))
    assert find_typeface() is None
    assert press_files({}) == {}
    fault = typeface.missing()
    assert fault is not None
    assert str(folder) in fault[0]
    assert "fonts-noto-cjk" in fault[1]


def test_missing_typesetter_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeface, "find_spec", lambda name: None if name == "typst" else object())
    fault = typeface.missing()
    assert fault is not None
    assert "typst" in fault[0]
    assert press_files({}) == {}


def test_characters_of_the_real_fonts() -> None:
    face = find_typeface()
    assert face is not None
    known = characters_of(face)
    assert all(has(c, known) for c in "明示，。（）〔〕《》□〓①㎡ A1\n𠮷㛃䶮")
    assert not any(has(c, known) for c in "\ue000\u0378\U000f0000")


def test_empty_font_file_is_named(tmp_path: Path) -> None:
    folder = put(tmp_path / "fonts", "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
    with pytest.raises(Failure, match="NotoSansCJK-Regular"):
        characters_of(
            Typeface("Noto Sans CJK SC", folder, ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"))
        )


def test_font_files_are_inputs_of_a_build() -> None:
    files = press_files({})
    assert {name.rpartition("/")[0] for name in files} == {"press"}
    assert len(files) == 3
    assert all(known[4] for known in files.values())
    again = press_files(files)
    assert all(again[name] is files[name] for name in files if name != "press/typst")
