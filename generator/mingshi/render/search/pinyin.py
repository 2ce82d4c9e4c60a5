"""Pinyin of names, and what of it people mix up when they type what they hear."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

# First sounds told apart badly in the south: zh/z, ch/c, sh/s; n/l/r; f and hu.
_FIRST = {"zh": "z", "ch": "c", "sh": "s", "n": "l", "r": "l"}
_LIKE_HU = {
    "fa": "hua",
    "fan": "huan",
    "fei": "hui",
    "fen": "hun",
    "fo": "huo",
    "fou": "hou",
    "fu": "hu",
    "hon": "hun",
}


@cache
def readings(char: str) -> tuple[str, ...]:
    """Return every reading of a character without tones, the usual one first; empty for what is not one."""
    from pypinyin import Style, pinyin  # its dictionaries take long to load

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(r.replace("ü", "v") for r in found[0] if r.isascii() or "ü" in r) if found else ()


@cache
def usual(char: str) -> str:
    """Return the usual reading of a character, "" when it has none."""
    return readings(char)[0] if readings(char) else ""


@cache
def fold(syllable: str) -> str:
    """Return a syllable without the differences many speakers do not hear.

    `fold("zhang") == fold("zan") == "zan"`, `fold("feng") == fold("hong")`. assets/parts/search.js does the same.
    """
    for first, folded in _FIRST.items():
        if syllable.startswith(first):
            syllable = folded + syllable[len(first) :]
            break
    syllable = syllable.removesuffix("g").replace("v", "u")
    return _LIKE_HU.get(syllable, syllable)


def syllables(name: str, slug: str = "") -> list[str]:
    """Return the pinyin syllables of a name, one for each character, in the readings its slug was made with.

    `syllables("长乐", "changle") == ["chang", "le"]`. Without a slug, or when it is not the name's pinyin, the
    dictionary decides. Anything that is not a letter of a word is left out.
    """
    found = aligned(name, slug.replace("-", "")) if slug else None
    if found is not None:
        return found
    from pypinyin import lazy_pinyin

    return [s.replace("ü", "v") for s in lazy_pinyin(name, errors=_letters) if s]


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())


def aligned(name: str, letters: str) -> list[str] | None:
    """Return the reading of each character that together make the letters, None when they do not."""
    if not name:
        return []
    for reading in _longest_first(name[0]):
        if letters.startswith(reading):
            rest = aligned(name[1:], letters[len(reading) :])
            if rest is not None:
                return [reading, *rest]
    return None


@cache
def _longest_first(char: str) -> list[str]:
    return sorted(filter(str.isalpha, readings(char)), key=len, reverse=True)


def in_context(texts: Iterable[str]) -> dict[str, str]:
    """Return how pairs of characters are read where one of them is not read as usual: {"银行": "yin hang"}.

    Only pairs that are read in one way in all the texts; a browser that knows the usual readings needs no more.
    """
    from pypinyin import lazy_pinyin

    found: dict[str, set[str]] = {}
    for text in texts:
        for part in _han_runs(text):
            read = [s.replace("ü", "v") for s in lazy_pinyin(part)]
            if len(read) != len(part):
                continue
            for at in range(len(part) - 1):
                found.setdefault(part[at : at + 2], set()).add(f"{read[at]} {read[at + 1]}")
    return {
        pair: next(iter(read))
        for pair, read in sorted(found.items())
        if len(read) == 1 and read != {f"{usual(pair[0])} {usual(pair[1])}"}
    }


def _han_runs(text: str) -> list[str]:
    return "".join(c if is_han(c) else " " for c in text).split()


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"
