"""Every text of an installation, looked at once by all rules about texts.

Everything under content/ and data/ is looked at, and the settings; the editorial pages in content/about/ too,
which are read for that here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..read.decode import ENTRY_LIMIT, decode
from ..read.files import read_bytes, walk
from .allow import not_allowed
from .citations import citations_in_texts
from .hosts import links_to_strangers
from .safety import safety
from .texts import Sheaf, of_page, sheaves
from .wording import wording

ABOUT = "content/about"
Inspector: TypeAlias = Callable[[Sheaf], Iterator[Finding]]
PREPARE: tuple[Callable[[Catalogue], Inspector], ...] = (
    safety,
    links_to_strangers,
    wording,
    citations_in_texts,
)


def check_texts(catalogue: Catalogue) -> Iterator[Finding]:
    """Look at every text of an installation."""
    yield from inspected(catalogue, [prepare(catalogue) for prepare in PREPARE])


def inspected(catalogue: Catalogue, inspectors: Sequence[Inspector]) -> Iterator[Finding]:
    """Yield what some inspectors find in all texts."""
    root = Path(catalogue.root)
    for sheaf in chain(sheaves(catalogue), _pages(root)):
        if found := [finding for inspect in inspectors for finding in inspect(sheaf)]:
            yield from not_allowed(found, root, sheaf.path)


def _pages(root: Path) -> Iterator[Sheaf]:
    for path in walk(root, ABOUT)[0]:
        if path.endswith(".md"):
            raw, _ = read_bytes(root, path, ENTRY_LIMIT)
            text, _ = decode(raw or b"", path)
            yield of_page(path, text or "")
