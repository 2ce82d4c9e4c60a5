"""The one way an entry is written: fields in the order of the schema, one style, in quotes what another reader of
YAML would take for something else than text. After any tool a change of one field is a change of one line.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from ..model.records import Value
from ..model.schema import Field, Schema

_STEP = "  "
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
# What YAML 1.1 or 1.2 may read as null, truth, number, date, clock time or a sign of its own.
_WORD = re.compile(r"~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_LIKE_NUMBER = re.compile(r"[-+.]*[0-9][0-9a-fA-FxXobeETZ_.,:/+ -]*")
_SIGN_FIRST = tuple("-?:,[]{}#&*!|>'\"%@` \t")
_LIKE_FIELD = re.compile(r"[a-z][A-Za-z0-9_]*[:：]")
_BRACKETS = re.compile(r"[,\[\]{}]")
_ODD_KEY = re.compile(r"[\s:：]")
# Beyond what JSON escapes: characters YAML takes for line ends or does not print.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_TRUTH = {"true": ("是", "yes"), "false": ("否", "no")}


def writing_rules() -> dict[str, str]:
    """Return the rules of quoting as patterns, for the form in a browser, which writes the same files.

    A pattern is for the whole text where it stands for a word or number; `blank` are the characters trimmed off.
    """
    return {
        "integer": _INTEGER.pattern,
        "number": _NUMBER.pattern,
        "word": _WORD.pattern,
        "like_number": _LIKE_NUMBER.pattern,
        "sign_first": "".join(_SIGN_FIRST),
        "like_field": _LIKE_FIELD.pattern,
        "escaped": _ESCAPED.pattern,
        "blank": "".join(c for c in map(chr, range(0x3001)) if c.isspace()),
    }


def canonical(values: Mapping[str, Value], schema: Schema, body: str = "") -> str:
    """Return the text of an entry's file: the front matter, and the Markdown body where the kind has one.

    Empty optional fields are left out, an empty required one stays as a line to fill in. Unknown fields follow in
    the order of their names, so that nothing is lost. Texts stay as they are, apart from line ends and blanks around.
    """
    front = "".join(f"{line}\n" for line in _mapping(values, schema, ""))
    if not schema.body:
        return front
    text = _unified(body).strip("\n")
    return f"---\n{front}---\n" + (f"\n{text}\n" if text.strip() else "")


def canonical_schema_order(values: Mapping[str, Value], schema: Schema | None) -> list[str]:
    """Return the names of a mapping's fields in canonical order."""
    known = schema.names if schema else ()
    return [n for n in known if n in values] + sorted(n for n in values if n not in known)


def text_of(value: Value, field: Field | None = None) -> str:
    """Return a scalar as the text a schema expects; None is empty, truth values become the words of the field."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "minutes")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    words = _TRUTH.get(text, ())
    accepted = ("是", "否") if field and field.type == "boolean" else field.enum if field else ()
    return next((word for word in words if text not in accepted and word in accepted), text)


def is_empty(value: Value) -> bool:
    """Tell whether there is nothing in a value, however deep."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    if isinstance(value, list | tuple):
        return all(map(is_empty, value))
    return not text_of(value).strip()


def _mapping(values: Mapping[str, Value], schema: Schema | None, indent: str) -> Iterator[str]:
    """Yield the lines of a mapping."""
    for name in canonical_schema_order(values, schema):
        field = schema.field(name) if schema else None
        value, key = values[name], f"{indent}{_key(name)}:"
        child = schema.children.get(name) if schema else None
        if is_empty(value):
            if field and field.required:
                yield key
        elif isinstance(value, Mapping):
            yield key
            yield from _mapping(value, child, indent + _STEP)
        elif isinstance(value, list | tuple):
            yield key
            yield from _sequence(value, child, field.items if field else None, indent + _STEP)
        else:
            yield from _scalar(key, text_of(value, field), field, indent + _STEP)


def _sequence(
    values: Sequence[Value], child: Schema | None, item: Field | None, indent: str
) -> Iterator[str]:
    """Yield the lines of a list, without its empty items."""
    for value in values:
        if is_empty(value):
            continue
        if isinstance(value, Mapping):
            lines = _mapping(value, child, indent + _STEP)
        elif isinstance(value, list | tuple):
            lines = _sequence(value, None, None, indent + _STEP)
        else:
            yield from _scalar(f"{indent}-", text_of(value, item), item, indent + _STEP)
            continue
        for number, line in enumerate(lines):
            yield line if number else f"{indent}- {line[len(indent) + 2 :]}"


def _scalar(lead: str, text: str, field: Field | None, indent: str) -> Iterator[str]:
    """Yield the lines of a text behind its key or dash; text of several lines stands below `|`."""
    text = _unified(text).strip()
    if "\n" not in text or not _printable(text):
        yield f"{lead} {inline(text, field)}"
        return
    yield f"{lead} |"
    for line in text.split("\n"):
        yield f"{indent}{line}" if line else ""


def inline(text: str, field: Field | None = None, *, in_brackets: bool = False) -> str:
    """Return a text of one line: a number as it is where the schema wants one, other text in quotes where needed."""
    number = {"integer": _INTEGER, "number": _NUMBER}.get(field.type if field else "")
    if number and number.fullmatch(text):
        return text
    return text if _is_plain(text) and not (in_brackets and _BRACKETS.search(text)) else _quoted(text)


def _is_plain(text: str) -> bool:
    """Tell whether every reader of YAML takes a text for exactly this text without quotes."""
    return not (
        text.startswith(_SIGN_FIRST)
        or text.endswith(":")
        or ": " in text
        or " #" in text
        or "\t" in text
        or _WORD.fullmatch(text)
        or _LIKE_NUMBER.fullmatch(text)
        or _LIKE_FIELD.match(text)
        or not _printable(text)
    )


def _printable(text: str) -> bool:
    return not _ESCAPED.search(text) and all(c >= " " or c in "\t\n" for c in text)


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _key(name: str) -> str:
    return name if name and _is_plain(name) and not _ODD_KEY.search(name) else _quoted(name)


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
