"""Style sheets made small: rules that no page can use are left out, the others are written without needless blanks.

The way is that of PurgeCSS: a selector stays when every name in it occurs among the words of the pages. What cannot be
decided from names alone (states, what `:not` excludes, parts of values) counts as possible, so nothing seen is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any, TypeAlias

import tinycss2

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_GROUPS = {"media", "supports", "layer", "container"}
# Of these one of the selectors inside must be usable; of any other function nothing is asked.
_ANY_OF = {"is", "where", "matches", "-webkit-any", "-moz-any", "has"}


@dataclass(frozen=True, slots=True)
class Style:
    """One rule: its selectors, and its declarations as (property, text)."""

    selectors: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """An at-rule: `rules` of a group such as @media, or else finished `text`."""

    head: str
    rules: tuple[Style | Block, ...] = ()
    text: str = ""


Rules: TypeAlias = tuple[Style | Block, ...]
Words: TypeAlias = frozenset[str]


class _Names(HTMLParser):
    """Collects the names of a finished page: elements, attributes and their values, words of scripts; no text."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self._in_script = tag == "script"
        for name, value in attrs:
            self.names.add(name)
            self.names.update((value, *value.split()) if value else ())
            if name == "style" and value:
                self.names |= words_of_source(value)

    def handle_endtag(self, tag: str) -> None:
        self._in_script &= tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.names |= words_of_source(data)


def words_of_page(html: str) -> set[str]:
    """Return the names that style sheets can speak of in a finished page."""
    reader = _Names()
    reader.feed(html)
    reader.close()
    return reader.names


def words_of_source(text: str) -> set[str]:
    """Return every word of a template or a script: whatever could become a name in a page."""
    return set(_WORD.findall(text))


def rules_of(css: str) -> Rules:
    """Return the rules of a style sheet, without comments. Raises ValueError for CSS that is wrong."""
    return tuple(_read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), None))


def usable_rules(css: str, words: Words) -> Rules:
    """Return the rules of a style sheet pages with these words can use. Raises ValueError for CSS that is wrong."""
    return tuple(_read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words))


def without_unused(rules: Rules, words: Words, others: str) -> Rules:
    """Leave out variables and keyframes that neither these rules, nor the words, nor other style sheets speak of."""
    while True:
        text = written(rules)
        known = words | set(_USED.findall(text + others)) | words_of_source(_animations(rules) + others)
        kept = tuple(_used(rules, known))
        if kept == rules:
            return rules
        rules = kept


def written(rules: Rules) -> str:
    """Return rules as a style sheet, one a line."""
    return "".join(f"{_line(rule)}\n" for rule in rules)


def _line(rule: Style | Block) -> str:
    if isinstance(rule, Style):
        return f"{','.join(rule.selectors)}{{{';'.join(text for _, text in rule.lines)}}}"
    if rule.rules:
        return f"{rule.head}{{{''.join(map(_line, rule.rules))}}}"
    return f"{rule.head}{rule.text}"


def _read(nodes: Iterable[Any], words: Words | None) -> Iterator[Style | Block]:
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"{node.source_line}: {node.message}")
        if node.type == "qualified-rule":
            selectors = tuple(_text(s) for s in _split(node.prelude) if words is None or _usable(s, words))
            lines = tuple(_declarations(node.content))
            if selectors and lines:
                yield Style(selectors, lines)
        elif node.lower_at_keyword != "charset":
            yield from _at_rule(node, words)


def _at_rule(node: Any, words: Words | None) -> Iterator[Block]:
    head = f"@{node.at_keyword} {_text(node.prelude)}".rstrip()
    if node.content is None:
        yield Block(head, text=";")
    elif node.lower_at_keyword in _GROUPS:
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        if rules := tuple(_read(inner, words)):
            yield Block(head, rules)
    else:
        yield Block(head, text=f"{{{_text(node.content)}}}")


def _declarations(content: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "error":
            raise ValueError(f"{node.source_line}: {node.message}")
        if node.type != "declaration":
            raise ValueError(f"{node.source_line}: nested rules are not understood by old browsers")
        yield node.name, f"{node.name}:{_text(node.value)}{'!important' if node.important else ''}"


def _text(tokens: Iterable[Any]) -> str:
    """Write tokens with one blank for any white space, and none after commas, colons and semicolons."""
    pieces: list[str] = []
    for token in tokens:
        if token.type in ("{} block", "() block"):
            pieces.append(f"{token.type[0]}{_text(token.content)}{token.type[1]}")
        elif token.type not in ("whitespace", "comment"):
            pieces.append(token.serialize())
        elif pieces and pieces[-1] not in (" ", ",", ":", ";"):
            pieces.append(" ")
    return "".join(pieces).strip()


def _split(prelude: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the selectors of a list."""
    one: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield one
            one = []
        else:
            one.append(token)
    yield one


def _usable(selector: Sequence[Any], words: Words) -> bool:
    """Tell whether every name a selector asks for is among the words."""
    before = ""
    for token in selector:
        if token.type in ("ident", "hash") and before != ":" and token.value not in words:
            return False
        if token.type == "[] block" and not _usable_attribute(token.content, words):
            return False
        asked = token.type == "function" and token.lower_name in _ANY_OF
        if asked and not any(_usable(one, words) for one in _split(token.arguments)):
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _usable_attribute(content: Sequence[Any], words: Words) -> bool:
    """`[name]` asks for the name, `[name=value]` and `[name~=value]` for the value too."""
    solid = [t.value for t in content if t.type not in ("whitespace", "comment")]
    asked = [solid[0], solid[2]] if len(solid) > 2 and solid[1] in ("=", "~=") else solid[:1]
    return all(name in words for name in asked)


def _animations(rules: Rules) -> str:
    """Return what the rules say of animations."""
    found = []
    for rule in rules:
        if isinstance(rule, Block):
            found.append(_animations(rule.rules))
        else:
            found += [text for name, text in rule.lines if "animation" in name]
    return " ".join(found)


def _used(rules: Rules, known: Words) -> Iterator[Style | Block]:
    for rule in rules:
        if isinstance(rule, Style):
            lines = tuple((name, text) for name, text in rule.lines if name[:2] != "--" or name in known)
            if lines:
                yield replace(rule, lines=lines)
        elif rule.rules:
            if kept := tuple(_used(rule.rules, known)):
                yield replace(rule, rules=kept)
        elif "keyframes" not in rule.head or rule.head.split()[-1] in known:
            yield rule
