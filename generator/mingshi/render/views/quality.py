"""The quality page (数据质量): what is not verified, not confirmed, or missing, counted from the records themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, field

from ...model.areas import LEVEL_NAMES, Area
from ...model.records import Record, Value
from ...model.settings import OPTIONAL
from ...model.urls import page_of
from ...resolve.laws import status_of
from ..page import Page
from ..site import Site
from .parts import by_item, public, public_rows
from .reference import column_page
from .usage import title_of

# What a committee does something for, so that there is something to print.
DONE_HERE = ("must_issue", "may_issue", "assist", "transitional")
MARKS = ("yes", "partly", "no")
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of a kind, or rows of a nested table, carry each verification mark."""

    title: str
    page: str
    yes: int
    partly: int
    no: int

    @property
    def total(self) -> int:
        """Return the number of all of them."""
        return self.yes + self.partly + self.no


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing: how many of how many, what it means, and where it shows."""

    title: str
    count: int
    total: int
    why: str
    links: list[Link] = field(default_factory=list)


def quality_page(site: Site) -> Page:
    """Return the quality page."""
    path = "quality/"
    counts, pending = list(verified_counts(site)), list(approval_counts(site))
    families = (_entry_gaps, _law_gaps, _place_gaps, _settings_gaps)
    gaps = [gap for family in families for gap in family(site) if gap.count]
    hidden, all_ = sum(c.no for c in counts), sum(c.total for c in counts)
    about = f"按 {site.catalogue.on} 统计：{all_} 条内容里有 {hidden} 条没有核实（不显示），还缺哪些内容。"
    values = {"counts": counts, "hidden": hidden, "total": all_, "pending": pending, "gaps": gaps}
    return column_page(site, path, "数据质量", about, site.render("quality.html", path, **values))


def verified_counts(site: Site) -> Iterable[Count]:
    """Yield the marks of every kind that has them, nested tables after their kind; what is hidden is only counted."""
    for kind, schema in sorted(site.catalogue.schemas.items()):
        records = site.catalogue.of(kind)
        if schema.field("verified") and records:
            yield _count(schema.title, page_of("schema", kind), (r.values for r in records))
        for name, child in schema.children.items():
            rows = [row for record in records for row in record.rows(name)]
            if child.field("verified") and rows:
                yield _count(f"{schema.title}：{child.title}", page_of("schema", kind), rows)


def _count(title: str, page: str, rows: Iterable[Mapping[str, Value]]) -> Count:
    found = dict.fromkeys(MARKS, 0)
    for row in rows:
        found[str(row.get("verified"))] += 1
    return Count(title, page, found["yes"], found["partly"], found["no"])


def approval_counts(site: Site) -> Iterable[tuple[str, int, int]]:
    """Yield (kind, waiting for confirmation, all) of every kind an authority confirms."""
    for kind, schema in sorted(site.catalogue.schemas.items()):
        records = public(site, kind)
        if schema.field("approval") and records:
            yield schema.title, sum(1 for r in records if r.get("approval") == "pending"), len(records)


def _entry_gaps(site: Site) -> Iterable[Gap]:
    items, lists, conflicts = public(site, "item"), public(site, "list"), public(site, "conflict")
    done = [i for i in items if _status(site, i) in DONE_HERE]
    bare = [i for i in done if i.id not in by_item(site, "form")]
    why = "可以开或协助办理，但没有见到公布的式样，也还没有整理建议式样。"
    yield _gap("没有式样的事项", why, bare, done, _links(site, bare))
    bare = [i for i in items if i.id not in by_item(site, "guide")]
    yield _gap("没有办事指南的事项", "页面上只有清单的规定。", bare, items, _links(site, bare))
    bare = [i for i in items if not public_rows(i, "purposes")]
    yield _gap(
        "没有写用途的事项", "办什么事时会被要求这个证明，还没有整理。", bare, items, _links(site, bare)
    )
    rows = [row for item in site.catalogue.of("item") for row in item.rows("purposes")]
    unsure = [row for row in rows if row.get("verified") == "no"]
    yield _gap("没有核实的用途", "还没有见到出处，不显示。", unsure, rows)
    waiting = [r for r in lists if r.get("state") == "pending"]
    why = "还没有找到这个地方自己的清单，先按上级清单。"
    yield _gap("待发布的清单", why, waiting, lists, _links(site, waiting))
    disputed = [c for c in conflicts if c.get("state") in ("unresolved", "partly_resolved")]
    links = _links(site, disputed)
    yield _gap("没有解决的规则冲突", "要请主管部门或专家判断。", disputed, conflicts, links)
    sources = public(site, "source")
    unlinked = [s for s in sources if s.get("linkable") != "yes"]
    yield _gap(
        "只写名称、不能链接的来源", "转载、镜像或没有网页；来源页写明了各自的原因。", unlinked, sources
    )


def _status(site: Site, item: Record) -> str:
    area = site.catalogue.settings.area
    line = site.resolver.effective(area).line(item.id) if area in site.catalogue.areas else None
    return line.status if line else ""


def _law_gaps(site: Site) -> Iterable[Gap]:
    catalogue, versions = site.catalogue, public(site, "law_version")
    unknown = [
        v
        for v in versions
        if status_of(catalogue, v.get("law_id"), v.get("version_date"), catalogue.on).state == "unknown"
    ]
    ids = {v.get("law_id") for v in unknown}
    links = _links(site, [law for law in public(site, "law") if law.id in ids])
    yield _gap("施行情况未核的法规版本", "施行日期或此后的修改没有核对，不猜。", unknown, versions, links)
    bodies = public(site, "body")
    undated = [b for b in bodies if not b.get("valid_from")]
    yield _gap("不知道何时成立的机构", "不能判断它在某一天是否存在。", undated, bodies)


def _place_gaps(site: Site) -> Iterable[Gap]:
    areas = site.catalogue.areas
    counties, towns = areas.of_level("county"), areas.of_level("town")
    empty = [a for a in counties if not areas.children(a.id)]
    yield _gap("没有资料的县（市、区）", "页面显示“暂无数据”。", empty, counties, _area_links(empty))
    empty = [a for a in towns if not areas.children(a.id)]
    links = _area_links(empty)
    yield _gap("没有村（社区）资料的乡镇（街道）", "名册里那里没有村（居）委会。", empty, towns, links)
    reachable = {record.get("area_id") for record in public(site, "contact")}
    for level in ("county", "town", "community"):
        found = areas.of_level(level)
        silent = [a for a in found if a.id not in reachable]
        yield _gap(f"没有联系方式的{LEVEL_NAMES[level]}", "没有找到公开的办公地址和电话。", silent, found)
    local = [*towns, *areas.of_level("community")]
    noted = [a for a in local if a.note]
    yield _gap(
        "名称带有说明的地方", "名称有疑点或特别情况，各自的页面写明。", noted, local, _area_links(noted)
    )


def _settings_gaps(site: Site) -> Iterable[Gap]:
    settings, schema = site.catalogue.settings, site.catalogue.schemas.get("settings")
    texts = [f for f in schema.fields if f.type != "array" and f.name not in OPTIONAL] if schema else []
    missing = [f for f in texts if not settings.get(f.name)]
    links = [(f.title, page_of("schema", "settings")) for f in missing]
    yield _gap("没有填写的站点设置", "预览时显示“待填”，正式发布前必须填好。", missing, texts, links)


def _gap(title: str, why: str, found: Sized, among: Sized, links: list[Link] | None = None) -> Gap:
    return Gap(title, len(found), len(among), why, links or [])


def _links(site: Site, records: Iterable[Record]) -> list[Link]:
    return [(title_of(site, r), page_of(r.kind, r.id)) for r in records]


def _area_links(areas: Iterable[Area]) -> list[Link]:
    return [(a.name, page_of("area", a.id)) for a in areas]
