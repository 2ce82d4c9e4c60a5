"""A synthetic installation made from the toy province, at the scale of one county and of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.synth.installation import write_installation
from mingshi.synth.places import places_of


def synthesise(catalogue: Catalogue, target: Path, scale: str) -> Path:
    """Write a synthetic installation and return its folder."""
    write_installation(catalogue, places_of(catalogue, scale), target, lambda _: None)
    return target


@pytest.fixture(scope="session")
def county(toy_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One county with everything above it; tests must not write to it."""
    return synthesise(toy_catalogue, tmp_path_factory.mktemp("synth") / "county", "county")
