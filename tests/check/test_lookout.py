"""Which of many words are in a text."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from mingshi.check.lookout import Lookout, usual_characters
from mingshi.model.catalogue import Catalogue


@pytest.mark.parametrize(
    ("words", "text", "inside"),
    [
        ([], "罚款", set()),
        (["罚款"], "", set()),
        (["罚款", "罚"], "处以罚款", {"罚款", "罚"}),
        (["罚款", "罚金", "款"], "罚了款", {"款"}),
        (["]", "-", "\\^"], "a]\\^-", {"]", "-", "\\^"}),
        (["公开", "公开"], "公开", {"公开"}),
    ],
)
def test_words_inside(words: list[str], text: str, inside: set[str]) -> None:
    found = Lookout(words, Counter("罚款")).inside(text)
    assert (set(found), len(found)) == (inside, len(inside))


def test_as_if_each_was_looked_for() -> None:
    chosen = random.Random(7)
    signs = "甲乙丙丁戊己"
    words = {"".join(chosen.choices(signs, k=chosen.randint(1, 3))) for _ in range(40)}
    for usual in ("", signs * 3 + "甲甲乙"):
        lookout = Lookout(words, Counter(usual))
        for _ in range(500):
            text = "".join(chosen.choices(signs + "。", k=chosen.randint(0, 12)))
            assert set(lookout.inside(text)) == {word for word in words if word in text}


def test_usual_characters_are_those_of_the_bodies(toy_catalogue: Catalogue) -> None:
    counted = usual_characters(toy_catalogue)
    assert counted["的"] > counted["罚"]
