"""PDFs as part of a build: linked where they are, remade only when due, gone when not wanted or not possible."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.pipeline import Options, build
from mingshi.render.links import dead_links
from tests.conftest import ON, ROOT
from tests.test_incremental import GUIDE, PACT, again, replace
from tests.test_pipeline import make, tree


@pytest.fixture
def printing(toy: Path) -> Path:
    """The toy province with PDFs wanted, built once."""
    shutil.copytree(ROOT / "theme", toy / "theme")
    replace(toy, "mkdocs.yml", "paper: 否", "paper: 是")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    return toy


def sheets(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return when each PDF of a site was written, and its bytes."""
    site = root / "site"
    return {
        p.relative_to(site).as_posix(): (p.stat().st_mtime_ns, p.read_bytes()) for p in site.rglob("*.pdf")
    }


def changed(before: dict[str, tuple[int, bytes]], after: dict[str, tuple[int, bytes]]) -> set[str]:
    """Return the PDFs that were written anew."""
    return {path for path in before.keys() & after.keys() if before[path][0] != after[path][0]}


def linked(root: Path) -> dict[str, str]:
    """Return the PDFs that pages link to, each with what the link says."""
    found = {}
    for page in (root / "site").rglob("*.html"):
        for target, words in re.findall(
            r'href="([^"]+\.pdf)"[^>]*>(.*?)(?:</a> |</li>)', page.read_text(encoding="utf-8")
        ):
            path = (page.parent / target).resolve().relative_to((root / "site").resolve())
            found[path.as_posix()] = re.sub(r"<[^>]+>", "", words)
    return found


def test_every_sheet_is_there_and_linked_with_its_size(printing: Path) -> None:
    made, links = sheets(printing), linked(printing)
    assert set(links) == set(made)
    assert len([p for p in made if p.endswith("-leaflet.pdf")]) == 8
    assert any(p.endswith("-notice.pdf") for p in made)
    assert any(p.endswith("-blank.pdf") for p in made)
    for path, words in links.items():
        size = re.search(r"PDF，(\d+) KB", words)
        assert size, (path, words)
        assert abs(int(size[1]) * 1000 - len(made[path][1])) <= 500, path
    assert {re.sub(r"（.*|PDF.*", "", w) for w in links.values()} == {
        "打印一页纸",
        "一次性告知单",
        "下载空白表",
        "打印手册",
    }
    assert dead_links(printing / "site")[1] == []


def test_same_bytes_in_another_folder_with_two_processes(
    printing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingshi.render.pool.SMALL", 0)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(printing, elsewhere, ignore=shutil.ignore_patterns("site", ".site*"))
    make(elsewhere, elsewhere / "out", jobs=2)
    assert tree(elsewhere / "out") == tree(printing / "site")


def test_only_what_shows_a_change_is_made_again(printing: Path) -> None:
    before = sheets(printing)
    replace(printing, PACT, "\n---\n", "\n---\n\n新加的一句。\n")
    again(printing)
    assert changed(before, sheets(printing)) == set()
    replace(printing, GUIDE, "summary: ", "summary: 改了一个字。")
    again(printing)
    assert changed(before, sheets(printing)) == set(), "a summary is not printed"
    text = (printing / GUIDE).read_text(encoding="utf-8")
    (printing / GUIDE).write_text(re.sub(r"(\n    what: )", r"\g<1>改了：", text, count=1), encoding="utf-8")
    again(printing)
    made = changed(before, sheets(printing))
    assert {p for p in made if p.startswith("items/")} == {
        "items/hunyin-shili/hunyin-shili-leaflet.pdf",
    } | {p for p in made if p.endswith("hunyin-shili-notice.pdf")}
    assert {p for p in made if p.startswith("places/")}


def test_template_makes_all_of_its_sheets_again(printing: Path) -> None:
    before = sheets(printing)
    replace(
        printing, "theme/typst/common.typ", "paper-colour = ", "paper-colour = rgb(1, 2, 3)\n#let unused = "
    )
    again(printing)
    assert changed(before, sheets(printing)) == set(before)


def test_not_wanted_any_more(printing: Path) -> None:
    replace(printing, "mkdocs.yml", "paper: 是", "paper: 否")
    again(printing)
    assert sheets(printing) == {}
    assert linked(printing) == {}


def test_without_fonts_the_site_is_made_all_the_same(
    printing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGSHI_FONTS", str(tmp_path / "none"))
    said: list[str] = []
    assert build(Options(printing, printing / "site", ON, jobs=1), said.append, lambda _: None)
    told = [line for line in said if "没有做打印件" in line]
    assert len(told) == 1
    assert str(tmp_path / "none") in told[0]
    assert "apt-get install fonts-noto-cjk" in told[0]
    assert sheets(printing) == {}
    assert linked(printing) == {}
    monkeypatch.delenv("MINGSHI_FONTS")
    again(printing)
    assert sheets(printing)


def test_what_does_not_fit_keeps_the_old_site(printing: Path) -> None:
    before = tree(printing / "site")
    text = re.sub(r"\nremedy: .*", "", (printing / GUIDE).read_text(encoding="utf-8"))
    text = text.replace("\nsteps:", "\nremedy: " + "很长的一句话。" * 400 + "\nsteps:", 1)
    (printing / GUIDE).write_text(text, encoding="utf-8")
    with pytest.raises(Failure, match="放不下一张 A4"):
        make(printing, printing / "site", jobs=1)
    assert tree(printing / "site") == before
