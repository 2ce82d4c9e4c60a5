"""Bodies cut at their texts say what the template would have said, whatever the texts are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from mingshi.render.cut import Cut, Own, escaped, marked, spread
from mingshi.render.site import Site

TEMPLATE = """\
<h1 title="{{ title }}">{{ title }}</h1>{% if note %}<p>{{ note }}</p>{% endif %}{{ level }}
{% for name, target in rows %}<a href="{{ target }}">{{ name }}</a>{% if not loop.last %}、{% endif %}{% endfor %}
{{ body }}"""
PAGES: list[dict[str, Own]] = [
    {"title": "甲村", "note": "", "rows": [], "body": Markup("<p>文</p>")},
    {"title": "<b>“乙”&'\"</b>", "note": "有", "rows": [("甲", "../a/")], "body": Markup("<p>&lt;</p>")},
    {"title": "丙", "note": "\\1 {{ title }} %s", "rows": [("甲", "a"), ("<乙>", "b&c")], "body": ""},
    {"title": "丁", "note": "无", "rows": [("甲", "a"), ("", "b")], "body": ""},
    {"title": "戊", "note": "有", "rows": [("己", "e"), ("庚", "f")], "body": ""},
]


@pytest.fixture
def site(toy_site: Site) -> Site:
    made = Site(toy_site.catalogue, toy_site.resolver, toy_site.theme)
    made.env.loader = DictLoader({"x.html": TEMPLATE})
    return made


@pytest.mark.parametrize("own", PAGES, ids=lambda own: own["title"])
@pytest.mark.parametrize("level", ["town", "community"])
def test_a_filled_body_is_the_rendered_one(site: Site, own: dict[str, Own], level: str) -> None:
    for other in PAGES:  # whichever page was the first of its shape
        site.fill("x.html", "a/b/", other, {"level": level})
    expected = site.render("x.html", "a/b/", **own, level=level)
    assert site.fill("x.html", "a/b/", own, {"level": level}) == expected


def test_pages_of_one_shape_are_rendered_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    whole = Site.render

    def counted(self: Site, template: str, page: str, **values: object) -> str:
        rendered.append(page)
        return whole(self, template, page, **values)

    monkeypatch.setattr(Site, "render", counted)
    for page, own in (("a/b/", PAGES[2]), ("a/c/", PAGES[2]), ("a/", PAGES[2]), ("a/d/", PAGES[1])):
        site.fill("x.html", page, own, {"level": "town"})
    assert rendered == ["a/b/", "a/", "a/d/"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": "甲"}, {"a": "乙"}, True),
        ({"a": "甲"}, {"a": ""}, False),
        ({"a": [("甲",)]}, {"a": [("乙",)]}, True),
        ({"a": [("甲",)]}, {"a": [("乙",), ("丙",)]}, False),
        ({"a": [("甲", "")]}, {"a": [("乙", "丙")]}, False),
        ({"a": ""}, {"a": []}, False),
    ],
)
def test_the_shape_is_which_texts_there_are(one: dict[str, Own], other: dict[str, Own], same: bool) -> None:
    assert (spread(one)[1] == spread(other)[1]) is same


def test_markers_stand_for_every_text_that_is_there() -> None:
    own: dict[str, Own] = {"a": "甲", "b": "", "c": [("乙", ""), ("丙", "丁")]}
    flat: list[Sequence[str]] = []
    for value in marked(own).values():
        flat += [[value]] if isinstance(value, str) else list(value)
    assert [bool(text) for row in flat for text in row] == [True, False, True, False, True, True]
    assert Cut("".join(text for row in flat for text in row)).fill(spread(own)[0]) == "甲乙丙丁"


@pytest.mark.parametrize(
    ("text", "html"), [("甲", "甲"), ("<&>'\"", "&lt;&amp;&gt;&#39;&#34;"), (Markup("<b>"), "<b>"), ("", "")]
)
def test_escaping(text: str, html: str) -> None:
    assert escaped(text) == html
