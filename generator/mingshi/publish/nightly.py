"""What went wrong by itself: laws that lapsed, tables that ran out, addresses that lead nowhere any more."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.finding import Finding, Mark
from ..model.workdays import Workdays

_SHOWN = 100
_GONE = (404, 410)
_NOVEMBER = "11"  # the State Council tells the holidays of the next year in autumn
_CALENDAR = "data/workdays.csv"
_AGENT = "Mozilla/5.0 (compatible; mingshi nightly link check)"


@dataclass(frozen=True, slots=True)
class DeadLink:
    """An address outside that does not answer, where it is registered and what was said."""

    where: str
    url: str
    said: str


def due(now: list[Finding], then: list[Finding]) -> list[Finding]:
    """Return what is wrong today: every error, and the warnings that were not there on the day of the last change.

    Whatever the rules are, a finding that only the calendar brought about is in the one list and not in the other.
    """
    known = {(f.code, f.path, f.mark, f.message) for f in then}
    return [f for f in now if f.severity == "error" or (f.code, f.path, f.mark, f.message) not in known]


def calendar_gaps(catalogue: Catalogue) -> list[Finding]:
    """Return that the calendar of working days does not reach this year, or from November on not the next one."""
    known = Workdays.of((str(r.get("date")), str(r.get("day"))) for r in catalogue.of("workday")).years()
    year, month = catalogue.on[:4], catalogue.on[5:7]
    wanted = [year, *([str(int(year) + 1)] if month >= _NOVEMBER else [])]
    last = max((r.mark("date").line for r in catalogue.of("workday")), default=1)
    return [
        Finding(
            "MS421",
            f"没有 {missing} 年的放假和调休，{missing} 年的公开期限算不出来",
            _CALENDAR,
            Mark(last),
            f"照国务院办公厅关于 {missing} 年部分节假日安排的通知，一天一行写进去，写明来源；还没有公布的，公布后补上",
        )
        for missing in wanted
        if missing not in known
    ]


def addresses(catalogue: Catalogue) -> dict[str, str]:
    """Return the outside addresses the site links to, with the source they belong to."""
    found: dict[str, str] = {}
    for source in catalogue.of("source"):
        url = source.get("url")
        if source.get("linkable") == "yes" and url.startswith(("http://", "https://")):
            found.setdefault(url, f"{source.path} {source.id}")
    return found


def dead_links(urls: dict[str, str], *, at_once: int = 8, timeout: float = 15) -> list[DeadLink]:
    """Ask every address once; those that are gone for certain, and those that did not answer, each with what it said.

    A server that refuses machines (403, 412 …) is there: only 404 and 410 mean gone.
    """
    with ThreadPoolExecutor(at_once) as pool:
        answers = pool.map(lambda url: _answer(url, timeout), urls)
        return [DeadLink(urls[url], url, said) for url, said in zip(urls, answers, strict=True) if said]


def _answer(url: str, timeout: float) -> str:
    try:
        request = urllib.request.Request(url, headers={"User-Agent": _AGENT})
        with urllib.request.urlopen(request, timeout=timeout):
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return f"网页不存在（{error.code}）" if error.code in _GONE else ""
    except (OSError, ValueError) as error:
        return f"没有回答（{type(getattr(error, 'reason', error)).__name__}）"


def report(findings: Iterable[Finding], dead: Iterable[DeadLink], on: str) -> str:
    """Return a Markdown report for an issue, "" when there is nothing to say."""
    parts = [*_findings_part(list(findings)), *_links_part(list(dead))]
    return "\n".join([f"# {on} 巡检", "", *parts]) + "\n" if parts else ""


def _findings_part(findings: list[Finding]) -> Iterator[str]:
    if findings:
        yield f"## 内容：{len(findings)} 处到了日子要处理"
        yield ""
    for found in findings[:_SHOWN]:
        yield f"- `{found.path}:{found.mark.line}` {found.code} {found.title}：{found.message}。{found.remedy}"
    if len(findings) > _SHOWN:
        yield f"- 另有 {len(findings) - _SHOWN} 处，执行 `make check` 看全部"


def _links_part(dead: list[DeadLink]) -> Iterator[str]:
    if dead:
        yield f"\n## 外部链接：{len(dead)} 个打不开"
        yield ""
    for link in dead[:_SHOWN]:
        yield f"- {link.where}：<{link.url}> {link.said}"
