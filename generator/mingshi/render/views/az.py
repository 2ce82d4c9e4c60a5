"""A to Z: every name of every item by pinyin; what the search form leads to without script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...model.urls import AZ, page_of
from ..page import Page
from ..site import Site
from .items import names_of, verdict_here
from .parts import HOME, Verdict, organiser, public

OTHER = "#"


@dataclass(frozen=True, slots=True)
class Name:
    """One line: a name, and what it leads to; `item` is the official name when this is another one, else ""."""

    name: str
    page: str
    item: str = ""
    verdict: Verdict | None = None


def az_page(site: Site) -> Page:
    """Return the page of all names of items, and the names of lists and laws, by pinyin."""
    items, others = list(_items(site)), by_letter(_others(site))
    letters = by_letter(items)
    return Page(
        path=AZ,
        title="按拼音找（A–Z）",
        description=f"全部事项的 {len(items)} 个名称，包括平常的叫法，按拼音排列，每一行写明开不开。",
        section="items",
        level="column",
        body=site.render(
            "az.html", AZ, letters=letters, others=others, number=len(items), example=_example(site, letters)
        ),
        keywords=("拼音索引", "证明事项"),
        content_source=organiser(site),
        crumbs=(HOME, ("证明事项", page_of("item"))),
    )


def _items(site: Site) -> Iterable[Name]:
    """Yield every name of every item; a name that two items share is there for both."""
    for item in public(site, "item"):
        official, verdict, page = item.get("name"), verdict_here(site, item.id), page_of("item", item.id)
        for name in names_of(item):
            yield Name(name, page, "" if name == official else official, verdict)


def _example(site: Site, letters: list[tuple[str, list[Name]]]) -> tuple[str, str] | None:
    """Return (name, letter) of what people call the first featured item, to show how the page is used."""
    pages = [page_of("item", item_id) for item_id in site.catalogue.settings.featured]
    found = {
        n.page: (n.name, letter) for letter, names in reversed(letters) for n in reversed(names) if n.item
    }
    return next((found[page] for page in pages if page in found), None)


def _others(site: Site) -> Iterable[Name]:
    for record in public(site, "list"):
        yield Name(record.get("title"), page_of("list", record.id))
    for law in public(site, "law"):
        yield Name(law.get("short_title") or law.get("name"), page_of("law", law.id))


def by_letter(names: Iterable[Name]) -> list[tuple[str, list[Name]]]:
    """Return names under the first letter of their pinyin, in the order of the whole pinyin; digits and signs last."""
    from pypinyin import lazy_pinyin  # its dictionaries take long to load

    letters: dict[str, list[Name]] = {}
    spoken = sorted((lazy_pinyin(n.name.lstrip("《“（(")), n.name, n.page, n) for n in names)
    for syllables, *_, name in spoken:
        first = syllables[0][:1].upper() if syllables else ""
        letters.setdefault(first if first.isascii() and first.isalpha() else OTHER, []).append(name)
    return sorted(letters.items(), key=lambda group: (group[0] == OTHER, group[0]))
