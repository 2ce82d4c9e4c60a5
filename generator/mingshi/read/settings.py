"""The settings of an installation, from mkdocs.yml."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ..model.finding import Finding
from ..model.records import Record
from ..model.settings import Settings, settings_from
from .decode import ENTRY_LIMIT
from .files import read_text
from .yaml_events import parse

SETTINGS = "mkdocs.yml"
KIND = "settings"


def read_settings(root: Path) -> tuple[Settings, Record, list[Finding]]:
    """Read mkdocs.yml: the settings, and extra.mingshi as a record, so that a check can point at its lines.

    A file that is not there yields empty settings and no finding: the store tells which files are missing.
    """
    if not os.path.lexists(root / SETTINGS):
        return Settings(), Record(KIND, KIND, SETTINGS, {}), []
    text, digest, findings = read_text(root, SETTINGS, ENTRY_LIMIT)
    config, marks, faults = parse(text, SETTINGS) if text is not None else (None, {}, [])
    config = config or {}
    extra = config.get("extra") or {}
    for where, value in (("extra", extra), ("extra.mingshi", _mapping(extra).get("mingshi") or {})):
        if not isinstance(value, dict):
            message = f"{where} 应是一组“字段: 内容”"
            faults.append(
                Finding("MS801", message, SETTINGS, marks[where + "#"], "每个设置另起一行，缩进两格")
            )
    ours = _mapping(_mapping(extra).get("mingshi"))
    prefix = "extra.mingshi."
    places = {name.removeprefix(prefix): mark for name, mark in marks.items() if name.startswith(prefix)}
    record = Record(KIND, KIND, SETTINGS, ours, places, digest=digest)
    return settings_from({**config, "extra": {"mingshi": ours}}), record, findings + faults


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
