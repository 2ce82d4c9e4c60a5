"""Raw HTML and unsafe links in the Markdown of an entry.

nh3 cleans the pages anyway (render/markdown.py); these rules tell the editor before something silently vanishes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_BACKTICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}):[^\s<>]*>")
_TAG = re.compile(
    r"<(?:/?(?P<name>[A-Za-z][A-Za-z0-9-]*)[^<>\n]*>?|!--.*?(?:-->|\Z)|[!?][^<>\n]*>?)", re.DOTALL
)
_ALLOW = re.compile(r"<!--\s*ms:allow\s+MS\d{3}\s+\S[^<>]*-->")
_TARGET = re.compile(r"(?:\]\(\s*|^ {0,3}\[[^\]\n]+\]:\s*)<?(?P<target>[^\s)>]+)", re.MULTILINE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSAFE_TEXT = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
# Of those schemes, without the letters that have a twin: "ſ", "ı".
_ENDS = ("pt", "ta", "le")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Something at text[start:end], with the words to show for it."""

    start: int
    end: int
    shown: str


def raw_html(text: str) -> Iterator[Spot]:
    """Yield every HTML tag or comment outside code; `<https://…>` and `<!-- ms:allow … -->` are fine."""
    if "<" not in text:
        return
    text = _without_code(text)
    opened = set()
    for found in _TAG.finditer(text):
        escaped = text.endswith("\\", 0, found.start())
        if escaped or _AUTOLINK.match(text, found.start()) or _ALLOW.fullmatch(found[0]):
            continue
        name = found["name"] or ""
        # One finding for an element, not a second one for its end.
        if not (found[0].startswith("</") and name in opened):
            opened.add(name)
            end = found.start() + len(found[0].partition("\n")[0].rstrip())
            yield Spot(found.start(), end, found[0][:20])


def unsafe_links(text: str) -> Iterator[Spot]:
    """Yield every link of a Markdown text that leads anywhere but to http, https, mailto, tel or this site."""
    if ":" not in text and "&" not in text:
        return
    text = _without_code(text)
    targets = {found.start() + 1: found[0][1:-1] for found in _AUTOLINK.finditer(text)}
    targets |= {found.start("target"): found["target"] for found in _TARGET.finditer(text)}
    for start, target in sorted(targets.items()):
        yield from _judged(target, start)


def may_hold_unsafe_address(text: str) -> bool:
    """Tell whether before some colon stands the end of an unsafe scheme; the cheap question before the next."""
    return any(before.rstrip()[-2:].lower() in _ENDS for before in text.split(":")[:-1])


def is_unsafe_address(value: str) -> bool:
    """Tell whether a whole value is an address that runs or embeds something, like `javascript:…`."""
    return _UNSAFE_TEXT.match(value) is not None


def _judged(target: str, start: int) -> Iterator[Spot]:
    # Browsers drop tabs and line breaks inside a scheme, and entities are resolved before that.
    clean = re.sub(r"[\x00-\x20]", "", _ESCAPED.sub(r"\1", html.unescape(target)))
    scheme = _SCHEME.match(clean)
    if scheme and scheme[1].lower() not in _SCHEMES:
        yield Spot(start, start + len(target), scheme[0])


def _without_code(text: str) -> str:
    """Blank out code blocks and code spans, keeping every place."""
    if "`" not in text and "~~~" not in text:
        return text
    text = _FENCE.sub(lambda found: _blank(found[0]), text)
    kept, done = [], 0
    for start, end in _code_spans(text):
        kept += [text[done:start], _blank(text[start:end])]
        done = end
    return "".join([*kept, text[done:]])


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the code spans of a text: two runs of as many backticks without an empty line between.

    Looking for each closing run with a pattern would take quadratic time on a hostile text.
    """
    runs = [found.span() for found in _BACKTICKS.finditer(text)]
    closing: list[int] = [0] * len(runs)
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closing[index] = last.get(length, 0)
        last[length] = index
    index = 0
    while index < len(runs):
        other = closing[index]
        if other and text.find("\n\n", runs[index][1], runs[other][0]) < 0:
            yield runs[index][0], runs[other][1]
            index = other
        index += 1


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
