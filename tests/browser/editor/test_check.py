"""The check of the form: at the box, in words, and of numbers of persons just what the program says."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingshi.check.personal import personal_data
from tests.check.numbers import MOBILE, card, identity
from tests.check.test_personal import FOUND, WIDE

from .conftest import call, opened

pytestmark = pytest.mark.browser


def test_what_is_wrong_is_told_at_its_box_and_not_saved(page: Page, forms: Path) -> None:
    opened(page, forms, "listing")
    downloads: list[object] = []
    page.on("download", lambda download: downloads.append(download))
    page.locator("[data-field=substitutes]").get_by_role("button", name="添加替代途径").click()
    page.locator("[data-field=list_id] input").first.fill("大写A")
    page.locator("[data-field=substitutes] [data-field=law_id] input").fill("shili-fa")
    page.get_by_role("button", name="下载文件").click()
    expect(page.get_by_role("status")).to_contain_text("处要改")
    problems = page.locator("#problems")
    for said in ("清单编号：编号只能用小写字母", "第 1 项：怎么办：要填", "一起填", "版本：要填"):
        expect(problems).to_contain_text(said)
    box = page.locator("[data-field=list_id] input").first
    expect(box).to_have_attribute("aria-invalid", "true")
    problems.get_by_role("button", name="清单编号").click()
    expect(box).to_be_focused()
    assert downloads == []


def test_conditions_and_registers_are_looked_at(page: Page, forms: Path) -> None:
    opened(page, forms, "guide")
    values = {
        "guide_id": "a",
        "item_id": "b",
        "area": "meiyou",
        "guide_kind": "instead",
        "form_id": "f99",
        "legal_basis": [{"law_id": "shili-fa", "version_date": "1999", "article": "第九条"}],
    }
    found = call(page, "return edit.check(given, '<b>身份证</b>', null)", values)
    said = {".".join(map(str, f["where"])): f.get("error") or f.get("hint") for f in found}
    assert "相同" in said["guide_id"]
    assert "没有找到“f99”" in said["form_id"]
    assert "没有找到“meiyou”" in said["area"]
    assert "不开怎么办" in said["steps"]
    assert "没有登记过" in said["legal_basis.0.article"]
    assert "HTML" in said["body"]


def numbers(number: int) -> Iterator[str]:
    """Yield texts round numbers that are, or nearly are, those of a person, written in every way."""
    chance = random.Random(2026)

    def digits(count: int) -> str:
        return "".join(chance.choices("0123456789", k=count))

    def person() -> str:
        born = f"{chance.randrange(1895, 2105)}{chance.randrange(14):02}{chance.randrange(31):02}"
        seventeen = f"{chance.choice(('110101', '350102', '990101'))}{born}{chance.randrange(1000):03}"
        return chance.choice(
            (identity(seventeen), identity(seventeen, wrong=True), seventeen[:6] + seventeen[8:])
        )

    def bank() -> str:
        return card(chance.choice(("62", "4", "35", "9")) + digits(chance.randrange(12, 18)))

    def foreigner() -> str:
        return identity(
            f"9{chance.choice(('35', '99'))}{digits(3)}{chance.randrange(1895, 2105)}0101{digits(3)}"
        )

    def mobile() -> str:
        return chance.choice(("", "+86", "86 ", "0086")) + f"1{digits(10)}"

    makers = (person, bank, mobile, foreigner, lambda: digits(chance.randrange(9, 22)))
    befores = (
        "",
        "身份证",
        "卡号：",
        "电话",
        "0.",
        "7",
        "https://a.example/",
        "（",
        "tel:",
        "x" * 13,
        "账户 ",
        "永久居留证XYZ",
        "https://a.example/；",
        "\n1.",
        "电话2.",
        "(",
        "&nbsp;",
    )
    for _ in range(number):
        text = ""
        for _ in range(chance.randrange(1, 4)):
            made = chance.choice(makers)()
            for mark in chance.choices(
                ("", "", "", " ", "-", ".", ")", "\xa0", "\u2011", " - ", "&#49;"),
                k=chance.choice((0, 0, 1, 2)),
            ):
                cut = chance.choice((3, 4, 7, chance.randrange(1, len(made))))
                made = made[:cut] + mark + made[cut:]
            made = made.translate(WIDE) if chance.random() < 0.2 else made
            made = made.lower() if chance.random() < 0.2 else made
            text += chance.choice(befores) + made + chance.choice(("", "。", "x", "8", " ", ".html", "，"))
        yield text


def test_it_finds_the_numbers_of_persons_that_the_program_finds(page: Page, forms: Path) -> None:
    texts = [*(text for text, _ in FOUND), *numbers(4_000)]
    opened(page, forms, "item")
    got = call(page, "return given.map(edit.privateNumbers)", texts)
    expected = [[[hit.code, hit.start, hit.end] for hit in personal_data(text)] for text in texts]
    assert [t for t, g, e in zip(texts, got, expected, strict=True) if g != e] == []
    codes = Counter(hit[0] for found in expected for hit in found)
    assert min(codes[code] for code in ("MS601", "MS602", "MS603", "MS604")) > 50, codes


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (f"号码{identity()}。", "error", "像身份证号码"),
        (f"号码{identity(wrong=True)}。", "hint", "校验位不对"),
        (f"电话{MOBILE}", "error", "像手机号码"),
        (f"一卡通{card()}", "error", "像银行卡号"),
    ],
)
def test_numbers_of_persons_are_refused(page: Page, forms: Path, text: str, kind: str, said: str) -> None:
    opened(page, forms, "item")
    for body in (
        "return edit.check({ name: given }, '', null).filter(f => f.where[0] === 'name')",
        "return edit.check({}, given, null).filter(f => f.where[0] === 'body')",
    ):
        found = call(page, body, text)
        assert [key for f in found for key in f if key != "where"] == [kind]
        assert said in found[0][kind]
