"""The same content as sources of other generators: nothing but configuration, templates and Markdown made here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .content import Content, Entry, Fields, Place, front_matter, write_files
from .effective import Listing, lists_at
from .layouts import FIELDS, SITE, listing, place, shell, table

_LABELS = {"village_rule": "规约", "work_method": "工作法"}


def hugo(folder: Path, content: Content) -> None:
    """Write a Hugo site. The list of a county is a partial, kept once made: that is how Hugo is fast."""
    write_files(folder, _hugo(content))


def _hugo(content: Content) -> Iterator[tuple[str, str]]:
    kinds = '["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]'
    yield "hugo.toml", f'baseURL = "/"\ntitle = "{SITE}"\nlanguageCode = "zh-CN"\ndisableKinds = {kinds}\n'
    yield from _sections("content/", "_index.md", content)
    crumb = '<a href="{{ .RelPermalink }}">{{ .Title }}</a> '
    above = "{{ with .Parent }}" + crumb + "{{ end }}"
    for _ in range(2):
        above = "{{ with .Parent }}" + above + crumb + "{{ end }}"
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
    yield "layouts/partials/list.html", _HUGO_LIST
    for name, main in (
        ("single", table(rows) + "\n{{ .Content }}"),
        ("list", items),
        (
            "place",
            place(_HUGO_PLACE | {"inside": "{{ if .IsNode }}<h2>村（社区）</h2>\n" + items + "{{ end }}"}),
        ),
    ):
        yield f"layouts/_default/{name}.html", shell("{{ .Title }}", "{{ .RelPermalink }}", above, main)
    yield from (
        (f"data/lists/{_key(county)}.json", json.dumps(_plain(found), ensure_ascii=False))
        for county, found in _lists(content).items()
    )
    for entry in content.entries:
        yield f"content/{entry.county}/{entry.stem}.md", front_matter(entry.fields) + entry.body
    for spot, fields in _places(content):
        yield f"content/{spot.id}{'/_index' if spot.is_town else ''}.md", front_matter(fields)


_HUGO_LIST = listing(
    "{{ $l := index site.Data.lists .Params.list_of }}{{ range $l.groups }}",
    "{{ .title }}</span> {{ len .lines }} 项<span>",
    '{{ range .lines }}<li><a href="/items/{{ .item }}/index.html">{{ .name }}</a> <small>{{ .tag }}</small></li>\n',
    '{{ range $l.lists }}{{ .tag }}：<a href="/lists/{{ .id }}/index.html">{{ .title }}</a>。',
    "{{ end }}",
)
_HUGO_PLACE = {
    "where": "{{ .Params.where }}",
    "kind": "{{ .Params.called }}",
    "id": "{{ .Params.place_id }}",
    "name": "{{ .Title }}",
    "list": '{{ partialCached "list.html" . .Params.list_of }}',
    "own": "{{ with .Params.own }}<h2>这里自己定的</h2>\n<ul>\n{{ range . }}"
    '<li>{{ .kind }}：<a href="{{ .url }}">{{ .title }}</a></li>\n{{ end }}</ul>{{ end }}',
}


def _lists(content: Content) -> dict[str, Listing]:
    return lists_at(content.root, sorted({place.county for place in content.places}))


def _key(county: str) -> str:
    return county.replace("/", "-")


def _plain(found: Listing) -> dict[str, object]:
    groups = [
        {"title": title, "lines": [{"name": x.name, "item": x.item, "tag": x.tag} for x in lines]}
        for title, _, lines in found.groups
    ]
    lists = [{"tag": tag, "title": title, "id": list_id} for tag, title, list_id in found.lists]
    return {"groups": groups, "lists": lists}


def _places(content: Content) -> Iterator[tuple[Place, Fields]]:
    """Yield every place with its front matter."""
    texts = content.texts_at()
    for spot in content.places:
        fields: Fields = {
            "layout": "place",
            "title": spot.name,
            "place_id": spot.id,
            "called": spot.kind,
            "where": spot.where,
            "list_of": _key(spot.county),
        }
        own = [
            {"kind": _LABELS[e.kind], "title": str(e.fields["title"]), "url": f"/{e.county}/{e.stem}/"}
            for e in texts.get(spot.id, [])
        ]
        yield spot, fields | ({"own": own} if own else {})


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


def eleventy(folder: Path, content: Content) -> None:
    """Write an Eleventy site."""
    write_files(folder, _eleventy(content))


def _eleventy(content: Content) -> Iterator[tuple[str, str]]:
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
    inside = "{% if folder %}<h2>村（社区）</h2>\n" + items + "{% endif %}"
    for name, main in (
        ("entry", table(rows) + "\n{{ content | safe }}"),
        ("list", items),
        ("place", place(_ELEVENTY_PLACE | {"inside": inside})),
    ):
        yield f"_includes/{name}.njk", shell("{{ title }}", "{{ page.url }}", crumbs, main)
    lists = {_key(county): _plain(found) for county, found in _lists(content).items()}
    yield "content/_data/lists.json", json.dumps(lists, ensure_ascii=False)
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
        yield f"content/{entry.county}/{entry.stem}.md", front_matter(entry.fields) + entry.body
    for spot, fields in _places(content):
        own_folder: Fields = {"folder": spot.id} if spot.is_town else {}
        text = front_matter(fields | {"layout": "place.njk"} | own_folder)
        yield f"content/{spot.id}{'/index' if spot.is_town else ''}.md", text


_ELEVENTY_PLACE = {
    "where": "{{ where }}",
    "kind": "{{ called }}",
    "id": "{{ place_id }}",
    "name": "{{ title }}",
    "list": listing(
        "{% for g in lists[list_of].groups %}",
        "{{ g.title }}</span> {{ g.lines | length }} 项<span>",
        '{% for s in g.lines %}<li><a href="/items/{{ s.item }}/index.html">{{ s.name }}</a> '
        "<small>{{ s.tag }}</small></li>\n",
        '{% for l in lists[list_of].lists %}{{ l.tag }}：<a href="/lists/{{ l.id }}/index.html">{{ l.title }}</a>。',
        "{% endfor %}",
    ),
    "own": "{% if own %}<h2>这里自己定的</h2>\n<ul>\n{% for o in own %}"
    '<li>{{ o.kind }}：<a href="{{ o.url }}">{{ o.title }}</a></li>\n{% endfor %}</ul>{% endif %}',
}


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


def mkdocs(folder: Path, content: Content) -> None:
    """Write a site for MkDocs with Material, without plugins."""
    write_files(folder, _mkdocs(content, "plugins: []\n"))


def zensical(folder: Path, content: Content) -> None:
    """Write a site for Zensical, which reads the configuration of MkDocs."""
    write_files(folder, _mkdocs(content, "plugins:\n  - search:\n      enabled: false\n"))


def _mkdocs(content: Content, plugins: str) -> Iterator[tuple[str, str]]:
    yield "mkdocs.yml", _MKDOCS + plugins
    cities = content.by_city()
    towns = [place for place in content.places if place.is_town]
    yield "docs/index.md", _links(SITE, [(content.names[c], f"{c}/index.md") for c in cities])
    for city, counties in cities.items():
        links = [(content.names[c], f"{c.partition('/')[2]}/index.md") for c in counties]
        yield f"docs/{city}/index.md", _links(content.names[city], links)
        for county, entries in counties.items():
            links = [(str(e.fields["title"]), f"{e.stem}.md") for e in entries]
            links += [(t.name, f"{t.id.rpartition('/')[2]}/index.md") for t in towns if t.county == county]
            yield f"docs/{county}/index.md", _links(content.names[county], links)
    for entry in content.entries:
        yield (
            f"docs/{entry.county}/{entry.stem}.md",
            front_matter(entry.fields) + markdown_page(entry, content),
        )
    lists, inside, texts = _lists(content), content.inside(), content.texts_at()
    for spot in content.places:
        below = [(p.name, f"{p.id.rpartition('/')[2]}.md") for p in inside.get(spot.id, [])]
        own = [(str(e.fields["title"]), f"../{e.stem}.md") for e in texts.get(spot.id, [])]
        text = _place_page(spot, lists[spot.county], below, own)
        yield f"docs/{spot.id}{'/index' if spot.is_town else ''}.md", text


def _links(title: str, links: list[tuple[str, str]]) -> str:
    return "\n".join([f"# {title}", "", *(f"- [{text}]({path})" for text, path in links), ""])


def _place_page(spot: Place, found: Listing, below: list[tuple[str, str]], own: list[tuple[str, str]]) -> str:
    """Return a place for tools whose templates cannot make lists of data: everything in Markdown."""
    lines = [f"# {spot.name}", "", f"{spot.where} · {spot.kind}", "", "## 这里的村（居）委会开不开", ""]
    lines += ["点名称看怎么办；后面的小字是规定出自哪一级。", ""]
    for title, _, inside in found.groups:
        lines += [f"### {title} {len(inside)} 项", ""]
        lines += [f"- [{x.name}](/items/{x.item}/index.html) {x.tag}" for x in inside] + [""]
    lines += [
        "。".join(f"{tag}：[{title}](/lists/{i}/index.html)" for tag, title, i in found.lists) + "。",
        "",
    ]
    for title, links in (("村（社区）", below), ("这里自己定的", own)):
        if links:
            lines += [f"## {title}", "", *(f"- [{text}]({path})" for text, path in links), ""]
    lines += ["## 联系", "", "本站还没有收录这里的联系方式。", ""]
    lines += ["名称来源：国家统计局《2023年统计用区划代码（2023-06-30）》；未经民政部门核定。", ""]
    return "\n".join(lines)


def markdown_page(entry: Entry, content: Content) -> str:
    """Return a text for tools whose theme shows no fields: where it is, and its fields as a table, in Markdown."""
    names, city = content.names, entry.county.partition("/")[0]
    where = f"[{names[city]}](../index.md) [{names[entry.county]}](index.md)"
    given = {"published_at": entry.fields.get("published", ""), **entry.fields}
    rows = [(label, given[name]) for name, label in FIELDS if given.get(name)]
    lines = [f"| {label} | {'、'.join(map(str, v)) if isinstance(v, list) else v} |" for label, v in rows]
    head = [f"# {entry.fields['title']}", "", where, "", "| 项目 | 内容 |", "| --- | --- |"]
    return "\n".join([*head, *lines, "", entry.body])
