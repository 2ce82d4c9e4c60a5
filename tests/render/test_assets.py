"""Joined style sheets and scripts, and links that a browser reading from a disk can follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.render.assets import assets_of, squeezed, with_index

from ..conftest import ROOT

LINKS = [
    ('<a href="items/">', '<a href="items/index.html">'),
    ('<a href="../../">', '<a href="../../index.html">'),
    ('<a href="..">', '<a href="../index.html">'),
    ('<a href="../..">', '<a href="../../index.html">'),
    ('<a href=".">', '<a href="index.html">'),
    ('<a href="./">', '<a href="index.html">'),
    ('<a href="sources/#s-1">', '<a href="sources/index.html#s-1">'),
    ('<form action="../items/">', '<form action="../items/index.html">'),
    ('<a href="/items/">', '<a href="/items/index.html">'),
    ('<a href="#main">', '<a href="#main">'),
    ('<a href="">', '<a href="">'),
    ('<a href="a.css">', '<a href="a.css">'),
    ('<a href="a/b.html">', '<a href="a/b.html">'),
    ('<a href="https://shili.example/">', '<a href="https://shili.example/">'),
    ('<a href="https://shili.example">', '<a href="https://shili.example">'),
    ('<a href="//shili.example/">', '<a href="//shili.example/">'),
    ('<a href="mailto:a@shili.example">', '<a href="mailto:a@shili.example">'),
    ('<p title="items/">', '<p title="items/">'),
]


@pytest.mark.parametrize(("before", "after"), LINKS)
def test_links_to_folders_name_the_file(before: str, after: str) -> None:
    assert with_index(before) == after


def test_squeezing_keeps_every_line_with_text() -> None:
    assert squeezed("<a>\n\n   <b>\n \n</b></a>") == "<a>\n<b>\n</b></a>\n"


def test_squeezing_drops_what_only_the_theme_s_script_uses() -> None:
    idle = (
        '<input class="md-toggle" type="checkbox" id="__drawer">\n<label class="md-overlay" for="__drawer"></label>\n'
        '<div data-md-component="skip">\n</div>\n'
        '<div class="md-dialog" data-md-component="dialog">\n<div class="md-dialog__inner md-typeset"></div>\n</div>\n'
    )
    assert squeezed(f"<p>\n{idle}</p>") == "<p>\n</p>\n"


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme with two style sheets, two scripts and a picture."""
    folder = tmp_path / "assets"
    folder.mkdir()
    for name, text in (
        ("a.css", "a{}"),
        ("b.css", "b{}"),
        ("a.js", "(f)()"),
        ("b.js", "(g)()"),
        ("i.svg", "<svg/>"),
    ):
        (folder / name).write_text(text)
    return tmp_path


def test_parts_stay_apart_under_names_of_their_own(theme: Path) -> None:
    before = assets_of(theme)
    (theme / "assets" / "parts").mkdir()
    (theme / "assets" / "parts" / "form.js").write_text("(h)()")
    found = assets_of(theme)
    assert found.js == before.js
    assert list(found.parts) == ["form.js"]
    assert found.files[found.parts["form.js"]] == b"(h)()"
    assert found.parts["form.js"].startswith("assets/form.")


def test_one_style_sheet_one_script_and_the_rest_as_it_is(theme: Path) -> None:
    found = assets_of(theme)
    assert sorted(found.files) == sorted(["assets/i.svg", found.css, found.js])
    assert found.files[found.css] == b"a{}\nb{}"


def test_scripts_do_not_run_into_each_other(theme: Path) -> None:
    found = assets_of(theme)
    assert found.files[found.js] == b"(f)();\n(g)()"


def test_names_change_with_the_content_and_only_with_it(theme: Path) -> None:
    before = assets_of(theme)
    assert assets_of(theme) == before
    (theme / "assets" / "a.css").write_text("a{color:red}")
    after = assets_of(theme)
    assert after.css != before.css
    assert after.js == before.js


def test_own_scripts_are_small_and_ask_nobody() -> None:
    found = assets_of(ROOT / "theme")
    script = found.files[found.js].decode()
    assert len(script) < 20_000
    for other in ("http://", "https://", "fetch(", "XMLHttpRequest", "eval(", "innerHTML", "document.cookie"):
        assert other not in script
    assert "url(http" not in found.files[found.css].decode()
