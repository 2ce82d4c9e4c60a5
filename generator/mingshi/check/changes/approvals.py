"""Approvals: a record bound to the hash of what was approved, by somebody who did not write it (MS506, MS507)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model.finding import Finding
from ...model.records import Record
from .compare import Key, Pair
from .content import APPROVAL, APPROVED, content_digest

_APPROVE = "请有审核权限的人执行 mingshi approve 重新登记，或改成 approval: pending（待主管部门核定）"


def void_approvals(pair: Pair, approvals: dict[Key, Record]) -> Iterator[Finding]:
    """MS507: an entry says it is approved, but nobody approved what it says now."""
    if pair.new is None or pair.new.get(APPROVAL) != APPROVED or pair.schema.kind == "approval":
        return
    row = approvals.get(("approval", f"{pair.schema.kind}@{pair.id}"))
    if row is None:
        yield pair.finding("MS507", "写着“已核定”，没有核定记录", _APPROVE, APPROVAL)
    elif row.get("digest") != content_digest(pair.new):
        message = f"核定（{row.get('date')}）以后内容又改过，核定记录不再有效"
        yield pair.finding("MS507", message, _APPROVE, APPROVAL)


def approving_oneself(
    pair: Pair, author: str, changed: set[Key], last_author: Callable[[str, str], set[str]]
) -> Iterator[Finding]:
    """MS506: who registers an approval does it in his own name, apart from the change, and did not make it.

    `changed` are the entries whose content the same pull request changes; `last_author` names who changed one before.
    """
    row = pair.new
    if pair.schema.kind != "approval" or row is None:
        return
    approver, entry = row.get("approver").lower(), (row.get("kind"), row.get("entry_id"))
    remedy = "请另一个有审核权限的人单独提交核定记录"
    if approver != author.lower():
        message = f"核定记录写的是“{row.get('approver')}”，提交的是“{author}”"
        yield pair.finding("MS506", message, "审核人自己提交自己的核定记录", "approver")
    elif entry in changed:
        message = f"“{entry[1]}”的修改和它的核定在同一个请求里"
        yield pair.finding("MS506", message, "先合并修改，再由另一个人单独提交核定记录", "approver")
    elif approver in last_author(*entry):
        yield pair.finding("MS506", f"“{entry[1]}”最近一次是“{author}”自己改的", remedy, "approver")
