"""The pages that differ between two sites, and the ZIP in which both sides can be looked at."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mingshi.cli import main
from mingshi.publish.compare import MOST, ChangedPage, changed_pages, write_preview
from tests.check.changes.repository import commit, git, put, sub
from tests.conftest import ON

PAGE = '<title>{}</title><link href="assets/site.{}.min.css">{}'


def site(folder: Path, pages: dict[str, str], style: str = "0123abcd") -> Path:
    for path, text in {**pages, "assets/site.css": "x"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.replace("STYLE", style), encoding="utf-8")
    return folder


def test_changed_pages(tmp_path: Path) -> None:
    same = PAGE.format("同", "STYLE", "x")
    before = site(
        tmp_path / "a", {"same/index.html": same, "old/index.html": "<title>旧</title>", "c.html": "1"}
    )
    after = site(
        tmp_path / "b",
        {"same/index.html": same, "n/index.html": "<title>新&amp;页\n</title>", "c.html": "2"},
        "ffff0000",
    )
    assert changed_pages(before, after) == [
        ChangedPage("c.html", "c.html", "changed"),
        ChangedPage("n/index.html", "新&页", "added"),
        ChangedPage("old/index.html", "旧", "removed"),
    ]
    assert changed_pages(before, before) == []


def test_the_zip(tmp_path: Path) -> None:
    before = site(tmp_path / "a", {"old/index.html": "<title>旧<b></title>", "c.html": "1"})
    after = site(tmp_path / "b", {"c.html": "2"})
    target = tmp_path / "p.zip"
    write_preview(before, after, target, ON)
    with zipfile.ZipFile(target) as package:
        assert package.namelist() == [
            "preview/after/assets/site.css",
            "preview/after/c.html",
            "preview/before/assets/site.css",
            "preview/before/c.html",
            "preview/before/old/index.html",
            "preview/index.html",
        ]
        index = package.read("preview/index.html").decode()
    assert "共 2 页不同" in index
    assert "旧&lt;b&gt;" in index
    assert 'href="before/old/index.html"' in index
    assert 'href="after/old/index.html"' not in index


def test_a_template_that_changes_everything(tmp_path: Path) -> None:
    count = MOST + 5
    before = site(tmp_path / "a", {f"{n}.html": "1" for n in range(count)})
    after = site(tmp_path / "b", {f"{n}.html": "2" for n in range(count)})
    assert len(write_preview(before, after, tmp_path / "p.zip", ON)) == count
    with zipfile.ZipFile(tmp_path / "p.zip") as package:
        assert len(package.namelist()) == 2 * (MOST + 1) + 1
        assert f"只收了前 {MOST} 页" in package.read("preview/index.html").decode()


def test_the_command(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(toy, "init", "-q", "-b", "main")
    commit(toy)
    git(toy, "checkout", "-q", "-b", "change")
    item = "content/items/tuijian-shili.yaml"
    sub(item, ("description: ", "description: 换了说法。"))(toy)
    commit(toy)
    target = toy / "p.zip"
    arguments = ["preview", "main", "--root", str(toy), "--on", ON, "-o", str(target)]
    assert main(arguments) == 0
    assert "forms/f02-quanbu-shili/index.html" in capsys.readouterr().out
    with zipfile.ZipFile(target) as package:
        page = "forms/f02-quanbu-shili/index.html"
        assert "换了说法" in package.read(f"preview/after/{page}").decode()
        assert "换了说法" not in package.read(f"preview/before/{page}").decode()
        assert "preview/after/items/hunyin-shili/index.html" not in package.namelist()
    put(item, "nmae: x\n")(toy)
    assert main(arguments) == 1
    assert "改动后的内容有错误" in capsys.readouterr().err
