"""Rules that do not agree (规则冲突): shown as questions to experts, not hidden."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.records import Record
from ...model.urls import page_of
from ...resolve.lines import ListConflict
from ..page import Page
from ..site import Site
from .parts import SourceLine, as_list, badges, day_text, find, newest, public, source_lines
from .reference import column_page
from .usage import title_of

# What an expert is asked when the record does not say it better.
QUESTION = "两边的规定不一致，应当按哪一边办理？"
OPEN = ("unresolved", "partly_resolved", "rule_based")
TONES = {"unresolved": "bad", "partly_resolved": "wait", "rule_based": "wait"}


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One conflict ready for the page: both rules with their sources, and how far it is settled."""

    record: Record
    item: Record | None
    state: tuple[str, str]
    question: str
    resolved_on: str
    sides: list[tuple[str, str, list[SourceLine]]]
    sources: list[SourceLine]
    badges: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ListDispute:
    """A list that was overruled: the sentence and the lists and item it is about, as (title, page)."""

    reason: str
    links: list[tuple[str, str]]


def conflicts_page(site: Site) -> Page:
    """Return the page of all conflicts: open ones first, then settled ones, then those between lists."""
    path = page_of("conflict")
    views = [_view(site, record) for record in public(site, "conflict")]
    still_open = [v for v in views if v.record.get("state") in OPEN]
    settled = [v for v in views if v.record.get("state") not in OPEN]
    disputes = [_dispute(site, conflict) for conflict in site.resolver.conflicts]
    about = f"两条规定不一致的 {len(views)} 种情况：两边各怎么说，有没有解决，要请专家回答什么。"
    body = site.render("conflicts.html", path, still_open=still_open, settled=settled, disputes=disputes)
    published = newest(str(v.record.get("published")) for v in views)
    return column_page(site, path, "规则冲突", about, body, published=published)


def _view(site: Site, conflict: Record) -> ConflictView:
    schema = site.catalogue.schemas["conflict"]
    state = conflict.get("state")
    return ConflictView(
        record=conflict,
        item=find(site, "item", conflict.get("item_id")),
        state=(site.catalogue.label("conflict", "state", state), TONES.get(state, "ok")),
        question=conflict.get("question") or (QUESTION if state in OPEN else ""),
        resolved_on=day_text(conflict.get("resolution_date")),
        sides=[
            (
                field.title if (field := schema.field(name)) else name,
                conflict.get(name),
                source_lines(site, as_list(conflict.get(f"{name}_source_ids"))),
            )
            for name in ("rule_a", "rule_b")
        ],
        sources=source_lines(site, as_list(conflict.get("source_ids"))),
        badges=badges(site, conflict),
    )


def _dispute(site: Site, conflict: ListConflict) -> ListDispute:
    named = [("item", conflict.item_id), ("list", conflict.upper), ("list", conflict.lower)]
    found = [(kind, record) for kind, id_ in named if (record := find(site, kind, id_))]
    return ListDispute(conflict.reason, [(title_of(site, r), page_of(kind, r.id)) for kind, r in found])
