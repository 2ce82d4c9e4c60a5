"""What a sheet says about one item: the answer, where to go, what to bring, how, on what basis."""

from __future__ import annotations

from typing import Any

from ...model.records import Record
from ...model.urls import page_of
from ..site import Site
from ..views import answers, guides
from ..views.effective import Shown
from ..views.items import names_of
from ..views.parts import basis_lines, find
from ..views.prints import leaflet_path, notice_path
from .document import Document, base_of, basis

ALSO = 6
# Of a guide's facts those a resident needs on paper; who issues, and for what, the answer says already.
ON_PAPER = (
    "谁可以申请",
    "条件",
    "多久",
    "收费",
    "拿到什么",
    "有效期",
    "地点和时间",
    "联系",
    "监督",
    "不服怎么办",
)


def leaflet(site: Site, item: Record) -> Document:
    """Return the one-page leaflet of an item, as it stands in the installation's own area."""
    shown, guide, backing = _known(site, item, site.catalogue.settings.area)
    title = f"{item.get('name')}：一页纸"
    data = base_of(site, page_of("item", item.id), title, backing) | entry(site, item, shown, guide)
    remedy = f"把{'、'.join(r.path for r in backing)}里的步骤、材料或说明写短些"
    return Document(leaflet_path(item.id), "leaflet.typ", f"一页纸“{item.get('name')}”", data, remedy)


def notice(site: Site, item: Record) -> Document | None:
    """Return the notice a counter hands out, None for an item that is not refused."""
    shown, guide, backing = _known(site, item, site.catalogue.settings.area)
    if shown is None or shown.verdict.tone != "no":
        return None
    title = f"一次性告知单：{item.get('name')}"
    data = base_of(site, page_of("item", item.id), title, backing) | entry(site, item, shown, guide)
    remedy = f"把{'、'.join(r.path for r in backing)}里的替代途径、材料写短些"
    return Document(notice_path(item.id), "notice.typ", f"一次性告知单“{item.get('name')}”", data, remedy)


def _known(
    site: Site, item: Record, area_id: str
) -> tuple[Shown | None, guides.GuideView | None, list[Record]]:
    shown = answers.own_line(site, item.id)
    record = guides.guide_record(site, area_id, item.id)
    guide = guides.guide_view(site, record) if record else None
    return shown, guide, [item, *([shown.listing] if shown else []), *([record] if record else [])]


def entry(site: Site, item: Record, shown: Shown | None, guide: guides.GuideView | None) -> dict[str, Any]:
    """Return what is said about an item; `shown` is its line at the place, None where no list in force has it."""
    if shown:
        verdict, name, listed = shown.verdict, shown.name, _list(site, shown)
        says, sentence = answers.words_of(shown, item)
    else:
        answer = answers.answer_of(site, item, guide)
        verdict, name, listed = (
            answer.verdict,
            item.get("name"),
            "；".join(title for title, _ in answer.lists),
        )
        says, sentence = answer.says, answer.sentence
    return {
        "name": name,
        "also": [other for other in names_of(item) if other != name][:ALSO],
        "tone": verdict.tone,
        "stamp": list(verdict.stamp),
        "says": says,
        "sentence": sentence,
        "only": shown.only if shown else "",
        "note": shown.note if shown else "",
        "list": listed,
        "where": _where(site, shown),
        "exceptions": [_exception(e) for e in answers.exceptions_of(site, shown)],
        "bases": [basis(b) for b in basis_lines(site, answers.basis_rows(shown, guide))],
        "conflicts": [c.reason for c in shown.line.conflicts] if shown else [],
        **_guide(guide, verdict.tone),
    }


def _list(site: Site, shown: Shown) -> str:
    """Return the list that says so, with its document number and the number of the item there."""
    found = find(site, "list", shown.line.from_list)
    if found is None:
        return ""
    number = found.get("doc_number")
    seq = f"第 {shown.line.seq} 项" if shown.line.seq else ""
    return f"《{found.get('title')}》{f'（{number}）' if number else ''}{seq}"


def _where(site: Site, shown: Shown | None) -> list[dict[str, Any]]:
    """Return the ways to get by without the certificate: one's own written word first, then as the list has them."""
    ways = sorted(answers.substitutes_of(site, shown), key=lambda way: way.code != answers.DECLARE)
    return [
        {
            "mode": s.mode,
            "who": s.department,
            "how": s.text,
            "show": s.documents,
            "bases": [basis(b) for b in s.bases],
        }
        for s in ways
    ]


def _exception(clause: dict[str, Any]) -> dict[str, Any]:
    texts = [clause["basis_text"]] if clause["basis_text"] else []
    return {
        "when": clause["when"],
        "then": clause["then"],
        "bases": [*map(basis, clause["bases"])],
        "basis_text": texts,
    }


def _guide(guide: guides.GuideView | None, tone: str) -> dict[str, Any]:
    """Return the materials, steps and facts of a guide, empty when there is none."""
    if guide is None:
        return {"materials": [], "steps": [], "facts": [], "form": "", "issued": []}
    instead = guide.record.get("guide_kind") == "instead"
    own = [m for m in guide.materials if not (instead and m["source"] == "issuer")]
    plain = dict(guide.plain)
    return {
        "issued": plain.get("谁来办", []) if tone != "no" else [],
        "materials": [
            {
                "name": m["name"],
                "note": "；".join(t for t in (m["necessity_text"], m["note"]) if t),
                "copies": m["copies"],
            }
            for m in own
        ],
        "steps": [
            {
                "what": s["what"],
                "who": "，".join(t for t in (s["actor"], s["time"]) if t),
                "result": s["result"],
            }
            for s in guide.steps
        ],
        "facts": [[label, plain[label]] for label in ON_PAPER if label in plain],
        "form": guide.form_title,
    }
