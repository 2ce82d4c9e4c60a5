"""The real data: counts against the published figures, nothing unverified, nothing personal, nothing invented."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.model.records import Record
from mingshi.model.schema import Field, Schema
from mingshi.model.workdays import Workdays
from mingshi.read.store import read_installation

ROOT = Path(__file__).parent.parent
ON = "2026-11-23"

# Counted from the codes of the National Bureau of Statistics (2023-06-30), units confirmed by civil affairs only:
# area, counties, towns, residents' committees, villagers' committees
COUNTS = [
    ("fuzhou", 12, 173, 575, 2199),
    ("xiamen", 6, 45, 399, 147),
    ("putian", 5, 54, 168, 808),
    ("sanming", 11, 141, 205, 1740),
    ("quanzhou", 12, 163, 507, 2046),
    ("zhangzhou", 11, 122, 524, 1569),
    ("nanping", 10, 142, 286, 1636),
    ("longyan", 7, 133, 172, 1783),
    ("ningde", 9, 126, 226, 2139),
    ("pingtan", 1, 7, 27, 192),
]
REAL_TOWNS = {"subdistrict", "town", "township", "ethnic_township"}
# Development zones and farms that civil affairs does not count as towns but that hold committees it does count.
OTHER_TOWNS = {"quasi_township_unit": 15, "no_data": 1}

# A source may be linked on its publisher's own site only.
HOSTS = (
    ".gov.cn",
    "people.com.cn",
    "qlwb.com.cn",
    "dbw.cn",
    "hangzhou.com.cn",
    "qtv.com.cn",
    "cri.cn",
    "gmw.cn",
)

MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")


@pytest.fixture(scope="module")
def real() -> Catalogue:
    """The installation of this repository; reading it must not yield a finding."""
    catalogue, findings = read_installation(ROOT, ON)
    assert findings == []
    return catalogue


@pytest.mark.parametrize(("area", "counties", "towns", "residents", "villagers"), COUNTS)
def test_counts_of_an_area_equal_the_published_figures(
    real: Catalogue, area: str, counties: int, towns: int, residents: int, villagers: int
) -> None:
    below = list(real.areas.below(area))
    kinds = Counter(a.kind for a in below)
    assert sum(a.level == "county" for a in below) == counties
    assert sum(kinds[kind] for kind in REAL_TOWNS) == towns
    assert (kinds["residents_committee"], kinds["villagers_committee"]) == (residents, villagers)


def test_the_province_as_a_whole(real: Catalogue) -> None:
    levels = Counter(a.level for a in real.areas.below("fujian"))
    kinds = Counter(a.kind for a in real.areas.of_level("town"))
    assert levels == {"city": 10, "county": 84, "town": 1106 + 16, "community": 17348}
    assert {kind: n for kind, n in kinds.items() if kind not in REAL_TOWNS} == OTHER_TOWNS
    assert real.areas.get("fuzhou/lianjiang/mazuxiang").kind == "no_data"
    assert real.areas.children("quanzhou/jinmen") == []


def test_every_county_has_a_file_of_its_own(real: Catalogue) -> None:
    files = {path.relative_to(ROOT / "data/areas").with_suffix("").as_posix() for path in shards()}
    assert files == {a.id for a in real.areas.of_level("county")}


def test_no_statistical_codes_below_county_level() -> None:
    for path in shards():
        assert re.search(r"[0-9]{6}", path.read_text(encoding="utf-8")) is None, path


def test_codes_are_those_of_counties_and_above(real: Catalogue) -> None:
    for area in real.areas:
        coded = area.level in ("province", "city", "county")
        assert bool(re.fullmatch(r"35[0-9]{4}", area.code)) == coded, area
        assert coded or not area.code, area


@pytest.mark.parametrize(
    ("list_id", "statuses"),
    [
        ("cn-neg-2020", {"not_issue": 20}),
        ("cn-bases", {"assist": 7, "may_issue": 3}),
        ("fj-pending", {}),
    ],
)
def test_lists_have_their_entries(real: Catalogue, list_id: str, statuses: dict[str, int]) -> None:
    rows = [r for r in real.of("listing") if r.get("list_id") == list_id]
    assert Counter(r.get("status") for r in rows) == statuses
    assert sorted(int(r.get("seq")) for r in rows) == list(range(1, len(rows) + 1))


def test_negative_entries_have_a_substitute_and_the_others_a_dated_basis(real: Catalogue) -> None:
    for listing in real.of("listing"):
        negative = listing.get("status") == "not_issue"
        rows = listing.rows("substitutes" if negative else "legal_basis")
        assert rows, listing.path
        assert listing.get("answer"), listing.path
        if negative:
            assert all(row["text"] and row["mode"] and row["department"] for row in rows), listing.path
        else:
            assert all(listing.get(name) for name in ("requesting_bodies", "purpose", "reason")), listing.path
            assert all(row["version_date"] != "未注明" for row in rows), listing.path


def test_every_item_stands_in_exactly_one_national_list(real: Catalogue) -> None:
    listed = Counter(r.get("item_id") for r in real.of("listing"))
    assert listed == Counter({item.id: 1 for item in real.of("item")})
    assert len(listed) == 30


def test_fujian_has_no_list_of_its_own(real: Catalogue) -> None:
    below = {"fujian", *(a.id for a in real.areas.below("fujian"))}
    own = [entry for entry in real.of("list") if entry.get("area") in below]
    assert [(entry.id, entry.get("state")) for entry in own] == [("fj-pending", "pending")]
    assert "没有找到" in own[0].get("note")


def test_nothing_is_approved_yet(real: Catalogue) -> None:
    entries = [record for kind in ENTRIES for record in real.of(kind)]
    assert {record.get("approval") for record in entries} == {"pending"}


ENTRIES = ("item", "list", "listing", "guide", "form", "conflict")


# What this installation decides itself: words for the search, and what texts are checked for.
OWN = ("synonym", "wording", "host", "proofreading", "red_flag", "rulebook")


def test_every_fact_has_a_source_and_nothing_unverified_is_kept(real: Catalogue) -> None:
    for record in facts(real):
        rows = [record.values, *nested(record.values)]
        marks = {row["verified"] for row in rows if "verified" in row}
        assert marks <= {"yes", "partly"}, (record.path, record.id)
        if record.kind not in ("source", "term", "settings", *OWN):
            assert marks, (record.path, record.id)
            assert record.get("source_ids"), (record.path, record.id)


def test_cited_provisions_are_registered(real: Catalogue) -> None:
    known = {tuple(r.values[k] for k in ("law_id", "version_date", "article")) for r in real.of("provision")}
    for record in facts(real):
        for row in nested(record.values):
            if row.get("law_id"):
                assert (row["law_id"], row["version_date"], row["article"]) in known, (record.path, row)


def test_only_publishers_are_linked(real: Catalogue) -> None:
    for source in real.of("source"):
        host = urlsplit(source.get("url")).hostname or ""
        if source.get("linkable") == "yes":
            assert host.endswith(HOSTS), source.id
        else:
            assert source.get("linkable_note"), source.id


def test_repealed_laws_name_their_successor(real: Catalogue) -> None:
    gone = {v.get("law_id"): v.values for v in real.of("law_version") if v.get("repealed_on")}
    assert {law: (v["repealed_on"], v["superseded_by"]) for law, v in gone.items()} == {
        **dict.fromkeys(CODIFIED, ("2021-01-01", "minfadian")),
        "hezuoshe-dengji-tiaoli": ("2022-03-01", "shichang-zhuti-tiaoli"),
    }


CODIFIED = (
    "hunyinfa",
    "jichengfa",
    "minfa-tongze",
    "shouyangfa",
    "danbaofa",
    "hetongfa",
    "wuquanfa",
    "qinquan-zerenfa",
    "minfa-zongze",
)


@pytest.mark.parametrize("pattern", [MOBILE, IDENTITY], ids=["mobile", "identity"])
def test_no_personal_numbers_anywhere(pattern: re.Pattern[str]) -> None:
    for folder in ("data", "content"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file():
                # Pictures of the handbook are no text, but their bytes may hold some.
                assert pattern.search(path.read_text(encoding="utf-8", errors="replace")) is None, path


def test_schema_fields_explain_themselves_with_an_example_that_holds(real: Catalogue) -> None:
    for schema in real.schemas.values():
        for field in fields_of(schema):
            where = (schema.kind, field.name)
            assert field.description, where
            assert field.example or field.type == "array", where
            told = field.items or field
            assert not told.enum or field.example in told.enum, where
            assert not told.pattern or re.fullmatch(told.pattern, field.example), where
            assert not told.pattern or (told.ms.get("say") or {}).get("pattern"), where
            assert "\\d" not in told.pattern, where


def shards() -> list[Path]:
    """Return the files of towns and communities."""
    return sorted((ROOT / "data/areas").glob("*/*.csv"))


def fields_of(schema: Schema) -> Iterator[Field]:
    """Yield the fields of a schema and of its child tables."""
    yield from schema.fields
    for child in schema.children.values():
        yield from fields_of(child)


def facts(catalogue: Catalogue) -> Iterator[Record]:
    """Yield all records, entries and register rows."""
    for kind in catalogue.records:
        yield from catalogue.of(kind)


def nested(values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of all child tables."""
    for value in values.values():
        if isinstance(value, list):
            yield from (row for row in value if isinstance(row, Mapping))


