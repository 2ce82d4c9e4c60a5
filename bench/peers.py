"""The tools that are measured: how each is found, what it is given, how it is called.

Every peer gets what makes it fast: no feeds, no search, no syntax colouring, no navigation of all pages.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .content import Content, Entry, front_matter, write_files, write_installation
from .layouts import FIELDS, SITE, shell, table

BIN = Path(sys.executable).parent
# The day laws and lists are judged on: the same result whenever it is measured.
ON = "2026-11-23"
OURS = "mingshi"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: how it is called, where it writes, what must be gone before it builds from nothing again."""

    key: str
    title: str
    program: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path, Content], None]
    out: str
    leftovers: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    version_argument: str = "--version"

    def find(self, folders: Sequence[str] = ()) -> str | None:
        """Return the program, from these folders, beside this Python, or from PATH; None when it is not there."""
        path = os.pathsep.join([*folders, str(BIN), os.environ.get("PATH", "")])
        return shutil.which(self.program, path=path)

    def version(self, program: str) -> str:
        """Return the version of a program that was found, "" when it does not tell."""
        if self.packages and Path(program).parent == BIN:
            return "、".join(f"{name} {importlib.metadata.version(name)}" for name in self.packages)
        said = subprocess.run([program, self.version_argument], capture_output=True, text=True, check=False)
        found = re.search(r"\d+\.\d+(\.\d+)?", said.stdout)
        return found[0] if found else ""

    def clean(self, folder: Path) -> None:
        """Remove what an earlier run left."""
        for name in (self.out, *self.leftovers):
            left = folder / name
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)


def _mingshi(folder: Path, content: Content) -> None:
    write_installation(folder, content)


def _hugo(folder: Path, content: Content) -> None:
    write_files(folder, _hugo_files(content))


def _hugo_files(content: Content) -> Iterator[tuple[str, str]]:
    kinds = '["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]'
    yield "hugo.toml", f'baseURL = "/"\ntitle = "{SITE}"\nlanguageCode = "zh-CN"\ndisableKinds = {kinds}\n'
    yield from _sections("content/", "_index.md", content)
    crumb = '<a href="{{ .RelPermalink }}">{{ .Title }}</a> '
    crumbs = "{{ with .Parent }}{{ with .Parent }}" + crumb + "{{ end }}" + crumb + "{{ end }}"
    rows = [
        (
            label,
            "{{ delimit .Params." + name + ' "、" }}'
            if name == "source_ids"
            else "{{ .Params." + name + " }}",
        )
        for name, label in FIELDS
    ]
    items = '<ul>\n{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>\n{{ end }}</ul>'
    for name, main in (("single", table(rows) + "\n{{ .Content }}"), ("list", items)):
        yield f"layouts/_default/{name}.html", shell("{{ .Title }}", "{{ .RelPermalink }}", crumbs, main)
    for entry in content.entries:
        yield f"content/{entry.county}/{entry.stem}.md", front_matter(entry) + entry.body


def _sections(base: str, index: str, content: Content) -> Iterator[tuple[str, str]]:
    """Yield the titled, empty index files of the site, its cities and its counties."""
    yield f"{base}{index}", f'---\ntitle: "{SITE}"\n---\n'
    for city, counties in content.by_city().items():
        for area in (city, *counties):
            yield f"{base}{area}/{index}", f'---\ntitle: "{content.names[area]}"\n---\n'


_ELEVENTY = """\
module.exports = function (config) {
  config.addGlobalData("layout", "entry.njk");
  config.addCollection("inside", (api) => {
    const groups = {};
    for (const item of api.getAll()) {
      const parts = item.filePathStem.split("/").slice(1);
      const own = parts.pop();
      const above = own === "index" ? parts.slice(0, -1) : parts;
      if (own !== "index" || parts.length) (groups[above.join("/")] ??= []).push(item);
    }
    return groups;
  });
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
  };
};
"""


def _eleventy(folder: Path, content: Content) -> None:
    write_files(folder, _eleventy_files(content))


