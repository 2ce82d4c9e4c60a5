"""The configuration of Decap CMS, made from the schemas, so that its forms ask for what the checks want.

Decap loads a whole collection at once: it is for kinds of which there are hundreds, not for one entry a village.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..model.failure import Failure
from ..model.schema import Field, Schema
from ..model.settings import Settings
from .widgets import choices, hint, is_long, shape

Config = dict[str, Any]

KINDS = ("item", "listing", "guide", "form", "list", "conflict", "work_method")
# How deep the files of a kind lie whose folders are named after an area. Decap writes "a/b" into a path as "a-b", so
# new ones get their place from `homes`.
_DEPTH = {"content/guides/**/*.md": 5, "content/methods/*/*/*.md": 3}
_MESSAGES = {
    "create": "新增{{collection}} {{slug}}",
    "update": "修改{{collection}} {{slug}}",
    "delete": "删除{{collection}} {{slug}}",
}
_HOSTED = ("github", "gitlab")


def local_backend(branch: str) -> Config:
    """Return where entries are: in the repository on this machine, behind the address of the page."""
    return {"name": "proxy", "proxy_url": "/api/v1", "branch": branch}


def hosted_backend(settings: Settings, branch: str) -> Config:
    """Return where entries are: in the repository of the settings. Raises Failure.

    Of the hosts Decap knows only two keep a draft apart until somebody else approves it.
    """
    host, address = settings.get("repository_host"), urlsplit(settings.get("repository"))
    name = address.path.strip("/").removesuffix(".git")
    if not address.netloc or not name:
        remedy = "写上 repository 和 repository_host；只在本机编辑就不用写，执行 mingshi admin"
        raise Failure("站点设置里没有代码仓库的网址", remedy)
    if host not in _HOSTED:
        remedy = "在本机用 mingshi admin 编辑，或者用网站上 edit/ 里的表单、Excel，再提交合并请求"
        raise Failure(f"网页后台在“{host or '没有写平台'}”上不能先送审再发布", remedy)
    key = "repository_login" if host == "github" else "repository_app"
    if not settings.get(key):
        what = "登录服务的网址" if host == "github" else "登录用的应用编号"
        raise Failure(f"站点设置里没有 {key}（{what}）", f"在 mkdocs.yml 的 extra.mingshi 里写上 {key}")
    backend: Config = {"name": host, "repo": name, "branch": branch}
    if host == "github":
        return backend | {"base_url": settings.get(key).rstrip("/")}
    base = f"{address.scheme}://{address.netloc}"
    return backend | {
        "auth_type": "pkce",
        "app_id": settings.get(key),
        "base_url": base,
        "api_root": f"{base}/api/v4",
    }


def cms_config(schemas: Mapping[str, Schema], settings: Settings, backend: Config) -> Config:
    """Return the whole configuration."""
    known = dict(schemas)
    return {
        "backend": {**backend, "commit_messages": _MESSAGES},
        "publish_mode": "editorial_workflow",
        "locale": "zh_Hans",
        "site_url": settings.get("base_url") or "/",
        "media_folder": "content/about/assets",
        "show_preview_links": False,
        "slug": {"encoding": "unicode", "clean_accents": False, "sanitize_replacement": "-"},
        "collections": [_collection(known[kind], known) for kind in KINDS if kind in known],
    }


def homes(schemas: Mapping[str, Schema]) -> dict[str, Config]:
    """Return where new entries of the kinds go whose folders are named after an area; admin/place.js puts them there.

    `depth` is how many parts of the area make the folder, 0 for all.
    """
    return {kind: _home(schemas[kind]) for kind in KINDS if kind in schemas and schemas[kind].glob in _DEPTH}


def _home(schema: Schema) -> Config:
    folder, _, name = schema.glob.partition("/*")
    area = schema.field("area")
    return {
        "folder": folder,
        "area": "area",
        "label": area.title if area else "area",
        "depth": 0 if name.startswith("*") else _DEPTH[schema.glob] - 1,
        "id": schema.id_field,
        "extension": schema.glob.rpartition(".")[2],
    }


def as_yaml(config: Config) -> str:
    """Return a configuration as YAML: texts are written as JSON writes them, which YAML reads as they are."""
    return "\n".join(["# 由 mingshi admin 根据 data/schemas 生成，不要手改。", *_lines(config, "")]) + "\n"


def _collection(schema: Schema, schemas: dict[str, Schema]) -> Config:
    folders, _, name = schema.glob.rpartition("/")
    folder, stars = folders.partition("/*")[0], folders.count("*/") + folders.endswith("*")
    depth = _DEPTH.get(schema.glob, 0)
    collection: Config = {
        "name": schema.kind,
        "label": schema.title,
        "label_singular": schema.title,
        "description": schema.description,
        "folder": folder,
        "extension": name.rpartition(".")[2],
        "format": "yaml-frontmatter" if schema.body else "yaml",
        "identifier_field": schema.id_field,
        "slug": f"{{{{fields.{schema.id_field}}}}}",
        "summary": _summary(schema),
        "create": True,
        "delete": False,
        # Nobody approves what he wrote himself: a draft becomes public by a merge request that somebody else accepts.
        "publish": False,
        "editor": {"preview": False},
        "fields": [_field(schema, field, schemas) for field in schema.fields],
    }
    if depth:
        collection["path"] = "/".join([*("_" * (depth - 1)), "{{slug}}"])
    elif stars:
        collection["path"] = "/".join(f"{{{{{key}}}}}" for key in schema.primary_key)
    if schema.body:
        collection["fields"].append(
            {
                "name": "body",
                "label": "正文",
                "widget": "markdown",
                "modes": ["raw"],
                "buttons": [],
                "editor_components": [],
                "required": False,
            }
        )
    return collection


def _summary(schema: Schema) -> str:
    names = [schema.title_field, *(key for key in schema.primary_key if key != schema.title_field)]
    return "　".join(f"{{{{{name}}}}}" for name in names)


def _field(schema: Schema, field: Field, schemas: dict[str, Schema]) -> Config:
    """Return one field; a list of texts is a list with one box, a nested list one with a group of boxes."""
    made: Config = {
        "name": field.name,
        "label": field.title,
        "hint": hint(schemas, field),
        "required": field.required,
    }
    child = schema.children.get(field.name)
    if field.required and (child or field.type == "array"):
        made["min"] = 1  # to Decap a list without an item is not empty
    if child:
        fields = [_field(child, inner, schemas) for inner in child.fields]
        summary = f"{{{{fields.{child.names[0]}}}}}"
        return made | {"widget": "list", "collapsed": True, "summary": summary, "fields": fields}
    if field.type == "array":
        item = field.items
        if item and item.enum:
            return made | _select(item) | {"multiple": True}
        inner = {"name": "value", "label": field.title, **_box(schema, item)} if item else {}
        return made | {"widget": "list", "field": inner}
    return made | _box(schema, field)


def _box(schema: Schema, field: Field) -> Config:
    """Return the box for one value. Numbers and dates are texts with a shape: nothing may rewrite them on the way."""
    if choices(field):
        return _select(field)
    made: Config = {"widget": "text" if is_long(schema, field) else "string"}
    pattern, say = shape(field)
    if not pattern and (field.max_length or field.min_length):
        pattern = f"[\\s\\S]{{{field.min_length},{field.max_length or ''}}}"
        say = f"{field.min_length or 1} 到 {field.max_length} 字" if field.max_length else ""
    return made | ({"pattern": [f"^(?:{pattern})$", say]} if pattern else {})


def _select(field: Field) -> Config:
    return {
        "widget": "select",
        "options": [{"label": label, "value": code} for code, label in choices(field)],
    }


def _lines(value: Any, indent: str) -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in pairs:
        lead = f"{indent}{key}:" if key is not None else f"{indent}-"
        if not isinstance(item, dict | list) or not item:
            yield f"{lead} {json.dumps(item, ensure_ascii=False)}"
        elif key is None:
            first, *rest = _lines(item, indent + "  ")
            yield f"{lead} {first.strip()}"
            yield from rest
        else:
            yield lead
            yield from _lines(item, indent + "  ")
