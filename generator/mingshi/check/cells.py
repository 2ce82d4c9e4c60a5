"""What to tell about one refused cell: which rule it breaks, in the words of its field, with a ready value."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Collection

from ..model.finding import Finding, Mark
from ..model.schema import Field
from .personal import mask
from .tables import cell_judge

_SHOWN = 40  # characters of a value in a message
_OPTIONS = 12  # values listed in a remedy

# What Frictionless takes without a word: full-width digits, "1_000", "2020-5-6".
LEXICAL = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "number": re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "datetime": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"),
    "year": re.compile(r"[0-9]{4}"),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}"),
}
_TYPES = {
    "integer": ("整数", "只写半角数字，例如 1"),
    "number": ("数字", "只写半角数字，例如 1.5"),
    "boolean": ("“是”或“否”", "写“是”或“否”"),
    "date": ("日期", "写成 2026-11-23"),
    "datetime": ("时间", "写成 2026-11-23 09:00"),
    "year": ("年份", "写成 2026"),
    "yearmonth": ("年月", "写成 2026-11"),
}
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?P<time>.*)")
_SEPARATORS = re.compile(r"\s*[,，、;；\s]\s*")
_YES_NO = {"yes": "是", "true": "是", "y": "是", "1": "是", "no": "否", "false": "否", "n": "否", "0": "否"}
_TIME = re.compile(r"[T ]*([0-9]{1,2})[:：]([0-9]{2})(?:[:：][0-9]{2})?")


def named(field: Field) -> str:
    """Return how messages call a field: “状态”（status）."""
    return f"“{field.title}”（{field.name}）" if field.title != field.name else f"“{field.name}”"


def quote(value: str) -> str:
    """Return a value for a message: in quotes, shortened, without personal data."""
    value = mask(value.partition("\n")[0])
    return f"“{value[:_SHOWN]}{'…' if len(value) > _SHOWN else ''}”"


def narrow(value: str) -> str:
    """Return a value with full-width letters, digits and signs made half-width, and nothing else changed."""
    return _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), value)


def explain(field: Field, value: str, kinds: Collection[str], path: str, mark: Mark) -> Finding:
    """Return the finding for a cell that breaks the constraints in `kinds` (names of tables.Fault)."""
    if _WIDE.search(value) and is_right(field, narrow(value)):
        wide = "".join(dict.fromkeys(_WIDE.findall(value)))
        message = f"{named(field)}里有全角字符{quote(wide)}"
        return Finding("MS305", message, path, mark, "换成半角", narrow(value), "safe")
    for kind, handler in _HANDLERS:
        if kind in kinds:
            return handler(field, value, path, mark)
    raise ValueError(f"no handler for {kinds} of {field.name}")


def is_right(field: Field, value: str) -> bool:
    """Tell whether a value would be accepted."""
    return bool(value) and not wrong(field, value)


def wrong(field: Field, value: str) -> tuple[str, ...]:
    """Name what is wrong with one value; for a few values only, a whole column goes to tables.judge."""
    lexical = LEXICAL.get(field.type)
    if value and lexical and not lexical.fullmatch(value):
        return ("type",)
    return cell_judge(field)(value)


def _said(field: Field, kind: str, otherwise: str) -> str:
    """Return the remedy the schema gives for a constraint (ms:say)."""
    say = field.ms.get("say") or {}
    return str(say.get(kind) or otherwise)


def _type(field: Field, value: str, path: str, mark: Mark) -> Finding:
    what, how = _TYPES[field.type]
    lexical = LEXICAL.get(field.type)
    if field.type in ("date", "datetime") and lexical and lexical.fullmatch(value):
        message = f"{named(field)}写的{quote(value)}不存在"
        return Finding("MS301", message, path, mark, "检查年月日")
    fix = str((field.ms.get("accept") or {}).get(value, ""))
    kind = "suggested"
    if field.type in ("date", "datetime"):
        # The year stands first and has four digits: day and month cannot be confused.
        fix, kind = (fix, kind) if fix else (_date_of(field, value), "safe")
    elif field.type == "boolean":
        fix = fix or _YES_NO.get(value.lower(), "")
    message = f"{named(field)}要写{what}，{quote(value)}不是"
    return Finding("MS301", message, path, mark, _said(field, "type", how), fix, kind if fix else "")


def _date_of(field: Field, value: str) -> str:
    """Return the ISO form of a date written some other way, or ""."""
    found = _DATE.fullmatch(narrow(value))
    if found is None:
        return ""
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""
    time = _TIME.fullmatch(found["time"].strip())
    if field.type == "datetime":
        day = f"{day} {int(time[1]):02}:{time[2]}" if time else ""
    elif found["time"].strip():
        day = ""
    return day if day and is_right(field, day) else ""


def _enum(field: Field, value: str, path: str, mark: Mark) -> Finding:
    fix = _nearest(field, value)
    options = [f"{v}（{field.label(v)}）" if field.label(v) != v else v for v in field.enum[:_OPTIONS]]
    more = f"等 {len(field.enum)} 个" if len(field.enum) > _OPTIONS else ""
    remedy = _said(field, "enum", f"可选：{'、'.join(options)}{more}")
    message = f"{named(field)}不能写{quote(value)}"
    return Finding("MS303", message, path, mark, remedy, fix, "suggested" if fix else "")


def _nearest(field: Field, value: str) -> str:
    """Return the code most likely meant: by the schema's list of aliases, by label, by spelling."""
    known = {label: code for code, label in field.labels.items()}
    known |= {str(alias): str(code) for alias, code in (field.ms.get("accept") or {}).items()}
    known |= {code: code for code in field.enum}
    for candidate in (value, narrow(value).strip().lower().replace("-", "_")):
        if candidate in known:
            return known[candidate]
    near = difflib.get_close_matches(value, known, 1, 0.7)
    return known[near[0]] if near else ""


