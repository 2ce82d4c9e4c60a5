"""Dead links are found, live ones are not reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.render.addresses import target_of
from mingshi.render.links import dead_links
from mingshi.render.manifest import certificate, manifest_of


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


def test_certificate_changes_with_any_byte(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("1")
    before = manifest_of(tmp_path)
    assert before.decode().endswith("  a/x.txt\n")
    (tmp_path / "a" / "x.txt").write_text("2")
    assert certificate(manifest_of(tmp_path)) != certificate(before)
