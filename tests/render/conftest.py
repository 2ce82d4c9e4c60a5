"""Fixtures of the render tests."""

from __future__ import annotations

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

from ..conftest import ROOT
from .hidden import with_hidden


@pytest.fixture(scope="session")
def hidden_site(toy_catalogue: Catalogue) -> Site:
    """The toy province with unverified records in it."""
    catalogue = with_hidden(toy_catalogue)
    return Site(catalogue, Resolver(catalogue), ROOT / "theme")
