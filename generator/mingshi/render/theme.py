"""Where the theme of an installation is."""

from __future__ import annotations

from pathlib import Path


def theme_of(root: Path) -> Path:
    """Return the theme folder of an installation: its own, or the one in this checkout."""
    own = root / "theme"
    shared = Path(__file__).resolve().parents[3] / "theme"
    return own if (own / "templates").is_dir() else shared
