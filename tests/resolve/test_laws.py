"""What a law is worth on a day."""

from __future__ import annotations

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.resolve.laws import RANKS, is_high, rank_of, status_of, version_of, version_on, versions_of

from ..fixtures.lists.build import catalogue, law, version

NAMES = "one two gone heir renewed ended lapsed moved vague half words rumour blank"
LAWS = [law(i, "law") for i in NAMES.split()]
VERSIONS = [
    version("one", "2020-01-10", "2020-03-01"),
    version("two", "2015-06-01", "2016-01-01", effective_to="2020-12-31", superseded_by="two"),
    version("two", "2020-10-01", "2021-01-01"),
    version("gone", "1999-05-01", "1999-06-01"),
    version("gone", "2001-05-01", "2001-06-01", repealed_on="2021-01-01", superseded_by="heir"),
    version("heir", "2020-05-28", "2021-01-01"),
    version("renewed", "2001-05-01", "2001-06-01", repealed_on="2021-01-01", superseded_by="renewed"),
    version("ended", "2010-05-01", "2010-06-01", effective_to="2019-12-31"),
    version("ended", "2020-05-01", "2020-06-01"),
    version("lapsed", "2014-02-19", "2014-03-01", effective_to="2022-02-28"),
    version("moved", "2014-02-19", "2014-03-01", effective_to="2022-02-28", superseded_by="heir"),
    version("vague", "2018-04-01"),
    version("half", "2010-01-01", "2010-02-01"),
    version("half", "2020-01-01"),
    version("words", "未注明"),
    version("words", "2016", "2016-05-01"),
    version("blank", "", "2020-01-01"),
    version("rumour", "2016-01-01", "2016-05-01", verified="no"),
]


@pytest.fixture(scope="module")
def laws() -> Catalogue:
    return catalogue([], [], laws=LAWS, versions=VERSIONS)


# law, version, day, state, since, until, successor, version of the successor now in force
CASES = [
    ("one", "2020-01-10", "2020-03-01", "in_force", "2020-03-01", "", "", ""),
    ("one", "2020-01-10", "2020-02-29", "future", "2020-03-01", "", "", ""),
    ("blank", "", "2026-11-23", "in_force", "2020-01-01", "", "", ""),
    ("one", "", "2026-11-23", "in_force", "2020-03-01", "", "", ""),
    ("two", "2015-06-01", "2015-12-31", "future", "2016-01-01", "", "", ""),
    ("two", "2015-06-01", "2020-12-31", "in_force", "2016-01-01", "2021-01-01", "", ""),
    ("two", "2015-06-01", "2021-01-01", "amended", "2016-01-01", "2021-01-01", "two", "2020-10-01"),
    ("two", "2020-10-01", "2020-12-31", "future", "2021-01-01", "", "", ""),
    ("two", "2020-10-01", "2021-01-01", "in_force", "2021-01-01", "", "", ""),
    ("two", "", "2020-12-31", "in_force", "2016-01-01", "2021-01-01", "", ""),
    ("gone", "2001-05-01", "2020-12-31", "in_force", "2001-06-01", "2021-01-01", "", ""),
    ("gone", "2001-05-01", "2021-01-01", "repealed", "2001-06-01", "2021-01-01", "heir", ""),
    ("gone", "1999-05-01", "2010-01-01", "amended", "1999-06-01", "2001-06-01", "gone", "2001-05-01"),
    ("gone", "1999-05-01", "2021-01-01", "repealed", "1999-06-01", "2021-01-01", "heir", ""),
    ("gone", "", "2026-11-23", "repealed", "2001-06-01", "2021-01-01", "heir", ""),
    ("renewed", "2001-05-01", "2021-01-01", "repealed", "2001-06-01", "2021-01-01", "", ""),
    ("ended", "2010-05-01", "2020-05-31", "repealed", "2010-06-01", "2020-01-01", "", ""),
    ("ended", "2010-05-01", "2020-06-01", "amended", "2010-06-01", "2020-01-01", "ended", "2020-05-01"),
    ("lapsed", "2014-02-19", "2022-02-28", "in_force", "2014-03-01", "2022-03-01", "", ""),
    ("lapsed", "2014-02-19", "2022-03-01", "repealed", "2014-03-01", "2022-03-01", "", ""),
    ("moved", "2014-02-19", "2022-03-01", "repealed", "2014-03-01", "2022-03-01", "heir", ""),
    ("vague", "2018-04-01", "2026-11-23", "unknown", "", "", "", ""),
    ("vague", "2018-04-01", "2018-03-31", "future", "", "", "", ""),
    ("half", "2010-01-01", "2019-12-31", "in_force", "2010-02-01", "", "", ""),
    ("half", "2010-01-01", "2020-01-01", "unknown", "2010-02-01", "", "", ""),
    ("half", "2020-01-01", "2026-11-23", "unknown", "", "", "", ""),
    ("words", "未注明", "2016-04-30", "unknown", "", "", "", ""),
    ("words", "未注明", "2016-05-01", "amended", "", "2016-05-01", "words", "2016"),
    ("words", "2016", "2016-05-01", "in_force", "2016-05-01", "", "", ""),
    ("rumour", "2016-01-01", "2026-11-23", "unknown", "", "", "", ""),
    ("one", "2019-01-01", "2026-11-23", "unknown", "", "", "", ""),
    ("nowhere", "", "2026-11-23", "unknown", "", "", "", ""),
]


