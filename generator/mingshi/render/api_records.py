"""API documents about items, lists and laws."""

from __future__ import annotations

from typing import Any

from ..model.records import Record
from ..model.urls import link, page_of
from ..resolve.laws import LawStatus, status_of
from .api_places import line_json, lines_json, may_show
from .site import Site
from .values import record_json
from .views.laws import provisions_of, versions_of
from .views.parts import by_item, find, public, public_rows
from .views.usage import Citation, citations_of_law, source_ids_of, title_of

Json = dict[str, Any]


def items_document(site: Site, _: str, path: str) -> Json:
    """Return the document of all items, each with its status in the installation's own area."""
    return {"items": [_item_line(site, item, path) for item in public(site, "item")]}


def _item_line(site: Site, item: Record, path: str) -> Json:
    here = _here(site, item.id, path)
    shown = record_json(site.catalogue.schemas["item"], item)
    names = ("item_id", "name", "aliases", "theme", "theme_label", "description")
    return {
        **{name: shown[name] for name in names if name in shown},
        **{name: here[name] for name in ("status", "status_label", "answer") if name in here},
        **_links(path, "item", "items", item.id),
    }


def _here(site: Site, item_id: str, path: str) -> Json:
    """Return the line of an item in the installation's own area, empty when no list in force has it."""
    area = site.catalogue.settings.area
    line = site.resolver.effective(area).line(item_id) if area in site.catalogue.areas else None
    return line_json(site, line, path) if line and may_show(site, line) else {}


def _links(path: str, kind: str, folder: str, entry_id: str) -> Json:
    return {
        "document": link(path, f"api/v1/{folder}/{entry_id}.json"),
        "page": link(path, page_of(kind, entry_id)),
    }


def item_document(site: Site, item_id: str, path: str) -> Json:
    """Return the document of one item with everything said about it."""
    item = site.catalogue.records["item"][item_id]
    about = {
        kind: by_item(site, kind, "item_ids" if kind == "police_fact" else "item_id").get(item_id, [])
        for kind in ("listing", "guide", "form", "conflict", "fact", "police_fact")
    }
    here = _here(site, item_id, path)
    records = [item, *(record for group in about.values() for record in group)]
    others = {
        f"{kind}s": _records(site, group) for kind, group in about.items() if kind != "listing" and group
    }
    cited = _cited_laws(site, about["listing"] + about["guide"], path)
    return {
        "item": record_json(site.catalogue.schemas["item"], item),
        **({"here": here} if here else {}),
        "listings": _records(site, about["listing"]),
        **others,
        **({"laws": cited} if cited else {}),
        "page": link(path, page_of("item", item_id)),
        "sources": _sources(site, records),
    }


def _records(site: Site, records: list[Record]) -> list[Json]:
    return [record_json(site.catalogue.schemas[r.kind], r) for r in records]


def _sources(site: Site, records: list[Record]) -> list[Json]:
    ids = dict.fromkeys(i for record in records for i in source_ids_of(site, record))
    return _records(site, [found for i in ids if (found := find(site, "source", i))])


def _cited_laws(site: Site, records: list[Record], path: str) -> list[Json]:
    cited: dict[tuple[str, str], Json] = {}
    for record in records:
        for name in ("legal_basis", "substitutes", "exceptions"):
            for row in public_rows(record, name):
                law, version = find(site, "law", row.get("law_id") or ""), row.get("version_date") or ""
                if law:
                    cited[law.id, version] = _cited_law(site, law, version, path)
    return [cited[key] for key in sorted(cited)]


def _cited_law(site: Site, law: Record, version: str, path: str) -> Json:
    return {
        "law_id": law.id,
        "name": title_of(site, law),
        **({"version_date": version} if version else {}),
        "status": _state(site, law.id, version),
        "document": link(path, f"api/v1/laws/{law.id}.json"),
    }


def _state(site: Site, law_id: str, version: str = "") -> Json:
    status: LawStatus = status_of(site.catalogue, law_id, version, site.catalogue.on)
    found = {
        "state": status.state,
        "state_label": status.label,
        "since": status.since,
        "until": status.until,
        "successor": status.successor,
        "successor_version": status.successor_version,
    }
    return {key: value for key, value in found.items() if value}


def lists_document(site: Site, _: str, path: str) -> Json:
    """Return the document of all lists with the number of lines each comprises."""
    schema = site.catalogue.schemas["list"]
    found = []
    for record in public(site, "list"):
        lines = sum(1 for line in site.resolver.contents(record.id) if may_show(site, line))
        links = _links(path, "list", "lists", record.id)
        found.append({"list": record_json(schema, record), "lines": lines, **links})
    return {"lists": found}


def list_document(site: Site, list_id: str, path: str) -> Json:
    """Return the document of one list: its own listings, and the lines it comprises with what it inherits."""
    record = site.catalogue.records["list"][list_id]
    own = [
        r
        for r in public(site, "listing")
        if r.get("list_id") == list_id and find(site, "item", r.get("item_id"))
    ]
    own.sort(key=lambda r: (int(r.get("seq") or 0), r.id))
    return {
        "list": record_json(site.catalogue.schemas["list"], record),
        "listings": _records(site, own),
        "lines": lines_json(site, site.resolver.contents(list_id), path),
        "page": link(path, page_of("list", list_id)),
        "sources": _sources(site, [record, *own]),
    }


def laws_document(site: Site, _: str, path: str) -> Json:
    """Return the document of all laws with what each is worth on the date."""
    return {
        "laws": [
            {
                "law": record_json(site.catalogue.schemas["law"], law),
                "status": _state(site, law.id),
                **_links(path, "law", "laws", law.id),
            }
            for law in public(site, "law")
        ]
    }


def law_document(site: Site, law_id: str, path: str) -> Json:
    """Return the document of one law: versions, provisions, and who cites it."""
    law, versions = site.catalogue.records["law"][law_id], versions_of(site, law_id)
    provisions = provisions_of(site, law_id)
    schema = site.catalogue.schemas["law_version"]
    return {
        "law": record_json(site.catalogue.schemas["law"], law),
        "status": _state(site, law_id),
        "versions": [
            {"version": record_json(schema, v), "status": _state(site, law_id, v.get("version_date"))}
            for v in versions
        ],
        "provisions": _records(site, provisions),
        "citations": [_citation(c, path) for c in citations_of_law(site).get(law_id, [])],
        "page": link(path, page_of("law", law_id)),
        "sources": _sources(site, [law, *versions, *provisions]),
    }


def _citation(citation: Citation, path: str) -> Json:
    found = {
        "used_as": citation.used_as,
        "title": citation.title,
        "version_date": citation.version,
        "article": citation.article,
        "note": citation.note,
        "page": link(path, citation.page) if citation.page else "",
    }
    return {key: value for key, value in found.items() if value}
