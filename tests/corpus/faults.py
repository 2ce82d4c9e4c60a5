"""Kinds of faults an editor makes in a pact, each with the code and the line it must be found at.

A kind takes the lines of a valid file, spoils them, and says on which line; lines count from 1, 0 is the whole file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tests.check.numbers import MOBILE, card, identity

Lines: TypeAlias = list[str]
Spoil: TypeAlias = Callable[[Lines], int]


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind: `encode` turns the spoilt text into the bytes of the file."""

    name: str
    code: str
    spoil: Spoil
    encode: Callable[[str], bytes] = str.encode


def at(lines: Lines, field: str) -> int:
    """Return the index of the line a field stands on."""
    return next(index for index, line in enumerate(lines) if line.startswith(f"{field}:"))


def value(field: str, new: str) -> Spoil:
    """Give a field another value; the fault is on its line."""

    def spoil(lines: Lines) -> int:
        index = at(lines, field)
        lines[index] = f"{field}: {new}"
        return index + 1

    return spoil


def edited(field: str, old: str, new: str) -> Spoil:
    """Change something in the line of a field."""

    def spoil(lines: Lines) -> int:
        index = at(lines, field)
        assert old in lines[index], (old, lines[index])
        lines[index] = lines[index].replace(old, new, 1)
        return index + 1

    return spoil


def after(field: str, *new: str, shift: int = 1) -> Spoil:
    """Put lines in after that of a field; the fault is `shift` lines below it."""

    def spoil(lines: Lines) -> int:
        index = at(lines, field)
        lines[index + 1 : index + 1] = new
        return index + 1 + shift

    return spoil


def said(sentence: str) -> Spoil:
    """Add a paragraph to the body."""

    def spoil(lines: Lines) -> int:
        lines[-1:] = ["", sentence, ""]
        return len(lines) - 1

    return spoil


def whole(lines: Lines) -> int:
    """Leave the text alone: its bytes are what is wrong."""
    assert lines
    return 0


def without(field: str) -> Spoil:
    """Leave a field out; the fault is at the field before it."""

    def spoil(lines: Lines) -> int:
        index = at(lines, field)
        del lines[index]
        return index

    return spoil


def item(new: str) -> Spoil:
    """Give the list of sources another first item."""

    def spoil(lines: Lines) -> int:
        index = at(lines, "source_ids") + 1
        lines[index] = f"  - {new}"
        return index + 1

    return spoil


def other_kind(lines: Lines) -> int:
    """Call a village rule a residents' pact, or the other way round, whatever the meeting."""
    index = at(lines, "rule_kind")
    village = lines[index].endswith("village_rule")
    lines[index] = f"rule_kind: {'resident_pact' if village else 'village_rule'}"
    return index + 1


def other_meeting(lines: Lines) -> int:
    """Name a meeting that may not adopt such a text."""
    village = lines[at(lines, "rule_kind")].endswith("village_rule")
    return value("meeting_kind", "residents_meeting" if village else "villagers_meeting")(lines)


def cut_off(lines: Lines) -> int:
    """Leave next to nothing of the body."""
    end = lines.index("---", 1)
    lines[end + 1 :] = ["", "大家商量着办。", ""]
    return end + 2


def unopened(lines: Lines) -> int:
    """Lose the first line."""
    del lines[0]
    return 1


def elsewhere(lines: Lines) -> int:
    """Name a community that does not exist in the same county."""
    index = at(lines, "area")
    lines[index] = f"{lines[index]}-meiyou"
    return index + 1


