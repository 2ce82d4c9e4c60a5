"""generator/system.py, which is a script beside the package and not part of it, as a module."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from .conftest import ROOT


def system() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("mingshi_system", ROOT / "generator" / "system.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def browser() -> str | None:
    """Return the path of a Chromium, or None."""
    found: str | None = system().browser()
    return found
