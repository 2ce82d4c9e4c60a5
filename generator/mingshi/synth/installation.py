"""Writing a synthetic installation: what is real copied, what is invented added, file by file as an editor would."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..model.areas import Area
from ..model.catalogue import Catalogue
from ..model.failure import Failure, from_os_error
from ..model.records import Table
from ..model.urls import page_of
from ..read.files import walk
from .deviations import deviates, deviation_files, parent_list
from .places import Places
from .settings import synthetic_settings
from .texts import SOURCE, method_text, pact_text, stem_of

# Of so many committees one has a working method.
METHOD_EVERY = 4
_AREAS = "data/areas/areas.csv"
_FOLDERS = ("data", "content")
_SOURCE = {
    "source_id": SOURCE,
    "title": "合成数据说明",
    "issuer": "程序编造",
    "linkable": "no",
    "linkable_note": "由程序编造，没有出处",
    "extent_read": "全文",
    "verified": "partly",
}


def write_installation(
    catalogue: Catalogue, places: Places, target: Path, tick: Callable[[int], None]
) -> int:
    """Write an installation with these places into an empty or new folder and return how many files it has.

    `tick` hears of how many committees are done. Raises Failure when there is something at `target` already, or the
    disk refuses; nothing is left there then.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Failure(f"“{target}”已经有内容", "换一个新的文件夹，或者先把它清空")
    is_new = not target.exists()
    try:
        return _write_all(catalogue, places, target, tick)
    except BaseException as error:
        # What is half there would be in the way of the next try.
        _empty(target, and_itself=is_new)
        if isinstance(error, OSError):
            raise from_os_error(error, "写合成数据", target) from error
        raise


def _empty(folder: Path, *, and_itself: bool) -> None:
    if and_itself:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _write_all(catalogue: Catalogue, places: Places, target: Path, tick: Callable[[int], None]) -> int:
    number, known = 0, set[Path]()
    for path, data in _copied(catalogue, places):
        number += _write(target / path, data, known)
    parent, items = parent_list(catalogue)
    done = 0
    for index, county in enumerate(places.counties()):
        committees = list(places.committees(county.id))
        files = list(_entries(catalogue, committees, done))
        if parent and deviates(index):
            files += deviation_files(catalogue, county, parent, items)
        for path, text in files:
            number += _write(target / path, text.encode(), known)
        done += len(committees)
        tick(len(committees))
    return number


def _write(path: Path, data: bytes, known: set[Path]) -> int:
    if path.parent not in known:
        path.parent.mkdir(parents=True, exist_ok=True)
        known.add(path.parent)
    path.write_bytes(data)
    return 1


def _entries(catalogue: Catalogue, committees: Iterable[Area], before: int) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the pacts and methods of a county; what is there already stays as it is."""
    for number, area in enumerate(committees, before):
        folder, stem = "/".join(area.id.split("/")[:2]), stem_of(area.id)
        if not catalogue.find("village_rule", f"{folder}/{stem}"):
            yield f"content/{page_of('village_rule')}{folder}/{stem}.md", pact_text(area)
        if number % METHOD_EVERY == 0:
            yield f"content/{page_of('work_method')}{folder}/{stem}-fa.md", method_text(area)


def _copied(catalogue: Catalogue, places: Places) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of everything the real installation has about the places that are kept."""
    root = Path(catalogue.root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    yield "mkdocs.yml", synthetic_settings(settings).encode()
    changed = dict(_tables(catalogue, places))
    left_out = {*_elsewhere(catalogue, places.ids()), *changed}
    for folder in _FOLDERS:
        for path in walk(root, folder)[0]:
            if path not in left_out and not _is_shard(path):
                yield path, (root / path).read_bytes()
    yield from changed.items()


def _is_shard(path: str) -> bool:
    return path.startswith("data/areas/") and path.endswith(".csv")


def _elsewhere(catalogue: Catalogue, kept: frozenset[str]) -> Iterator[str]:
    """Yield the files of entries about areas that are not kept, and of listings in their lists."""
    dropped = {r.id for r in catalogue.of("list") if r.get("area") not in kept}
    for kind, schema in catalogue.schemas.items():
        if schema.store == "entry" and schema.field("area"):
            yield from (r.path for r in catalogue.of(kind) if r.get("area") not in kept)
    yield from (r.path for r in catalogue.of("listing") if r.get("list_id") in dropped)


def _tables(catalogue: Catalogue, places: Places) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the registers that change: areas, their shards, sources, and rows about places."""
    headers = {table.kind: table.header for table in catalogue.tables}
    yield _AREAS, _csv(headers["area"], places.upper)
    for county, rows in places.shards.items():
        yield f"data/areas/{county}.csv", _csv(headers["place"], rows)
    kept = places.ids()
    for table in catalogue.tables:
        if table.kind == "source":
            yield table.path, _csv(table.header, [*table.dicts(), _SOURCE])
        elif "area_id" in table.header and any(row["area_id"] not in kept for row in table.dicts()):
            yield table.path, _csv(table.header, _about(table, kept))


def _about(table: Table, kept: frozenset[str]) -> list[dict[str, str]]:
    return [row for row in table.dicts() if row["area_id"] in kept]


def _csv(header: Iterable[str], rows: Iterable[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(header), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