KINDS = (
    Fault("GB18030", "MS102", whole, lambda text: text.encode("gb18030")),
    Fault("UTF-16", "MS102", whole, lambda text: text.encode("utf-16")),
    Fault("BOM", "MS106", whole, lambda text: b"\xef\xbb\xbf" + text.encode()),
    Fault("NUL", "MS103", edited("title", "（合成数据）", "\0")),
    Fault("zero width", "MS104", edited("title", "（合成数据）", "\u200b（合成数据）")),
    Fault("too large", "MS101", whole, lambda text: text.encode() + b"x" * 300_000),
    Fault("full-width colon", "MS201", edited("filed_with", ": ", "：")),
    Fault("no blank after the colon", "MS201", edited("filed_with", ": ", ":")),
    Fault("field twice", "MS203", after("title", "title: 又一个名称")),
    Fault("anchor", "MS204", edited("title", "title: ", "title: &a ")),
    Fault("tag", "MS204", edited("title", "title: ", "title: !!str ")),
    Fault("no front matter", "MS206", unopened),
    Fault("runs on", "MS207", after("title", "  第二行", shift=0)),
    Fault("comment after a value", "MS208", edited("title", "（合成数据）", "（合成数据） #说明")),
    Fault("no such day", "MS301", value("adopted_on", "2021-02-30")),
    Fault("date in words", "MS301", value("filed_on", "去年")),
    Fault("version in words", "MS301", value("version", "一")),
    Fault("empty required field", "MS302", value("version", "")),
    Fault("missing field", "MS302", without("change")),
    Fault("not an option", "MS303", value("approval", "已定")),
    Fault("wrong pattern", "MS304", item("S_X")),
    Fault("full-width digit", "MS305", value("version", "２")),
    Fault("too long", "MS306", edited("title", "（合成数据）", "长" * 60)),
    Fault("too small", "MS307", value("version", "0")),
    Fault("blanks around a value", "MS308", value("change", '" 首次录入 "')),
    Fault("list for one value", "MS309", value("change", "[首次录入]")),
    Fault("unknown field", "MS311", after("title", "titel: 又一个名称")),
    Fault("radical", "MS313", edited("title", "（合成数据）", "⼈（合成数据）")),
    Fault("unknown area", "MS401", elsewhere),
    Fault("unknown source", "MS401", item("s-meiyou")),
    Fault("id is not the file name", "MS404", edited("pact_id", "pact_id: ", "pact_id: x")),
    Fault("filed before adopted", "MS407", value("filed_on", '"2001-01-01"')),
    Fault("published after updated", "MS407", after("published", "updated: 2026-11-01")),
    Fault("published in the future", "MS422", value("published", '"2062-11-23 09:00"')),
    Fault("other kind", "MS451", other_kind),
    Fault("too short", "MS452", cut_off),
    Fault("wrong meeting", "MS453", other_meeting),
    Fault("wrong body to file with", "MS454", value("filed_with", "示例理事会")),
    Fault("fine", "MS455", said("乱倒垃圾的，罚款。")),
    Fault("cut off from aid", "MS455", said("不参加的，取消低保。")),
    Fault("women's rights", "MS455", said("外嫁女不享受分配。")),
    Fault("deposit", "MS456", said("办事先交押金。")),
    Fault("black list", "MS456", said("不听的上黑榜。")),
    Fault("identity number", "MS601", said(f"联系人 {identity()}")),
    Fault("identity number with a slip", "MS601", said(f"身份证号 {identity(wrong=True)}")),
    Fault("like an identity number", "MS603", said(f"编号 {identity(wrong=True)}")),
    Fault("mobile number", "MS602", said(f"电话 {MOBILE}")),
    Fault("mobile number in parts", "MS602", said(f"+86 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}")),
    Fault("bank card", "MS604", said(f"请转到 {card()}")),
    Fault("HTML", "MS605", said("请<b>注意</b>")),
    Fault("script link", "MS606", said("[点这里](javascript:alert)")),
    Fault("address", "MS607", said("找示例路1号2单元的老王")),
    Fault("bad mask", "MS608", said("电话 13********0")),
    Fault("strange site", "MS611", said("[点这里](https://stranger.example/)")),
    Fault("typo", "MS702", said("由村委会出据证明。")),
    Fault("usage", "MS703", said("公开帐目。")),
    Fault("old name", "MS704", said("找村长。")),
    Fault("garbled", "MS706", said("大家锟斤拷商量。")),
    Fault("traditional", "MS707", said("大家商量決定。")),
    Fault("document number", "MS708", said("照民发[2020]20号办。")),
    Fault("repealed law", "MS709", said("按《婚姻法》办。")),
    Fault("old article", "MS710", said("根据村民委员会组织法第二十七条制定。")),
)