# Days off with the weekend days between, and how many weekend days are worked for it, as the notice counts them.
DAYS_OFF = {
    "2026": {
        "元旦": (3, 1),
        "春节": (9, 2),
        "清明节": (3, 0),
        "劳动节": (5, 1),
        "端午节": (3, 0),
        "中秋节": (3, 0),
    }
    | {"国庆节": (7, 2)},
}


def test_the_calendar_says_what_the_notice_says(real: Catalogue) -> None:
    found: dict[str, dict[str, list[int]]] = {}
    for row in real.of("workday"):
        day = datetime.date.fromisoformat(row.get("date"))
        counts = found.setdefault(str(day.year), {}).setdefault(row.get("name"), [0, 0])
        counts[row.get("day") == "workday"] += 1
        # Only weekend days are worked to make up for days off.
        assert row.get("day") == "holiday" or day.weekday() >= 5
        assert row.get("source_ids") == f"s-jiejiari-{day.year}"
    assert {y: {n: tuple(c) for n, c in names.items()} for y, names in found.items()} == DAYS_OFF
    # 2026 has 261 days from Monday to Friday.
    calendar = Workdays.of((row.get("date"), row.get("day")) for row in real.of("workday"))
    whole = calendar.between(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    on_weekdays = sum(1 for d in calendar.holidays if datetime.date.fromisoformat(d).weekday() < 5)
    assert whole == 261 - on_weekdays + len(calendar.worked)
