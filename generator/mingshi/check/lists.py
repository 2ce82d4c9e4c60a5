"""Lists and their listings: what inherits from what, what must be there for a ban or a duty (MS403 to MS417)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from ..resolve.active import text_of
from ..resolve.lines import EffectiveLine
from ..resolve.lists import Resolver
from .cells import quote
from .retired import retired_lists
from .rows import EntryRow, child_rows, finding_at, is_whole

RELATIONS = {"parent": "上级清单", "adds_to": "补充的清单", "replaces": "取代的清单"}
_BANS = ("not_issue", "by_department")
_DUTIES = ("must_issue", "may_issue")
# Without all of them nobody can say what stands above a list.
_NEEDED = ("area", "place", "list", "listing", "law", "law_version")
_NESTED = {"legal_basis": "依据", "substitutes": "替代途径", "exceptions": "例外"}


def check_lists(catalogue: Catalogue) -> Iterator[Finding]:
    """Check all lists and listings."""
    circles = list(_circles(catalogue))
    yield from circles
    for record in catalogue.of("list"):
        yield from _relations(catalogue, record)
    for listing in catalogue.of("listing"):
        yield from _unverified(listing)
    if not circles and is_whole(catalogue, *_NEEDED):
        yield from _listings(catalogue, Resolver(catalogue))


def _circles(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield MS414 for every list that comes back to itself through lists it inherits from, adds to or replaces."""
    lists = catalogue.records.get("list", {})
    for record in catalogue.of("list"):
        for name, title in RELATIONS.items():
            way, here = [record.id], text_of(record, name)
            while here in lists and here not in way:
                way.append(here)
                here = text_of(lists[here], name)
            if here == record.id:
                circle = " → ".join([*way, here])
                message = f"{title}绕了一圈又回到自己：{circle}"
                yield finding_at(record, name, "MS414", message, "改掉其中一处")


def _relations(catalogue: Catalogue, record: Record) -> Iterator[Finding]:
    """Check that a list inherits from above, and adds to or replaces a list of its own area (MS403)."""
    areas, lists = catalogue.areas, catalogue.records.get("list", {})
    area = text_of(record, "area")
    if area not in areas:
        return
    for name, title in RELATIONS.items():
        other = lists.get(text_of(record, name))
        there = text_of(other, "area") if other else ""
        if other is None or there not in areas or there == area:
            continue
        if name != "parent":
            message = f"{title}{quote(other.id)}是别的地方（{areas.get(there).name}）的"
            yield finding_at(record, name, "MS403", message, "只能写同一个地方的清单")
        elif not _is_above(catalogue, there, area):
            message = f"{title}{quote(other.id)}是{areas.get(there).name}的，它不在{areas.get(area).name}之上"
            yield finding_at(record, name, "MS403", message, "写上一级或同级的清单")


def _is_above(catalogue: Catalogue, upper: str, area: str) -> bool:
    try:
        return upper in (a.id for a in catalogue.areas.chain(area))
    except KeyError:
        return True  # a broken chain of areas has its own finding (MS411)


def _unverified(listing: Record) -> Iterator[Finding]:
    """Yield MS413 for what a public listing rests on and nobody has verified."""
    if listing.get("verified") not in ("yes", "partly"):
        return
    for name, title in _NESTED.items():
        for row in child_rows(EntryRow(listing, listing.values), name):
            if row.values.get("verified") == "no":
                message = f"这一项{title}未核实，整条却是公开的"
                remedy = "核实后改为 yes 或 partly；核实不了就删掉这一项"
                yield finding_at(row, "verified", "MS413", message, remedy)


