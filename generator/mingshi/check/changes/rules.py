"""The rules of a change, each a small generator: rights, ids, states, versions (MS501 to MS505)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...model.finding import Finding, Mark
from ...model.records import Record
from ...model.schema import Schema, Workflow
from .compare import Key, Pair, Sides, region_of
from .content import ABOUT_VERSION, APPROVAL, APPROVED, content_digest
from .rights import EDITOR, EDITORS, GUARDED, MAINTAINER, PAGE, REVIEWER, Rights

_ASK = "请有权限的单位来改，或请维护人员先在 data/editors.csv 里加上权限并合并，再重新提交"


def outside_rights(pair: Pair, sides: Sides, rights: Rights, author: str) -> Iterator[Finding]:
    """MS502: both where an entry was and where it is now must be the author's to change."""
    approves = pair.is_approval_alone and pair.place.get(APPROVAL) == APPROVED
    for record in (pair.old, pair.new):
        subject = subject_of(record, pair.schema, sides) if record else None
        if subject and approves:
            subject = replace(subject, role=REVIEWER)
        if subject and not rights.may(author, subject.kind, subject.area, subject.role):
            yield pair.finding("MS502", _refusal(rights, author, pair.schema, subject), _ASK)
            return


@dataclass(frozen=True, slots=True)
class Subject:
    """What a right is needed for: a kind in an area, and in which role."""

    kind: str
    area: str
    role: str = EDITOR


def subject_of(record: Record, schema: Schema, sides: Sides) -> Subject:
    """Return what a record is about: an approval and a tombstone are about the entry they name."""
    if schema.kind not in ("approval", "retired"):
        return Subject(schema.kind, region_of(record, schema, sides.find))
    kind, entry_id = record.get("kind"), record.get("entry_id")
    entry, target = sides.find(kind, entry_id), sides.schemas.get(kind)
    area = entry_id if kind in ("area", "place", "contact") else ""
    if entry and target:
        area = region_of(entry, target, sides.find)
    return Subject(kind, area, REVIEWER if schema.kind == "approval" else EDITOR)


def _refusal(rights: Rights, author: str, schema: Schema, subject: Subject) -> str:
    if subject.kind in GUARDED:
        return f"“{author}”不是维护人员，不能改{schema.title}（{rights.says(author)}）"
    doing = f"在“{subject.area or rights.home}”登记" if subject.role == REVIEWER else "改"
    where = "" if subject.role == REVIEWER else f"“{subject.area or rights.home}”的"
    return f"“{author}”不能{doing}{where}{schema.title}（{rights.says(author)}）"


def outside_program(path: str, kind: str, rights: Rights, author: str) -> Iterator[Finding]:
    """MS502: schemas, rules, the program and what runs it are the maintainers'; pages are their editors'."""
    if rights.may(author, kind, ""):
        return
    what = "本站说明的页面" if kind == PAGE else "字段定义、规则、程序、流程和设置"
    role = "没有权限" if kind == PAGE else "不是维护人员，不能"
    message = f"“{author}”{role}改{what}（{rights.says(author)}）"
    yield Finding("MS502", message, path, Mark(0), _ASK)


def granting_oneself(pair: Pair, author: str) -> Iterator[Finding]:
    """MS505: nobody changes a row of the rights that is about himself, not even a maintainer."""
    if pair.schema.kind != "editor":
        return
    if author.lower() in {r.get("login").lower() for r in (pair.old, pair.new) if r}:
        yield pair.finding(
            "MS505", f"“{author}”不能改自己在 {EDITORS} 里的权限", "请另一位维护人员来改", "login"
        )


