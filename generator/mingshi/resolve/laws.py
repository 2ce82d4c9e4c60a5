"""What a law is worth on a day: in force, not yet, amended, repealed, or not known. Unknown dates are never guessed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.records import Record

LABELS = {
    "in_force": "现行有效",
    "future": "尚未施行",
    "amended": "已被修改",
    "repealed": "已废止",
    "lapsed": "已失效",
    "unknown": "施行情况未核",
}
# From the highest; a lower list may change an upper one only on the strength of the first four.
RANKS = (
    "law",
    "judicial_interpretation",
    "regulation",
    "local_regulation",
    "department_rule",
    "local_rule",
    "normative",
)


@dataclass(frozen=True, slots=True)
class LawStatus:
    """The status of one version of a law on a day.

    `state` is one of in_force, future, amended, repealed, unknown; `label` says it in Chinese. `since` is the
    first day the version holds and `until` the first day it no longer does, "" when not known. `successor` is the
    law that took its place (the same law when it was amended), `successor_title` its short title and
    `successor_version` the version now in force. `version` is the version_date that was judged.
    """

    state: str
    label: str
    since: str = ""
    until: str = ""
    successor: str = ""
    version: str = ""
    successor_title: str = ""
    successor_version: str = ""


def rank_of(catalogue: Catalogue, law_id: str) -> str:
    """Return the rank code of a law, "" for an unknown law."""
    law = catalogue.find("law", law_id)
    return str(law.get("rank")) if law else ""


def is_high(rank: str) -> bool:
    """Tell whether a rank is that of a local regulation or higher."""
    return rank in RANKS[: RANKS.index("local_regulation") + 1]


def versions_of(catalogue: Catalogue, law_id: str) -> list[Record]:
    """Return the versions of a law, oldest first; a version without a date comes before all others."""
    rows = catalogue.records.get("law_version", {}).values()
    return sorted((r for r in rows if r.get("law_id") == law_id), key=_age)


def version_of(catalogue: Catalogue, law_id: str, version_date: str) -> Record | None:
    """Return one version of a law, or None."""
    found = (v for v in versions_of(catalogue, law_id) if v.get("version_date") == version_date)
    return next(found, None)


def version_on(catalogue: Catalogue, law_id: str, on: str) -> Record | None:
    """Return the version of a law that is known to be in force on a day, or None."""
    for version in reversed(versions_of(catalogue, law_id)):
        date = str(version.get("version_date"))
        # A version without a date (a broken row) cannot be asked for: asking for none means asking this again.
        if date and status_of(catalogue, law_id, date, on).state == "in_force":
            return version
    return None


def status_of(catalogue: Catalogue, law_id: str, version_date: str, on: str) -> LawStatus:
    """Judge a version of a law on a day; without a version, the one in force, else the newest.

    A version that is not registered, not verified or without a date of effect is unknown, unless the law has been
    repealed or a newer version is in force.
    """
    versions = [v for v in versions_of(catalogue, law_id) if v.get("verified") != "no"]
    if not version_date and versions:
        version_date = str((version_on(catalogue, law_id, on) or versions[-1]).get("version_date"))
    asked = next((v for v in versions if v.get("version_date") == version_date), None)
    if asked is None:
        return LawStatus("unknown", LABELS["unknown"], version=version_date)
    return _judge(catalogue, asked, versions, on)


def _judge(catalogue: Catalogue, asked: Record, versions: list[Record], on: str) -> LawStatus:
    end, heir = _repeal(versions, on)
    if end:
        return _status(catalogue, "repealed", asked, until=end, successor=heir)
    newer = [v for v in versions if _age(v) > _age(asked)]
    current = next((v for v in reversed(newer) if _begun(v, on)), None)
    own_end, heir = _after(asked.get("effective_to")), str(asked.get("superseded_by"))
    if own_end and own_end <= on and current is None and heir != asked.get("law_id"):
        state = "repealed" if heir else "lapsed"
        return _status(catalogue, state, asked, until=own_end, successor=heir)
    if current is not None or (own_end and own_end <= on):
        until = own_end or (str(current.get("effective_from")) if current else "")
        return _status(catalogue, "amended", asked, until, str(asked.get("law_id")), current)
    if _not_yet(asked, on):
        return _status(catalogue, "future", asked)
    # A newer version whose date of effect nobody looked up may have begun: then this one may have ended.
    undated = any(not v.get("effective_from") and not _not_yet(v, on) for v in newer)
    state = "in_force" if asked.get("effective_from") and not undated else "unknown"
    until = min((d for d in (own_end, str(asked.get("repealed_on"))) if d), default="")
    return _status(catalogue, state, asked, until=until)


def _status(
    catalogue: Catalogue,
    state: str,
    asked: Record,
    until: str = "",
    successor: str = "",
    current: Record | None = None,
) -> LawStatus:
    heir = catalogue.find("law", successor) if successor else None
    return LawStatus(
        state="repealed" if state == "lapsed" else state,
        label=LABELS[state],
        since=str(asked.get("effective_from")),
        until=until,
        successor=successor,
        version=str(asked.get("version_date")),
        successor_title=str(heir.get("short_title")) if heir else "",
        successor_version=str(current.get("version_date")) if current else "",
    )


def _age(version: Record) -> str:
    """Return what versions are sorted by; a version whose date is words ("未注明") counts as the oldest."""
    date = str(version.get("version_date"))
    return date if date[:1].isdigit() else ""


def _begun(version: Record, on: str) -> bool:
    begin = str(version.get("effective_from"))
    return bool(begin) and begin <= on


def _not_yet(version: Record, on: str) -> bool:
    """Tell whether a version is known not to hold yet: no law takes effect before it is passed."""
    return str(version.get("effective_from") or _age(version)) > on


def _after(day: str) -> str:
    """Return the day after an ISO date, "" for anything else."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _repeal(versions: list[Record], on: str) -> tuple[str, str]:
    """Return the day the whole law was repealed and the law that replaced it, or "" when it has not been by `on`."""
    ends = [(str(v.get("repealed_on")), str(v.get("superseded_by")), str(v.get("law_id"))) for v in versions]
    day, heir, own = min((end for end in ends if end[0] and end[0] <= on), default=("", "", ""))
    return day, heir if heir != own else ""
