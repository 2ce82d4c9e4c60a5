"""What a browser asks first: items, laws and lists by every name, upper areas, and how to understand a question.

`core` has what must be found at once, `texts` the weaker evidence out of answers and guides, `chars` the readings of
characters, `trad` the traditional ones, `here` where single areas answer otherwise than the installation's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...model.records import Record
from ..site import Site
from ..views import answers, guides
from ..views.effective import lines_at
from ..views.items import names_of, verdict_here
from ..views.parts import area_name, as_list, by_item, public, public_rows, unique
from .chars import other_readings, reading_runs, traditional
from .pinyin import in_context
from .places import upper_areas, upper_texts
from .script import script

# How much of the place to go to fits into a line of results.
WHERE = 26
# The hotline for public services that every place in China has; an installation may set its own.
HOTLINE = "12345"


def core_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the files that do not depend on what committees have written themselves."""
    areas = site.catalogue.areas
    items = public(site, "item")
    here = local_verdicts(site)
    groups, people = word_groups(site), titles_of_people(site)
    core = {
        "items": [item_entry(site, item) for item in items],
        "laws": [_law(record) for record in public(site, "law")],
        "lists": [_list(site, record) for record in public(site, "list")],
        "areas": upper_texts(areas),
        "words": groups,
        "people": [at for at, group in enumerate(groups) if group[0] in people],
        "idle": idle_words(site),
        "other": other_words(site),
        "elsewhere": elsewhere(site),
        "own": area_name(site, site.catalogue.settings.area),
        "read": in_context(_spoken(site)),
        "featured": [i for i, item in enumerate(items) if item.id in site.catalogue.settings.featured],
        "here": bool(here),
        "hotline": site.catalogue.settings.get("hotline") or HOTLINE,
    }
    names = [area.name for area in areas]
    yield script("core", core)
    yield script("texts", [weak_texts(site, item) for item in items])
    chars = [*names, *_spoken(site)]
    yield script("chars", {"common": reading_runs(), "other": other_readings(chars)})
    yield script("trad", traditional(chars))
    if here:
        yield script("here", here)


def _spoken(site: Site) -> list[str]:
    """Return every text of the first tier that somebody may type."""
    laws = [text for record in public(site, "law") for text in _law(record)[1:]]
    items = [text for item in public(site, "item") for text in (*names_of(item), *asked(site, item))]
    upper = [area.name for area in upper_areas(site.catalogue.areas)]
    return [*items, *laws, *upper, *(w for group in word_groups(site) for w in group)]


def item_entry(site: Site, item: Record) -> list[Any]:
    """Return [id, verdict, tone, where to go, [official names], [other names], [what people say], only for]."""
    verdict, names = verdict_here(site, item.id), names_of(item)
    official = 1 + len(as_list(item.get("official_aliases")))
    return [
        item.id,
        verdict.short,
        verdict.tone,
        where_to_go(site, item),
        names[:official],
        names[official:],
        asked(site, item),
        only_for(site, item),
    ]


def asked(site: Site, item: Record) -> list[str]:
    """Return in what situations and words an item is asked for: scenarios, purposes, and phrases of synonyms.csv."""
    purposes = [str(row.get("text") or "") for row in public_rows(item, "purposes")]
    phrases = [record.get("phrase") for record in by_item(site, "synonym").get(item.id, [])]
    return unique([*phrases, *as_list(item.get("scenarios")), *purposes])


def where_to_go(site: Site, item: Record) -> str:
    """Return in a few words where the item page sends people, "" when it names no place."""
    rows = dict(_answer(site, item).rows)
    found = ""
    for place in rows.get("去哪里", []):
        if found and len(found) + len(place) > WHERE:
            break
        found = f"{found}、{place}" if found else place
    return found


def only_for(site: Site, item: Record) -> str:
    """Return what alone an item is issued for, as its list says it, "" when it is not limited."""
    shown = answers.own_line(site, item.id)
    purpose = str(shown.listing.get("purpose")) if shown else ""
    return purpose.partition("，")[0] if purpose.startswith("只用于") else ""


