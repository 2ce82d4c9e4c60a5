"""Dead links are found, live ones are not reported."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.render.addresses import target_of
from mingshi.render.links import dead_links
from mingshi.render.manifest import certificate, manifest_of

from ..conftest import copy_toy
from ..test_pipeline import make


@pytest.mark.parametrize(
    ("file", "link", "target"),
    [
        ("index.html", "items/index.html", ("items/index.html", "")),
        ("items/a/index.html", "../../index.html#top", ("index.html", "top")),
        ("items/a/index.html", "#here", ("items/a/index.html", "here")),
        ("items/a/index.html", "../", ("items/index.html", "")),
        ("items/a/index.html", "..", ("items/index.html", "")),
        ("index.html", "a%20b.csv?x=1", ("a b.csv", "")),
        ("404.html", "/items/index.html", ("items/index.html", "")),
        ("index.html", "/items/index.html", ("/items/index.html", "")),
        ("index.html", "../outside.html", ("../outside.html", "")),
    ],
)
def test_target(file: str, link: str, target: tuple[str, str]) -> None:
    assert target_of(file, link) == target


GOOD = '<h1 id="top">x</h1><a href="b/index.html#part">b</a><a href="https://example.org/x">out</a>'


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("extra", "reasons"),
    [
        ("", []),
        ('<a href="none.html">x</a>', ["没有文件 none.html"]),
        ('<a href="b/index.html#gone">x</a>', ["b/index.html 里没有锚点 gone"]),
        ('<img src="no.png"><a href="#nowhere">x</a>', ["index.html 里没有锚点 nowhere", "没有文件 no.png"]),
        ('<a href="/b/index.html">x</a>', ["没有文件 /b/index.html"]),
        ('<a href="mailto:a@example.org">m</a><a href="tel:12345">t</a>', []),
    ],
)
def test_dead_links(extra: str, reasons: list[str], jobs: int, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "index.html").write_text(GOOD + extra, encoding="utf-8")
    (tmp_path / "b" / "index.html").write_text(
        '<p id="part"><a href="../index.html#top">x</a>', encoding="utf-8"
    )
    _, dead = dead_links(tmp_path, jobs)
    assert sorted(d.reason for d in dead) == reasons
    assert {d.file for d in dead} <= {"index.html"}


BASE = "https://shili.example/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province, built once; a test puts back what it changes."""
    toy = copy_toy(tmp_path_factory.mktemp("links") / "toy")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    return toy / "site"


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_address_of_a_good_site_is_dead(jobs: int, site: Path) -> None:
    """Entries cite other pages of the portal under the address of the site: those are not the site's."""
    assert BASE + "fa" in (site / "api/v1/laws/shili-fa.json").read_text(encoding="utf-8")
    assert dead_links(site, jobs, BASE)[1] == []


PLACE = "places/jiashi/dingqu/index.html"
ITEM = "items/hunyin-shili/index.html"


@pytest.mark.parametrize(
    ("file", "address", "new", "link"),
    [
        ("404.html", r'data-mingshi-read="([^"]*)"', "/none.js", "/none.js"),
        (ITEM, r'data-mingshi-read="([^"]*)"', "../none.js", "../none.js"),
        (ITEM, r'data-mingshi-search="\S+ (\S+) ', "../none.js", "../none.js"),
        (ITEM, r'data-mingshi-to="([^"]*)"', "../none.html", "../none.html"),
        (ITEM, r"&#34;((?:\.\./)+lists/[^&]*)&#34;", "../../none.html", "../../none.html"),
        (PLACE, r'data-mingshi-take="([^"]*)"', "none", "../../../assets/offline/none.json"),
        ("offline/index.html", r'data-mingshi-kept="([^"]*)"', "../none/", "../none/"),
        ("assets/*.css", r"()\Z", 'a{background:url("none.png")}', "none.png"),
        ("manifest.webmanifest", r'"src": "([^"]*)"', "none.png", "none.png"),
        ("manifest.webmanifest", r'"start_url": "([^"]*)"', "none.html", "none.html"),
        ("sw.js", r'\["(assets/[^"]*)","', "none.js", "none.js"),
        ("assets/offline/jiashi/dingqu.json", r'\["([^"]*)"', "none.html", "none.html"),
        ("api/v1/items.json", r'"page": "([^"]*)"', "../../none.html", "../../none.html"),
        ("api/v1/items.json", r'"\$schema": "([^"]*)"', "../../none.json", "../../none.json"),
        ("data/datapackage.json", r'"path": "([a-z]+\.csv)"', "none.csv", "none.csv"),
        ("sitemap.xml", rf"<loc>{BASE}([^<]+)<", "none.xml", f"{BASE}none.xml"),
        ("sitemaps/records.xml", rf"<loc>{BASE}([^<]+)<", "none/", f"{BASE}none/"),
        ("robots.txt", rf"Sitemap: {BASE}(\S+)", "none.xml", f"{BASE}none.xml"),
        (ITEM, rf'rel="canonical" href="{BASE}([^"]*)"', "items/none/", f"{BASE}items/none/"),
        (ITEM, rf'"url":"{BASE}(items/[^"]*)"', "items/none/", f"{BASE}items/none/"),
        ("api/v1/openapi.json", rf'"url": "{BASE}([^"]*)"', "api/none/", f"{BASE}api/none/"),
    ],
)
def test_a_dead_address_of_any_kind_is_found(
    file: str, address: str, new: str, link: str, site: Path
) -> None:
    path = next(site.glob(file))
    with changed(path, address, new):
        found = [(dead.file, dead.link) for dead in dead_links(site, 1, BASE)[1]]
    assert found == [(path.relative_to(site).as_posix(), link)]


@contextmanager
def changed(path: Path, address: str, new: str) -> Iterator[None]:
    """Put a new address in the place of the first group of a pattern, for a while."""
    before = path.read_text(encoding="utf-8")
    found = re.search(address, before)
    assert found
    path.write_text(before[: found.start(1)] + new + before[found.end(1) :], encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_worker_that_dies_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = os.getpid()

    def die(*_: object) -> None:
        assert os.getpid() != parent
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("mingshi.render.links.addresses", die)
    with pytest.raises(Failure, match="工作进程意外结束"):
        dead_links(site, 2)


def test_it_tells_how_far_it_is(site: Path) -> None:
    told: list[int] = []

    @contextmanager
    def ticker(total: int, _: str) -> Iterator[Callable[[int], None]]:
        told.append(-total)
        yield told.append

    dead_links(site, 1, ticker=ticker)
    assert told[0] < -400
    assert sum(told) == 0


def test_certificate_changes_with_any_byte(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("1")
    before = manifest_of(tmp_path)
    assert before.decode().endswith("  a/x.txt\n")
    (tmp_path / "a" / "x.txt").write_text("2")
    assert certificate(manifest_of(tmp_path)) != certificate(before)
