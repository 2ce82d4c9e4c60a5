"""Choices follow from the key alone."""

from __future__ import annotations

import datetime

from mingshi.synth.dice import Dice


def test_fixed_for_ever() -> None:
    dice = Dice("pact", "jiashi/yixian")
    assert [dice.below(10) for _ in range(8)] == [9, 3, 9, 9, 1, 9, 1, 3]


def test_other_key_other_choices() -> None:
    seen = {Dice("pact", str(i)).below(100) for i in range(50)}
    assert len(seen) > 30


def test_even_and_inside() -> None:
    dice = Dice("even")
    found = [dice.below(6) for _ in range(6000)]
    assert set(found) == set(range(6))
    assert all(800 < found.count(n) < 1200 for n in range(6))


def test_sample_keeps_order_and_repeats_nothing() -> None:
    for i in range(50):
        found = Dice("sample", str(i)).sample("abcdefgh", 5)
        assert found == sorted(set(found))
        assert len(found) == 5
    assert Dice("few").sample("ab", 5) == ["a", "b"]


def test_days_exist() -> None:
    dice = Dice("days")
    assert all(datetime.date.fromisoformat(dice.day(2024)).year == 2024 for _ in range(200))
