"""generator/system.py: what a machine needs, and when fonts are wanted at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .conftest import ROOT
from .system_packages import system


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("extra:\n  mingshi:\n    paper: 是\n", True),
        ('extra:\n  mingshi:\n    paper: "是"\n', True),
        ("extra:\n  mingshi:\n    paper: 否\n", False),
        ("extra:\n  mingshi:\n    # paper: 是\n", False),
        ("", False),
    ],
)
def test_fonts_are_wanted_where_the_settings_say_so(text: str, wanted: bool, tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    assert system().wants_paper(file) is wanted


def test_the_installation_wants_paper() -> None:
    assert system().wants_paper(ROOT / "mkdocs.yml")


@pytest.mark.parametrize(("optional", "code"), [(True, 0), (False, 1)])
def test_what_cannot_be_installed(
    optional: bool,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MINGSHI_FONTS", str(tmp_path))
    script = system()
    monkeypatch.setattr(script, "install", lambda _: False)
    monkeypatch.setattr(sys, "argv", ["system.py", "fonts", *(["--optional"] if optional else [])])
    assert script.main() == code
    assert ("fonts-noto-cjk" in capsys.readouterr().err) is not optional
