"""The answer to "does the committee issue this?": in the installation's own area, and where places differ from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.areas import Area
from ...model.records import Record, Value
from ...model.urls import page_of
from ..site import Site
from . import guides
from .effective import Shown, effective, lines_at
from .parts import UNLISTED, WHO, BasisLine, Verdict, as_list, basis_lines, by_item, find, is_public, unique

IN_BOX = 3
DECLARE = "declare"
# One's own papers and one's own word.
OWN = ("document", DECLARE)
HEADLINE = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """The box at the top of an item page. `rows` are (label, texts), `lists` (title, page path) of what it rests on."""

    verdict: Verdict
    says: str
    sentence: str
    rows: list[tuple[str, list[str]]]
    lists: list[tuple[str, str]]
    bases: list[BasisLine]


@dataclass(frozen=True, slots=True)
class Substitute:
    """One way to get by without the certificate; `code` is its mode, `marks` how far it is verified."""

    code: str
    mode: str
    text: str
    department: str
    documents: list[str]
    bases: list[BasisLine]
    marks: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Local:
    """What holds in an area whose own list says something about the item; `listing` is what its list says."""

    area: Area
    page: str
    verdict: Verdict
    says: str
    list_title: str
    list_page: str
    disputes: list[str]


def own_line(site: Site, item_id: str) -> Shown | None:
    """Return the line of an item in the effective list of the installation's own area."""
    return line_at(site, item_id, site.catalogue.settings.area)


def line_at(site: Site, item_id: str, area_id: str) -> Shown | None:
    """Return the line of an item in the effective list of an area, None when the area or the line does not exist."""
    if area_id not in site.catalogue.areas:
        return None
    key = ("lines", site.resolver.key(area_id))
    lines: dict[str, Shown] = site.once(key, lambda: {s.item.id: s for s in lines_at(site, area_id)})
    return lines.get(item_id)


def answer_of(site: Site, item: Record, guide: guides.GuideView | None) -> Answer:
    """Return the answer that holds in the installation's own area on the date."""
    return answer_at(site, item, site.catalogue.settings.area, own_line(site, item.id), guide)


def answer_at(
    site: Site, item: Record, area_id: str, shown: Shown | None, guide: guides.GuideView | None
) -> Answer:
    """Return the answer that holds at an area: `shown` is the item's line there, `guide` the one that applies."""
    if shown is None:
        return _unlisted(site, item, area_id)
    elsewhere = shown.verdict.tone == "no"
    says, sentence = _split(shown, item)
    rows = _go_elsewhere(site, shown, guide) if elsewhere else _come_here(shown, guide)
    line = shown.line
    bases = [*line.legal_basis, *line.substitutes] if elsewhere else line.legal_basis
    return Answer(
        verdict=shown.verdict,
        says=says,
        sentence=sentence,
        rows=[(label, texts) for label, texts in rows if texts],
        lists=_lists(site, line.from_list),
        bases=basis_lines(site, filter(is_public, bases))[:IN_BOX],
    )


def _split(shown: Shown, item: Record) -> tuple[str, str]:
    """Return the headline and the rest of an answer: its first sentence when that is short, else words of our own."""
    answer = shown.listing.get("answer")
    head, _, rest = answer.partition("。")
    short = bool(rest) and len(head) <= HEADLINE
    # A headline that repeats the stamp says nothing.
    if short and head != shown.verdict.short:
        return head, rest
    says = shown.verdict.says.format(who=WHO.get(item.get("applies_to"), WHO["both"]))
    return says, rest if short else answer or item.get("description")


def words_of(shown: Shown, item: Record) -> tuple[str, str]:
    """Return the headline and the rest of the answer of a line, wherever it holds."""
    return _split(shown, item)


def _unlisted(site: Site, item: Record, area_id: str) -> Answer:
    """Return the answer for an item that no list in force at an area has: perhaps one removed it, and says why."""
    removed = _removals(site, item.id, area_id)
    sentence = removed[-1].get("reason") if removed else item.get("description")
    lists = _lists(site, removed[-1].get("list_id")) if removed else []
    rows = removed[-1].rows("legal_basis") if removed else []
    return Answer(
        UNLISTED, UNLISTED.says, sentence, [], lists, basis_lines(site, filter(is_public, rows))[:IN_BOX]
    )


def _removals(site: Site, item_id: str, area_id: str) -> list[Record]:
    """Return the entries of lists in force at an area that take an item off the list, upper lists first."""
    if area_id not in site.catalogue.areas:
        return []
    order = [record.id for record in effective(site, area_id).lists]
    found = [r for r in by_item(site, "listing").get(item_id, []) if r.get("op") == "remove"]
    return sorted(
        (r for r in found if r.get("list_id") in order), key=lambda r: order.index(r.get("list_id"))
    )


def _area_of(site: Site, listing: Record) -> str:
    found = find(site, "list", listing.get("list_id"))
    return found.get("area") if found else ""


def _lists(site: Site, list_id: str) -> list[tuple[str, str]]:
    found = find(site, "list", list_id)
    if not found:
        return []
    number = found.get("doc_number")
    return [(f"{found.get('title')}（{number}）" if number else found.get("title"), page_of("list", list_id))]


