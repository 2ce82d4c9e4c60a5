"""What a browser keeps: the worker's core, the manifest of the app, the lists to take along."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mingshi.model.settings import Settings
from mingshi.render.offline import CORE_SEARCH, SEARCH, Made, app_manifest, core_of, no_worker

from ..conftest import ROOT, copy_toy
from ..test_pipeline import make, tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province, built once with the real theme beside it."""
    toy = copy_toy(tmp_path_factory.mktemp("offline") / "toy")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    return toy / "site"


def core(site: Path) -> list[list[str]]:
    """Return the list in a worker."""
    found = re.search(r"^var CORE = (.*)$", (site / "sw.js").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return json.loads(found[1])


def listed(site: Path, name: str) -> Any:
    return json.loads((site / "assets" / "offline" / f"{name}.json").read_text(encoding="utf-8"))


def test_core_has_the_first_pages_and_all_they_load(built: Path) -> None:
    paths = [path for path, _ in core(built)]
    assert paths[:3] == ["offline/index.html", "index.html", "items/index.html"]
    for path in paths:
        assert (built / path).is_file(), path
    for page in (p for p in paths if p.endswith(".html")):
        html = (built / page).read_text(encoding="utf-8")
        for name in re.findall(r'(?:src|href)="[^"]*?(assets/[^"]+\.(?:css|js))"', html):
            assert name in paths, f"{page} loads {name}"


def test_core_has_the_beginning_of_the_search(built: Path) -> None:
    assert {SEARCH + name for name in CORE_SEARCH} <= {path for path, _ in core(built)}


def test_core_is_small(built: Path) -> None:
    assert sum(len(gzip.compress((built / path).read_bytes())) for path, _ in core(built)) < 150_000


def test_county_list_has_exactly_the_pages_of_the_county(built: Path) -> None:
    found = listed(built, "jiashi/dingqu")
    paths = [path for path, _ in found["files"]]
    below = {p for p in tree(built) if re.match(r"(places|pacts|methods)/jiashi/dingqu/", p)}
    assert set(paths) == {p for p in below if p.endswith(".html")} | {
        "places/index.html",
        "places/jiashi/index.html",
        "assets/areas/jiashi/dingqu.js",
    }
    assert found["bytes"] == sum((built / path).stat().st_size for path in paths)
    assert found["name"] == "示例丁区"


def test_whoever_takes_a_county_along_has_all_that_its_pages_load(built: Path) -> None:
    files = [path for group in listed(built, "common")["groups"] for path, _ in group["files"]]
    files += [path for path, _ in listed(built, "jiashi/dingqu")["files"]]
    kept = {*files, *(path for path, _ in core(built))}
    for page in (path for path in kept if path.endswith(".html")):
        html = (built / page).read_text(encoding="utf-8")
        for name in re.findall(r'(?:src|href|data-[\w-]+)="[^"]*?(assets/[^" ]+\.(?:css|js))', html):
            assert name in kept, f"{page} loads {name}"


def test_common_list_has_items_and_search_but_nothing_of_single_places(built: Path) -> None:
    groups = listed(built, "common")["groups"]
    paths = [path for group in groups for path, _ in group["files"]]
    assert len(paths) == len(set(paths))
    assert "items/hunyin-shili/index.html" in paths
    assert "assets/search/core.js" in paths
    assert [p for p in paths if p.startswith(("places/", "fields/", "rules/"))] == []
    assert all(
        group["bytes"] == sum((built / p).stat().st_size for p, _ in group["files"]) for group in groups
    )


def test_revisions_change_with_the_content_alone(tmp_path: Path) -> None:
    toy = copy_toy(tmp_path / "toy")
    make(toy, toy / "site", jobs=1)
    before, worker = (
        {c: listed(toy / "site", c) for c in ("jiashi/dingqu", "jiashi/yixian")},
        core(toy / "site"),
    )
    pact = next((toy / "content" / "pacts" / "jiashi" / "dingqu").glob("*.md"))
    pact.write_text(pact.read_text(encoding="utf-8") + "\n新加的一句。\n", encoding="utf-8")
    make(toy, toy / "site", jobs=1)
    assert core(toy / "site") == worker
    assert listed(toy / "site", "jiashi/yixian") == before["jiashi/yixian"]
    now = dict(map(tuple, listed(toy / "site", "jiashi/dingqu")["files"]))
    changed = [path for path, revision in before["jiashi/dingqu"]["files"] if now[path] != revision]
    assert changed == [f"pacts/jiashi/dingqu/{pact.stem}/index.html"]
    assert listed(toy / "site", "jiashi/dingqu")["version"] != before["jiashi/dingqu"]["version"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"short_name": "明示"}, "明示"),
        ({}, "一个很长很长很长的网站名"),
    ],
)
def test_manifest_is_relative_and_named(values: dict[str, str], expected: str) -> None:
    found = json.loads(app_manifest(Settings(site_name="一个很长很长很长的网站名字", values=values)))
    assert (found["short_name"], found["lang"]) == (expected, "zh-CN")
    for address in (found["start_url"], found["scope"], *(icon["src"] for icon in found["icons"])):
        assert not re.match(r"/|https?:", address)
    for icon in found["icons"]:
        data = (ROOT / "theme" / icon["src"]).read_bytes()
        sides = [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)]
        assert icon["sizes"] == "x".join(map(str, sides))
    assert {icon["purpose"] for icon in found["icons"]} == {"any", "maskable"}


def test_the_worker_for_copies_keeps_nothing() -> None:
    text = no_worker(ROOT / "theme").decode()
    assert "unregister" in text
    assert "fetch" not in text


def test_a_core_without_pages_is_empty(tmp_path: Path) -> None:
    assert core_of(Made({}, (tmp_path,))) == []
