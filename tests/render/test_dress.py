"""The one style sheet of all pages, put into a folder of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.render.assets import Assets, assets_of
from mingshi.render.dress import dress, words

RULES = ".md-a{top:0}.md-b{top:0}.md-c{top:0}.md-d{top:0}.md-e{top:0}h6{top:0}"
MAIN = RULES + ".md-gone{color:var(--x)}:root{--x:red;--y:red}"
PALETTE = "[data-md-color-scheme=slate]{--z:red}[data-md-color-primary=pink]{top:0}"


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme whose template, script and script part each bring one name."""
    folder = tmp_path / "theme"
    for name, text in {
        "templates/item.html": "<p class=\"{{ 'md-b' if x }}\">",
        "assets/own.js": 'e.className = "md-c"',
        "assets/own.css": ".ms-own { top: var(--z) }",
        "assets/parts/own.js": 'e.className = "md-d"',
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def made(tmp_path: Path, assets: Assets, page: str = "") -> Path:
    """Return what MkDocs leaves: a page that loads our sheet, our assets, and the theme's sheets."""
    folder = tmp_path / "made"
    body = f'<body data-md-color-scheme="slate" class="md-a">md-e{page}</body>'
    html = f'<html><link href="../{assets.css}">{body}</html>'
    for name, data in {
        "about/index.html": html.encode(),
        "assets/stylesheets/main.0a1b.min.css": MAIN.encode(),
        "assets/stylesheets/palette.0a1b.min.css": PALETTE.encode(),
        **assets.files,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def sheet_of(folder: Path) -> Path:
    (found,) = (folder / "assets").glob("*.css")
    return found


def test_one_sheet_with_what_the_pages_can_use(theme: Path, tmp_path: Path) -> None:
    assets = assets_of(theme)
    folder = made(tmp_path, assets)
    dress(folder, theme, assets)
    css = sheet_of(folder).read_text(encoding="utf-8")
    for kept in (
        ".md-a{",
        ".md-b{",
        ".md-c{",
        ".md-d{",
        "h6{",
        "[data-md-color-scheme=slate]{--z:red}",
        ".ms-own{",
    ):
        assert kept in css, kept
    for gone in ("md-e", "md-gone", "--x", "--y", "pink"):
        assert gone not in css, gone
    assert css.index(".md-a") < css.index("slate") < css.index(".ms-own")
    assert "MIT" in css.partition("\n")[0]
    assert not (folder / "assets" / "stylesheets").exists()


def test_pages_load_it_by_its_name(theme: Path, tmp_path: Path) -> None:
    assets = assets_of(theme)
    folder = made(tmp_path, assets)
    dress(folder, theme, assets)
    page = (folder / "about" / "index.html").read_text(encoding="utf-8")
    assert f'href="../assets/{sheet_of(folder).name}"' in page
    assert assets.css not in page


def test_the_name_changes_with_what_is_in_it_and_only_then(theme: Path, tmp_path: Path) -> None:
    assets = assets_of(theme)
    names = []
    for number, page in enumerate(("", "<i></i>", '<i class="md-e"></i>')):
        folder = made(tmp_path / str(number), assets, page)
        dress(folder, theme, assets)
        names.append(sheet_of(folder).name)
    assert names[0] == names[1] != names[2]


def test_what_an_entry_may_contain_is_known(theme: Path) -> None:
    assert words(theme, []) >= {"h6", "blockquote", "footnote-definition", "md-b", "md-c", "md-d"}


def test_a_fault_in_our_styles_is_told(theme: Path, tmp_path: Path) -> None:
    (theme / "assets" / "own.css").write_text("a {\n  colour\n}")
    assets = assets_of(theme)
    with pytest.raises(Failure, match="样式表写法有误：2"):
        dress(made(tmp_path, assets), theme, assets)


def test_a_theme_without_its_sheets_is_told(theme: Path, tmp_path: Path) -> None:
    assets = assets_of(theme)
    folder = made(tmp_path, assets)
    (folder / "assets" / "stylesheets" / "palette.0a1b.min.css").unlink()
    with pytest.raises(Failure, match="没有样式表 palette"):
        dress(folder, theme, assets)
