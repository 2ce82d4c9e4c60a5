"""The toy province with every form there is, behind a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.gzip_server import served
from mingshi.pipeline import Options, build

from ...conftest import ON, ROOT, copy_toy
from ..conftest import Quiet
from .form import REAL


@pytest.fixture(scope="session")
def forms_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province with the forms of this installation in it, built."""
    root = copy_toy(tmp_path_factory.mktemp("forms") / "toy")
    for name in REAL:
        text = (ROOT / "content" / "forms" / f"{name}.yaml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^item_id: .*$", "item_id: tuijian-shili", text)
        text = re.sub(r"(?m)^source_ids:\n(  - .*\n)+", "source_ids:\n  - s-shili-fa\n", text)
        (root / "content" / "forms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    errors: list[str] = []
    out = root.parent / "site"
    options = Options(root, out, ON, jobs=1)
    assert build(options, lambda _: None, lambda found: errors.extend(str(f) for f in found)) is not None, (
        errors
    )
    return out


@pytest.fixture(scope="session")
def forms_address(forms_folder: Path) -> Iterator[str]:
    """The same behind an HTTP server on the loopback address."""
    with served(forms_folder, Quiet) as found:
        yield f"{found}forms/"
