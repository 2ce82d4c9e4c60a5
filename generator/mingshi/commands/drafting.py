"""The command that starts an entry: new."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..model.failure import Failure, Misuse
from .asking import ask, somebody_there
from .base import Command, argument

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue
    from ..model.records import Value
    from ..model.schema import Field, Schema

_TRIES = 5


def _new(options: argparse.Namespace) -> int:
    from ..edit.canonical import canonical
    from ..edit.files import create
    from ..pipeline import check

    catalogue, _ = check(options.root, options.on, options.schemas)
    schema = _schema(catalogue, options.kind)
    values = _values(catalogue, schema, _given(options.set, schema))
    path = _path(schema, values)
    create(options.root, path, canonical(values, schema).encode())
    empty = [f"{f.title}（{f.name}）" for f in schema.fields if f.required and not values.get(f.name)]
    print(f"已写好草稿：{path}")
    if empty:
        print(f"还要填：{'、'.join(empty)}")
    print("填完执行 mingshi fmt 和 mingshi check。")
    return 0


def _path(schema: Schema, values: dict[str, Value]) -> str:
    """Return the file of a draft. Raises Failure with every field its name still lacks."""
    from ..edit.naming import key_names, path_for

    fields = [f for name in key_names(schema) if (f := schema.field(name))]
    missing = [f for f in fields if not values.get(f.name)]
    if missing:
        raise Failure(
            f"定不了文件名，还缺{'、'.join(f'“{f.title}”（{f.name}）' for f in missing)}",
            f"写上 {' '.join(f'--set {f.name}={f.example}' for f in missing)}（换成您的）",
        )
    try:
        return path_for(schema, values)
    except ValueError as error:
        own = fields[-1]
        raise Failure(
            f"“{error}”不能用作文件名", f"用 --set {own.name}=编号 写上“{own.title}”，例如 {own.example}"
        ) from error


def _schema(catalogue: Catalogue, text: str) -> Schema:
    """Return the kind named by its code or Chinese title. Raises Misuse with those there are."""
    kinds = [s for s in catalogue.schemas.values() if s.store == "entry"]
    for schema in kinds:
        if text in (schema.kind, schema.title):
            return schema
    raise Misuse(f"没有“{text}”这种条目", f"可选：{'、'.join(f'{s.kind}（{s.title}）' for s in kinds)}")


def _given(pairs: list[str], schema: Schema) -> dict[str, str]:
    """Return what was set on the command line. Raises Misuse for an unknown field."""
    found = {}
    titles = {f.title: f.name for f in schema.fields}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        name = titles.get(name, name)
        field = schema.field(name)
        if not sign or field is None:
            raise Misuse(f"--set 写成“字段=内容”：{pair}", f"字段有：{'、'.join(schema.names)}")
        if name in schema.children:
            raise Misuse(f"“{field.title}”有好几项，不能用 --set 写", "写好草稿以后在文件里填")
        found[name] = text
    return found


def _values(catalogue: Catalogue, schema: Schema, given: dict[str, str]) -> dict[str, Value]:
    """Return the values of a draft: given, asked for at a terminal, or proposed. Raises Failure for a wrong one."""
    from ..edit.draft import asked, complaint, proposal, understood

    values: dict[str, Value] = {}
    others = [f for f in schema.fields if f.name in given and not f.required]
    for field in [*others, *asked(schema)]:
        if field.name in values:
            continue
        proposed = proposal(field, schema, values, catalogue)
        for _ in range(_TRIES):
            text = given.get(field.name)
            if text is None:
                text = _asked(field, proposed) if somebody_there() else proposed
            values[field.name] = understood(field, text)
            said = complaint(field, values[field.name], schema, values, catalogue)
            if not said:
                break
            if field.name in given or not somebody_there():
                raise Failure(said, f"改 --set {field.name}=…")
            print(f"  {said}", file=sys.stderr)
        else:
            raise Failure(f"“{field.title}”试了 {_TRIES} 次都不对", "看网站上的“字段说明”，再来一次")
    return values


def _asked(field: Field, proposed: str) -> str:
    """Ask for one field; Enter takes what is proposed or leaves it empty."""
    print(f"\n{field.title}（{field.name}）：{field.description}")
    shown = field.items if field.type == "array" and field.items else field
    if shown.enum:
        print("  可选：" + "、".join(f"{code}（{shown.label(code)}）" for code in shown.enum))
    elif field.example:
        print(f"  例如：{field.example}")
    return ask(">", proposed)


COMMANDS = (
    Command(
        "new",
        "新建一个条目的草稿：逐项问，编号按拼音建议并检查；不会盖掉已有的文件。",
        "mingshi new item --set name=婚姻状况证明",
        _new,
        (
            argument("kind", metavar="种类", help="如 item 或“证明事项”"),
            argument(
                "--set", action="append", default=[], metavar="字段=内容", help="先填好一个字段；可以写多次"
            ),
        ),
    ),
)
