"""The PDFs of a site: which there are, which are due, and making them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ...read.typeface import PRESS, Typeface, find_typeface
from ..site import Site
from ..state import State, TaskResult, result_of
from ..tasks import Inputs
from ..views.parts import public
from ..views.prints import booklets
from ..write import Writer
from .booklet import booklet
from .document import Document
from .entry import leaflet, notice
from .form import blank


class Ticker(Protocol):
    """Opens a progress bar over a number of sheets."""

    def __call__(self, total: int, title: str, /) -> Any:
        """Return a context manager that yields a function counting sheets done."""


TASK = "paper:"
NOTE = "paper"


@dataclass(frozen=True, slots=True)
class Printed:
    """What printing yields: the results of its tasks, the size of every PDF by site path, and a note to remember."""

    results: Mapping[str, TaskResult]
    sizes: Mapping[str, int]
    note: str
    written: int = 0


NOTHING = Printed({}, {}, "")


def documents(site: Site) -> Iterator[Document]:
    """Yield every document of a site: leaflets, notices, blank forms, and one booklet for every group of lists."""
    for item in public(site, "item"):
        yield leaflet(site, item)
        refusal = notice(site, item)
        if refusal:
            yield refusal
    for form in public(site, "form"):
        yield blank(site, form)
    for area_id in sorted(set(booklets(site).values())):
        yield booklet(site, site.catalogue.areas.get(area_id))


def printed(site: Site, inputs: Inputs, before: State | None, out: Path, ticker: Ticker) -> Printed:
    """Make the PDFs that are due below `out` and take over the others from an earlier build.

    None are made when the installation wants none, or when this machine cannot set them: then `inputs` has no press.
    """
    face = find_typeface() if any(path.startswith(PRESS) for path in inputs.scan.files) else None
    if face is None or not site.catalogue.settings.paper:
        return NOTHING
    means = inputs.of(inputs.scan.digest(PRESS, "theme/typst/"))
    everything = _hash(means, inputs.shared())
    old = {name: task for name, task in before.tasks.items() if name.startswith(TASK)} if before else {}
    known = json.loads(before.notes.get(NOTE) or "{}") if before else {}
    had: dict[str, int] = known.get("sizes", {})
    if known.get("everything") == everything:
        return Printed(old, had, json.dumps(known, sort_keys=True))
    digests = {d: _hash(means, d.template, d.json()) for d in documents(site)}
    same = {d for d, digest in digests.items() if d.path in had and _is(old.get(TASK + d.path), digest)}
    results = {TASK + d.path: old[TASK + d.path] for d in digests if d in same}
    sizes = {d.path: had[d.path] for d in digests if d in same}
    writer = Writer(out)
    for document, made in _made(site, face, [d for d in digests if d not in same], ticker):
        output = (document.path, writer.write(document.path, made))
        results[TASK + document.path] = result_of(digests[document], [output])
        sizes[document.path] = len(made)
    note = json.dumps({"everything": everything, "sizes": sizes}, sort_keys=True)
    return Printed(results, sizes, note, writer.size)


def _is(task: TaskResult | None, digest: str) -> bool:
    return task is not None and task.digest == digest


def _made(
    site: Site, face: Typeface, due: list[Document], ticker: Ticker
) -> Iterator[tuple[Document, bytes]]:
    """Yield the documents that are due as PDF."""
    if not due:
        return
    from .press import Press  # loading the fonts takes a while

    press = Press(site.theme, face)
    with ticker(len(due), "打印件") as tick:
        for document in due:
            yield document, press.make(document)
            tick(1)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
