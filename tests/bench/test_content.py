"""Every tool gets the same entries, and our own installation is cut down to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bench.content import TooFew, content_of, front_matter, pact_files, write_installation
from bench.peers import PEERS, Peer, markdown_page
from mingshi.pipeline import check

from ..conftest import ON


@pytest.fixture(scope="module")
def count(toy_root: Path) -> int:
    return len(pact_files(toy_root))


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_first_entries_are_taken_in_the_order_of_their_paths(toy_root: Path, count: int) -> None:
    everything, first = content_of(toy_root, count), content_of(toy_root, 1)
    assert len(everything.entries) == count >= 2
    assert first.entries == everything.entries[:1]
    paths = [(e.county, e.stem) for e in everything.entries]
    assert paths == sorted(paths)


def test_too_few_entries_are_told_of(toy_root: Path, count: int) -> None:
    with pytest.raises(TooFew, match=f"只有 {count} 条"):
        content_of(toy_root, count + 1)


def test_front_matter_is_kept_as_text_under_names_no_tool_uses_itself(toy_root: Path, count: int) -> None:
    for entry in content_of(toy_root, count).entries:
        _, front, rest = front_matter(entry).split("---\n")
        read = yaml.safe_load(front)
        assert rest == ""
        assert read.pop("published_at") == entry.fields["published"]
        assert read == {k: v for k, v in entry.fields.items() if k != "published"}
        assert isinstance(read["version"], str)


def test_markdown_for_themes_without_fields_has_them_and_the_text(toy_root: Path) -> None:
    content = content_of(toy_root, 1)
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
    county = content.entries[0].county
    about = json.loads((tmp_path / "content" / county / f"{county.rpartition('/')[2]}.json").read_bytes())
    assert about["countyName"] == content.names[county]


def test_our_installation_has_these_entries_and_their_places_and_no_error(
    toy_root: Path, tmp_path: Path
) -> None:
    content = content_of(toy_root, 1)
    write_installation(tmp_path / "cut", content)
    catalogue, findings = check(tmp_path / "cut", ON)
    about = ("content/pacts", "data/areas")
    assert [f for f in findings if str(f.path).startswith(about)] == []
    assert [r.id for r in catalogue.of("village_rule")] == [f"{e.county}/{e.stem}" for e in content.entries]
    assert [a.id for a in catalogue.areas.of_level("county")] == [content.entries[0].county]
    assert [a.id for a in catalogue.areas.of_level("community")] == [content.entries[0].fields["area"]]
    assert not list(catalogue.of("work_method"))
    assert all(r.get("area") in catalogue.areas for kind in ("list", "guide") for r in catalogue.of(kind))