def _go_elsewhere(site: Site, shown: Shown, guide: guides.GuideView | None) -> list[tuple[str, list[str]]]:
    rows = [row for row in shown.line.substitutes if is_public(row)]
    # What departments settle among themselves is nowhere to go to, unless it is the only way.
    go = [row for row in rows if row.get("mode") != "share"] or rows
    documents = unique(document for row in rows for document in as_list(row.get("documents")))
    where = unique(str(row.get("department") or "") for row in go)
    if len(where) == 1 and all(row.get("mode") in OWN for row in go):
        # Back to whoever asks: that is an answer only together with what to show there.
        where = [f"{where[0]}：{'、'.join(unique(_mode(site, row) for row in go))}"]
    return [
        ("去哪里", where),
        ("带什么", guides.needed(guide) if guide else documents),
    ]


def _come_here(shown: Shown, guide: guides.GuideView | None) -> list[tuple[str, list[str]]]:
    if guide is None:
        return [("去哪里", as_list(shown.line.listing.get("issuing_bodies")))]
    record = guide.record
    return [
        ("去哪里", as_list(record.get("issuing_body")) or as_list(record.get("place_time"))),
        ("带什么", guides.needed(guide)),
        ("多久", [guides.time_text(record)]),
        ("收费", [guides.fee_text(record)]),
        ("拿到什么", as_list(record.get("result"))),
    ]


def substitutes_of(site: Site, shown: Shown | None) -> list[Substitute]:
    """Return the ways to get by without the certificate, as they hold in the installation's own area."""
    verified = site.catalogue.schemas["listing"].children["substitutes"].field("verified")
    rows = [row for row in shown.line.substitutes if is_public(row)] if shown else []
    return [
        Substitute(
            code=str(row.get("mode") or ""),
            mode=_mode(site, row),
            text=str(row.get("text") or ""),
            department=str(row.get("department") or ""),
            documents=as_list(row.get("documents")),
            bases=basis_lines(site, [row]),
            marks=[(verified.label("partly"), "part")] if verified and row.get("verified") != "yes" else [],
        )
        for row in rows
    ]


def _mode(site: Site, row: Mapping[str, Value]) -> str:
    field = site.catalogue.schemas["listing"].children["substitutes"].field("mode")
    return field.label(str(row.get("mode") or "")) if field else ""


def promises_of(site: Site, shown: Shown | None) -> list[Substitute]:
    """Return the ways in which one's own written statement or promise replaces the certificate (告知承诺)."""
    return [way for way in substitutes_of(site, shown) if way.code == DECLARE]


def exceptions_of(site: Site, shown: Shown | None) -> list[dict[str, Any]]:
    """Return the exceptions that hold in the installation's own area: when, then, who made it, and the basis."""
    return [
        {name: str(clause.row.get(name) or "") for name in ("when", "then", "basis_text")}
        | {"lists": _lists(site, clause.list_id), "bases": basis_lines(site, [clause.row])}
        for clause in (shown.line.exceptions if shown else ())
        if is_public(clause.row)
    ]


def basis_rows(shown: Shown | None, guide: guides.GuideView | None) -> list[Mapping[str, Value]]:
    """Return every row that names a legal basis for the item: of its line, then of its guide."""
    line = shown.line if shown else None
    rows = [*line.legal_basis, *line.substitutes, *(clause.row for clause in line.exceptions)] if line else []
    rows += guide.record.rows("legal_basis") if guide else []
    return [row for row in rows if is_public(row)]


def local_answers(site: Site, item_id: str) -> list[Local]:
    """Return what holds in the areas below the installation's own whose lists speak of the item, upper ones first."""
    areas, own = site.catalogue.areas, site.catalogue.settings.area
    below = [a.id for a in areas.chain(own)] if own in areas else []
    spoken: dict[str, Record] = {}
    for listing in by_item(site, "listing").get(item_id, []):
        area_id = _area_of(site, listing)
        if area_id in areas and area_id not in below and _stands(site, area_id, listing):
            spoken[area_id] = listing
    order = sorted(spoken, key=lambda i: (len(areas.chain(i)), i))
    return [_local(site, areas.get(i), item_id, spoken[i]) for i in order]


def _stands(site: Site, area_id: str, listing: Record) -> bool:
    """Tell whether the list of an entry is in force at its area: not replaced, not pending, not over."""
    return listing.get("list_id") in {r.id for r in site.resolver.effective(area_id).lists}


def _local(site: Site, area: Area, item_id: str, listing: Record) -> Local:
    shown = line_at(site, item_id, area.id)
    title, page = (_lists(site, listing.get("list_id")) or [("", "")])[0]
    return Local(
        area=area,
        page=page_of("area", area.id),
        verdict=shown.verdict if shown else UNLISTED,
        says=_says(shown) if shown else listing.get("reason"),
        list_title=title,
        list_page=page,
        disputes=[c.reason for c in shown.line.conflicts if c.lower == listing.get("list_id")]
        if shown
        else [],
    )


def _says(shown: Shown) -> str:
    own_name = f"这里叫“{shown.name}”" if shown.name != shown.item.get("name") else ""
    return "；".join(text for text in (shown.listing.get("answer"), shown.note, own_name) if text)
