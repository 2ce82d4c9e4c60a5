"""Pages of retired ids (注销的编号): what stood at an old address, since when and why not, and what to read now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.records import Record
from ...model.urls import depth_of, is_slug_path, page_of
from ..page import Page
from ..site import Site
from ..stamp import DEPTHS
from .parts import area_name, day_text, find
from .reference import column_page
from .usage import title_of

TITLE = "这个编号已经停用"
# The column that each kind with pages of its own is shown in. Towns and communities live among the areas.
_COLUMNS = {
    "item": ("items", "全部事项"),
    "list": ("lists", "清单"),
    "law": ("laws", "法规"),
    "form": ("items", "式样"),
    "area": ("places", "按地方找"),
    "village_rule": ("places", "村规民约"),
    "work_method": ("places", "社区工作法"),
}
_AS = {"place": "area"}


@dataclass(frozen=True, slots=True)
class Now:
    """What to read instead: a title and a page path."""

    title: str
    page: str


def tombs(site: Site) -> dict[str, Record]:
    """Return the tombstones by the page path they are shown at: those of kinds with pages, at addresses nobody uses."""
    made: dict[str, Record] = site.once("tombs", lambda: dict(_tombs(site)))
    return made


def _tombs(site: Site) -> Iterator[tuple[str, Record]]:
    for record in site.catalogue.of("retired"):
        kind, entry_id = _kind(record), str(record.get("entry_id"))
        if kind not in _COLUMNS or not is_slug_path(entry_id):
            continue
        path = page_of(kind, entry_id)
        if depth_of(path) in DEPTHS and not _is_used(site, kind, entry_id):
            yield path, record


def _kind(record: Record) -> str:
    kind = str(record.get("kind"))
    return _AS.get(kind, kind)


def _is_used(site: Site, kind: str, entry_id: str) -> bool:
    if kind == "area":
        return entry_id in site.catalogue.areas
    return site.catalogue.find(kind, entry_id) is not None


def retired_page(site: Site, path: str) -> Page:
    """Return the page of a retired id. Raises KeyError for a path without one."""
    record = tombs(site)[path]
    kind, title = _kind(record), str(record.get("title"))
    section, column = _COLUMNS[kind]
    schema = site.catalogue.schemas.get(str(record.get("kind")))
    facts = [
        ("种类", schema.title if schema else ""),
        ("停用日期", day_text(str(record.get("date")))),
        ("原因", str(record.get("reason"))),
    ]
    now = _now(site, path)
    body = site.render(
        "retired.html",
        path,
        title=title,
        facts=[(name, [text]) for name, text in facts if text],
        now=now,
        column=column,
        column_page=page_of(kind),
    )
    about = f"“{title}”不再公开：{record.get('reason')}。" + (f"现在看“{now.title}”。" if now else "")
    return column_page(
        site,
        path,
        f"{title}（{TITLE}）",
        about,
        body,
        section=section,
        above=((column, page_of(kind)),),
        is_indexed=False,
    )


def _now(site: Site, path: str) -> Now | None:
    """Follow the successors of a tombstone, retired ones too, to one that can be read; None when there is none."""
    seen: set[str] = set()
    while path in tombs(site) and path not in seen:
        seen.add(path)
        record = tombs(site)[path]
        kind, successor = _kind(record), str(record.get("replaced_by"))
        if not is_slug_path(successor):
            return None
        path = page_of(kind, successor)
        if kind == "area" and successor in site.catalogue.areas:
            return Now(area_name(site, successor), path)
        if live := find(site, kind, successor):
            return Now(title_of(site, live), path)
    return None
