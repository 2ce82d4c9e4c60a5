"""Settings: read with their places, whatever shape mkdocs.yml has."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.model.finding import Mark
from mingshi.model.settings import Settings
from mingshi.read.settings import read_settings

GOOD = """\
site_name: 示例
site_url: https://example.invalid/
theme:
  name: material
  features: [a, b]
extra:
  mingshi:
    area: toy
    organiser: 示例厅
    hotline:
    featured:
      - hunyin
"""


def write(folder: Path, text: str) -> Path:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def test_settings_and_their_places(tmp_path: Path) -> None:
    settings, record, findings = read_settings(write(tmp_path, GOOD))
    assert findings == []
    assert settings == Settings(
        site_name="示例",
        site_url="https://example.invalid/",
        area="toy",
        featured=("hunyin",),
        values={"area": "toy", "organiser": "示例厅", "hotline": ""},
    )
    assert (record.kind, record.id, record.path) == ("settings", "settings", "mkdocs.yml")
    assert dict(record.values) == {
        "area": "toy",
        "organiser": "示例厅",
        "hotline": "",
        "featured": ["hunyin"],
    }
    assert record.mark("organiser") == Mark(9, 16, 19)
    assert record.mark("hotline") == Mark(10, 5, 12)
    assert record.mark("featured.0") == Mark(12, 9, 15)
    assert record.mark("site_name") == Mark(1)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("site_name: 示例\nextra: 甲\n", "MS801", 2),
        ("site_name: 示例\nextra:\n  - 甲\n", "MS801", 2),
        ("site_name: 示例\nextra:\n  mingshi: 甲\n", "MS801", 3),
        ("site_name: 示例\nextra:\n  mingshi:\n    - 甲\n", "MS801", 3),
        ("site_name：示例\n", "MS201", 1),
        ("site_name: !ENV NAME\n", "MS204", 1),
    ],
)
def test_odd_shapes(tmp_path: Path, text: str, code: str, line: int) -> None:
    _, record, findings = read_settings(write(tmp_path, text))
    assert [(f.code, f.path, f.mark.line) for f in findings] == [(code, "mkdocs.yml", line)]
    assert dict(record.values) == {}


@pytest.mark.parametrize(
    "text", ["site_name: 示例\n", "extra:\n", "extra:\n  mingshi:\n", "extra:\n  other: 1\n"]
)
def test_nothing_of_ours(tmp_path: Path, text: str) -> None:
    settings, record, findings = read_settings(write(tmp_path, text))
    assert (settings.area, dict(record.values), findings) == ("", {}, [])


def test_no_file_at_all(tmp_path: Path) -> None:
    settings, record, findings = read_settings(tmp_path)
    assert (settings, dict(record.values), findings) == (Settings(), {}, [])


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "mkdocs.yml").symlink_to(tmp_path / "real.yml")
    settings, _, findings = read_settings(tmp_path)
    assert (settings, [f.code for f in findings]) == (Settings(), ["MS105"])
