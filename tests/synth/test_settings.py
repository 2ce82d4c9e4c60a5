"""The settings of a synthetic installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mingshi.model.failure import Failure
from mingshi.read.yaml_events import parse
from mingshi.synth.settings import INVENTED, synthetic_settings

TEXT = """\
site_name: 示例
site_url: https://zhenshi.example/
theme:
  name: material
  custom_dir: theme/overrides
plugins:
  - mingshi
extra:
  mingshi:
    # 说明
    area: toy
    organiser: 真实的单位
    icp:
    featured:
      - a
    column_name: 栏目
"""


def values(text: str) -> dict[str, Any]:
    found, _, findings = parse(text, "mkdocs.yml")
    assert findings == []
    assert found is not None
    return found


def test_named_and_labelled() -> None:
    found = values(synthetic_settings(TEXT))
    assert found["site_name"] == "合成数据·示例"
    assert found["site_url"] == "https://shili.example/"
    assert found["theme"] == {"name": "material"}
    ours = found["extra"]["mingshi"]
    assert ours["synthetic"] == "是"
    assert {key: ours[key] for key in ("area", "featured", "column_name")} == {
        "area": "toy",
        "featured": ["a"],
        "column_name": "栏目",
    }
    assert "真实的单位" not in str(found)
    assert set(INVENTED) <= set(ours)


def test_of_the_toy_province(county: Path) -> None:
    text = (county / "mkdocs.yml").read_text(encoding="utf-8")
    assert values(synthetic_settings(text))["extra"] == values(text)["extra"]


def test_without_our_settings() -> None:
    with pytest.raises(Failure, match=r"没有 extra\.mingshi"):
        synthetic_settings("site_name: 示例\nplugins:\n  - mingshi\n")
