"""Guides (办事指南) as shown on an item page: which one applies in an area, and its parts in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ...model.records import Record, Value
from ...model.urls import page_of
from ..markdown import to_html
from ..site import Site, raw
from .parts import BasisLine, as_list, basis_lines, by_item, find, public_rows

# Said when a guide knows no rule and has no note on it: not found is not the same as not regulated.
NOT_STATED = "规定里没有写"


@dataclass(frozen=True, slots=True)
class GuideView:
    """One guide ready for a template. `plain` are (label, text) pairs in the order they are shown; `body` is HTML."""

    record: Record
    area_id: str
    title: str
    summary: str
    plain: list[tuple[str, list[str]]]
    steps: list[dict[str, str]]
    materials: list[dict[str, str]]
    rules: list[tuple[str, list[str]]]
    bases: list[BasisLine]
    faq: list[Mapping[str, Value]]
    form_page: str
    form_title: str
    body: Markup


def guide_record(site: Site, area_id: str, item_id: str) -> Record | None:
    """Return the guide of an item that is nearest to an area: its own, else that of the area above, and so on."""
    written = {g.get("area"): g for g in by_item(site, "guide").get(item_id, [])}
    for area in reversed(site.catalogue.areas.chain(area_id)):
        if area.id in written:
            return written[area.id]
    return None


def other_guides(site: Site, shown: Record | None, item_id: str) -> list[Record]:
    """Return the guides of an item besides the one shown: what single cities and counties do differently."""
    return [g for g in by_item(site, "guide").get(item_id, []) if g is not shown]


def guide_view(site: Site, guide: Record) -> GuideView:
    """Put a guide into the words and order of the page."""
    form = find(site, "form", guide.get("form_id"))
    return GuideView(
        record=guide,
        area_id=guide.get("area"),
        title=guide.get("title"),
        summary=guide.get("summary"),
        plain=_plain(guide),
        steps=[_step(site, row) for row in public_rows(guide, "steps")],
        materials=[_material(site, row) for row in public_rows(guide, "materials")],
        rules=[
            (_label(site, "operating_rules", "rule", row), [str(row.get("text") or "")])
            for row in public_rows(guide, "operating_rules")
        ],
        bases=basis_lines(site, public_rows(guide, "legal_basis")),
        faq=public_rows(guide, "faq"),
        form_page=page_of("form", form.id) if form else "",
        form_title=form.get("title") if form else "",
        body=raw(to_html(guide.body)),
    )


def _plain(guide: Record) -> list[tuple[str, list[str]]]:
    issue = guide.get("guide_kind") == "issue"
    rows: list[tuple[str, list[str]]] = [
        ("谁来办", as_list(guide.get("issuing_body"))),
        ("谁会要", as_list(guide.get("requesting_bodies"))),
        ("做什么用", [guide.get("purpose")]),
        ("谁可以申请", [guide.get("applicants")]),
        ("条件", as_list(guide.get("conditions"))),
        ("多久", [time_text(guide)] if issue or _stated(guide, "time_limit_kind") else []),
        ("收费", [fee_text(guide)] if issue or _stated(guide, "fee_charged") else []),
        ("拿到什么", [guide.get("result")]),
        ("有效期", [guide.get("validity")]),
        ("怎么送达", [guide.get("delivery")]),
        ("地点和时间", [guide.get("place_time")]),
        ("联系", [guide.get("contact")]),
        ("监督", [guide.get("supervision")]),
        ("不服怎么办", [guide.get("remedy")]),
    ]
    return [(label, texts) for label, parts in rows if (texts := [part for part in parts if part])]


def _stated(guide: Record, field: str) -> bool:
    return guide.get(field) not in ("", "unspecified")


def time_text(guide: Record) -> str:
    """Return the time limit in one phrase: "当场办结", "3 个工作日" or that no rule states one."""
    kind, number, legal = (guide.get(f"time_limit_{name}") for name in ("kind", "n", "statutory"))
    unit = "日" if kind == "days" else "个工作日"
    phrase = f"{number} {unit}" if number else "当场办结" if kind == "on_spot" else ""
    most = f"法定最多 {legal} {unit}" if legal else ""
    return "；".join(part for part in (phrase, most, guide.get("time_limit_note")) if part) or NOT_STATED


def fee_text(guide: Record) -> str:
    """Return the fee in one phrase."""
    phrase = {"yes": "收费", "no": "不收费"}.get(guide.get("fee_charged"), "")
    return (
        "；".join(part for part in (phrase, guide.get("fee_note"), guide.get("fee_basis")) if part)
        or NOT_STATED
    )


def _step(site: Site, row: Mapping[str, Value]) -> dict[str, str]:
    shown = {name: str(row.get(name) or "") for name in ("actor", "what", "time", "result")}
    return shown | {"link": _label(site, "steps", "link", row)}


def _material(site: Site, row: Mapping[str, Value]) -> dict[str, str]:
    shown = {
        name: str(row.get(name) or "") for name in ("name", "copies", "basis", "note", "necessity", "source")
    }
    coded = ("necessity", "form", "source")
    row = {**row, "form": "" if row.get("form") == "unspecified" else row.get("form")}
    return shown | {f"{name}_text": _label(site, "materials", name, row) for name in coded}


def _label(site: Site, child: str, name: str, row: Mapping[str, Value]) -> str:
    """Return the Chinese label of a coded value in a child table of a guide, "" when it is not given."""
    value = str(row.get(name) or "")
    field = site.catalogue.schemas["guide"].children[child].field(name)
    return field.label(value) if field and value else ""


def needed(view: GuideView) -> list[str]:
    """Return the names of the materials everybody must bring, else of all that people have themselves."""
    instead = view.record.get("guide_kind") == "instead"
    # Where others issue the paper, what they issue is what one comes for, not what one brings.
    bring = [m for m in view.materials if not (instead and m["source"] == "issuer")]
    must = [m["name"] for m in bring if m["necessity"] == "required"]
    return must or [m["name"] for m in bring if m["source"] != "issuer"]
