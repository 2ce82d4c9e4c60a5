"""The content every tool gets: the first village rules and pacts of one synthetic installation."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

Fields: TypeAlias = dict[str, str | list[str]]

SCALES = ("county", "city", "province", "shandong")
_PACTS = "content/pacts"
_AREAS = "data/areas/areas.csv"
# Hugo reads `published` as “not a draft”.
_RENAMED = {"published": "published_at"}


class TooFew(Exception):
    """There are fewer entries than were asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the county it lies in ("fuzhou/gulou"), its file stem, its front matter, its Markdown."""

    county: str
    stem: str
    fields: Fields
    body: str


@dataclass(frozen=True, slots=True)
class Content:
    """The first entries of the installation at `root`, in the order of their paths, and the names of all areas."""

    root: Path
    entries: list[Entry]
    names: dict[str, str]

    def by_city(self) -> dict[str, dict[str, list[Entry]]]:
        """Return the entries by city and county."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for entry in self.entries:
            city = entry.county.partition("/")[0]
            found.setdefault(city, {}).setdefault(entry.county, []).append(entry)
        return found


def pact_files(root: Path) -> list[Path]:
    """Return all entries of an installation in the order of their paths."""
    return sorted((root / _PACTS).glob("*/*/*.md"))


def content_of(root: Path, count: int) -> Content:
    """Return the first `count` entries of an installation. Raises TooFew."""
    files = pact_files(root)
    if len(files) < count:
        raise TooFew(f"合成的条目只有 {len(files)} 条，不够 {count} 条")
    names = {row["id"]: row["name"] for row in _rows(root / _AREAS)}
    return Content(root, [read_entry(file) for file in files[:count]], names)


def path_of(entry: Entry) -> str:
    """Return where an entry lies in an installation."""
    return f"{_PACTS}/{entry.county}/{entry.stem}.md"


def read_entry(file: Path) -> Entry:
    """Read one entry file; every value stays text."""
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.load(front, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return Entry("/".join(file.parts[-3:-1]), file.stem, fields, body.strip() + "\n")


def front_matter(entry: Entry) -> str:
    """Return the front matter as other generators read it: all values quoted, so that none becomes a date."""
    lines = [
        f"{_RENAMED.get(name, name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in entry.fields.items()
    ]
    return "\n".join(["---", *lines, "---", ""])


def write_files(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    """Write (path, text) pairs below a folder."""
    for path, text in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def write_installation(target: Path, content: Content) -> None:
    """Write the part of a synthetic installation these entries need: them, their places, all that is above them.

    Working methods stay out: the other tools do not get them. What counties say for themselves stays in.
    """
    root, counties = content.root, {e.county for e in content.entries}
    areas = [row for row in _rows(root / _AREAS) if _kept(row["id"], row["level"], counties)]
    kept = {row["id"] for row in areas}
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("pacts", "methods", "areas"))
    _write_rows(target / _AREAS, areas)
    places = {str(entry.fields["area"]) for entry in content.entries}
    places |= {place.rpartition("/")[0] for place in places}
    for county in counties:
        rows = _rows(root / f"data/areas/{county}.csv")
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
        if _value(file, "area") not in kept:
            file.unlink()
            shutil.rmtree(target / "content/listings" / file.stem, ignore_errors=True)
    for file in (target / "content/guides").rglob("*.md"):
        if file.parent.relative_to(target / "content/guides").as_posix() not in kept:
            file.unlink()
    for file in (target / "data").glob("*.csv"):
        rows = _rows(file)
        if rows and "area_id" in rows[0]:
            _write_rows(file, [row for row in rows if row["area_id"] in kept])


def _value(file: Path, field: str) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith(f"{field}:")), "")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


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
