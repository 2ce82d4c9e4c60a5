"""The content every tool gets: the first entries of one synthetic installation, each of which is a page.

Entries are towns and communities, and what each community has written down: its pact, and here and there its method.
The largest size is the whole synthetic province: 17,348 communities.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

Fields: TypeAlias = dict[str, str | list[str] | list[dict[str, str]]]

SCALES = ("county", "city", "province", "shandong")
_FOLDERS = {"village_rule": "content/pacts", "work_method": "content/methods"}
AREAS = "data/areas/areas.csv"
_KINDS = {"residents_committee": "居民委员会", "villagers_committee": "村民委员会"}
# Hugo reads `published` as “not a draft”.
_RENAMED = {"published": "published_at"}


class TooFew(Exception):
    """There are fewer entries than were asked for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its kind, the county it lies in ("fuzhou/gulou"), its file stem, its front matter, its Markdown."""

    kind: str
    county: str
    stem: str
    fields: Fields
    body: str

    @property
    def area(self) -> str:
        """Return the community that wrote it."""
        return str(self.fields["area"])


@dataclass(frozen=True, slots=True)
class Place:
    """One town or community: its path, its name, what it is called officially, and the names above it."""

    id: str
    name: str
    kind: str
    where: str

    @property
    def county(self) -> str:
        """Return the county it lies in."""
        return "/".join(self.id.split("/")[:2])

    @property
    def is_town(self) -> bool:
        """Tell a town from a community."""
        return self.id.count("/") == 2


@dataclass(frozen=True, slots=True)
class Content:
    """The first entries of the installation at `root`, place by place, and the names of all upper areas."""

    root: Path
    entries: list[Entry]
    places: list[Place]
    names: dict[str, str]

    def by_city(self) -> dict[str, dict[str, list[Entry]]]:
        """Return the texts by city and county; every county of a place is there."""
        found: dict[str, dict[str, list[Entry]]] = {}
        for place in self.places:
            found.setdefault(place.county.partition("/")[0], {}).setdefault(place.county, [])
        for entry in self.entries:
            found[entry.county.partition("/")[0]][entry.county].append(entry)
        return found

    def texts_at(self) -> dict[str, list[Entry]]:
        """Return the texts by the community that wrote them."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.area, []).append(entry)
        return found

    def inside(self) -> dict[str, list[Place]]:
        """Return the communities by town."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            if not place.is_town:
                found.setdefault(place.id.rpartition("/")[0], []).append(place)
        return found

    def __len__(self) -> int:
        return len(self.entries) + len(self.places)


def content_of(root: Path, count: int) -> Content:
    """Return the first `count` entries of an installation. Raises TooFew."""
    names = {row["id"]: row["name"] for row in rows_of(root / AREAS)}
    texts: dict[str, list[Path]] = {}
    for folder in _FOLDERS.values():
        for file in sorted((root / folder).glob("*/*/*.md")):
            texts.setdefault(area_of(file), []).append(file)
    made = Content(root, [], [], names)
    for place in _places(root, names):
        if len(made) < count:
            made.places.append(place)
        made.entries.extend(map(read_entry, texts.get(place.id, [])[: count - len(made)]))
    if len(made) < count:
        raise TooFew(f"合成的条目只有 {len(made)} 条，不够 {count} 条")
    return made


def _places(root: Path, names: dict[str, str]) -> Iterator[Place]:
    """Yield every town, and after it every community in it."""
    for file in sorted((root / AREAS).parent.glob("*/*.csv")):
        county = "/".join((file.parent.name, file.stem))
        rows = rows_of(file)
        towns = {row["id"]: row["name"] for row in rows if row["level"] == "town"}
        above = names[county.partition("/")[0]] + names[county]
        for row in sorted(rows, key=lambda row: row["id"]):
            where = above + towns.get(row["id"].rpartition("/")[0], "")
            yield Place(row["id"], row["name"], _KINDS.get(row["kind"], "乡镇（街道）"), where)


def area_of(file: Path) -> str:
    """Return the area an entry file is about, "" when it names none."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("area:")), "")


def path_of(entry: Entry) -> str:
    """Return where a text lies in an installation."""
    return f"{_FOLDERS[entry.kind]}/{entry.county}/{entry.stem}.md"


def read_entry(file: Path) -> Entry:
    """Read one entry file; every value stays text."""
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.load(front, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    kind = next(kind for kind, folder in _FOLDERS.items() if folder.endswith(file.parts[-4]))
    return Entry(kind, "/".join(file.parts[-3:-1]), file.stem, fields, body.strip() + "\n")


def front_matter(fields: Fields) -> str:
    """Return front matter as other generators read it: all values quoted, so that none becomes a date."""
    lines = [
        f"{_RENAMED.get(name, name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
    ]
    return "\n".join(["---", *lines, "---", ""])


def write_files(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    """Write (path, text) pairs below a folder."""
    for path, text in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of a register."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
