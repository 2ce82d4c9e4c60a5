"""Personal data: what is found, what is not, and that masks leave nothing."""

from __future__ import annotations

import random
import re

import pytest

from mingshi.check.personal import mask, may_hold_numbers, personal_data

from .numbers import MOBILE, SEVENTEEN, card, identity

ID = identity()
WRONG = identity(wrong=True)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
OLD = SEVENTEEN[:6] + "990101" + "001"


CARD = card()
OTHER = card("4" + "0" * 14)
# The form for editors must say the same (tests/browser/editor/test_check.py).
FOUND = [
    (ID, ["MS601"]),
    (f"张某 {ID}。", ["MS601"]),
    (ID.translate(WIDE), ["MS601"]),
    (f"{ID[:6]} {ID[6:14]} {ID[14:]}", ["MS601"]),
    (f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", ["MS601"]),
    (identity(SEVENTEEN[:-1] + "4").lower(), ["MS601"]),
    (WRONG, ["MS603"]),
    (f"身份证号：{WRONG}", ["MS601"]),
    (f"{WRONG[:6]} {WRONG[6:]}", []),
    (f"身份证 {OLD}", ["MS601"]),
    (OLD, []),
    (MOBILE, ["MS602"]),
    (f"手机{MOBILE}转1", ["MS602"]),
    (MOBILE.translate(WIDE), ["MS602"]),
    (f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}", ["MS602"]),
    (f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}", ["MS602"]),
    (f"+86 {MOBILE}", ["MS602"]),
    (f"0086{MOBILE}", ["MS602"]),
    (f"[打电话](tel:{MOBILE})", ["MS602"]),
    (f"{ID}，{MOBILE}", ["MS601", "MS602"]),
    (f"https://example.gov.cn/t20260101_{MOBILE}.html", []),
    (f"https://example.gov.cn/a {MOBILE}", ["MS602"]),
    (f"{MOBILE}0", []),
    (f"0.{MOBILE}", []),
    ("0591-87654321", []),
    ("059187654321", []),
    ("12345", []),
    ("350102001001", []),
    (ID[:3] + "*" * 12 + ID[15:], []),
    ("一三九零零零零零零零零", []),
    ("2026-11-23 09:00 2026-11-24 10:00", []),
    ("91350100M000100Y43", []),
    (CARD, ["MS604"]),
    (f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]}", ["MS604"]),
    (CARD.translate(WIDE), ["MS604"]),
    (CARD[:-1] + str((int(CARD[-1]) + 1) % 10), []),
    ("卡号" + CARD[:-1] + str((int(CARD[-1]) + 1) % 10), ["MS604"]),
    (OTHER, []),
    (f"开户银行账号{OTHER}", ["MS604"]),
    (f"账号{OTHER[:-1]}{(int(OTHER[-1]) + 1) % 10}", []),
    (card("62" + "0" * 12), []),
    (card("62" + "0" * 17), []),
    (f"https://example.gov.cn/{CARD}", []),
    (f"{CARD}，{MOBILE}", ["MS604", "MS602"]),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_found(text: str, found: list[str]) -> None:
    assert [hit.code for hit in personal_data(text)] == found
    masked = mask(text)
    assert len(masked) == len(text)
    assert list(personal_data(masked)) == []


def test_masked_text_keeps_its_place() -> None:
    assert mask(f"号码{ID}，电话{MOBILE}。") == f"号码{'*' * 18}，电话{'*' * 11}。"


def test_random_long_numbers_are_rarely_taken_for_people() -> None:
    chosen = random.Random(7)
    texts = ("".join(chosen.choices("0123456789", k=18)) for _ in range(20_000))
    codes = [hit.code for text in texts for hit in personal_data(text)]
    assert codes.count("MS601") <= 10
    assert codes.count("MS603") <= 60


def test_every_valid_number_is_found() -> None:
    chosen = random.Random(7)
    for _ in range(500):
        number = identity(
            f"{chosen.choice(('11', '35', '82'))}01012099{chosen.randint(1, 12):02}15{chosen.randint(0, 999):03}"
        )
        assert [hit.code for hit in personal_data(number)] == ["MS601"]


def test_nothing_is_ruled_out_that_holds_eleven_digits() -> None:
    chosen = random.Random(7)
    eleven = re.compile("[0-9０-９](?:[-－ \u3000]?[0-9０-９]){10}")
    texts = ["".join(chosen.choices("0000１１-－ \u3000字", k=30)) for _ in range(3000)]
    held = [text for text in texts if eleven.search(text)]
    assert len(held) > 100
    assert all(may_hold_numbers(text.encode()) for text in held)
    assert not any(
        may_hold_numbers(text.encode()) for text in ("2026-11-23 字 09:00", "１２３，４５６", "\u3000字")
    )


def test_long_runs_of_digits_take_no_time() -> None:
    assert list(personal_data("1" * 250_000)) == []
    assert list(personal_data("1 " * 125_000)) == []
