"""Lists are published within 20 working days (MS420, MS421), under an index number of their own (MS433).

Nothing happened on a day that is still to come (MS422).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from ..model.workdays import Workdays
from .cells import named, quote
from .rows import finding_at, rows_of, text_of

LIMIT = 20  # working days from the day a document is made (Government Information Disclosure Regulations, art. 26)
# Days on which something has happened; those from which or until which something holds may lie ahead.
PAST = (
    "issue_date",
    "published",
    "updated",
    "passed_on",
    "adopted_on",
    "filed_on",
    "published_on",
    "started",
    "date",
)
_NATION = "nation"


def check_disclosure(catalogue: Catalogue) -> Iterator[Finding]:
    """Check when lists were published, their index numbers, and that nothing happened in the future."""
    yield from _in_time(catalogue)
    yield from _index_numbers(catalogue)
    yield from _to_come(catalogue)


def _in_time(catalogue: Catalogue) -> Iterator[Finding]:
    """Check the lists made since this site began to publish; for earlier ones it could not be in time."""
    published = [str(r.get("published"))[:10] for r in catalogue.of("list") if r.get("published")]
    began = min(published, default="")
    calendar = Workdays.of((str(r.get("date")), str(r.get("day"))) for r in catalogue.of("workday"))
    for record in catalogue.fresh("list"):
        made, shown = _day(record.get("issue_date")), _day(str(record.get("published"))[:10])
        area = str(record.get("area"))
        own = area in catalogue.areas and catalogue.areas.get(area).level != _NATION
        if not own or not made or not shown or made.isoformat() < began:
            continue
        # As many days of any kind are enough to be in time: no calendar is needed.
        if (shown - made).days > LIMIT:
            yield from _judged(record, made, shown, calendar)


def _judged(
    record: Record, made: datetime.date, shown: datetime.date, calendar: Workdays
) -> Iterator[Finding]:
    if missing := calendar.unknown(made, shown):
        years = "、".join(missing)
        message = f"印发 {(shown - made).days} 天以后才公开；没有{years}年的工作日历，算不出有几个工作日"
        remedy = "按国务院办公厅公布的放假安排，把那一年的放假和调休上班的日子写到 data/workdays.csv"
        yield finding_at(record, "published", "MS421", message, remedy)
    elif (days := calendar.between(made, shown)) > LIMIT:
        message = f"{made} 印发，{shown} 才公开，过了 {days} 个工作日"
        remedy = (
            f"政府信息应当在形成之日起 {LIMIT} 个工作日内公开；检查两个日期，日期没有错的，在说明里写明原因"
        )
        yield finding_at(record, "published", "MS420", message, remedy)


def _index_numbers(catalogue: Catalogue) -> Iterator[Finding]:
    owners: dict[str, list[Record]] = {}
    for record in catalogue.of("list"):
        if number := record.get("index_number"):
            owners.setdefault(str(number), []).append(record)
    for number, records in owners.items():
        for record in records if len(records) > 1 else ():
            others = "、".join(r.path for r in records if r is not record)
            message = f"索引号{quote(number)}也用在 {others} 里"
            yield finding_at(record, "index_number", "MS433", message, "索引号只属于一份文件，对照原文改正")


def _to_come(catalogue: Catalogue) -> Iterator[Finding]:
    for schema in catalogue.schemas.values():
        fields = [field for name in PAST if (field := schema.field(name))]
        if not schema.store or not fields or schema.kind == "workday":
            continue
        for row in rows_of(catalogue, schema):
            for field in fields:
                written = text_of(row, field.name)
                if _is_ahead(written, catalogue.on):
                    message = f"{named(field)}{quote(written)}还没有到（以 {catalogue.on} 计）"
                    yield finding_at(row, field.name, "MS422", message, "检查年月日是不是写错了")


def _is_ahead(text: str, on: str) -> bool:
    day = text[:10]
    return day > on[: len(day)] and day[:4].isdigit()


def _day(text: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(text)) if len(str(text)) == 10 else None
    except ValueError:
        return None
