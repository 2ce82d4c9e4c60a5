"""Whether a list may change what another one says: the rules by which an upper status is kept or gives way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model.areas import LEVEL_NAMES
from ..model.catalogue import Catalogue
from ..model.records import Record
from .active import base_of, text_of
from .laws import is_high, rank_of, status_of
from .lines import EffectiveLine, ListConflict

GONE = ""  # the status of an item that a list removes
_ANY = frozenset({GONE, "not_issue", "must_issue", "may_issue", "assist", "by_department", "transitional"})
# What a province or city may do to an upper status without a basis. A `may_issue` leaves room; the others are duties
# or bans. Every level may defer a ban for a while: that is what `transitional` is for.
_FREE: Mapping[str, frozenset[str]] = {
    "not_issue": frozenset({"transitional"}),
    "by_department": frozenset({"not_issue", "transitional"}),
    "transitional": frozenset({"not_issue", "by_department"}),
    "may_issue": _ANY,
}
_FREE_BELOW_CITY: Mapping[str, frozenset[str]] = {
    "not_issue": frozenset({"transitional"}),
    "by_department": frozenset({"transitional"}),
}
_HIGH_LEVELS = ("nation", "province", "city")
_LISTS_ITEMS = (*_HIGH_LEVELS, "county")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A list speaking at its area; `chain` are the ids of the areas from the nation down to it."""

    record: Record
    area: str
    level: str
    chain: tuple[str, ...]


def objection(
    catalogue: Catalogue, speaker: Speaker, listing: Record, upper: EffectiveLine | None, status: str
) -> ListConflict | None:
    """Return why a list may not give an item a status (GONE: remove it), or None when it may."""
    if upper is None:
        return _may_add(catalogue, speaker, listing)
    if status == upper.status or _is_free(catalogue, speaker, upper, status):
        return None
    lacking = _lacking(catalogue, speaker, listing)
    if not lacking:
        return None
    does = "取消" if status == GONE else f"改为“{catalogue.label('listing', 'status', status)}”"
    reason = (
        f"{_title(catalogue, speaker.record.id)}要把“{upper.name}”{does}，"
        f"{_title(catalogue, upper.holder)}规定“{catalogue.label('listing', 'status', upper.status)}”；"
        f"{lacking}，仍按后者。"
    )
    kind = "remove" if status == GONE else "status"
    return ListConflict(kind, upper.item_id, upper.holder, speaker.record.id, reason)


def nothing_above(catalogue: Catalogue, speaker: Speaker, listing: Record) -> ListConflict:
    """Return the conflict of an operation on an item that no upper list has."""
    lower, item_id = speaker.record.id, text_of(listing, "item_id")
    op = catalogue.label("listing", "op", text_of(listing, "op"))
    reason = f"{_title(catalogue, lower)}对“{item_name(catalogue, item_id)}”写了“{op}”，上级清单没有这一项。"
    return ListConflict("missing", item_id, "", lower, reason)


def omitted(catalogue: Catalogue, speaker: Speaker, upper: EffectiveLine) -> ListConflict:
    """Return the conflict of a list that inherits a selection and says nothing about an upper item."""
    reason = (
        f"{_title(catalogue, speaker.record.id)}只继承列出的事项，没有写“{upper.name}”；"
        f"{_title(catalogue, upper.holder)}的规定“{catalogue.label('listing', 'status', upper.status)}”仍然有效。"
    )
    return ListConflict("omitted", upper.item_id, upper.holder, speaker.record.id, reason)


def item_name(catalogue: Catalogue, item_id: str) -> str:
    """Return the name of an item, or its id when it is not registered."""
    item = catalogue.find("item", item_id)
    return (text_of(item, "name") if item else "") or item_id


def _may_add(catalogue: Catalogue, speaker: Speaker, listing: Record) -> ListConflict | None:
    lacking = "" if speaker.level in _LISTS_ITEMS else _lacking(catalogue, speaker, listing)
    if not lacking:
        return None
    item_id = text_of(listing, "item_id")
    reason = (
        f"{_title(catalogue, speaker.record.id)}要增加“{item_name(catalogue, item_id)}”；"
        f"{LEVEL_NAMES.get(speaker.level, '这一级')}不能自行增加事项，{lacking}，没有列入。"
    )
    return ListConflict("level", item_id, "", speaker.record.id, reason)


def _is_free(catalogue: Catalogue, speaker: Speaker, upper: EffectiveLine, status: str) -> bool:
    lists = catalogue.records.get("list", {})
    if upper.holder in lists and base_of(lists, upper.holder) == base_of(lists, speaker.record.id):
        return True
    table = _FREE if speaker.level in _HIGH_LEVELS else _FREE_BELOW_CITY
    return status in table.get(upper.status, frozenset())


def _lacking(catalogue: Catalogue, speaker: Speaker, listing: Record) -> str:
    """Return what every basis of a listing lacks to overrule an upper list, "" when one of them suffices."""
    rows = [row for row in listing.rows("legal_basis") if row.get("verified") != "no"]
    if not rows:
        return "没有写明核实过的设定依据"
    faults = [
        _fault(catalogue, speaker, str(r.get("law_id")), str(r.get("version_date") or "")) for r in rows
    ]
    return "" if "" in faults else faults[0]


def _fault(catalogue: Catalogue, speaker: Speaker, law_id: str, version_date: str) -> str:
    law = catalogue.find("law", law_id)
    if law is None or law.get("verified") == "no":
        return f"依据“{law_id}”没有登记或者未核实"
    title = f"依据《{text_of(law, 'short_title') or law_id}》"
    if text_of(law, "jurisdiction") not in speaker.chain:
        return f"{title}在这里不适用"
    if not is_high(rank_of(catalogue, law_id)):
        return f"{title}是{catalogue.label('law', 'rank', rank_of(catalogue, law_id))}，层级不够"
    status = status_of(catalogue, law_id, version_date, catalogue.on)
    return "" if status.state == "in_force" else f"{title}{status.label}"


def _title(catalogue: Catalogue, list_id: str) -> str:
    record = catalogue.find("list", list_id)
    return f"《{text_of(record, 'title') if record else list_id}》"