def _pattern(field: Field, value: str, path: str, mark: Mark) -> Finding:
    remedy = _said(field, "pattern", f"例如 {field.example}" if field.example else "按字段说明的格式写")
    separator = str(field.ms.get("separator") or "")
    listed = _SEPARATORS.sub(separator, value) if separator else ""
    tries = (value.lower(), value.strip("/"), value.replace(" ", ""), value.lower().replace("_", "-"), listed)
    fix = next((v for v in tries if is_right(field, v)), "")
    message = f"{named(field)}的格式不对：{quote(value)}"
    return Finding("MS304", message, path, mark, remedy, fix, "suggested" if fix else "")


def _length(field: Field, value: str, path: str, mark: Mark) -> Finding:
    limit = (
        f"最多 {field.max_length} 字" if len(value) > field.max_length > 0 else f"最少 {field.min_length} 字"
    )
    message = f"{named(field)}有 {len(value)} 字，{limit}"
    remedy = "写短一些，细节放到其他字段或正文" if "最多" in limit else "写得完整一些"
    return Finding("MS306", message, path, mark, _said(field, "maxLength", remedy))


def _range(field: Field, value: str, path: str, mark: Mark) -> Finding:
    limits = [
        f"不小于 {field.minimum}" if field.minimum else "",
        f"不大于 {field.maximum}" if field.maximum else "",
    ]
    message = f"{named(field)}是 {quote(value)}，应{'、'.join(limit for limit in limits if limit)}"
    return Finding("MS307", message, path, mark, "检查这个数")


# The first that applies is told; a value of the wrong type breaks other constraints only by the way.
_HANDLERS: tuple[tuple[str, Callable[[Field, str, str, Mark], Finding]], ...] = (
    ("type", _type),
    ("enum", _enum),
    ("pattern", _pattern),
    ("maxLength", _length),
    ("minLength", _length),
    ("minimum", _range),
    ("maximum", _range),
)
