"""The OpenAPI 3.1 description of the API and its JSON Schemas, both as files beside the documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import __version__
from .api import ENDPOINTS, FOLDER, Endpoint, document
from .api_schemas import schemas_of
from .head import absolute
from .jsonschema import DIALECT
from .licence import CONTENT, FACTS
from .site import Site
from .values import json_bytes

Json = dict[str, Any]
_COUNTY = (("city", "设区市的编号"), ("county", "县（市、区）自己的编号"))
# The named parts of an id, in order; the id of a county has two.
_PARAMETERS = {
    "item": (("item_id", "事项编号"),),
    "list": (("list_id", "清单编号"),),
    "area": _COUNTY,
    "effective": _COUNTY,
    "pacts": _COUNTY,
    "methods": _COUNTY,
    "law": (("law_id", "法规编号"),),
}
ABOUT = (
    "静态文件接口：每个地址都是一个 UTF-8 编码的 JSON 文件，不需要密钥，也没有查询参数。"
    "代码旁边的 …_label 是中文文字；没有内容的项不出现；没有核实的内容不提供。"
    "on 是判断法规和清单是否有效的日期。地址都是相对于文件本身的。"
)


def openapi_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield openapi.json and one JSON Schema file per kind of record and of document."""
    yield f"{FOLDER}openapi.json", json_bytes(description(site))
    for name, schema in schemas_of(site.catalogue, lambda name: f"{name}.json").items():
        yield f"{FOLDER}schemas/{name}.json", json_bytes({"$schema": DIALECT, **schema})


def description(site: Site) -> Json:
    """Return the OpenAPI description with an example of every document that is not about one county's entries."""
    settings = site.catalogue.settings
    organiser = settings.get("organiser")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.site_name}接口",
            "version": __version__,
            "summary": "证明事项、清单、有效清单、行政区划、村规民约、社区工作法和法规",
            "description": ABOUT + FACTS,
            "license": {"name": CONTENT["title"], "url": CONTENT["path"]},
            **({"contact": {"name": organiser}} if organiser else {}),
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": absolute(settings, FOLDER) or "./", "description": "本站"}],
        "paths": {f"/{path_of(endpoint)}": {"get": _operation(site, endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": schemas_of(site.catalogue, lambda name: f"#/components/schemas/{name}")},
    }


def path_of(endpoint: Endpoint) -> str:
    """Return the path of an endpoint with its named parameters: `items/{item_id}.json`."""
    names = "/".join(f"{{{name}}}" for name, _ in _PARAMETERS.get(endpoint.schema, ()))
    return endpoint.path.replace("{}", names)


def _operation(site: Site, endpoint: Endpoint) -> Json:
    ids = endpoint.ids(site) if endpoint.ids else [""]
    content: Json = {"schema": {"$ref": f"#/components/schemas/{endpoint.schema}-document"}}
    # One county's document would make the whole description depend on that county's entries.
    if ids and not endpoint.local:
        path = FOLDER + endpoint.path.replace("{}", ids[0])
        content["example"] = _shortened(document(site, endpoint, ids[0], path))
    found: Json = {"operationId": endpoint.schema, "summary": endpoint.title}
    if endpoint.ids:
        found["parameters"] = list(_parameters(endpoint, ids))
    found["responses"] = {
        "200": {"description": "有这个文件", "content": {"application/json": content}},
        "404": {"description": "没有这个编号"},
    }
    return found


def _parameters(endpoint: Endpoint, ids: list[str]) -> Iterator[Json]:
    named = _PARAMETERS[endpoint.schema]
    # Only the last part of an id may hold a slash.
    examples = ids[0].split("/", len(named) - 1) if ids else []
    for index, (name, title) in enumerate(named):
        shown: Json = {"name": name, "in": "path", "required": True, "description": title}
        shown["schema"] = {"type": "string"}
        yield shown | ({"example": examples[index]} if examples else {})


def _shortened(value: Any) -> Any:
    """Return an example with one element of every list: enough to see its shape."""
    if isinstance(value, dict):
        return {key: _shortened(part) for key, part in value.items()}
    return [_shortened(part) for part in value[:1]] if isinstance(value, list) else value
