"""The places of each scale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure
from mingshi.synth import places
from mingshi.synth.places import places_of

from .conftest import synthesise
from .test_installation import judged


@pytest.mark.parametrize(
    ("scale", "counties", "committees"),
    [
        ("county", ["jiashi/yixian"], 5),
        ("city", ["jiashi/yixian", "jiashi/dingqu"], 7),
        ("province", ["jiashi/yixian", "jiashi/dingqu"], 7),
    ],
)
def test_scales(scale: str, counties: list[str], committees: int, toy_catalogue: Catalogue) -> None:
    found = places_of(toy_catalogue, scale)
    assert [c.id for c in found.counties()] == counties
    assert sum(1 for c in counties for _ in found.committees(c)) == committees
    assert ("yishi" in found.ids()) is (scale == "province")


def test_more_than_there_are(toy_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST", 20)
    found = places_of(toy_catalogue, "shandong")
    assert sum(1 for c in found.counties() for _ in found.committees(c.id)) == 21
    made = [row for row in found.upper if row["id"].startswith("hecheng")]
    assert {row["level"] for row in made} == {"city", "county"}
    assert all("合成" in row["name"] and not row["code"] for row in made)
    first = [area.id for area in found.committees("hecheng1/yixian")]
    assert first == [f"hecheng1/{a.id.partition('/')[2]}" for a in found.committees("jiashi/yixian")]


def test_copies_pass_the_check(
    toy_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(places, "MOST", 20)
    made = synthesise(toy_catalogue, tmp_path_factory.mktemp("synth") / "many", "shandong")
    catalogue, errors = judged(made)
    assert errors == []
    assert len(catalogue.of("village_rule")) == 21


def test_an_installation_without_committees_is_refused(toy_catalogue: Catalogue) -> None:
    empty = replace(toy_catalogue, tables=tuple(t for t in toy_catalogue.tables if t.kind != "place"))
    with pytest.raises(Failure, match="没有一个村"):
        places_of(empty, "county")
