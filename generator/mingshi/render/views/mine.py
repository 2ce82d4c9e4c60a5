"""My place: the page where it is chosen, and what item pages need to lead with the rule that holds there.

An item page carries the rules of the areas that deviate from the installation's own, by area id. Whatever lies below
such an area has its rule, unless an area in between has one of its own; nothing needs to be asked of a server.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup, escape

from ...model.records import Record
from ...model.urls import MINE, link, page_of
from ..page import Page
from ..site import Site, raw
from . import answers, guides
from .effective import Shown
from .parts import HOME, area_name, by_item, find, is_public, organiser, unique

# Rules beyond this many are told by their verdict alone, with a link to the page of the place.
FULL = 60


def mine_page(site: Site) -> Page:
    """Return the page where a reader chooses a place once and for all."""
    name = area_name(site, site.catalogue.settings.area)
    return Page(
        path=MINE,
        title="我的地方",
        description=f"选一次您住的村（社区），以后打开事项先看到{name}里您那个地方的规定。只记在您的手机或者电脑里。",
        section="places",
        level="column",
        body=site.render("mine.html", MINE, name=name),
        keywords=("我的地方", name),
        content_source=organiser(site),
        crumbs=(HOME, ("地方", page_of("area"))),
    )


def rules_of(site: Site, item: Record, page: str) -> Markup:
    """Return as JSON text, fit for an attribute, what "my place" needs to know about an item on a page.

    `own` is the rule of the installation's own area, `rules` are the deviating ones, `at` says by area id which of
    them holds there and below; `only` is "village" or "community" when the item is for one of them alone.
    """
    own = site.catalogue.settings.area
    at = {area_id: rule_at(site, item, area_id, page) for area_id in deviating(site, item.id)}
    distinct = unique(_text(rule) for rule in at.values())
    data = {
        "root": link(page, "x")[:-1],
        "only": item.get("applies_to") if item.get("applies_to") != "both" else "",
        "own": {**rule_at(site, item, own, page), "name": area_name(site, own)},
        "rules": [
            json.loads(text) if n < FULL else _short(json.loads(text)) for n, text in enumerate(distinct)
        ],
        "at": {area_id: distinct.index(_text(rule)) for area_id, rule in at.items()},
    }
    return raw(str(escape(_text(data))))


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _short(rule: dict[str, Any]) -> dict[str, Any]:
    return {name: rule[name] for name in ("tone", "stamp", "says")}


def deviating(site: Site, item_id: str) -> list[str]:
    """Return the areas below the installation's own with a list that speaks of the item or a guide to it."""
    areas, above = site.catalogue.areas, _above(site)
    with_guide = [g.get("area") for g in by_item(site, "guide").get(item_id, [])]
    found = [local.area.id for local in answers.local_answers(site, item_id)]
    found += [area_id for area_id in with_guide if area_id in areas and area_id not in above]
    return sorted(unique(found))


def rule_at(site: Site, item: Record, area_id: str, page: str) -> dict[str, Any]:
    """Return what holds for an item at an area, in words and with links for a page; what is empty is left out."""
    shown = answers.line_at(site, item.id, area_id)
    record = guides.guide_record(site, area_id, item.id) if area_id in site.catalogue.areas else None
    answer = answers.answer_at(
        site, item, area_id, shown, guides.guide_view(site, record) if record else None
    )
    rule = {
        "tone": answer.verdict.tone,
        "stamp": answer.verdict.stamp,
        "says": answer.says,
        "text": answer.sentence,
        "note": "；".join(filter(None, (_renamed(shown), shown.note if shown else ""))),
        "rows": [[label, "；".join(texts)] for label, texts in answer.rows],
        "promise": [way.text for way in answers.promises_of(site, shown)],
        "except": _exceptions(shown),
        "lists": [[title, link(page, path)] for title, path in _lists(site, shown, answer)],
        "guide": _guide(site, record, page),
    }
    return {name: value for name, value in rule.items() if value}


def _renamed(shown: Shown | None) -> str:
    return f"这里叫“{shown.name}”" if shown and shown.name != shown.item.get("name") else ""


def _exceptions(shown: Shown | None) -> list[list[str]]:
    clauses = [clause.row for clause in shown.line.exceptions] if shown else []
    return [[str(row.get("when")), str(row.get("then"))] for row in clauses if is_public(row)]


def _lists(site: Site, shown: Shown | None, answer: answers.Answer) -> list[tuple[str, str]]:
    """Return (title, page path) of the list that set the answer and of the lower lists that changed it."""
    above = _above(site)
    steps = [s for s in shown.line.trail if s.accepted and s.area not in above] if shown else []
    changed = [r for s in steps if (r := find(site, "list", s.list_id))]
    found: dict[str, tuple[str, str]] = {}
    for title, path in (*answer.lists, *((r.get("title"), page_of("list", r.id)) for r in changed)):
        found.setdefault(path, (title, path))
    return list(found.values())


def _guide(site: Site, record: Record | None, page: str) -> list[str]:
    """Return [title, link] of a guide that an area below the installation's own has written."""
    if record is None or record.get("area") in _above(site):
        return []
    anchor = f"guide-{record.get('area').replace('/', '-')}"
    return [record.get("title"), link(page, f"{page_of('item', record.get('item_id'))}#{anchor}")]


def _above(site: Site) -> list[str]:
    """Return the ids of the installation's own area and those above it."""
    areas, own = site.catalogue.areas, site.catalogue.settings.area
    return [a.id for a in areas.chain(own)] if own in areas else []
