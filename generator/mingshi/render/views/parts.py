"""What several pages show in the same way: dates, sources, legal bases, badges, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...model.areas import Area
from ...model.records import Record, Value
from ...model.urls import page_of
from ...resolve.laws import LawStatus, status_of
from ..site import Site

Crumbs = tuple[tuple[str, str], ...]
HOME: tuple[str, str] = ("首页", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a status is said to a resident: `tone` picks the colour, `stamp` the few big characters."""

    tone: str
    stamp: tuple[str, ...]
    short: str
    says: str


VERDICTS = {
    "not_issue": Verdict("no", ("不开",), "不开", "{who}不开这个证明"),
    "by_department": Verdict("no", ("部门", "来开"), "部门开", "这个证明由主管部门开，{who}不开"),
    "must_issue": Verdict("yes", ("要开",), "要开", "{who}应当开这个证明"),
    "may_issue": Verdict("yes", ("可以开",), "可以开", "{who}可以开这个证明"),
    "assist": Verdict("help", ("协助", "办理"), "协助办理", "{who}协助办理这件事"),
    "transitional": Verdict("wait", ("过渡", "期内"), "过渡期内可以开", "过渡期内，{who}还可以开这个证明"),
}
UNLISTED = Verdict("none", ("没有", "列入"), "没有列入", "现行清单没有列入这一项")
WHOLE = "全文"
WHO = {"village": "村委会", "community": "居委会", "both": "村（居）委会"}
ONLY = {"village": "仅村", "community": "仅社区"}
HOTLINE_TOPIC = "热线"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as shown: `url` is empty when it must be named but not linked, `note` then says why."""

    id: str
    title: str
    detail: str
    url: str
    note: str
    badge: tuple[str, str]


@dataclass(frozen=True, slots=True)
class BasisLine:
    """A legal basis as shown: law, article, version, and what the version is worth on the date."""

    law: str
    page: str
    article: str
    version: str
    status: str
    good: bool
    summary: str
    note: str


def is_public(values: Record | Mapping[str, Value]) -> bool:
    """Tell whether a record or child row may be shown: what is not verified may not."""
    return values.get("verified") != "no"


def public(site: Site, kind: str) -> list[Record]:
    """Return the records of a kind that may be shown, in id order."""
    made: list[Record] = site.once(
        ("public", kind), lambda: [r for r in site.catalogue.of(kind) if is_public(r)]
    )
    return made


def find(site: Site, kind: str, entry_id: str) -> Record | None:
    """Return one record that may be shown, or None."""
    record = site.catalogue.find(kind, entry_id) if entry_id else None
    return record if record and is_public(record) else None


def hotlines(site: Site) -> list[tuple[str, str]]:
    """Return (number, what it is) of the hotlines the register of facts knows, the installation's own first."""
    own = site.catalogue.settings.get("hotline")
    found = [(own, "本站的服务热线")] if own else []
    known = [f for f in public(site, "fact") if f.get("topic") == HOTLINE_TOPIC]
    return found + [(f.get("value"), f.get("fact")) for f in known if f.get("value") not in ("", own)]


def public_rows(record: Record | None, name: str) -> list[Mapping[str, Value]]:
    """Return the rows of a child table that may be shown."""
    return [row for row in record.rows(name) if is_public(row)] if record else []


def as_list(value: Value) -> list[str]:
    """Return a list field as texts, whether it was written as a list or as "a;b" in a cell."""
    parts = value.split(";") if isinstance(value, str) else value or []
    return [text for part in parts if (text := str(part).strip())]


def unique(texts: Iterable[str]) -> list[str]:
    """Return the non-empty texts once each, in the order of first appearance."""
    return list(dict.fromkeys(text for text in texts if text))


@lru_cache(maxsize=1 << 13)
def day_text(value: str) -> str:
    """Return a date in Chinese: "2020-04-27 09:00" → "2020年4月27日"; a year or year and month stay as vague."""
    parts = value.partition(" ")[0].split("-")
    if not all(part.isdigit() for part in parts):
        return value
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def verdict_of(status: str) -> Verdict:
    """Return how a status is said; an item without one is not in any list in force."""
    return VERDICTS.get(status, UNLISTED)


def badges(site: Site, record: Record) -> list[tuple[str, str]]:
    """Return (text, tone) of a record's marks: how far it is verified and whether an authority confirmed it."""
    found = [verified_badge(site, record)]
    if record.get("approval") == "pending":
        found.append((site.catalogue.label(record.kind, "approval", "pending"), "wait"))
    return found


