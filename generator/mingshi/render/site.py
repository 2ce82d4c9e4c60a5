"""The context every view gets: catalogue, resolver and templates, built once per process."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from markupsafe import Markup

from ..model.areas import LEVEL_NAMES
from ..model.catalogue import Catalogue
from ..model.failure import Failure
from ..model.records import CountyRecords, Record
from ..model.urls import depth_of, link, page_of, root_from
from ..resolve.lists import Resolver
from .assets import assets_of
from .cut import Cut, Own, marked, spread


@dataclass
class Site:
    """One installation being rendered. `theme` is the folder that holds templates/ and assets/.

    `paper` are the PDFs the site has: site path → size in bytes.
    """

    catalogue: Catalogue
    resolver: Resolver
    theme: Path
    paper: Mapping[str, int] = field(default_factory=dict)
    _cache: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def env(self) -> Environment:
        """Return the template environment: strict, autoescaping, with our link helpers."""
        env = Environment(
            loader=FileSystemLoader(self.theme / "templates"),
            undefined=StrictUndefined,
            autoescape=True,
            # A preview makes a new Site when a template changes; asking the disk at every page is 40,000 questions.
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        env.globals.update(
            link=link,
            page_of=page_of,
            root_from=root_from,
            level_names=LEVEL_NAMES,
            label=self.catalogue.label,
            part=self.part,
        )
        return env

    def compile_templates(self) -> None:
        """Compile all templates now, for processes that start as copies of this one."""
        for name in self.env.list_templates(extensions=["html"]):
            # Whoever uses one that is wrong is told then, and how to mend it.
            with suppress(TemplateSyntaxError):
                self.env.get_template(name)

    def render(self, template: str, page: str, **values: Any) -> str:
        """Render a template; `page` is the path of the page it is for, so that links can be relative."""
        try:
            return self.env.get_template(template).render(page=page, site=self, **values)
        except TemplateNotFound as error:
            raise Failure(f"缺少模板：theme/templates/{error.name}", "恢复这个文件后重试") from error
        except TemplateSyntaxError as error:
            where = f"theme/templates/{error.name}:{error.lineno}"
            raise Failure(f"模板写法有误：{where}（{error.message}）", "改好这一行后重试") from error
        except UndefinedError as error:
            where = f"theme/templates/{template}"
            raise Failure(f"模板用了没有的内容：{where}（{error.message}）", "检查模板里的名字") from error

    def fill(self, template: str, page: str, own: Mapping[str, Own], same: Mapping[str, Hashable]) -> str:
        """Render a template whose texts `own` it only prints, or leaves a part out for: once for pages of one shape.

        Pages are of one shape when they lie equally deep, the values `same` are equal, and the same texts are empty.
        """
        texts, shape = spread(own)
        key = (template, depth_of(page), shape, *same.values())
        cut: Cut = self.once(key, lambda: Cut(self.render(template, page, **marked(own), **same)))
        return cut.fill(texts)

    def by_county(self, kind: str) -> CountyRecords:
        """Return the records of a kind that is kept by county."""
        found = self.catalogue.records.get(kind, {})
        return (
            found
            if isinstance(found, CountyRecords)
            else self.once(("by county", kind), lambda: _sorted_out(found))
        )

    def part(self, page: str, name: str) -> str:
        """Return the link from a page to a style sheet or script that only some pages load ("form.js")."""
        assets = self.once("assets", lambda: assets_of(self.theme))
        return link(page, assets.parts[name])

    def once(self, key: Any, make: Any) -> Any:
        """Return a value computed once per process, for what many pages share."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]


def _sorted_out(records: Mapping[str, Record]) -> CountyRecords:
    made = CountyRecords()
    for entry_id in sorted(records):
        made.add(records[entry_id])
    return made


def raw(html: str) -> Markup:
    """Mark HTML that we made ourselves as safe for a template."""
    return Markup(html)
