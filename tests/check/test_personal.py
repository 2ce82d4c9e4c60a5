"""Personal data: what is found, what is not, and that masks leave nothing."""

from __future__ import annotations

import random
import re

import pytest

from mingshi.check.personal import _NARROW, mask, may_hold_numbers, personal_data

from .numbers import MOBILE, SEVENTEEN, card, identity

ID = identity()
WRONG = identity(wrong=True)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
OLD = SEVENTEEN[:6] + "990101" + "001"


CARD = card()
OTHER = card("4" + "0" * 14)
NINE = card("95" + "0" * 16)
FOREIGN = identity("9" + "35" + "000" + SEVENTEEN[6:])
PERMIT = "XYZ" + "3501" + "990101" + "00"
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
    (f"网址：https://example.gov.cn/；电话：{MOBILE}", ["MS602"]),
    (f"https://example.gov.cn、{MOBILE}", ["MS602"]),
    (f"https://example.gov.cn/电话：{MOBILE}", ["MS602"]),
    (f"https://example.gov.cn/a?tel={MOBILE}&b", []),
    (f"Tel.{MOBILE}", ["MS602"]),
    (f"1.{MOBILE} 甲（示例）\n12.{MOBILE}，乙（示例）", ["MS602", "MS602"]),
    (f"电话：1.{MOBILE}；2.{MOBILE}", ["MS602", "MS602"]),
    (f"3.{MOBILE}", []),
    (f"3.{MOBILE}公里", []),
    (f"甲 3.{MOBILE}，3.{MOBILE}", []),
    (f"电话 118.{MOBILE}", []),
    (f"{MOBILE[:3]}\xa0{MOBILE[3:7]}\u2009{MOBILE[7:]}", ["MS602"]),
    (f"{MOBILE[:3]}\u2011{MOBILE[3:7]} – {MOBILE[7:]}", ["MS602"]),
    (f"{MOBILE[:3]}—{MOBILE[3:]}", ["MS602"]),
    (f"{MOBILE[:3]}\u200b{MOBILE[3:]}", ["MS602"]),
    (f"{ID[:6]}\u2003{ID[6:14]}\u2013{ID[14:]}", ["MS601"]),
    (f"{MOBILE[:3]}.{MOBILE[3:7]}.{MOBILE[7:]}", ["MS602"]),
    (f"{MOBILE[:3]}.{MOBILE[3:]}", []),
    (f"({MOBILE[:3]}){MOBILE[3:]}", ["MS602"]),
    (f"（{MOBILE[:3]}） {MOBILE[3:7]}-{MOBILE[7:]}", ["MS602"]),
    (f"{MOBILE[:4]} {MOBILE[4:8]} {MOBILE[8:]}", ["MS602"]),
    ("1996-2000-150", []),
    (f"0{MOBILE}", ["MS602"]),
    (f"（+86）{MOBILE}", ["MS602"]),
    (f"{MOBILE[:3]}&#{ord(MOBILE[3])};{MOBILE[4:]}", ["MS602"]),
    (f"{MOBILE[:3]}&nbsp;{MOBILE[3:7]}&#x2011;{MOBILE[7:]}", ["MS602"]),
    (f"&#{ord(ID[0]):07}{ID[1:]}", ["MS601"]),
    (f"&#x110000;&#1114112;&mdash;&amp;{MOBILE}", ["MS602"]),
    (f"卡号{NINE}", ["MS604"]),
    (f"某某银行{NINE}", []),
    (NINE, []),
    (FOREIGN, ["MS601"]),
    (identity(FOREIGN[:17], wrong=True), []),
    (f"永久居留身份证{identity(FOREIGN[:17], wrong=True)}", ["MS601"]),
    (identity("9" + "99" + FOREIGN[3:17]), []),
    (f"永久居留证 {PERMIT}", ["MS601"]),
    (PERMIT, []),
    (f"永久居留证 X{PERMIT}", []),
    (f"永久居留证 {PERMIT[:7]}990231{PERMIT[13:]}", []),
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


def test_a_hit_is_marked_where_it_stands() -> None:
    written = f"{MOBILE[:3]}&#{ord(MOBILE[3])};{MOBILE[4:]}"
    (hit,) = personal_data(f"打&nbsp;{written}&amp;。")
    assert (hit.start, hit.end) == (7, 7 + len(written))


def test_nothing_that_is_found_was_ruled_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands between the digits: what is found without the cheap question passes the cheap question."""
    chosen = random.Random(7)
    between = [
        "",
        "",
        "",
        *map(chr, _NARROW),
        "-",
        " ",
        ".",
        "(",
        ")",
        "+",
        "&nbsp;",
        "&#8209;",
        "、",
        "\x85",
    ]
    digits = ["0123456789", "０１２３４５６７８９", [f"&#{code};" for code in range(48, 58)]]
    texts = []
    for _ in range(20_000):
        number = chosen.choice((MOBILE, "86" + MOBILE, ID[:17] + "0", CARD, PERMIT[3:]))
        signs = chosen.choices(digits, (20, 2, 1), k=len(number))
        gaps = ["" if chosen.random() < 0.9 else chosen.choice(between) for _ in number]
        before = chosen.choice(("", "卡号", "身份证", "永久居留证XYZ", "1."))
        texts.append(before + "".join(s[int(d)] + g for s, d, g in zip(signs, number, gaps, strict=True)))
    passed = [may_hold_numbers(text.encode()) for text in texts]
    monkeypatch.setattr("mingshi.check.personal.may_hold_numbers", lambda _: True)
    found = [any(personal_data(text)) for text in texts]
    assert found.count(True) > 5_000
    assert [t for t, hit, may in zip(texts, found, passed, strict=True) if hit and not may] == []


def test_long_runs_of_digits_take_no_time() -> None:
    assert list(personal_data("1" * 250_000)) == []
    assert list(personal_data("1 " * 125_000)) == []
    assert list(personal_data("3." * 125_000)) == []
    assert list(personal_data(f"3.{MOBILE} " * 10_000)) == []
