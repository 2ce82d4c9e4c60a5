"""A file of the index: a script that hands its data over, which a browser loads from a disk as well as from a server."""

from __future__ import annotations

import json
from typing import Any

FOLDER = "assets/search/"


def script(name: str, data: Any) -> tuple[str, bytes]:
    """Return (path, bytes) of one file of the index."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}{name}.js", f'mingshiSearch.take("{name}",{text})\n'.encode()
