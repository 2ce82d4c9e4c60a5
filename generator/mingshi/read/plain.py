"""The plain kind of front matter that `mingshi fmt` writes, read line by line; whatever else there is, is left to YAML.

Of 22,000 entries nearly all are "字段: 内容" and lists of texts. Through events of libyaml they take ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

MAX_LINES = 1000

# A plain text may begin with these in every YAML; what may not stand inside is looked for afterwards.
_PLAIN = r"([0-9A-Za-z\u4e00-\u9fff《（“][^\t]*)"
_TEXT = rf"(?:\"([^\"\\\t]*)\"|'([^'\t]*)'|{_PLAIN})"
_FIELD = re.compile(rf"([a-z][a-z0-9_]*):(?: {_TEXT})?")
_ITEM = re.compile(rf"(?:  )?- {_TEXT}")
# A list item that looks like a field, with a wrong colon or none behind it, is the business of the full reader.
_LIKE_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]*[：:]")


def plain_values(front: str) -> Mapping[str, str | list[str]] | None:
    """Return the values of front matter without any finding, as `yaml_events.parse` does; None when it must do it."""
    values: dict[str, str | list[str]] = {}
    items: list[str] | None = None
    indent = -1
    lines = front.split("\n")
    if len(lines) > MAX_LINES:
        return None
    for line in lines:
        name, text, deep = _understood(line)
        if name:
            if name in values or items == []:
                return None
            if text is not None:
                values[name], items = text, None
            else:
                values[name] = items = []
                indent = -1
        elif text is not None and items is not None and indent in (-1, deep):
            indent = deep
            items.append(text)
        else:
            return None
    return None if items == [] else values


@lru_cache(maxsize=1 << 13)
def _understood(line: str) -> tuple[str, str | None, int]:
    """Return a field's name and text (None: a list begins), or "", an item and its indent.

    "" and None stand for what is not plain. Half of the lines of 17,000 entries stand in many of them.
    """
    if found := _FIELD.fullmatch(line):
        name, *texts = found.groups()
        text = _text(*texts)
        return (name if text is not None or texts == [None, None, None] else ""), text, 0
    if found := _ITEM.fullmatch(line):
        text = _text(*found.groups())
        return "", None if text is None or _LIKE_FIELD.match(text) else text, line.index("-")
    return "", None, 0


def _text(double: str | None, single: str | None, plain: str | None) -> str | None:
    """Return a text as YAML understands it; None when there is none, or when something about it wants a second look."""
    if plain is not None:
        if ": " in plain or " #" in plain or plain.endswith(":"):
            return None
        return plain if plain == plain.strip() else None
    text = double if double is not None else single
    return text if text and text == text.strip() and text.isprintable() else None