def _answer(site: Site, item: Record) -> answers.Answer:
    record = guides.guide_record(site, site.catalogue.settings.area, item.id)
    return answers.answer_of(site, item, guides.guide_view(site, record) if record else None)


def weak_texts(site: Site, item: Record) -> list[str]:
    """Return what the page of an item says in other words: the answer, the ways around, and its guide."""
    shown, answer = answers.own_line(site, item.id), _answer(site, item)
    guide = guides.guide_record(site, site.catalogue.settings.area, item.id)
    texts = [item.get("description"), answer.sentence]
    for way in answers.substitutes_of(site, shown):
        texts += [way.text, way.department, *way.documents]
    if shown:
        texts += [shown.listing.get("purpose"), *as_list(shown.listing.get("requesting_bodies"))]
    if guide:
        texts += [guide.get("title"), guide.get("summary")]
        texts += [str(row.get("q") or "") for row in public_rows(guide, "faq")]
        texts += [str(row.get("name") or "") for row in public_rows(guide, "materials")]
    return unique(str(text or "") for text in texts)


def _law(record: Record) -> list[str]:
    return [record.id, *unique([record.get("short_title"), record.get("title") or record.get("name")])]


def _list(site: Site, record: Record) -> list[str]:
    kind = site.catalogue.label("list", "list_type", str(record.get("list_type")))
    return [
        record.id,
        record.get("title"),
        area_name(site, record.get("area")),
        kind,
        record.get("doc_number"),
    ]


def word_groups(site: Site) -> list[list[str]]:
    """Return words that mean the same in a question, the one used in the lists first."""
    groups: dict[str, list[str]] = {}
    for record in site.catalogue.of("wording"):
        if word := record.get("means"):
            groups.setdefault(word, [word]).append(record.get("word"))
    return [groups[word] for word in sorted(groups)]


def titles_of_people(site: Site) -> set[str]:
    """Return the groups of words that say who somebody is: 父亲, 老人."""
    return {record.get("means") for record in site.catalogue.of("wording") if record.get("kind") == "person"}


def idle_words(site: Site) -> list[str]:
    """Return the words that say nothing about what is looked for."""
    empty = (record for record in site.catalogue.of("wording") if not record.get("means"))
    return sorted(record.get("word") for record in empty if record.get("kind") not in ("other", "elsewhere"))


def other_words(site: Site) -> list[str]:
    """Return the words that ask for what no item tells: how much, at what time, how to do something else."""
    return _of_kind(site, "other")


def elsewhere(site: Site) -> list[str]:
    """Return the names of provinces and cities that are no place of this installation."""
    upper = [area.name for area in upper_areas(site.catalogue.areas)]
    return [word for word in _of_kind(site, "elsewhere") if not any(n.startswith(word) for n in upper)]


def _of_kind(site: Site, kind: str) -> list[str]:
    return sorted(r.get("word") for r in site.catalogue.of("wording") if r.get("kind") == kind)


def local_verdicts(site: Site) -> dict[str, dict[str, list[str]]]:
    """Return by area and item [verdict, tone, name if it has another] where they differ from the installation's own."""
    own, areas = site.catalogue.settings.area, site.catalogue.areas
    if own not in areas:
        return {}
    same = site.resolver.key(own)
    with_lists = {record.get("area") for record in public(site, "list")}
    at_home = _told(site, own)
    found = {}
    for area_id in sorted(with_lists & {a.id for a in areas}):
        if area_id == own or own not in (a.id for a in areas.chain(area_id)):
            continue
        if site.resolver.key(area_id) != same:
            there = _told(site, area_id)
            gone = {item: ["没有列入", "none"] for item in at_home.keys() - there.keys()}
            other = {item: said for item, said in there.items() if at_home.get(item) != said} | gone
            if other:
                found[area_id] = dict(sorted(other.items()))
    return found


def _told(site: Site, area_id: str) -> dict[str, list[str]]:
    told = {}
    for line in lines_at(site, area_id):
        name = [line.name] if line.name != line.item.get("name") else []
        told[line.item.id] = [line.verdict.short, line.verdict.tone, *name]
    return told