def _eleventy_files(content: Content) -> Iterator[tuple[str, str]]:
    yield "eleventy.config.js", _ELEVENTY
    rows = [
        (label, "{{ " + name + (' | join("、")' if name == "source_ids" else "") + " }}")
        for name, label in FIELDS
    ]
    crumbs = '<a href="/{{ city }}/">{{ cityName }}</a> <a href="/{{ county }}/">{{ countyName }}</a> '
    items = (
        '<ul>\n{% for item in collections.inside[folder] %}<li><a href="{{ item.url }}">'
        "{{ item.data.title }}</a></li>\n{% endfor %}</ul>"
    )
    for name, main in (("entry", table(rows) + "\n{{ content | safe }}"), ("list", items)):
        yield f"_includes/{name}.njk", shell("{{ title }}", "{{ page.url }}", crumbs, main)
    yield "content/index.md", _listing("", SITE)
    for city, counties in content.by_city().items():
        yield f"content/{city}/index.md", _listing(city, content.names[city])
        for county in counties:
            yield f"content/{county}/index.md", _listing(county, content.names[county])
            about = {"city": city, "cityName": content.names[city]}
            about |= {"county": county, "countyName": content.names[county]}
            own = county.rpartition("/")[2]
            yield f"content/{county}/{own}.json", json.dumps(about, ensure_ascii=False)
    for entry in content.entries:
        yield f"content/{entry.county}/{entry.stem}.md", front_matter(entry) + entry.body


def _listing(folder: str, title: str) -> str:
    return f'---\nlayout: list.njk\nfolder: "{folder}"\ntitle: "{title}"\n---\n'


_MKDOCS = f"""\
site_name: {SITE}
theme:
  name: material
  language: zh
  font: false
nav:
  - index.md
markdown_extensions:
  - tables
"""


def _mkdocs(folder: Path, content: Content) -> None:
    write_files(folder, _mkdocs_files(content, "plugins: []\n"))


def _zensical(folder: Path, content: Content) -> None:
    write_files(folder, _mkdocs_files(content, "plugins:\n  - search:\n      enabled: false\n"))


def _mkdocs_files(content: Content, plugins: str) -> Iterator[tuple[str, str]]:
    """Yield the files of MkDocs and of Zensical, which reads the same configuration."""
    yield "mkdocs.yml", _MKDOCS + plugins
    cities = content.by_city()
    yield "docs/index.md", _links(SITE, [(content.names[c], f"{c}/index.md") for c in cities])
    for city, counties in cities.items():
        links = [(content.names[c], f"{c.partition('/')[2]}/index.md") for c in counties]
        yield f"docs/{city}/index.md", _links(content.names[city], links)
        for county, entries in counties.items():
            links = [(str(e.fields["title"]), f"{e.stem}.md") for e in entries]
            yield f"docs/{county}/index.md", _links(content.names[county], links)
    for entry in content.entries:
        yield f"docs/{entry.county}/{entry.stem}.md", front_matter(entry) + markdown_page(entry, content)


def _links(title: str, links: list[tuple[str, str]]) -> str:
    return "\n".join([f"# {title}", "", *(f"- [{text}]({path})" for text, path in links), ""])


def markdown_page(entry: Entry, content: Content) -> str:
    """Return an entry for tools whose theme shows no fields: where it is, and its fields as a table, in Markdown."""
    names, city = content.names, entry.county.partition("/")[0]
    where = f"[{names[city]}](../index.md) [{names[entry.county]}](index.md)"
    given = {"published_at": entry.fields.get("published", ""), **entry.fields}
    rows = [(label, given[name]) for name, label in FIELDS if given.get(name)]
    lines = [f"| {label} | {'、'.join(v) if isinstance(v, list) else v} |" for label, v in rows]
    head = [f"# {entry.fields['title']}", "", where, "", "| 项目 | 内容 |", "| --- | --- |"]
    return "\n".join([*head, *lines, "", entry.body])


PEERS = (
    Peer(
        OURS,
        "mingshi（含检查等）",
        "mingshi",
        ("build", "--out", "site", "--on", ON),
        _mingshi,
        "site",
        leftovers=(".site.state", ".site.lock"),
    ),
    Peer(
        "hugo",
        "Hugo",
        "hugo",
        ("--quiet",),
        _hugo,
        "public",
        leftovers=("resources",),
        version_argument="version",
    ),
    Peer("eleventy", "Eleventy", "eleventy", ("--quiet",), _eleventy, "_site"),
    Peer("zensical", "Zensical", "zensical", ("build",), _zensical, "site", leftovers=(".cache",)),
    Peer(
        "mkdocs",
        "MkDocs + Material",
        "mkdocs",
        ("build", "-q", "-d", "site"),
        _mkdocs,
        "site",
        packages=("mkdocs", "mkdocs-material"),
    ),
)
