"""Every tool gets the same entries, and our own installation is cut down to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bench.content import TooFew, content_of, front_matter, rows_of
from bench.installation import write_installation
from bench.peers import PEERS, Peer
from bench.sites import markdown_page
from mingshi.pipeline import check
from mingshi.resolve.lists import Resolver

from ..conftest import ON


@pytest.fixture(scope="module")
def count(toy_root: Path) -> int:
    """Return how many entries the toy has: its towns, its communities and their texts."""
    rows = sum(len(rows_of(file)) for file in (toy_root / "data/areas").glob("*/*.csv"))
    return rows + sum(
        1 for kind in ("pacts", "methods") for _ in (toy_root / "content" / kind).glob("*/*/*.md")
    )


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_first_entries_are_taken_place_by_place(toy_root: Path, count: int) -> None:
    everything = content_of(toy_root, count)
    assert len(everything) == count >= 10
    assert len(everything.entries) >= 3
    for size in range(1, count):
        first = content_of(toy_root, size)
        assert len(first) == size
        assert first.places == everything.places[: len(first.places)]
        assert first.entries == everything.entries[: len(first.entries)]
        # A text comes after the place that wrote it, and a community after its town.
        assert {e.area for e in first.entries} <= {p.id for p in first.places}
        assert set(first.inside()) <= {p.id for p in first.places}


def test_too_few_entries_are_told_of(toy_root: Path, count: int) -> None:
    with pytest.raises(TooFew, match=f"只有 {count} 条"):
        content_of(toy_root, count + 1)


def test_front_matter_is_kept_as_text_under_names_no_tool_uses_itself(toy_root: Path, count: int) -> None:
    for entry in content_of(toy_root, count).entries:
        _, front, rest = front_matter(entry.fields).split("---\n")
        read = yaml.safe_load(front)
        assert rest == ""
        assert read.pop("published_at") == entry.fields["published"]
        assert read == {k: v for k, v in entry.fields.items() if k != "published"}
        assert isinstance(read["version"], str)


def test_markdown_for_themes_without_fields_has_them_and_the_text(toy_root: Path, count: int) -> None:
    content = content_of(toy_root, count)
    entry = content.entries[0]
    text = markdown_page(entry, content)
    assert text.startswith(f"# {entry.fields['title']}\n")
    assert f"| 编号 | {entry.stem} |" in text
    assert f"| 来源 | {'、'.join(entry.fields['source_ids'])} |" in text
    assert text.endswith(entry.body)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.key)
def test_conversion_is_deterministic_and_has_every_entry(
    peer: Peer, toy_root: Path, tmp_path: Path, count: int
) -> None:
    for name in ("one", "two"):
        peer.prepare(tmp_path / name, content_of(toy_root, count))
    one = files(tmp_path / "one")
    assert one == files(tmp_path / "two")
    for entry in content_of(toy_root, count).entries:
        (found,) = [data for path, data in one.items() if path.endswith(f"/{entry.county}/{entry.stem}.md")]
        assert entry.body.strip() in found.decode()
    for place in content_of(toy_root, count).places if peer.key != "mingshi" else ():
        ends = (f"/{place.id}.md", f"/{place.id}/index.md", f"/{place.id}/_index.md")
        (found,) = [data for path, data in one.items() if path.endswith(ends)]
        assert place.name in found.decode()


@pytest.mark.parametrize("key", ["hugo", "eleventy", "zensical", "mkdocs"])
def test_every_city_and_county_has_a_list(key: str, toy_root: Path, tmp_path: Path, count: int) -> None:
    (peer,) = [p for p in PEERS if p.key == key]
    content = content_of(toy_root, count)
    peer.prepare(tmp_path, content)
    lists = {p.parent.as_posix() for p in tmp_path.rglob("*index.md")}
    for city, counties in content.by_city().items():
        for area in ("", city, *counties):
            assert any(folder.endswith(f"/{area}".rstrip("/")) for folder in lists), area


def test_eleventy_gets_names_for_its_breadcrumb(toy_root: Path, tmp_path: Path) -> None:
    (peer,) = [p for p in PEERS if p.key == "eleventy"]
    content = content_of(toy_root, 1)
    peer.prepare(tmp_path, content)
    county = content.places[0].county
    about = json.loads((tmp_path / "content" / county / f"{county.rpartition('/')[2]}.json").read_bytes())
    assert about["countyName"] == content.names[county]


def test_our_installation_has_these_entries_and_no_error(toy_root: Path, tmp_path: Path, count: int) -> None:
    for size in (4, count):
        content, cut = content_of(toy_root, size), tmp_path / str(size)
        write_installation(cut, content)
        catalogue, findings = check(cut, ON)
        about = ("content/pacts", "content/methods", "data/areas")
        assert [f for f in findings if str(f.path).startswith(about)] == []
        texts = [r.id for kind in ("village_rule", "work_method") for r in catalogue.of(kind)]
        assert sorted(texts) == sorted(f"{e.county}/{e.stem}" for e in content.entries)
        counties = {place.county for place in content.places}
        assert {a.id for a in catalogue.areas.of_level("county")} == counties
        below = [a.id for level in ("town", "community") for a in catalogue.areas.of_level(level)]
        assert sorted(below) == sorted(place.id for place in content.places)
        assert all(r.get("area") in catalogue.areas for kind in ("list", "guide") for r in catalogue.of(kind))


def test_other_tools_get_the_list_that_holds_at_each_county(
    toy_root: Path, tmp_path: Path, count: int
) -> None:
    content = content_of(toy_root, count)
    for key, path in (("hugo", "data/lists/{}.json"), ("eleventy", "content/_data/lists.json")):
        (peer,) = [p for p in PEERS if p.key == key]
        peer.prepare(tmp_path / key, content)
        for county in {place.county for place in content.places}:
            name = county.replace("/", "-")
            found = json.loads((tmp_path / key / path.format(name)).read_bytes())
            found = found if key == "hugo" else found[name]
            resolved = Resolver(check(toy_root, ON)[0]).effective(county).lines
            assert 0 < sum(len(group["lines"]) for group in found["groups"]) <= len(resolved)
