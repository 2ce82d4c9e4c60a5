"""A document before it is set: plain values for a template, and how values are put into the words of a sheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...model.records import Record
from ...model.settings import MISSING
from ..head import absolute
from ..site import Site
from ..views.parts import BasisLine, badges, day_text, hotlines, newest, unique, verified_badge

# A date every PDF must carry; what has no date of its own was published with the software's first content.
UNDATED = "2026-11-23"


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One PDF to make: its site path, the template in theme/typst/, and what the template shows.

    `about` names it in messages ("一页纸：婚姻状况证明"), `remedy` says what to shorten when it does not fit its page.
    `data` is plain JSON and is all that the PDF depends on besides template, typesetter and fonts.
    """

    path: str
    template: str
    about: str
    data: dict[str, Any]
    remedy: str = ""

    def json(self) -> str:
        """Return the data as text: equal texts give equal documents."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True)


def base_of(site: Site, page: str, title: str, backing: Iterable[Record]) -> dict[str, Any]:
    """Return what every sheet says: title, whose it is, how far it is confirmed, its date, and the page's address."""
    records, settings = list(backing), site.catalogue.settings
    address = absolute(settings, page)
    numbers = [number for number, _ in hotlines(site)]
    dates = [str(r.get("updated") or r.get("published") or "") for r in records]
    return {
        "title": title,
        "site": settings.site_name or MISSING,
        "organiser": settings.shown("organiser"),
        "hotline": numbers[0] if numbers else MISSING,
        "url": address,
        "pending": next((marks[1][0] for r in records if len(marks := badges(site, r)) > 1), ""),
        "verified": _verified(site, records),
        "date": (newest(dates) or UNDATED)[:10],
        "date_text": day_text((newest(dates) or UNDATED)[:10]),
        "on_text": day_text(site.catalogue.on),
        "versions": _by_kind(
            site, records, lambda r: f"第 {r.get('version')} 版" if r.get("version") else ""
        ),
    }


def _verified(site: Site, records: list[Record]) -> list[str]:
    """Return how far what stands behind a sheet is verified, by kind of record: 事项、清单条目已核实."""
    return _by_kind(site, records, lambda r: verified_badge(site, r)[0])


def _by_kind(site: Site, records: list[Record], say: Callable[[Record], str]) -> list[str]:
    """Return what is said of records, once for all kinds of which the same is said."""
    kinds: dict[str, list[str]] = {}
    for record in records:
        kinds.setdefault(say(record), []).append(site.catalogue.schemas[record.kind].title)
    return [f"{'、'.join(unique(names))}{said}" for said, names in kinds.items() if said]


def basis(line: BasisLine) -> dict[str, str]:
    """Return a legal basis in words: law and article, the version, and what it is worth on the date."""
    return {"law": f"{line.law}{line.article}", "version": line.version, "status": line.status}