def lost_ids(
    pair: Pair, tombs: dict[Key, Record], earlier: dict[Key, Record], moved: dict[Key, str]
) -> Iterator[Finding]:
    """MS503: an id that was public stays, or leaves a tombstone behind, and is never used again."""
    key = (pair.schema.kind, pair.id)
    if not pair.schema.stable:
        return
    if pair.new is None:
        if pair.schema.kind == "retired":
            yield pair.finding("MS503", f"注销记录“{pair.id}”被删掉了", "恢复它：注销过的编号不能再用")
        elif key not in tombs:
            what = f"编号从“{pair.id}”改成了“{moved[key]}”" if key in moved else f"“{pair.id}”被删掉了"
            yield pair.finding(
                "MS503",
                f"已经公开的{pair.schema.title}{what}，没有注销记录",
                "恢复原来的文件；确实不要了的，在 data/retired.csv 里写一行注销记录（名称、日期、原因）",
            )
    elif pair.old is None and key in earlier:
        yield pair.finding("MS503", f"编号“{pair.id}”注销过，不能再用", "换一个没有用过的编号")
    elif pair.old is not None:
        for name in pair.schema.stable:
            if pair.old.get(name) != pair.new.get(name):
                message = f"“{name}”公开以后不能改：原来是“{pair.old.get(name)}”"
                yield pair.finding("MS503", message, "改回原来的内容", name)


def wrong_states(pair: Pair) -> Iterator[Finding]:
    """MS501: an entry begins in a state it may begin in, and moves only along the lines of its schema."""
    for flow in pair.schema.workflows:
        new = pair.new.get(flow.field) if pair.new else ""
        old = pair.old.get(flow.field) if pair.old else ""
        if not new or new == old or new not in flow.moves:
            continue
        allowed = flow.moves.get(old, ()) if pair.old else flow.initial
        # A value that was no state before says nothing about the way from it.
        if new not in allowed and (old in flow.moves or not pair.old):
            yield pair.finding("MS501", *_state_words(pair, flow, old, new), flow.field)


def _state_words(pair: Pair, flow: Workflow, old: str, new: str) -> tuple[str, str]:
    field = pair.schema.field(flow.field)
    label = {state: f"{state}（{field.label(state)}）" if field else state for state in flow.moves}
    name = field.title if field else flow.field
    allowed = "、".join(label[s] for s in (flow.moves.get(old, ()) if pair.old else flow.initial))
    if not pair.old:
        return f"新的{pair.schema.title}，“{name}”不能一开始就是 {label[new]}", f"先写 {allowed}"
    return f"“{name}”不能从 {label[old]} 直接改成 {label[new]}", (
        f"从这里只能改成 {allowed}" if allowed else "这个状态不能再变，改回去"
    )


def same_version(pair: Pair) -> Iterator[Finding]:
    """MS504: what readers see changed, so the version goes up."""
    if pair.old is None or pair.new is None or pair.schema.field("version") is None:
        return
    but = (*ABOUT_VERSION, *pair.schema.quiet)
    before, after = (_number(r.get("version")) for r in (pair.old, pair.new))
    changed = content_digest(pair.old, but) != content_digest(pair.new, but)
    if after < before or (changed and after == before):
        message = f"内容改了，版本还是 {after}" if after == before else f"版本从 {before} 变成了 {after}"
        remedy = f"写 version: {before + 1}，并更新 updated 和 change"
        yield pair.finding("MS504", message, remedy, "version")


def _number(text: object) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else 0


def unreviewed(kind: str, area: str, path: str, rights: Rights, approvers: list[str]) -> Iterator[Finding]:
    """MS506: of those who agreed, one must be entitled to review this."""
    role = MAINTAINER if kind in GUARDED else REVIEWER
    if approvers and not any(rights.may(login, kind, area, role) for login in approvers):
        who = (
            "、".join(sorted({f"{g.unit}（{g.login}）" for g in rights.responsible(kind, area)}))
            or "维护人员"
        )
        said = "；".join(f"{login}：{rights.says(login)}" for login in approvers)
        message = f"同意的人没有审核这里的权限（{said}）"
        yield Finding("MS506", message, path, Mark(0), f"请 {who} 审核")