@pytest.mark.parametrize(
    ("law_id", "version_date", "on", "state", "since", "until", "successor", "now"), CASES
)
def test_status(
    law_id: str,
    version_date: str,
    on: str,
    state: str,
    since: str,
    until: str,
    successor: str,
    now: str,
    laws: Catalogue,
) -> None:
    found = status_of(laws, law_id, version_date, on)
    assert (found.state, found.since, found.until) == (state, since, until)
    assert (found.successor, found.successor_version) == (successor, now)
    assert found.version == version_date or not version_date


LABELS = [
    ("one", "2020-01-10", "2026-11-23", "现行有效"),
    ("one", "2020-01-10", "2020-02-01", "尚未施行"),
    ("two", "2015-06-01", "2026-11-23", "已被修改"),
    ("gone", "2001-05-01", "2026-11-23", "已废止"),
    ("moved", "2014-02-19", "2026-11-23", "已废止"),
    ("lapsed", "2014-02-19", "2026-11-23", "已失效"),
    ("vague", "2018-04-01", "2026-11-23", "施行情况未核"),
]


@pytest.mark.parametrize(("law_id", "version_date", "on", "label"), LABELS)
def test_label(law_id: str, version_date: str, on: str, label: str, laws: Catalogue) -> None:
    assert status_of(laws, law_id, version_date, on).label == label


def test_successor_is_named(laws: Catalogue) -> None:
    assert status_of(laws, "gone", "2001-05-01", "2026-11-23").successor_title == "heir"


def test_versions(laws: Catalogue) -> None:
    assert [v.get("version_date") for v in versions_of(laws, "words")] == ["未注明", "2016"]
    found = version_of(laws, "two", "2020-10-01")
    assert found is not None
    assert found.get("effective_from") == "2021-01-01"
    assert version_of(laws, "two", "2020-10-02") is None


@pytest.mark.parametrize(
    ("law_id", "on", "version_date"),
    [
        ("two", "2020-12-31", "2015-06-01"),
        ("two", "2021-01-01", "2020-10-01"),
        ("two", "2015-12-31", None),
        ("gone", "2000-01-01", "1999-05-01"),
        ("gone", "2021-01-01", None),
        ("vague", "2026-11-23", None),
    ],
)
def test_version_in_force(law_id: str, on: str, version_date: str | None, laws: Catalogue) -> None:
    found = version_on(laws, law_id, on)
    assert (found.get("version_date") if found else None) == version_date


def test_ranks(laws: Catalogue) -> None:
    assert rank_of(laws, "one") == "law"
    assert rank_of(laws, "nowhere") == ""
    assert [r for r in RANKS if is_high(r)] == [
        "law",
        "judicial_interpretation",
        "regulation",
        "local_regulation",
    ]
    assert not is_high("")


def test_every_rank_of_the_schema_is_known(toy_catalogue: Catalogue) -> None:
    field = toy_catalogue.schemas["law"].field("rank")
    assert field is not None
    assert field.enum == RANKS


TOY = [
    ("shili-fa", "2015-06-01", "amended", "shili-fa"),
    ("shili-fa", "2020-10-01", "in_force", ""),
    ("jiu-shili-fa", "2001-03-01", "repealed", "shili-fa"),
    ("weilai-tiaoli", "2026-06-01", "future", ""),
    ("weizhi-guiding", "2010-03-01", "unknown", ""),
]


@pytest.mark.parametrize(("law_id", "version_date", "state", "successor"), TOY)
def test_toy_laws(
    law_id: str, version_date: str, state: str, successor: str, toy_catalogue: Catalogue
) -> None:
    found = status_of(toy_catalogue, law_id, version_date, toy_catalogue.on)
    assert (found.state, found.successor) == (state, successor)
