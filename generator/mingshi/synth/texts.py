"""The entries of one committee: its village rule or residents' pact, and for some a working method."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.areas import Area
from .dice import Dice
from .phrases import (
    CLAUSES,
    CLOSINGS,
    METHOD_NAMES,
    METHOD_RESULTS,
    METHOD_STEPS,
    METHOD_SUMMARIES,
    OPENINGS,
)

SOURCE = "s-hecheng-shuju"
LABEL = "（合成数据）"
PUBLISHED = "2026-11-23 09:00"
# A text has so many of the subjects; with an opening and a closing that makes about 1.2 KB.
CLAUSES_EACH = 8
STEPS_EACH = 5

COMMON = f"""\
synthetic: 是
source_ids:
  - {SOURCE}
verified: partly
approval: pending
published: "{PUBLISHED}"
version: 1
change: 由程序编造，仅供测试
"""


def stem_of(area_id: str) -> str:
    """Return the file name of a community's pact: "fuzhou/gulou/gudong/zhongshan-shequ" → "gudong-zhongshan-shequ"."""
    return "-".join(area_id.split("/")[2:])


def _first_line(what: str) -> str:
    return f"**合成数据，仅供测试。** 这份{what}由程序编造，不是当地真实的{what}，请勿引用。"


def _filled(dice: Dice, text: str) -> str:
    return text.format(n=1 + dice.below(4), hour=8 + dice.below(3), month=1 + dice.below(12))


def pact_text(area: Area) -> str:
    """Return the file of a committee's pact."""
    village = area.kind == "villagers_committee"
    kind, what = ("village_rule", "村规民约") if village else ("resident_pact", "居民公约")
    filed = "示例乡镇人民政府" if village else "示例街道办事处"
    dice = Dice("pact", area.id)
    meeting = "villagers_meeting" if village else dice.pick(("residents_meeting", "residents_reps"))
    year = 2021 + dice.below(4)
    front = f"""\
pact_id: {stem_of(area.id)}
area: {area.id}
rule_kind: {kind}
title: {area.name}{what}{LABEL}
adopted_on: "{dice.day(year)}"
meeting_kind: {meeting}
filed_on: "{dice.day(year + 1)}"
filed_with: {filed}{LABEL}
published_on: "{dice.day(year + 1)}"
"""
    body = [_first_line(what), "", dice.pick(OPENINGS), ""]
    for number, (title, wordings) in enumerate(dice.sample(CLAUSES, CLAUSES_EACH), 1):
        body += [f"{number}. **{title}**：{_filled(dice, dice.pick(wordings))}"]
    return _entry(front, [*body, "", dice.pick(CLOSINGS)])


def method_text(area: Area) -> str:
    """Return the file of a committee's working method."""
    dice = Dice("method", area.id)
    name = dice.pick(METHOD_NAMES)
    front = f"""\
method_id: {stem_of(area.id)}-fa
area: {area.id}
title: {area.name}“{name}”工作法{LABEL}
summary: {dice.pick(METHOD_SUMMARIES)}{LABEL}
started: "{dice.day(2021 + dice.below(4))[:7]}"
"""
    body = [_first_line("工作法"), "", "## 怎么做", ""]
    for number, step in enumerate(dice.sample(METHOD_STEPS, STEPS_EACH), 1):
        body += [f"{number}. {_filled(dice, step)}"]
    return _entry(front, [*body, "", "## 效果", "", dice.pick(METHOD_RESULTS)])


def _entry(front: str, body: Sequence[str]) -> str:
    lines = "\n".join(body)
    return f"---\n{front}{COMMON}---\n\n{lines}\n"
