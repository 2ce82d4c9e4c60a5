"""The plain kind of front matter that `mingshi fmt` writes, read line by line; whatever else there is, is left to YAML.

Of 22,000 entries nearly all are "字段: 内容" and lists of texts. Through events of libyaml they take ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    indent = 0
    lines = front.split("\n")
    if len(lines) > MAX_LINES:
        return None
    for line in lines:
        if found := _FIELD.fullmatch(line):
            name, *texts = found.groups()
            if name in values or items == []:
                return None
            text = _text(*texts)
            if text is not None:
                values[name], items = text, None
            elif texts == [None, None, None]:
                values[name] = items = []
                indent = -1
            else:
                return None
        elif items is not None and (found := _ITEM.fullmatch(line)):
            text = _text(*found.groups())
            deep = line.index("-")
            if text is None or _LIKE_FIELD.match(text) or deep != (indent if indent >= 0 else deep):
                return None
            indent = deep
            items.append(text)
        else:
            return None
    return None if items == [] else values


def _text(double: str | None, single: str | None, plain: str | None) -> str | None:
    """Return a text as YAML understands it; None when there is none, or when something about it wants a second look."""
    if plain is not None:
        if ": " in plain or " #" in plain or plain.endswith(":"):
            return None
        return plain if plain == plain.strip() else None
    text = double if double is not None else single
    return text if text and text == text.strip() and text.isprintable() else None
