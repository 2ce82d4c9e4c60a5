"""The same site from MkDocs and from ProperDocs, its maintained fork, with the same mkdocs.yml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mingshi.render.stamp import DEPTHS, cut

from .conftest import ROOT

ENGINES = ("mkdocs", "properdocs")


def run(engine: str, config: Path, out: Path) -> dict[str, bytes]:
    """Build with an engine's own command line and return every file."""
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", engine, "build", "--strict", "-q", "-f", str(config), "-d", str(out)]
    done = subprocess.run(command, env=quiet, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The real installation, built by both."""
    folder = tmp_path_factory.mktemp("engines")
    return {engine: run(engine, ROOT / "mkdocs.yml", folder / engine) for engine in ENGINES}


def test_properdocs_builds_the_same_site(built: dict[str, dict[str, bytes]]) -> None:
    first, second = (built[engine] for engine in ENGINES)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_every_depth_has_a_complete_shell(built: dict[str, dict[str, bytes]], engine: str) -> None:
    for depth in DEPTHS:
        shell = cut(built[engine][f"{'_shell/' * depth}index.html"].decode())
        assert ("home" in [n.removeprefix("active_") for n in shell.names]) is True
        assert sum(map(len, shell.pieces)) < 6_000


def test_editorial_pages_are_finished(built: dict[str, dict[str, bytes]]) -> None:
    pages = {
        n: d.decode() for n, d in built["mkdocs"].items() if n.startswith("about/") and n.endswith(".html")
    }
    assert len(pages) >= 10
    for name, html in pages.items():
        assert "@@mingshi" not in html, name
        assert html.count("<h1") == 1, name
        assert html.count('aria-current="true"') == 1, name


WHOLE = """
import sys
from pathlib import Path
if sys.argv[1] == "properdocs":
    import properdocs, properdocs.replacement
from mingshi.read.store import read_installation
from mingshi.render.shell import build_shells
root, out = Path(sys.argv[2]), Path(sys.argv[3])
shells = build_shells(root, out, catalogue=read_installation(root, "2026-11-23")[0])
(out / "shells.txt").write_text(repr(shells), encoding="utf-8")
import mkdocs.commands.build as engine
print(engine.__name__)
"""


def test_whole_build_runs_on_properdocs(toy_root: Path, tmp_path: Path) -> None:
    found = []
    for engine in ENGINES:
        out = tmp_path / engine
        out.mkdir()
        command = [sys.executable, "-c", WHOLE, engine, str(toy_root), str(out)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stdout.strip()) == (0, f"{engine}.commands.build"), done.stderr
        found.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert found[0] == found[1]


def test_entries_are_not_rendered_as_pages(built: dict[str, dict[str, bytes]]) -> None:
    folders = {name.partition("/")[0] for name in built["mkdocs"]}
    assert folders <= {"about", "assets", "_shell", "index.html", "404.html"}


def test_page_for_wrong_addresses_works_at_any_depth(built: dict[str, dict[str, bytes]]) -> None:
    html = built["mkdocs"]["404.html"].decode()
    assert 'href="/items/index.html"' in html
    assert "没有这一页" in html
