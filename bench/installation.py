"""Our own installation, cut down to the entries that all tools get."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from .content import AREAS, Content, area_of, path_of, rows_of


def write_installation(target: Path, content: Content) -> None:
    """Write the part of a synthetic installation these entries need: them, and all that is above them.

    What counties say for themselves stays in.
    """
    root, counties = content.root, {place.county for place in content.places}
    areas = [row for row in rows_of(root / AREAS) if _kept(row["id"], row["level"], counties)]
    kept = {row["id"] for row in areas}
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("pacts", "methods", "areas"))
    _write_rows(target / AREAS, areas)
    places = {place.id for place in content.places}
    for county in counties:
        rows = rows_of(root / f"data/areas/{county}.csv")
        _write_rows(target / f"data/areas/{county}.csv", [row for row in rows if row["id"] in places])
    for entry in content.entries:
        path = path_of(entry)
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target / path)
    _drop_others(target, kept | places)


def _kept(area: str, level: str, counties: set[str]) -> bool:
    if level == "county":
        return area in counties
    return level != "city" or any(county.startswith(f"{area}/") for county in counties)


def _drop_others(target: Path, kept: set[str]) -> None:
    """Remove the lists, listings, guides and rows about areas that are not there."""
    for file in (target / "content/lists").glob("*.yaml"):
        if area_of(file) not in kept:
            file.unlink()
            shutil.rmtree(target / "content/listings" / file.stem, ignore_errors=True)
    for file in (target / "content/guides").rglob("*.md"):
        if file.parent.relative_to(target / "content/guides").as_posix() not in kept:
            file.unlink()
    for file in (target / "data").glob("*.csv"):
        rows = rows_of(file)
        if rows and "area_id" in rows[0]:
            _write_rows(file, [row for row in rows if row["area_id"] in kept])


def _write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    if not rows:
        return _keep_header(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _keep_header(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text(lines[0] + "\n", encoding="utf-8")
