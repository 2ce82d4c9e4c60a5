"""The MkDocs adapter: shells with markers, editorial pages with the same head and frame, links that work on a disk.

Used by `mingshi build` through render/shell.py, and by `mkdocs build` or `properdocs build` on their own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as DocPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import TemplateContext

from .model.settings import Settings, settings_from
from .render.assets import Assets, assets_of, squeezed, with_index
from .render.dress import dress
from .render.markdown import join_lines
from .render.page import Page
from .render.stamp import COLUMNS, DEPTHS, MARKERS, active, marker, values_of
from .render.theme import theme_of

SHELLS = {f"{'_shell/' * depth}index.md": depth for depth in DEPTHS}
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")


class MingshiPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Turns MkDocs into the maker of shells and editorial pages.

    `pages` are the page paths links may point to. `settings` are those of mkdocs.yml unless set before the build.
    """

    pages: Iterable[str] = COLUMNS
    settings: Settings | None = None
    assets: Assets
    editorial: list[tuple[str, str]]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our overrides before the theme, leave out MkDocs' own sitemap, and hear of every doubtful link."""
        theme = theme_of(Path(config.config_file_path).parent)
        overrides = str(theme / "overrides")
        if overrides not in config.theme.dirs:
            config.theme.dirs.insert(0, overrides)
        config.theme.static_templates = {"404.html"}
        for doubt in ("not_found", "unrecognized_links", "absolute_links", "anchors"):
            setattr(config.validation.links, doubt, logging.WARNING)
        self.settings = self.settings or settings_from(config)
        self.assets = assets_of(theme)
        self.editorial = []
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the shells, our assets, and a placeholder for every page that is made elsewhere."""
        for path in SHELLS:
            files.append(_made(config, path, "", InclusionLevel.INCLUDED))
        for path, data in self.assets.files.items():
            files.append(_made(config, path, data, InclusionLevel.INCLUDED))
        for path in self.pages:
            # Excluded pages are not rendered, but links to them are checked and rewritten.
            files.append(_made(config, f"{path}index.md", "", InclusionLevel.EXCLUDED))
        return files

    def on_page_content(self, html: str, page: DocPage, config: MkDocsConfig, files: Files) -> str:
        """Show paragraphs written on several lines without blanks between Chinese characters."""
        del page, config, files
        return join_lines(html)

    def on_page_context(
        self, context: TemplateContext, /, *, page: DocPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template markers for a shell, values for an editorial page."""
        del config, nav
        page.toc = TableOfContents([])  # the theme would make a second skip link of it
        depth = SHELLS.get(page.file.src_uri)
        if depth is None:
            own = self._editorial(page)
            self.editorial.append((own.path, own.title))
            return self._with(context, "editorial", values_of(self._own(), own) | active(own.section))
        shell = {name: marker(name) for name in MARKERS}
        return self._with(context, "entry" if depth else "home", shell)

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for wrong addresses its values."""
        del config
        lost = Page(template_name, "没有这一页", "", "home", "home", "")
        return self._with(context, "lost", values_of(self._own(), lost) | active(lost.section))

    def on_post_page(self, output: str, page: DocPage, config: MkDocsConfig) -> str:
        """Make links to folders name their index.html, and shells small."""
        del config
        return with_index(squeezed(output) if page.file.src_uri in SHELLS else output)

    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Make links to folders name their index.html."""
        del template_name, config
        return with_index(output_content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Join the theme's style sheets with ours."""
        dress(Path(config.site_dir), theme_of(Path(config.config_file_path).parent), self.assets)

    def _with(self, context: TemplateContext, kind: str, values: dict[str, str]) -> TemplateContext:
        ours = {"ms": values, "ms_kind": kind, "ms_own": self._own().values}
        made = {**context, **ours, "ms_css": self.assets.css, "ms_js": self.assets.js}
        made["ms_parts"] = self.assets.parts
        return cast(TemplateContext, made)

    def _own(self) -> Settings:
        assert self.settings is not None, "on_config has not run"
        return self.settings

    def _editorial(self, page: DocPage) -> Page:
        for key in ("description", "published"):
            if not page.meta.get(key):
                raise PluginError(f"mingshi: {page.file.src_uri} lacks {key}")
        if not DATE.fullmatch(str(page.meta["published"])):
            raise PluginError(f"mingshi: {page.file.src_uri} has a wrong published")
        above = [(str(a.title), _first(a)) for a in [*page.ancestors][::-1]]
        return Page(
            path=page.file.url,
            title=str(page.title),
            description=str(page.meta["description"]),
            section=page.file.url.partition("/")[0],
            level="article",
            body=page.content or "",
            published=str(page.meta["published"]),
            content_source=self._own().shown("organiser"),
            crumbs=(("首页", ""), *((title, url) for title, url in above if url != page.file.url)),
        )


def _first(section: Any) -> str:
    """Return the address of a section: that of its first page."""
    while section.children:
        section = section.children[0]
    return str(section.url)


def _made(config: MkDocsConfig, path: str, content: str | bytes, inclusion: InclusionLevel) -> File:
    return File.generated(config, path, content=content, inclusion=inclusion)
