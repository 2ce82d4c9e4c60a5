"""Form pages (式样): a blank sheet that can be printed, and what goes into each field."""

from __future__ import annotations

from ...model.urls import page_of
from ..page import Page
from ..site import Site, raw
from .parts import HOME, as_list, badges, find, newest, organiser, public, source_lines
from .prints import print_of_form
from .reference import column_page
from .sheet import fields_of, sheet_of


def forms_page(site: Site) -> Page:
    """Return the index of all forms."""
    path = page_of("form")
    forms = [(form, find(site, "item", form.get("item_id"))) for form in public(site, "form")]
    about = f"{len(forms)} 份可以打印的空白式样。没有公布式样的，是整理出来的建议式样，待主管部门核定。"
    published = newest(str(form.get("published")) for form, _ in forms)
    body = site.render("forms.html", path, forms=forms)
    return column_page(site, path, "式样", about, body, section="items", published=published)


def form_page(site: Site, form_id: str) -> Page:
    """Return the page of one form. Raises KeyError for a form that does not exist or may not be shown."""
    form = find(site, "form", form_id)
    if form is None:
        raise KeyError(form_id)
    path, nature = page_of("form", form_id), site.catalogue.label("form", "nature", form.get("nature"))
    fields = fields_of(site, form)
    body = site.render(
        "form.html",
        path,
        form=form,
        item=find(site, "item", form.get("item_id")),
        sheet=sheet_of(form, fields),
        br=raw("<br>"),
        fields=fields,
        badges=badges(site, form),
        print=print_of_form(site, form_id),
        sources=source_lines(site, as_list(form.get("source_ids"))),
    )
    return Page(
        path=path,
        title=f"式样：{form.get('title')}",
        description=f"{form.get('title')}的空白式样（{nature}），可以打印后手写。",
        section="items",
        level="article",
        body=body,
        published=form.get("published"),
        keywords=(form.get("title"), "式样"),
        content_source=organiser(site),
        crumbs=(HOME, ("式样", page_of("form"))),
    )
