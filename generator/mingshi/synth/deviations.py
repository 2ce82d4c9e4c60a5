"""What some counties do differently: a list of their own over the national one, and guides, all invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.areas import Area
from ..model.catalogue import Catalogue
from ..model.records import Record
from .dice import Dice
from .texts import COMMON, LABEL, SOURCE

PERCENT = 15
OPS = ("narrow", "except", "add", "override", "rename", "widen")
GUIDES = 2

_WHAT: dict[str, str] = {
    "narrow": f"scope_note: 只限本县（市、区）户籍的居民{LABEL}\n",
    "widen": f"scope_note: 常住的居民也按这一条办{LABEL}\n",
    "rename": "local_name: {name}（本地叫法，合成数据）\n",
    "except": f"""\
exceptions:
  - when: 登记机关查不到记录{LABEL}
    then: 由乡镇（街道）协助核查{LABEL}
    verified: partly
    source_ids:
      - {SOURCE}
""",
    "add": f"""\
status: not_issue
answer: 村（居）委会不开，请看证件或者由部门核对{LABEL}。
substitutes:
  - mode: document
    text: 出示有关证件{LABEL}。
    department: 要求证明的单位
    verified: partly
    source_ids:
      - {SOURCE}
""",
    "override": f"status: transitional\nanswer: 过渡期内，村（居）委会据实出具{LABEL}。\n",
}


def deviates(number: int) -> bool:
    """Tell whether the county with this number, from 0, has a list of its own: 15 of every 100, evenly spread."""
    return number * PERCENT % 100 < PERCENT


def parent_list(catalogue: Catalogue) -> tuple[str, list[str]]:
    """Return the id of the national list the counties build on and the items of it they may speak about.

    These are items it says are not issued and that no other list removes; ("", []) when there is no such list.
    """
    removed = {r.get("item_id") for r in catalogue.of("listing") if r.get("op") == "remove"}
    for record in catalogue.of("list"):
        area = record.get("area")
        if area not in catalogue.areas or catalogue.areas.get(area).level != "nation":
            continue
        own = [r for r in catalogue.of("listing") if r.get("list_id") == record.id]
        items = [r.get("item_id") for r in own if r.get("status") == "not_issue"]
        if record.get("state") == "published" and items:
            return record.id, [i for i in items if i not in removed]
    return "", []


def deviation_files(
    catalogue: Catalogue, county: Area, parent: str, items: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of a county's list, its listings, and the guides that go with them."""
    list_id = f"hc-{county.id.replace('/', '-')}"
    yield f"content/lists/{list_id}.yaml", _list(list_id, county, parent)
    chosen = Dice("list", county.id).sample(items, len(OPS))
    for seq, (item_id, op) in enumerate(zip(chosen, OPS, strict=False), 1):
        item = catalogue.find("item", item_id)
        name = item.get("name") if item else item_id
        yield f"content/listings/{list_id}/{item_id}.yaml", _listing(list_id, item_id, seq, op, name)
        if item and seq <= GUIDES and not catalogue.find("guide", f"{county.id}/{item_id}"):
            yield f"content/guides/{county.id}/{item_id}.md", _guide(county, item)


def _list(list_id: str, county: Area, parent: str) -> str:
    return f"""\
list_id: {list_id}
area: {county.id}
list_type: both
title: {county.name}证明事项清单{LABEL}
issuers:
  - 示例机关{LABEL}
edition_kind: standing
edition_label: 合成数据
issue_date: "2025-12"
effective_from: "2026-01-01"
parent: {parent}
inherit_mode: all
state: published
note: 由程序编造，仅供测试，不是哪个机关发布的清单。
{COMMON}"""


def _listing(list_id: str, item_id: str, seq: int, op: str, name: str) -> str:
    return f"""\
list_id: {list_id}
item_id: {item_id}
seq: {seq}
op: {op}
{_WHAT[op].format(name=name)}reason: 由程序编造，仅供测试{LABEL}
{COMMON}"""


def _guide(county: Area, item: Record) -> str:
    return f"""\
---
guide_id: {item.id}
area: {county.id}
item_id: {item.id}
guide_kind: instead
title: {item.get("name")}：{county.name}怎么办{LABEL}
summary: {county.name}办这件事的步骤，由程序编造，仅供测试{LABEL}。
materials:
  - name: 示例材料{LABEL}
    necessity: optional
    form: unspecified
    source: self
steps:
  - seq: 1
    link: go
    actor: 当事人
    what: 到示例窗口说明要办什么{LABEL}
  - seq: 2
    link: investigate
    actor: 示例部门
    what: 核对登记信息{LABEL}
remedy: 可以向示例机关反映{LABEL}
{COMMON}---

**合成数据，仅供测试。** 这份指南由程序编造，请勿引用。
"""
