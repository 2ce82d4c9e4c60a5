"""Contrast of every pair of colours that meets on a page, computed from the style sheet, for each way of looking."""

from __future__ import annotations

import re

import pytest

from mingshi.render.slim import Block, Rules, Style, rules_of

from ..conftest import ROOT

ASSETS = ROOT / "theme" / "assets"
LIGHT = ("[data-md-color-scheme]",)
DARK = (*LIGHT, '[data-md-color-scheme="slate"]')
STRONG = (*LIGHT, ".ms-elder [data-md-color-scheme]")
STRONG_DARK = (*DARK, ".ms-elder [data-md-color-scheme]", '.ms-elder [data-md-color-scheme="slate"]')
WAYS = {"light": (LIGHT, 4.5), "dark": (DARK, 4.5), "strong": (STRONG, 7), "strong dark": (STRONG_DARK, 7)}

# Text on its ground.
TEXT = [
    *(
        (text, ground)
        for text in ("ms-fg", "ms-muted", "md-typeset-a-color", "ms-no", "ms-yes", "ms-help", "ms-wait")
        for ground in ("ms-page", "ms-paper")
    ),
    *(
        (text, ground)
        for text in ("ms-fg", "ms-muted", "md-typeset-a-color")
        for ground in ("ms-paper-2", "ms-mark")
    ),
    ("ms-on-mark", "ms-mark"),
    ("ms-on-primary", "md-primary-fg-color"),
    ("ms-on-primary", "md-primary-fg-color--light"),
    ("md-primary-bg-color", "md-primary-fg-color"),
    ("md-primary-fg-color--dark", "ms-on-primary"),
    ("md-accent-fg-color", "ms-page"),
    ("ms-on-warn", "ms-warn"),
    ("ms-ink", "ms-sheet"),
]
# What is no text but must be seen: frames of fields, rings round what has focus (WCAG 1.4.11).
SIGNS = [
    *(("ms-edge", ground) for ground in ("ms-page", "ms-paper")),
    *(("ms-ring", ground) for ground in ("ms-page", "ms-paper", "ms-paper-2", "ms-mark")),
    ("ms-ring-on-primary", "md-primary-fg-color"),
    ("ms-ring-on-primary", "md-primary-fg-color--light"),
]


def values(rules: Rules, media: str) -> dict[str, dict[str, str]]:
    """Return the variables by selector, of the rules outside any group and of those in one."""
    found: dict[str, dict[str, str]] = {}
    for rule in rules:
        if isinstance(rule, Style):
            for selector in rule.selectors:
                own = {name: text.partition(":")[2] for name, text in rule.lines}
                found.setdefault(selector, {}).update(own)
        elif isinstance(rule, Block) and rule.head == media:
            for selector, own in values(rule.rules, media).items():
                found.setdefault(selector, {}).update(own)
    return found


SHEET = rules_of((ASSETS / "colours.css").read_text(encoding="utf-8"))
SCREEN = values(SHEET, "@media screen")


def colour(name: str, selectors: tuple[str, ...]) -> tuple[int, ...]:
    """Return red, green and blue of a variable where these selectors apply, the last one deciding."""
    text = ""
    for selector in selectors:
        text = SCREEN[selector].get(f"--{name}", text)
    digits = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", text)
    assert digits, f"{name}: {text}"
    full = digits[1] if len(digits[1]) == 6 else "".join(c * 2 for c in digits[1])
    return tuple(int(full[i : i + 2], 16) for i in (0, 2, 4))


def luminance(rgb: tuple[int, ...]) -> float:
    """Return the relative luminance WCAG defines."""
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((0, 0, 0), (255, 255, 255), 21), ((119, 119, 119), (255, 255, 255), 4.48), ((9, 9, 9), (9, 9, 9), 1)],
)
def test_contrast_is_what_wcag_says(one: tuple[int, ...], other: tuple[int, ...], expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "ground"), TEXT, ids=[f"{a} on {b}" for a, b in TEXT])
def test_text_stands_out(way: str, text: str, ground: str) -> None:
    selectors, least = WAYS[way]
    assert contrast(colour(text, selectors), colour(ground, selectors)) >= least


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("sign", "ground"), SIGNS, ids=[f"{a} on {b}" for a, b in SIGNS])
def test_frames_and_rings_stand_out(way: str, sign: str, ground: str) -> None:
    selectors, _ = WAYS[way]
    assert contrast(colour(sign, selectors), colour(ground, selectors)) >= 3


def test_who_asks_the_system_for_contrast_gets_the_same() -> None:
    asked = {
        selector: own
        for rule in SHEET
        if isinstance(rule, Block) and "prefers-contrast" in rule.head
        for selector, own in values(rule.rules, "").items()
    }
    assert asked[LIGHT[-1]] == SCREEN[STRONG[-1]]
    assert asked[DARK[-1]] == SCREEN[STRONG_DARK[-1]]


def test_paper_has_no_colour() -> None:
    printed = values(SHEET, "@media print")[LIGHT[0]]
    text = {name for pair in TEXT for name in pair if name.startswith("ms-")} - {
        "ms-on-primary", "ms-warn", "ms-on-warn", "ms-ink", "ms-sheet"
    }  # fmt: skip
    for name in sorted(text):
        assert printed[f"--{name}"] in ("#000", "#fff"), name


@pytest.mark.parametrize("name", ["mingshi.css", "shell.css", "reference.css", "elder.css"])
def test_colours_have_names(name: str) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", (ASSETS / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet) == []
