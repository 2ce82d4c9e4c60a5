"""The glossary (名词): one word per thing, in words a resident understands."""

from __future__ import annotations

from ...model.urls import page_of
from ..page import Page
from ..site import Site
from .parts import public
from .reference import column_page


def glossary_page(site: Site) -> Page:
    """Return the page of all terms; each has an anchor and leads to the field reference of its kind."""
    path = page_of("term")
    terms = [(term, site.catalogue.schemas.get(term.get("kind"))) for term in public(site, "term")]
    about = "本站用到的词：一件事只用一个词，每个词用一两句话解释。"
    return column_page(site, path, "名词解释", about, site.render("glossary.html", path, terms=terms))
