"""Village rules and residents' pacts: kind, meeting, filing (MS451 to MS454), and what they may not say (MS455, MS456).

The patterns are the register data/red-flags.csv. They are tried sentence by sentence, and only on sentences with one
of the words that stand before them: of 17,000 texts hardly any has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from .cells import quote
from .lookout import Lookout, usual_characters
from .rows import finding_at
from .texts import of_body

SHORTEST = 100  # characters of a text
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_KINDS = {"villagers_committee": "village_rule", "residents_committee": "resident_pact"}
_WORDS = {"village_rule": "村规民约", "resident_pact": "居民公约"}
_MEETINGS = {
    "village_rule": ("villagers_meeting",),
    "resident_pact": ("residents_meeting", "residents_reps"),
}
_FILED = re.compile("人民政府|街道办事处")
_SIDEWAYS = re.compile(r"\(\?[^:]|[$^]|\\[AbBZ]")


@dataclass(frozen=True, slots=True)
class Flag:
    """One row of the register, ready to be looked for."""

    title: str
    code: str
    words: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    reason: str
    remedy: str

    def may_be_in(self, body: str) -> bool:
        """Tell whether any sentence of a text with one of the words may say this."""
        # What is looked for without regard to where a sentence begins or ends is in the text, if it is in a sentence.
        return bool(_SIDEWAYS.search(self.pattern.pattern) or self.pattern.search(body))

    def found(self, sentence: str) -> re.Match[str] | None:
        """Return the place in a sentence where this is said, None when it is not."""
        if not any(word in sentence for word in self.words):
            return None
        found = self.pattern.search(sentence)
        return None if not found or (self.unless and self.unless.search(sentence)) else found


def check_pacts(catalogue: Catalogue) -> Iterator[Finding]:
    """Check every village rule and residents' pact."""
    flags, broken = flags_of(catalogue)
    by_word: dict[str, list[int]] = {}
    for number, flag in enumerate(flags):
        for word in flag.words:
            by_word.setdefault(word, []).append(number)
    lookout = Lookout(by_word, usual_characters(catalogue))
    yield from broken
    for record in catalogue.fresh("village_rule"):
        yield from _adopted(catalogue, record)
        if _is_short(record.body):
            message = f"正文不到 {SHORTEST} 字"
            yield Finding(
                "MS452",
                message,
                record.path,
                of_body("", record.body, record.body_line).place(0, 0),
                "补上规约的全文；没有全文的先不收录",
            )
        inside = lookout.inside(record.body)
        near = sorted({number for word in inside for number in by_word[word]})
        if near and (here := [flags[number] for number in near if flags[number].may_be_in(record.body)]):
            yield from _said(record, here)


def _is_short(text: str) -> bool:
    # The beginning is enough to know that a text is not.
    return _length(text[: 3 * SHORTEST]) < SHORTEST and _length(text) < SHORTEST


def _length(text: str) -> int:
    """Return how many characters a text has besides blanks and the signs of Markdown."""
    return len("".join(text.split())) - sum(map(text.count, "#*_>|-"))


def flags_of(catalogue: Catalogue) -> tuple[list[Flag], list[Finding]]:
    """Return the rows of the register, and a finding for each pattern that is none."""
    flags, broken = [], []
    for row in catalogue.of("red_flag"):
        try:
            unless = str(row.get("unless"))
            flags.append(
                Flag(
                    str(row.get("title")),
                    "MS455" if row.get("level") == "error" else "MS456",
                    frozenset(word for word in str(row.get("words")).split(";") if word),
                    re.compile(str(row.get("pattern"))),
                    re.compile(unless) if unless else None,
                    str(row.get("reason")),
                    str(row.get("remedy")),
                )
            )
        except re.error as error:
            message = f"正则表达式写错了（{error.msg}）"
            broken.append(finding_at(row, "pattern", "MS304", message, "检查括号和反斜杠"))
    return flags, broken


def _adopted(catalogue: Catalogue, record: Record) -> Iterator[Finding]:
    """Check a text's kind against its committee, its meeting against its kind, and where it was filed."""
    kind, area = str(record.get("rule_kind")), str(record.get("area"))
    committee = catalogue.areas.get(area).kind if area in catalogue.areas else ""
    own = _KINDS.get(committee, kind)
    if kind in _WORDS and own != kind:
        message = f"{catalogue.areas.get(area).name}的规约不是{_WORDS[kind]}"
        remedy = f"村民委员会的是村规民约，居民委员会的是居民公约：写 {own}（{_WORDS[own]}）"
        yield finding_at(record, "rule_kind", "MS451", message, remedy, own)
    meeting = str(record.get("meeting_kind"))
    if meeting and kind in _MEETINGS and own == kind and meeting not in _MEETINGS[kind]:
        label = catalogue.label("village_rule", "meeting_kind", meeting)
        message = f"{_WORDS[kind]}不能由{label}通过"
        remedy = "村规民约由村民会议制定；居民公约由居民会议，或者经授权的居民代表会议制定。对照原文核实"
        yield finding_at(record, "meeting_kind", "MS453", message, remedy)
    filed = str(record.get("filed_with"))
    if filed and not _FILED.search(filed):
        message = f"备案机关写的是{quote(filed)}"
        remedy = "村规民约报乡镇人民政府备案，居民公约报街道办事处或者区人民政府；写全称"
        yield finding_at(record, "filed_with", "MS454", message, remedy)


def _said(record: Record, flags: list[Flag]) -> Iterator[Finding]:
    body = of_body(record.path, record.body, record.body_line)
    for sentence in _SENTENCE.finditer(record.body):
        for flag in flags:
            found = flag.found(sentence[0])
            if found:
                start = sentence.start() + found.start()
                mark = body.place(start, sentence.start() + found.end())
                verb = "不能写" if flag.code == "MS455" else "需要说明"
                message = f"{verb}的内容（{flag.title}）：{flag.reason}"
                yield Finding(flag.code, message, record.path, mark, flag.remedy)
