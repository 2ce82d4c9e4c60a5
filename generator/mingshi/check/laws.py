"""Laws that entries rest on, judged on the catalogue's date (MS402, MS409, MS412, MS416); versions in order (MS408)."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..resolve.laws import LawStatus, status_of
from .cells import quote
from .retired import is_over, retired_lists
from .rows import Row, child_rows, finding_at, rows_of, text_of

AHEAD = 90  # days before the end of a law from which its end is announced


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where an entry in force cites a version of a law."""

    row: Row
    law_id: str
    version_date: str


def check_laws(catalogue: Catalogue) -> Iterator[Finding]:
    """Check every law cited by an entry that holds, and the versions of every law."""
    unknown: dict[tuple[str, str], int] = {}
    judged: dict[tuple[str, str], LawStatus] = {}
    for citation in citations(catalogue):
        key = (citation.law_id, citation.version_date)
        if key not in judged:
            judged[key] = status_of(catalogue, *key, catalogue.on)
        if judged[key].state == "unknown":
            unknown[key] = unknown.get(key, 0) + 1
        else:
            yield from _judged(catalogue, citation, judged[key])
    yield from _unknown(catalogue, unknown)
    yield from _versions(catalogue)


def citations(catalogue: Catalogue) -> Iterator[Citation]:
    """Yield the citations in nested lists of entries that hold; unverified rows are not public (MS413)."""
    gone = retired_lists(catalogue)
    for schema in catalogue.schemas.values():
        nested = [name for name, child in schema.children.items() if child.field("law_id")]
        for row in rows_of(catalogue, schema) if nested else ():
            if is_over(row, gone, catalogue.on):
                continue
            for cited in (c for name in nested for c in child_rows(row, name)):
                law_id, version = text_of(cited, "law_id"), text_of(cited, "version_date")
                if catalogue.find("law", law_id) and text_of(cited, "verified") != "no":
                    yield Citation(cited, law_id, version)


def _judged(catalogue: Catalogue, citation: Citation, status: LawStatus) -> Iterator[Finding]:
    row, title = citation.row, title_of(catalogue, citation.law_id)
    if status.state == "repealed":
        message = (
            f"{title}{f'自 {status.until} 起' if status.until else ''}{status.label}（以 {catalogue.on} 计）"
        )
        remedy = "改引现行的依据；没有的，这一条就不能公开"
        if status.successor:
            remedy = f"现行依据：{title_of(catalogue, status.successor)}，写 law_id: {status.successor}，并核对条款"
        yield finding_at(row, "law_id", "MS402", message, remedy, status.successor)
    elif status.state == "amended":
        message, newer = (
            f"{title}已经修改，这里引的是 {citation.version_date} 的版本",
            status.successor_version,
        )
        remedy = f"现行的是 {newer} 的版本，核对条款后改" if newer else "核对现行版本的条款"
        yield finding_at(row, "version_date", "MS412", message, remedy, newer)
    elif status.state == "future":
        when = f"自 {status.since} 起施行" if status.since else "还没有施行"
        message = f"{title}{when}，在 {catalogue.on} 还不能引用"
        yield finding_at(row, "law_id", "MS409", message, "改引现行的依据，施行后再改回来")
    elif status.until and status.until <= _shifted(catalogue.on, AHEAD):
        message = f"{title}到 {status.until} 就不再有效"
        yield finding_at(row, "law_id", "MS409", message, "提前准备接替的依据")


def _unknown(catalogue: Catalogue, cited: dict[tuple[str, str], int]) -> Iterator[Finding]:
    """Tell once for every version, where it is registered, that nobody knows whether it is in force (MS416)."""
    schema = catalogue.schemas.get("law_version")
    for row in rows_of(catalogue, schema) if schema else ():
        law_id, version = text_of(row, "law_id"), text_of(row, "version_date")
        count = cited.get((law_id, version), 0)
        if not version or count == 0:
            continue
        message = f"{title_of(catalogue, law_id)}（{version}）有 {count} 处引用，从哪天起施行没有查到"
        remedy = "查到后填写施行日期；查到之前，网站显示“施行情况未核”"
        yield finding_at(row, "version_date", "MS416", message, remedy)


def _versions(catalogue: Catalogue) -> Iterator[Finding]:
    schema = catalogue.schemas.get("law_version")
    by_law: dict[str, list[Row]] = {}
    for row in rows_of(catalogue, schema) if schema else ():
        if text_of(row, "effective_from"):
            by_law.setdefault(text_of(row, "law_id"), []).append(row)
    for law_id, rows in by_law.items():
        rows.sort(key=lambda row: text_of(row, "effective_from"))
        for older, newer in itertools.pairwise(rows):
            yield from _overlap(title_of(catalogue, law_id), older, newer)


def _overlap(title: str, older: Row, newer: Row) -> Iterator[Finding]:
    """Check that a version ends before the next one begins, and that nothing begins after the law was repealed."""
    begins, ends = text_of(newer, "effective_from"), text_of(older, "effective_to")
    repealed, at = text_of(older, "repealed_on"), f"{newer.path} 第 {newer.mark('effective_from').line} 行"
    if text_of(older, "effective_from") == begins:
        message = f"{title}有两个版本都从 {begins} 起施行（另一个在 {at}）"
        yield finding_at(older, "effective_from", "MS408", message, "检查两个版本的施行日期")
    elif ends >= begins:
        message = f"{title}的这个版本到{quote(ends)}才失效，下一个版本已从 {begins} 起施行（{at}）"
        yield finding_at(
            older, "effective_to", "MS408", message, "一般写下一个版本施行的前一天", _shifted(begins, -1)
        )
    elif repealed and repealed <= begins:
        message = f"{title}从 {repealed} 起废止，却有版本从 {begins} 起施行（{at}）"
        remedy = "整部法规废止才写废止日期；被新版本取代的写失效日期"
        yield finding_at(older, "repealed_on", "MS408", message, remedy)


def title_of(catalogue: Catalogue, law_id: str) -> str:
    """Return the name of a law in title marks."""
    law = catalogue.find("law", law_id)
    return f"《{law.get('name') or law_id if law else law_id}》"


def _shifted(day: str, days: int) -> str:
    """Return a date some days later or earlier, "" for what is not a date."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