def verified_badge(site: Site, record: Record) -> tuple[str, str]:
    """Return the text and tone of the verification mark."""
    value = str(record.get("verified"))
    return site.catalogue.label(record.kind, "verified", value), "ok" if value == "yes" else "part"


def source_lines(site: Site, ids: Iterable[str]) -> list[SourceLine]:
    """Return the sources with these ids that may be shown, each once."""
    return [_source_line(site, found) for id_ in unique(ids) if (found := find(site, "source", id_))]


def _source_line(site: Site, source: Record) -> SourceLine:
    linkable = source.get("linkable") == "yes" and bool(source.get("url"))
    issuer, number, date = source.get("issuer"), source.get("doc_number"), source.get("date")
    return SourceLine(
        id=source.id,
        title=source.get("title"),
        detail="，".join(text for text in (issuer, number, day_text(date)) if text),
        url=source.get("url") if linkable else "",
        note=source.get("linkable_note") or ("" if linkable else "未能外链"),
        badge=verified_badge(site, source),
    )


def basis_lines(site: Site, rows: Iterable[Mapping[str, Value]]) -> list[BasisLine]:
    """Return the legal bases named in rows with `law_id`, `version_date` and `article`, each once."""
    found: dict[tuple[str, str, str], BasisLine] = {}
    for row in rows:
        law = find(site, "law", row.get("law_id") or "")
        key = (row.get("law_id") or "", row.get("version_date") or "", row.get("article") or "")
        if law and key not in found:
            found[key] = _basis_line(site, law, key, row.get("note") or "")
    return list(found.values())


def _basis_line(site: Site, law: Record, key: tuple[str, str, str], note: str) -> BasisLine:
    law_id, version, article = key
    status = law_status(site, law_id, version)
    provision = _provisions(site).get(key)
    anchor = f"#v-{version}" if status and status.state != "unknown" else ""
    return BasisLine(
        law=law_name(law),
        page=page_of("law", law_id) + anchor,
        article=f"（{article}）" if article == WHOLE else article,
        version=day_text(version),
        status=status.label if status else "",
        good=status is not None and status.state == "in_force",
        summary=provision.get("summary") if provision else "",
        note=note,
    )


def law_name(law: Record) -> str:
    """Return what a law is called in running text: its short title in title marks, a document number without them."""
    name = law.get("short_title") or law.get("title")
    return name if "〔" in name else f"《{name}》"


def law_status(site: Site, law_id: str, version: str) -> LawStatus | None:
    """Return what a version of a law is worth on the site's date; None when no version is named."""
    if not version:
        return None
    return status_of(site.catalogue, law_id, version, site.catalogue.on)


def _provisions(site: Site) -> dict[tuple[str, str, str], Record]:
    def make() -> dict[tuple[str, str, str], Record]:
        return {
            (r.get("law_id"), r.get("version_date"), r.get("article")): r for r in public(site, "provision")
        }

    made: dict[tuple[str, str, str], Record] = site.once("provisions", make)
    return made


def by_item(site: Site, kind: str, field: str = "item_id") -> dict[str, list[Record]]:
    """Return the public records of a kind grouped by the item (or items) they are about."""

    def make() -> dict[str, list[Record]]:
        groups: dict[str, list[Record]] = {}
        for record in public(site, kind):
            for item_id in as_list(record.get(field)):
                groups.setdefault(item_id, []).append(record)
        return groups

    made: dict[str, list[Record]] = site.once(("by", kind, field), make)
    return made


def area_name(site: Site, area_id: str) -> str:
    """Return the name of an area (全国 for the nation), or the text itself when it lies outside the installation."""
    areas = site.catalogue.areas
    if area_id not in areas:
        return area_id
    area = areas.get(area_id)
    return area_tag(area) if area.level == "nation" else area.name


def area_tag(area: Area) -> str:
    """Return how the level something comes from is named: 全国, or the area's short name."""
    return area.short_name or area.name


def organiser(site: Site) -> str:
    """Return who answers for the content, for the head tags."""
    return site.catalogue.settings.shown("organiser")


def newest(dates: Iterable[str]) -> str:
    """Return the latest of some ISO dates, "" when there is none."""
    return max((date for date in dates if date), default="")
