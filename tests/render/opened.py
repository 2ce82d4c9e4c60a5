"""The search index as a browser sees it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


def opened(files: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """Return the data of index files by name; each must be a script that hands over nothing but data."""
    found = {}
    for path, data in files:
        name = path.removeprefix("assets/search/").removesuffix(".js")
        text = data.decode()
        assert path == f"assets/search/{name}.js"
        assert text.startswith(f'mingshiSearch.take("{name}",')
        assert text.endswith(")\n")
        found[name] = json.loads(text.partition(",")[2].removesuffix(")\n"))
    return found
