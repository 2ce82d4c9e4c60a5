"""The texts of one committee."""

from __future__ import annotations

import pytest

from mingshi.model.areas import Area
from mingshi.synth.phrases import CLAUSES, METHOD_STEPS
from mingshi.synth.texts import CLAUSES_EACH, STEPS_EACH, method_text, pact_text, stem_of

VILLAGE = Area("jiashi/yixian/xizhen/san-cun", "community", "villagers_committee", "示例三村")
ESTATE = Area("jiashi/yixian/dongjie/yi-shequ", "community", "residents_committee", "示例一社区")


@pytest.mark.parametrize(
    ("area", "title", "kind"),
    [
        (VILLAGE, "示例三村村规民约（合成数据）", "village_rule"),
        (ESTATE, "示例一社区居民公约（合成数据）", "resident_pact"),
    ],
)
def test_pact(area: Area, title: str, kind: str) -> None:
    text = pact_text(area)
    assert f"title: {title}\n" in text
    assert f"rule_kind: {kind}\n" in text
    assert ("villagers_meeting" in text) is (area is VILLAGE)
    assert text == pact_text(area)
    assert "{" not in text
    clauses = [line for line in text.split("\n") if line[:1].isdigit()]
    assert len(clauses) == CLAUSES_EACH


def test_method() -> None:
    text = method_text(ESTATE)
    assert f"method_id: {stem_of(ESTATE.id)}-fa\n" in text
    assert "{" not in text
    assert len([line for line in text.split("\n") if line[:1].isdigit()]) == STEPS_EACH


def test_other_places_have_other_texts() -> None:
    bodies = {pact_text(Area(f"a/b/c/d{i}", "community", "villagers_committee", "村")) for i in range(200)}
    assert len({b.partition("---\n\n")[2] for b in bodies}) == 200


def test_there_are_more_wordings_than_a_text_uses() -> None:
    assert len(CLAUSES) > CLAUSES_EACH
    assert len(METHOD_STEPS) > STEPS_EACH
    assert all(len(set(wordings)) == len(wordings) > 1 for _, wordings in CLAUSES)


def test_stem() -> None:
    assert stem_of("fuzhou/gulou/gudong/zhongshan-shequ") == "gudong-zhongshan-shequ"
