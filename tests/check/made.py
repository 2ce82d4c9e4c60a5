"""Entries made for tests: a right one of each kind, with whatever a case changes."""

from __future__ import annotations

from typing import Any

COMMON: dict[str, Any] = {
    "source_ids": ["s-shili-qingdan"],
    "verified": "yes",
    "approval": "pending",
    "published": "2026-01-05 09:00",
    "version": "1",
    "change": "首次发布（示例）。",
}
ITEM: dict[str, Any] = {
    "item_id": "xin-shili",
    "name": "示例新证明",
    "theme": "other",
    "action_code": "none",
    "subject": "natural_person",
    "applies_to": "both",
    "description": "说明一件事（示例）。",
    **COMMON,
}
LIST: dict[str, Any] = {
    "list_id": "xin-qingdan",
    "area": "yishi",
    "list_type": "both",
    "title": "示例乙市新清单",
    "issuers": ["示例乙市示例局"],
    "edition_kind": "standing",
    "issue_date": "2026",
    "effective_from": "2026-03-01",
    "parent": "toy-qingdan",
    "inherit_mode": "all",
    "state": "published",
    **COMMON,
}
BASIS: dict[str, Any] = {
    "law_id": "shili-fa",
    "version_date": "2020-10-01",
    "article": "第三条",
    "verified": "yes",
    "source_ids": ["s-shili-fa"],
}
SUBSTITUTE: dict[str, Any] = {
    "mode": "declare",
    "text": "本人声明（示例）",
    "verified": "yes",
    "source_ids": ["s-shili-fa"],
}
LISTING: dict[str, Any] = {
    "list_id": "xin-qingdan",
    "item_id": "buzhu-shili",
    "seq": "1",
    "op": "add",
    "status": "may_issue",
    "answer": "可以开（示例）。",
    "requesting_bodies": ["示例学校"],
    "purpose": "入学（示例）",
    "legal_basis": [BASIS],
    **COMMON,
}
ITEM_FILE = "content/items/xin-shili.yaml"
LIST_FILE = "content/lists/xin-qingdan.yaml"
LISTING_FILE = "content/listings/xin-qingdan/buzhu-shili.yaml"


def written(base: dict[str, Any], **changes: Any) -> str:
    """Return an entry as YAML with some fields changed; None leaves a field out."""
    return "\n".join(_lines({**base, **changes}, "")) + "\n"


def _lines(values: dict[str, Any], indent: str) -> list[str]:
    found: list[str] = []
    for name, value in values.items():
        if value is None:
            continue
        if not isinstance(value, list):
            found.append(f"{indent}{name}: {value}".rstrip())
            continue
        found.append(f"{indent}{name}:")
        for item in value:
            inner = _lines(item, f"{indent}    ") if isinstance(item, dict) else [f"{indent}    {item}"]
            found += [f"{indent}  - {inner[0].strip()}", *inner[1:]]
    return found


def new_list(listing: str | None = None, **changes: Any) -> dict[str, str]:
    """Return the files of a new list of 示例乙市, with one listing."""
    files = {LIST_FILE: written(LIST, **changes)}
    return files if listing is None else {**files, LISTING_FILE: listing}
