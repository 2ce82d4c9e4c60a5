"""Fixtures of the paper tests: the real installation with all its PDFs, and ways to look into one."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import pytest
from pypdf import PdfReader

from mingshi.model.catalogue import Catalogue
from mingshi.read.store import read_installation
from mingshi.read.typeface import find_typeface
from mingshi.render.paper.document import Document
from mingshi.render.paper.make import documents
from mingshi.render.paper.press import Press
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver
from tests.conftest import ON, ROOT

ADDRESS = "https://shili.example/mingshi/"


@pytest.fixture(scope="session")
def press() -> Press:
    """The typesetter with the real templates and this machine's fonts."""
    face = find_typeface()
    assert face is not None, "make test installs the fonts"
    return Press(ROOT / "theme", face)


@pytest.fixture(scope="session")
def real() -> Site:
    """The real installation, put at an address so that its sheets carry a code."""
    catalogue, _ = read_installation(ROOT, ON)
    return addressed(catalogue, ADDRESS)


@pytest.fixture(scope="session")
def printed(real: Site, press: Press) -> dict[str, tuple[Document, bytes]]:
    """Every document of the real installation with its PDF, by site path."""
    return {d.path: (d, press.make(d)) for d in documents(real)}


def addressed(catalogue: Catalogue, base: str) -> Site:
    """Return a site published at an address, "" for one that has none."""
    settings = catalogue.settings
    settings = replace(settings, site_url="", values={**settings.values, "base_url": base})
    catalogue = replace(catalogue, settings=settings)
    return Site(catalogue, Resolver(catalogue), ROOT / "theme")


def reader(pdf: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(pdf))


def bare(text: str) -> str:
    """Return a text without white space, which setting puts in and takes out."""
    return re.sub(r"\s", "", text)


def text_of(pdf: bytes) -> str:
    """Return all text of a PDF without white space."""
    return bare("".join(page.extract_text() for page in reader(pdf).pages))


def sizes_of(pdf: bytes) -> Counter[float]:
    """Return how many characters are set in each size, in points."""
    found: Counter[float] = Counter()

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        del font
        found[round(size * abs(tm[3] * cm[3]), 1)] += len(text.strip())

    for page in reader(pdf).pages:
        page.extract_text(visitor_text=see)
    return Counter({size: number for size, number in found.items() if number})
