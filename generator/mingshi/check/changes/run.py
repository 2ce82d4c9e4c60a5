"""One pull request against all rules: what it changes, who may, and what of it stands.

Schemas and states come from the merge base, rights from there and from the branch as it is now: neither may refuse.
Of the pull request only contents are read, and nothing is run.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ...model.failure import Failure
from ...model.finding import Finding, Mark, has_errors
from ...model.records import Record
from ...model.schema import Schema
from ...read.files import not_plain
from ...read.git import Change, changes_between, commit_of, last_author_of, merge_base
from ...read.snapshot import Snapshot, snapshot
from ...read.store import AREAS
from ..run import merged
from .approvals import approving_oneself, void_approvals
from .compare import APPROVALS, RETIRED, Key, Pair, Sides, others_of, pairs_of, path_of
from .rights import EDITORS, GUARDED, Rights, rights_of
from .rules import (
    granting_oneself,
    lost_ids,
    outside_program,
    outside_rights,
    same_version,
    subject_of,
    unreviewed,
    wrong_states,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A pull request: `base` is the branch it goes to, `author` and `approvers` are accounts of the host."""

    base: str
    head: str
    author: str
    approvers: tuple[str, ...] = ()


def judge(root: Path, request: Request, room: Path) -> list[Finding]:
    """Return what a pull request may not do, sorted by place; files are laid out in the empty folder `room`.

    Raises Failure when there is no author, when Git cannot tell, or when the merge base itself has no usable schemas.
    """
    if not request.author.strip():
        raise Failure("没有写明是谁提交的", "写 --author 和托管平台上的账号")
    sides = _sides(root, request, room)
    changes = changes_between(root, sides.base.commit, sides.head.commit)
    now = commit_of(root, request.base)
    rights = [_rights(sides.base, sides.schemas)]
    if now != sides.base.commit:
        later = snapshot(root, now, room / "now")
        rights.append(_rights(later, sides.schemas, where="目标分支上现在："))
    pairs = pairs_of(sides, changes)
    return merged(
        chain(
            _odd_files(changes),
            _told_by_rights(sides, changes, pairs, rights, request),
            _told_by_content(sides, changes, pairs),
            _told_by_approvals(root, sides, pairs, request),
        )
    )


def _sides(root: Path, request: Request, room: Path) -> Sides:
    head = commit_of(root, request.head)
    base = snapshot(root, merge_base(root, request.base, head), room / "base")
    schemas, faults = base.schemas()
    if not schemas or has_errors(faults):
        raise Failure(
            f"合并起点 {base.commit[:12]} 里的字段定义读不出来", "先在主分支上改好 data/schemas，再检查请求"
        )
    return Sides(base, snapshot(root, head, room / "head"), schemas)


def _rights(at: Snapshot, schemas: Mapping[str, Schema], where: str = "合并起点上：") -> Rights:
    editors = at.records([EDITORS], schemas).values()
    areas = at.records([AREAS], schemas).values()
    return rights_of(editors, areas, at.settings().area, where)


def _odd_files(changes: list[Change]) -> Iterator[Finding]:
    """MS105: links and other repositories lead out of what was reviewed."""
    for change in changes:
        if change.new and not stat.S_ISREG(change.new_mode):
            yield not_plain(change.new, change.new_mode)


def _told_by_rights(
    sides: Sides, changes: list[Change], pairs: list[Pair], rights: list[Rights], request: Request
) -> Iterator[Finding]:
    author = request.author
    if author.lower() in {a.lower() for a in request.approvers}:
        remedy = "请另一个有审核权限的人审核"
        yield Finding("MS506", f"“{author}”审核了自己的修改", EDITORS, Mark(0), remedy)
    others = list(others_of(changes, sides.schemas))
    for pair in pairs:
        yield from granting_oneself(pair, author)
    told = set[tuple[str, str, Mark]]()
    for one in rights:
        found = list(_told_by_table(sides, pairs, others, one, request))
        yield from (f for f in found if (f.code, f.path, f.mark) not in told)
        told |= {(f.code, f.path, f.mark) for f in found}


def _told_by_table(
    sides: Sides, pairs: list[Pair], others: list[tuple[str, str]], rights: Rights, request: Request
) -> Iterator[Finding]:
    """Yield what the rights of one commit do not allow."""
    author, approvers = request.author, list(request.approvers)
    if not rights.grants:
        # Who has no table yet may begin, but the first row is not written through a request.
        yield Finding(
            "MS508",
            "还没有登记任何编辑，谁能改什么没有检查",
            EDITORS,
            Mark(0),
            "请仓库管理员直接在主分支的 data/editors.csv 里登记第一位维护人员",
        )
        pairs, others = [p for p in pairs if p.schema.kind in GUARDED], []
    for pair in pairs:
        yield from outside_rights(pair, sides, rights, author)
        subject = subject_of(pair.place, pair.schema, sides)
        yield from unreviewed(subject.kind, subject.area, pair.place.path, rights, approvers)
    for kind, path in others:
        yield from outside_program(path, kind, rights, author)
        yield from unreviewed(kind, "", path, rights, approvers)


def _told_by_content(sides: Sides, changes: list[Change], pairs: list[Pair]) -> Iterator[Finding]:
    tombs, earlier = _tombs(sides, after=True), _tombs(sides, after=False)
    moved = _moved(sides, changes)
    for pair in pairs:
        yield from lost_ids(pair, tombs, earlier, moved)
        yield from wrong_states(pair)
        yield from same_version(pair)


def _tombs(sides: Sides, *, after: bool) -> dict[Key, Record]:
    rows = sides.rows(RETIRED, after=after).values()
    return {(row.get("kind"), row.get("entry_id")): row for row in rows}


def _moved(sides: Sides, changes: list[Change]) -> dict[Key, str]:
    """Return the new ids of entries whose file was renamed."""
    found: dict[Key, str] = {}
    for change in changes:
        if change.old and change.new and change.old != change.new:
            before = sides.base.records([change.old], sides.schemas)
            after = sides.head.records([change.new], sides.schemas)
            if len(before) == len(after) == 1:
                found[next(iter(before))] = next(iter(after))[1]
    return found


def _told_by_approvals(root: Path, sides: Sides, pairs: list[Pair], request: Request) -> Iterator[Finding]:
    approvals = sides.rows(APPROVALS, after=True)
    changed = {(p.schema.kind, p.id) for p in pairs if p.new and not p.is_approval_alone}

    def last_author(kind: str, entry_id: str) -> set[str]:
        schema = sides.schemas.get(kind)
        path = path_of(schema, entry_id) if schema and schema.store == "entry" else ""
        return last_author_of(root, sides.base.commit, path) if path in sides.base.files else set()

    for pair in pairs:
        yield from void_approvals(pair, approvals)
        yield from approving_oneself(pair, request.author, changed, last_author)
