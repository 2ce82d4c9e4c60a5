"""Issue forms of the hosts, made from the schemas: what to fill in, in the words of the field reference.

GitHub reads them, and so do Gitea, Forgejo and Gitee; GitLab has no forms and gets the same as Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..model.schema import Field, Schema

FORMS, MARKDOWN = ".github/ISSUE_TEMPLATE/", ".gitlab/issue_templates/"
# What the editors decide, not who tells them of something.
_OURS = {"verified", "approval", "published", "updated", "version", "change", "synthetic"}
_HEAD = "# 由 mingshi templates 从 data/schemas 生成，不要手改。\n"
_WARNING = (
    "**不要写身份证号、手机号、住址，也不要写普通居民的姓名**：提交以后谁都看得到，删掉了历史里也还在。"
    "每一条都要说明出自哪里（文件名称、文号、网址），没有出处的不能收录。"
)
_PROMISE = "我没有写身份证号、手机号、住址和普通居民的姓名"
_SHORT = 60
Json = dict[str, Any]


def template_files(schemas: Mapping[str, Schema]) -> dict[str, str]:
    """Return the text of every issue form by its path."""
    made: dict[str, str] = {FORMS + "config.yml": f"{_HEAD}blank_issues_enabled: false\n"}
    told = [_form("correction", "指出错误", "网站上哪里写错了、过时了、打不开", _CORRECTION)]
    for kind, schema in sorted(schemas.items()):
        if schema.store == "entry" or kind == "contact":
            about = f"{schema.title}：新增一条或者改一条，由编辑核对后收录"
            told.append(_form(kind, f"提供内容：{schema.title}", about, list(_questions(schema))))
    for name, form in told:
        made[f"{FORMS}{name}.yml"] = _HEAD + "\n".join(_yaml(form, "")) + "\n"
        made[f"{MARKDOWN}{form['name'].replace('：', '-')}.md"] = _markdown(form)
    return made


def _form(name: str, title: str, about: str, questions: list[Json]) -> tuple[str, Json]:
    promise = {
        "type": "checkboxes",
        "id": "promise",
        "attributes": {"label": "提交以前", "options": [{"label": _PROMISE, "required": True}]},
    }
    warning = {"type": "markdown", "attributes": {"value": _WARNING}}
    return name, {"name": title, "description": about, "body": [warning, *questions, promise]}


def _question(kind: str, name: str, label: str, about: str, *, required: bool, **more: Any) -> Json:
    made = {"type": kind, "id": name, "attributes": {"label": label, "description": about, **more}}
    return made | ({"validations": {"required": True}} if required else {})


_CORRECTION = [
    _question("input", "page", "哪一页", "把浏览器里的网址贴在这里。", required=True),
    _question("textarea", "wrong", "哪里不对", "现在写的是什么。", required=True),
    _question("textarea", "right", "应该是什么", "不知道可以不写。", required=False),
    _question("textarea", "source", "出处", "文件名称、文号或者网址。", required=False),
]


def _questions(schema: Schema) -> Iterator[Json]:
    """Yield a question for every field a reader can know, and for the body."""
    yield _question(
        "dropdown",
        "what",
        "新增还是修改",
        "修改已有的，请在下面写清是哪一条。",
        required=True,
        options=["新增", "修改"],
    )
    for field in schema.fields:
        if field.name not in _OURS and (field.name != schema.id_field or schema.kind == "contact"):
            yield _of_field(field, schema.children.get(field.name))
    if schema.body:
        yield _question("textarea", "body", "正文", "照原文写，不要改字。", required=True)


def _of_field(field: Field, child: Schema | None) -> Json:
    values = field.items if field.items else field
    required = field.required
    if field.name == "source_ids":
        return _question(
            "textarea", "sources", "出处", "文件名称、文号、发布机关、网址，每条一行。", required=True
        )
    if child:
        columns = "、".join(f.title for f in child.fields if f.name not in _OURS)
        about = f"{field.description}每项一段，写清：{columns}。"
        return _question("textarea", field.name, field.title, about, required=required)
    if values.enum and field.type != "array":
        options = [values.label(value) for value in values.enum]
        return _question(
            "dropdown", field.name, field.title, field.description, required=required, options=options
        )
    if values.enum:
        boxes = [{"label": values.label(value)} for value in values.enum]
        made = _question(
            "checkboxes", field.name, field.title, field.description, required=False, options=boxes
        )
        return made
    long = field.type == "array" or (
        not 0 < field.max_length <= _SHORT and field.name in ("description", "note")
    )
    about = field.description + ("每项一行。" if field.type == "array" else "")
    hint = {"placeholder": f"例如 {field.example}"} if field.example else {}
    return _question(
        "textarea" if long else "input", field.name, field.title, about, required=required, **hint
    )


def _yaml(value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a mapping: every text in the quotes of JSON, which YAML reads the same way."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{key}:"
            yield from _yaml(inner, indent + "  ")
        elif isinstance(inner, list):
            yield f"{indent}{key}:"
            for item in inner:
                yield from _item(item, indent + "  ")
        else:
            yield f"{indent}{key}: {_scalar(inner)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{indent}- {_scalar(item)}"
        return
    lines = list(_yaml(item, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _markdown(form: Json) -> str:
    """Return a form as headings with their explanations in comments."""
    parts = [f"<!-- {_HEAD[2:].strip()} -->", form["body"][0]["attributes"]["value"]]
    for question in form["body"][1:]:
        asked = question["attributes"]
        options = [o["label"] if isinstance(o, dict) else o for o in asked.get("options", [])]
        must = "（必填）" if question.get("validations") else ""
        if question["id"] == "promise":
            parts.append(f"- [ ] {options[0]}")
            continue
        choice = f" 可选：{'、'.join(options)}。" if options else ""
        parts.append(f"## {asked['label']}{must}\n\n<!-- {asked['description']}{choice} -->")
    return "\n\n".join(parts) + "\n"
