"""Changes of records as people read them: plain text for a terminal, Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..check.personal import mask
from ..model.schema import Schema
from .compare import Change, FieldChange

_WORDS = {"added": "新增", "deleted": "删除", "renamed": "改名", "changed": "修改"}
_LONG = 300  # characters of a text shown


def as_text(changes: Sequence[Change], others: Sequence[str], schemas: Mapping[str, Schema]) -> str:
    """Return the changes for a terminal."""
    blocks = ["\n".join(_text(change, schemas)) for change in changes]
    return "\n\n".join([*blocks, *_closing(changes, others)])


def as_markdown(changes: Sequence[Change], others: Sequence[str], schemas: Mapping[str, Schema]) -> str:
    """Return the changes as Markdown, one heading and one table for each entry."""
    blocks = ["\n".join(_markdown(change, schemas)) for change in changes]
    return "\n\n".join(["## 对读者的改动", *blocks, *_closing(changes, others)])


def _head(change: Change, schemas: Mapping[str, Schema]) -> str:
    return f"{_WORDS[change.what]}{schemas[change.kind].title}：{_clean(change.title)}"


def _text(change: Change, schemas: Mapping[str, Schema]) -> Iterator[str]:
    yield f"■ {_head(change, schemas)}"
    yield f"  {change.path}" + (f"（原来是 {change.old_path}）" if change.old_path else "")
    if change.edition:
        yield f"  本次改动：{_clean(change.edition)}"
    for field in change.fields:
        yield f"  {_clean(field.where)}"
        if field.old:
            yield from (f"    - {line}" for line in _cut(field.old).split("\n"))
        if field.new:
            yield from (f"    + {line}" for line in _cut(field.new).split("\n"))


def _markdown(change: Change, schemas: Mapping[str, Schema]) -> Iterator[str]:
    yield f"### {_cell(_head(change, schemas))}"
    yield ""
    yield f"`{change.path}`" + (f"（原来是 `{change.old_path}`）" if change.old_path else "")
    if change.edition:
        yield f"\n本次改动：{_cell(change.edition)}"
    if change.fields:
        yield "\n| 字段 | 原来 | 现在 |\n| --- | --- | --- |"
        yield from (_row(field) for field in change.fields)


def _row(field: FieldChange) -> str:
    return f"| {_cell(field.where)} | {_cell(_cut(field.old))} | {_cell(_cut(field.new))} |"


def _closing(changes: Sequence[Change], others: Sequence[str]) -> list[str]:
    counts = {what: sum(c.what == what for c in changes) for what in _WORDS}
    said = "、".join(f"{_WORDS[what]} {count}" for what, count in counts.items() if count)
    more = f"另有 {len(others)} 个不是条目的文件有改动：{'、'.join(others[:10])}" if others else ""
    if len(others) > 10:
        more += " 等"
    return [f"共 {len(changes)} 条改动：{said}。" if changes else "内容没有改动。", *([more] if more else [])]


def _cut(text: str) -> str:
    text = _clean(text)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…（共 {len(text)} 字）"


def _clean(text: str) -> str:
    """Mask personal data and replace what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in mask(text))


def _cell(text: str) -> str:
    """Return a text for a cell of a Markdown table, in which nothing is markup."""
    text = _clean(text).replace("\\", "\\\\")
    for sign in "`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("&", "&amp;").replace("@", "&#64;").replace("\n", "<br>")
