"""JSON Schema of every document of the API, on top of those of the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model.areas import LEVEL_NAMES
from ..model.catalogue import Catalogue
from ..resolve.laws import LABELS as LAW_LABELS
from .api_local import SLIM
from .jsonschema import object_schema, record_schema

Json = dict[str, Any]
Ref = Callable[[str], str]

TEXT: Json = {"type": "string"}
COUNT: Json = {"type": "integer", "minimum": 0}
DATE: Json = {"type": "string", "format": "date"}
LINK: Json = {"type": "string", "format": "uri-reference", "description": "相对于本文件的地址"}


def text(title: str, **more: Any) -> Json:
    """Return the schema of a text."""
    return {**TEXT, "title": title, **more}


def many(of: Json, title: str = "") -> Json:
    """Return the schema of a list."""
    return {"type": "array", **({"title": title} if title else {}), "items": of}


def thing(title: str, required: Json, optional: Json | None = None) -> Json:
    """Return the schema of an object with exactly these keys."""
    made: Json = {"title": title, "type": "object", "properties": {**required, **(optional or {})}}
    return {**made, "required": list(required), "additionalProperties": False}


def schemas_of(catalogue: Catalogue, ref: Ref) -> dict[str, Json]:
    """Return all schemas by name: records under their kind, documents as `…-document`.

    `ref` turns a name into the text of a `$ref`: a file name beside, or a place in the OpenAPI description.
    """
    stored = {kind: schema for kind, schema in catalogue.schemas.items() if schema.store and kind != "place"}
    found = {kind: record_schema(stored[kind]) for kind in sorted(stored)}
    found |= _parts(catalogue)
    for name, (title, content, optional) in _documents(ref).items():
        found[f"{name}-document"] = _document(title, content, optional)
    return found


def _to(ref: Ref, name: str) -> Json:
    return {"$ref": ref(name)}


def _document(title: str, content: Json, optional: Json) -> Json:
    licence = thing("许可", {"name": TEXT, "title": TEXT, "path": {**TEXT, "format": "uri"}})
    head: Json = {
        "$schema": LINK | {"title": "本文件的 JSON Schema"},
        "on": DATE | {"title": "以哪一天为准"},
        "license": licence,
        "notice": text("使用说明"),
    }
    publisher = {"publisher": text("主办单位", description="没有填写时没有这一项")}
    return thing(title, head | content, publisher | optional)


def _levels() -> Json:
    return text("层级", enum=list(LEVEL_NAMES))


def _parts(catalogue: Catalogue) -> dict[str, Json]:
    """Return what several documents share."""
    children = catalogue.schemas["listing"].children
    labels = catalogue.schemas["listing"].field("status")
    status: Json = {
        "status": text("规定", enum=list(labels.enum if labels else ())),
        "status_label": text("规定（文字）"),
    }
    origin: Json = {
        "list_id": text("来自哪份清单"),
        "area": text("清单的地方"),
        "level": _levels(),
    }
    line = thing(
        "有效清单的一行",
        {
            "item_id": text("事项编号"),
            "name": text("这里用的名称"),
            **status,
            **origin,
            "list_title": text("清单名称"),
            "area_name": text("清单的地方（名称）"),
            "level_label": text("层级（文字）"),
            "verified": text("核实情况", enum=["yes", "partly"]),
            "document": LINK | {"title": "事项"},
        },
        {
            "seq": COUNT | {"title": "在那份清单里的序号"},
            "answer": text("一句话答复"),
            "approval": text("核定情况", enum=["pending", "approved"]),
            "approval_label": text("核定情况（文字）"),
            "substitutes": many(object_schema(children["substitutes"]), "替代途径"),
            "legal_basis": many(object_schema(children["legal_basis"]), "设定依据"),
            "exceptions": many(thing("例外", {**origin, "row": object_schema(children["exceptions"])})),
            "scope_notes": many(thing("范围", {**origin, "op": TEXT, "op_label": TEXT, "text": TEXT})),
            "trail": many(_step(origin), "经过的清单，从上到下"),
        },
    )
    return {
        "line": line,
        "place": _place(),
        "law-state": _law_state(),
        "dispute": _dispute(),
    }


def _step(origin: Json) -> Json:
    accepted = {"type": "boolean", "title": "是否采纳", "description": "依据不足的改变不采纳"}
    return thing("一份清单对这一行做了什么", {**origin, "op": TEXT, "op_label": TEXT, "accepted": accepted})


def _place() -> Json:
    required = {
        "id": text("编号"),
        "level": _levels(),
        "level_label": text("层级（文字）"),
        "kind": text("类别"),
        "kind_label": text("类别（文字）"),
        "name": text("名称"),
    }
    optional = {
        "short_name": text("简称"),
        "code": text("行政区划代码", pattern="^[0-9]{6}$"),
        "parent": text("上级"),
        "note": text("说明"),
        "page": LINK | {"title": "网页"},
        "document": LINK | {"title": "乡镇和村（社区）"},
        "effective": LINK | {"title": "有效清单"},
    }
    return thing("地方", required, optional)


def _law_state() -> Json:
    required = {
        "state": text("施行情况", enum=[state for state in LAW_LABELS if state != "lapsed"]),
        "state_label": text("施行情况（文字）"),
    }
    optional = {
        "since": text("从哪天起"),
        "until": text("到哪天为止", description="这一天起不再有效"),
        "successor": text("由哪部法规取代"),
        "successor_version": text("现行版本"),
    }
    return thing("法规在基准日的施行情况", required, optional)


def _dispute() -> Json:
    return thing(
        "清单之间的矛盾",
        {"kind": TEXT, "item_id": TEXT, "lower": text("没有被采纳的清单"), "reason": text("说明")},
        {"upper": text("仍然有效的清单")},
    )


def _documents(ref: Ref) -> dict[str, tuple[str, Json, Json]]:
    """Return (title, required content, optional content) of each document by name."""
    page = {"page": LINK | {"title": "网页"}}
    lines = many(_to(ref, "line"), "有效清单")
    sources = {"sources": many(_to(ref, "source"), "来源")}
    records = {kind: many(_to(ref, kind)) for kind in ("guide", "form", "conflict", "fact", "police_fact")}
    return {
        "index": ("接口首页", _index(), {}),
        "items": ("全部事项", {"items": many(_item_line())}, {}),
        "item": (
            "一个事项",
            {"item": _to(ref, "item"), "listings": many(_to(ref, "listing")), **page, **sources},
            {
                "here": _to(ref, "line"),
                **{f"{kind}s": of for kind, of in records.items()},
                "laws": many(_cited_law(ref), "引用的法规版本"),
            },
        ),
        "lists": ("全部清单", {"lists": many(_list_line(ref))}, {}),
        "list": (
            "一份清单",
            {
                "list": _to(ref, "list"),
                "listings": many(_to(ref, "listing")),
                "lines": lines,
                **page,
                **sources,
            },
            {},
        ),
        "effective": (
            "一个县（市、区）的有效清单",
            {
                "area": _to(ref, "place"),
                "chain": many(_to(ref, "place"), "从全国到这里"),
                "lists": many(_to(ref, "list"), "在这里有效的清单"),
                "pending": many(_to(ref, "list"), "还没有发布的清单"),
                "lines": lines,
                "disputes": many(_to(ref, "dispute"), "没有被采纳的改变"),
                **page,
            },
            {},
        ),
        "areas": ("从全国到县的行政区划", {"areas": many(_to(ref, "place"))}, {}),
        "area": ("一个县（市、区）的乡镇和村（社区）", _county(ref), {}),
        "pacts": _local(ref, "village_rule", "pacts", "一个县（市、区）的村规民约和居民公约"),
        "methods": _local(ref, "work_method", "methods", "一个县（市、区）的社区工作法"),
        "laws": ("全部法规", {"laws": many(_law_line(ref))}, {}),
        "law": ("一部法规", _law(ref) | page | sources, {}),
    }


def _local(ref: Ref, kind: str, name: str, title: str) -> tuple[str, Json, Json]:
    always = [
        n for n in SLIM[kind] if n not in ("adopted_on", "filed_on", "published_on", "started", "synthetic")
    ]
    entry = thing(
        "一条，不含正文",
        dict.fromkeys(always, TEXT) | {"page": LINK | {"title": "网页"}},
        {n: TEXT for n in SLIM[kind] if n not in always},
    )
    return title, {"area": _to(ref, "place"), name: many(entry)}, {}


def _index() -> Json:
    entry = thing(
        "一种文件", {"title": TEXT, "path": {**TEXT, "title": "地址", "description": "{} 里填编号"}}
    )
    return {
        "title": text("名称"),
        "area": text("本站的地方"),
        "counts": {"type": "object", "title": "数量", "additionalProperties": COUNT},
        "documents": many(entry, "有哪些文件"),
        "openapi": LINK,
        "datapackage": LINK,
    }


def _item_line() -> Json:
    required = dict.fromkeys(("item_id", "name", "theme", "theme_label", "description"), TEXT)
    optional = {
        "aliases": many(TEXT, "俗称"),
        "status": text("在本站的地方的规定"),
        "status_label": text("规定（文字）"),
        "answer": text("一句话答复"),
    }
    return thing("一个事项", required | {"document": LINK, "page": LINK}, optional)


def _list_line(ref: Ref) -> Json:
    return thing("一份清单", {"list": _to(ref, "list"), "lines": COUNT, "document": LINK, "page": LINK})


def _law_line(ref: Ref) -> Json:
    required = {"law": _to(ref, "law"), "status": _to(ref, "law-state"), "document": LINK, "page": LINK}
    return thing("一部法规", required)


def _law(ref: Ref) -> Json:
    version = thing("一个版本", {"version": _to(ref, "law_version"), "status": _to(ref, "law-state")})
    citation = thing(
        "一处引用",
        {"used_as": text("用作"), "title": text("内容")},
        {"version_date": TEXT, "article": TEXT, "note": TEXT, "page": LINK},
    )
    return {
        "law": _to(ref, "law"),
        "status": _to(ref, "law-state"),
        "versions": many(version, "版本，从新到旧"),
        "provisions": many(_to(ref, "provision"), "条款"),
        "citations": many(citation, "谁引用了它"),
    }


def _cited_law(ref: Ref) -> Json:
    return thing(
        "引用的一个版本",
        {"law_id": TEXT, "name": TEXT, "status": _to(ref, "law-state"), "document": LINK},
        {"version_date": TEXT},
    )


def _county(ref: Ref) -> Json:
    place = _place()
    town = {**place, "properties": {**place["properties"], "communities": many(_to(ref, "place"))}}
    return {"area": _to(ref, "place"), "towns": many(town)}