def _listings(catalogue: Catalogue, resolver: Resolver) -> Iterator[Finding]:
    lists, gone = catalogue.records.get("list", {}), retired_lists(catalogue)
    stands: dict[str, _Standing] = {}
    for listing in catalogue.of("listing"):
        own = lists.get(text_of(listing, "list_id"))
        if own is None or own.id in gone:
            continue
        if own.id not in stands:
            stands[own.id] = _standing(catalogue, resolver, own)
        yield from _target(catalogue, listing, stands[own.id])
        if text_of(listing, "op") in ("add", "override"):
            upper = stands[own.id].above.get(text_of(listing, "item_id"))
            yield from _ban(catalogue, listing, upper)
            yield from _duty(catalogue, listing, upper)
    for conflict in resolver.conflicts:
        found = catalogue.find("listing", f"{conflict.lower}/{conflict.item_id}")
        if found and conflict.kind != "missing":
            remedy = "写明核实过的、层级足够的依据；没有就删去这一条。网站会把两种规定都列出来"
            yield finding_at(found, "op", "MS417", conflict.reason, remedy)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a list stands on: the lines `above` it, and the items it spoke about in vain, if it speaks today."""

    above: Mapping[str, EffectiveLine]
    speaks: bool
    missing: frozenset[str]


def _standing(catalogue: Catalogue, resolver: Resolver, own: Record) -> _Standing:
    above: dict[str, EffectiveLine] = {}
    speaks, missing = False, frozenset[str]()
    area = text_of(own, "area")
    if area in catalogue.areas:
        here = resolver.effective(area)
        above = {line.item_id: line for line in here.lines if line.trail[0].list_id != own.id}
        speaks = any(record.id == own.id for record in here.lists)
        missing = frozenset(c.item_id for c in here.conflicts if c.kind == "missing" and c.lower == own.id)
    for name in ("parent", "adds_to"):
        other = text_of(own, name)
        if other in catalogue.records.get("list", {}):
            above |= {line.item_id: line for line in resolver.contents(other)}
    return _Standing(above, speaks, missing)


def _target(catalogue: Catalogue, listing: Record, standing: _Standing) -> Iterator[Finding]:
    """Check that there is something above to inherit or to change (MS403)."""
    op, item = text_of(listing, "op"), text_of(listing, "item_id")
    if op in ("", "add"):
        return
    # A list that speaks has been resolved already; of an override the resolver makes an addition.
    lost = item in standing.missing if standing.speaks and op != "override" else item not in standing.above
    if lost:
        does = catalogue.label("listing", "op", op)
        message = f"操作“{does}”没有对象：上级清单里没有{quote(item)}"
        remedy = "检查事项编号和上级清单；这里自己增加的写 op: add"
        yield finding_at(listing, "op", "MS403", message, remedy)


def _ban(catalogue: Catalogue, listing: Record, upper: EffectiveLine | None) -> Iterator[Finding]:
    """Check that who is told "not here" is told where instead (MS405); an override may rely on the upper list."""
    status = text_of(listing, "status")
    if status in _BANS and not listing.rows("substitutes") and not (upper and upper.substitutes):
        message = f"规定是“{catalogue.label('listing', 'status', status)}”，却没有写居民可以怎么办"
        remedy = "在 substitutes 里写明凭什么材料、由哪个部门核查或者去哪里开"
        yield finding_at(listing, "status", "MS405", message, remedy)


def _duty(catalogue: Catalogue, listing: Record, upper: EffectiveLine | None) -> Iterator[Finding]:
    """Check that what is issued rests on a law in a dated version (MS406); an override may rely on the upper list."""
    status = text_of(listing, "status")
    if status not in _DUTIES:
        return
    inherited = upper.legal_basis if upper and upper.status == status else ()
    rows = [*listing.rows("legal_basis"), *inherited]
    if not any(str(row.get("version_date") or "")[:1].isdigit() for row in rows):
        message = f"规定是“{catalogue.label('listing', 'status', status)}”，却没有写明版本的依据"
        remedy = "在 legal_basis 里写明法规（law_id）、版本日期（version_date）和条款（article）"
        yield finding_at(listing, "status", "MS406", message, remedy)
