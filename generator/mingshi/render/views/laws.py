"""Law pages (法规): versions with their dates, what each is worth on the date, and every entry that cites it."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.records import Record
from ...model.urls import page_of
from ...resolve.laws import LawStatus, status_of
from ...resolve.laws import versions_of as all_versions
from ..page import Page
from ..site import Site
from .parts import (
    SourceLine,
    area_name,
    as_list,
    badges,
    day_text,
    find,
    is_public,
    law_status,
    public,
    source_lines,
    verified_badge,
)
from .reference import column_page
from .usage import Citation, article_order, citations_of_law, title_of

TITLE = "法规"
TONES = {"in_force": "ok", "repealed": "bad"}


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a law; `dates` are (label, text) pairs, `status` is (text, tone) on the site's date."""

    anchor: str
    label: str
    dates: list[tuple[str, str]]
    status: tuple[str, str]
    successor: str
    successor_page: str
    note: str
    badge: tuple[str, str]
    sources: list[SourceLine]
    provisions: list[Record]


def laws_page(site: Site) -> Page:
    """Return the index of all laws by rank, each with what its latest version is worth on the date."""
    path = page_of("law")
    rank = site.catalogue.schemas["law"].field("rank")
    labels = rank.labels.values() if rank else ()
    groups: dict[str, list[tuple[Record, tuple[str, str], int]]] = {label: [] for label in labels}
    cited = citations_of_law(site)
    for law in public(site, "law"):
        number = len(cited.get(law.id, []))
        label = site.catalogue.label("law", "rank", law.get("rank"))
        groups.setdefault(label, []).append((law, status_of_law(site, law), number))
    laws = sum(len(group) for group in groups.values())
    about = f"本站引用的 {laws} 部法律、法规和规定：各个版本什么时候有效，哪些证明事项引用了它。"
    body = site.render("laws.html", path, groups={k: v for k, v in groups.items() if v})
    return column_page(site, path, TITLE, about, body, section="laws")


def law_page(site: Site, law_id: str) -> Page:
    """Return the page of one law. Raises KeyError for a law that does not exist or may not be shown."""
    law = find(site, "law", law_id)
    if law is None:
        raise KeyError(law_id)
    path, title = page_of("law", law_id), title_of(site, law)
    citations = citations_of_law(site).get(law_id, [])
    body = site.render(
        "law.html",
        path,
        law=law,
        title=title,
        where=area_name(site, law.get("jurisdiction")),
        badges=badges(site, law),
        status=status_of_law(site, law),
        versions=[_version(site, v) for v in versions_of(site, law_id)],
        citations=[(c, _version_label(site, law_id, c)) for c in citations],
        sources=source_lines(site, as_list(law.get("source_ids"))),
    )
    about = f"《{title}》的版本、施行和废止日期，本站用到的条款，以及引用它的 {len(citations)} 处内容。"
    # A law has no publication date of its own here, so its page is a column too and not an article of the portal.
    above, keywords = ((TITLE, page_of("law")),), (law.get("short_title"),)
    return column_page(site, path, title, about, body, section="laws", above=above, keywords=keywords)


def versions_of(site: Site, law_id: str) -> list[Record]:
    """Return the versions of a law that may be shown, the newest first."""
    return [v for v in reversed(all_versions(site.catalogue, law_id)) if is_public(v)]


def status_of_law(site: Site, law: Record) -> tuple[str, str]:
    """Return (text, tone): what a law is worth on the date, by its version in force or else its newest one."""
    return _shown(status_of(site.catalogue, law.id, "", site.catalogue.on))


def _status(site: Site, law_id: str, version: str) -> tuple[str, str]:
    status = law_status(site, law_id, version)
    return _shown(status) if status else ("", "wait")


def _shown(status: LawStatus) -> tuple[str, str]:
    return status.label, TONES.get(status.state, "wait")


def _version(site: Site, version: Record) -> VersionView:
    law_id, date = version.get("law_id"), version.get("version_date")
    successor = find(site, "law", version.get("superseded_by"))
    return VersionView(
        anchor=f"v-{date}",
        label=version.get("label") or day_text(date),
        dates=[(label, text) for label, text in _dates(version) if text],
        status=_status(site, law_id, date),
        successor=_successor_text(site, version, successor),
        successor_page=page_of("law", successor.id) if successor and successor.id != law_id else "",
        note=version.get("state_note"),
        badge=verified_badge(site, version),
        sources=source_lines(site, as_list(version.get("source_ids"))),
        provisions=provisions_of(site, law_id, date),
    )


def provisions_of(site: Site, law_id: str, version: str = "") -> list[Record]:
    """Return the provisions of a law, or of one version of it, in the order of the articles."""
    found = [
        p
        for p in public(site, "provision")
        if p.get("law_id") == law_id and version in ("", p.get("version_date"))
    ]
    return sorted(found, key=lambda p: (p.get("version_date"), article_order(p.get("article"))))


def _dates(version: Record) -> list[tuple[str, str]]:
    return [
        ("版本日期", day_text(version.get("version_date"))),
        ("通过", day_text(version.get("passed_on"))),
        ("施行", day_text(version.get("effective_from"))),
        ("有效到", day_text(version.get("effective_to"))),
        ("废止", day_text(version.get("repealed_on"))),
    ]


def _successor_text(site: Site, version: Record, successor: Record | None) -> str:
    if successor is None:
        return ""
    if successor.id == version.get("law_id"):
        return "同一部法规的新版本"
    return f"《{title_of(site, successor)}》"


def _version_label(site: Site, law_id: str, citation: Citation) -> tuple[str, tuple[str, str]]:
    """Return the version a citation names and what that version is worth, both empty when it names none."""
    if not citation.version:
        return "", ("", "")
    return day_text(citation.version), _status(site, law_id, citation.version)
