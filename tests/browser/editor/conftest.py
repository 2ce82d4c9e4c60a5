"""The form for editors, opened from a disk without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from mingshi.model.catalogue import Catalogue
from mingshi.render.editor import editor_files
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def forms(toy_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of the toy province, in a folder with nothing else."""
    return written(Site(toy_catalogue, Resolver(toy_catalogue), ROOT / "theme"), tmp_path_factory)


def written(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    for path, data in editor_files(site):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "edit"


def opened(page: Page, forms: Path, kind: str) -> None:
    page.goto((forms / f"{kind}.html").as_uri())


def call(page: Page, body: str, given: Any) -> Any:
    """Run a function body of JavaScript that has `given` and `edit`, the parts of the form."""
    script = f"given => {{ const edit = window.mingshiEdit; {body} }}"
    return page.evaluate(script, json.loads(json.dumps(given)))
