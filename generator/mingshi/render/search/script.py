"""A file of the index: a script that hands its data over, so that a browser can load it from a disk too."""

from __future__ import annotations

import json
from typing import Any

FOLDER = "assets/search/"


def script(name: str, data: Any) -> tuple[str, bytes]:
    """Return (path, bytes) of one file of the index."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}{name}.js", f'mingshiSearch.take("{name}",{text})\n'.encode()
