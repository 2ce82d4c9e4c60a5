"""One style sheet for all pages: what they can use of the theme's, and all of ours after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from .assets import Assets, named
from .complaints import ShellError
from .markdown import WORDS
from .slim import Rules, rules_of, usable_rules, without_unused, words_of_page, words_of_source, written

# In the order the theme loads them.
SHEETS = ("main", "palette")
_FOLDER = "assets/stylesheets"
_CREDIT = "/* From Material for MkDocs (MIT, see licences.txt), shortened; then the site's own. */\n"


def dress(made: Path, theme: Path, assets: Assets) -> None:
    """Put the style sheet of all pages into a folder of pages, under a name that changes with its content.

    Raises ShellError when a style sheet cannot be read.
    """
    pages = {p: p.read_text(encoding="utf-8") for p in sorted(made.rglob("*.html"))}
    data = _CREDIT.encode() + _joined(made, assets, words(theme, pages.values())).encode()
    path = named("mingshi", ".css", data)
    for page, html in pages.items():
        page.write_text(html.replace(assets.css, path), encoding="utf-8")
    (made / assets.css).unlink()
    shutil.rmtree(made / _FOLDER)
    (made / path).write_bytes(data)


def words(theme: Path, pages: Iterable[str]) -> frozenset[str]:
    """Return every name that can occur in a page: in these, from a template, by a script, in the text of an entry."""
    found = set(WORDS).union(*map(words_of_page, pages))
    for folder, kind in (("templates", "*.html"), ("assets", "**/*.js")):
        for file in sorted((theme / folder).glob(kind)):
            found |= words_of_source(file.read_text(encoding="utf-8"))
    return frozenset(found)


def _joined(made: Path, assets: Assets, names: frozenset[str]) -> str:
    own = assets.files[assets.css].decode()
    found: Rules = ()
    for sheet in SHEETS:
        file = next((made / _FOLDER).glob(f"{sheet}.*.min.css"), None)
        if file is None:
            raise ShellError(f"主题里没有样式表 {sheet}", "执行 make site，它会装好合用的 mkdocs-material")
        found += usable_rules(file.read_text(encoding="utf-8"), names)
    try:
        return written(without_unused(found, names, own)) + written(rules_of(own))
    except ValueError as error:
        raise ShellError(f"theme/assets 里的样式表写法有误：{error}", "改好后重试") from error
