"""The sources: linked when they may be, named with the reason when not."""

from __future__ import annotations

from mingshi.render.site import Site
from mingshi.render.views.sources import sources_page

from ..markup import Markup


def test_every_source_has_an_anchor(toy_site: Site) -> None:
    ids = Markup(sources_page(toy_site).body).ids
    assert ids == [source.id for source in toy_site.catalogue.of("source")]


def test_only_linkable_sources_are_linked(toy_site: Site) -> None:
    body = Markup(sources_page(toy_site).body)
    linked = {href for href, _ in body.links if href.startswith("https://")}
    sources = toy_site.catalogue.of("source")
    assert linked == {s.get("url") for s in sources if s.get("linkable") == "yes" and s.get("url")}
    named = [s for s in sources if s.get("linkable") != "yes"]
    assert named
    for source in named:
        assert source.get("title") in body.text
        assert source.get("linkable_note") in body.text
