"""The glossary."""

from __future__ import annotations

from mingshi.render.site import Site
from mingshi.render.views.glossary import glossary_page

from ..markup import Markup


def test_terms_have_anchors_explanations_and_lead_to_their_fields(toy_site: Site) -> None:
    body = Markup(glossary_page(toy_site).body)
    terms = toy_site.catalogue.of("term")
    assert body.ids == [term.id for term in terms]
    assert all(term.get("explanation") in body.text for term in terms)
    assert [href for href, _ in body.links] == [f"../fields/{t.get('kind')}/index.html" for t in terms]
