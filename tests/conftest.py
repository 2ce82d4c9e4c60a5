"""Shared fixtures: the toy province as a folder, a catalogue and a site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.read.store import read_installation
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

HERE = Path(__file__).parent
ROOT = HERE.parent
ON = "2026-11-23"


def copy_toy(target: Path) -> Path:
    """Copy the toy province with the real schemas into a folder and return it."""
    shutil.copytree(HERE / "toy_province", target, dirs_exist_ok=True)
    shutil.copytree(ROOT / "data" / "schemas", target / "data" / "schemas", dirs_exist_ok=True)
    return target


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A private copy of the toy province that a test may break."""
    return copy_toy(tmp_path / "toy")


@pytest.fixture(scope="session")
def toy_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shared copy of the toy province; tests must not write to it."""
    return copy_toy(tmp_path_factory.mktemp("toy") / "toy")


@pytest.fixture(scope="session")
def toy_catalogue(toy_root: Path) -> Catalogue:
    """The toy province, read; reading it must not yield a finding."""
    catalogue, findings = read_installation(toy_root, ON)
    assert findings == []
    return catalogue


@pytest.fixture(scope="session")
def toy_site(toy_catalogue: Catalogue) -> Site:
    """The toy province with its resolver and the real theme."""
    return Site(toy_catalogue, Resolver(toy_catalogue), ROOT / "theme")
