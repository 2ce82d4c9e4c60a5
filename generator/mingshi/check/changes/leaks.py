"""Personal data in the commits of a push: a line that was added and removed again still stands in the history."""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from pathlib import Path

from ...model.finding import Finding, Mark
from ...read.attachments import LIMIT, READERS, holds_utf16, look_into
from ...read.git import Added, added_files, added_lines, commit_of, contents_at, contents_of, staged_lines
from ..allow import is_allowed
from ..personal import in_parts, is_public, may_hold_numbers, personal_data

_WORDS = {
    "MS601": "像是身份证号码",
    "MS602": "像是手机号码",
    "MS603": "有 18 位数字像身份证号码，校验位不对",
    "MS604": "像是银行卡号",
}
_PUBLIC = "data/public-phones.csv"
_SHOWN = 5  # findings of one attachment
_REMEDY = (
    "还没有推送的，改掉那次提交（git rebase -i，或从头另做一个分支）再推送；"
    "已经推送的，请仓库管理员处理。确属公开范例的，在同一行写明 ms:allow 代码和理由"
)
_UNSTAGE = "改掉，git add 以后再提交。确属公开范例的，在同一行写明 ms:allow 代码和理由"

# A hash is full of digits and says nothing about anybody; no number of a person is as long.
_HASH = re.compile(r"\b(?=[0-9]*[a-fA-F])[0-9a-fA-F]{32,}\b")


def leaks(root: Path, base: str, head: str) -> Iterator[Finding]:
    """Yield every number of a person in what the commits after `base` up to `head` added, or in what was said of them.

    Without a `base`, the commits of `head` that no remote branch has.
    """
    public = _phones(contents_at(root, commit_of(root, head), [_PUBLIC]).get(_PUBLIC, b""))
    yield from in_lines(added_lines(root, base, head), public)
    yield from _in_attachments(root, base, head, public)


def staged_leaks(root: Path) -> Iterator[Finding]:
    """Yield every number of a person in the lines that the next commit would add."""
    file = root / _PUBLIC
    yield from in_lines(staged_lines(root), _phones(file.read_bytes() if file.is_file() else b""))


def _phones(listed: bytes) -> frozenset[str]:
    """Return the telephones in the list of public ones; who may list one, the gate decides."""
    rows = csv.DictReader(listed.decode("utf-8-sig", "replace").splitlines())
    return frozenset(row.get("phone") or "" for row in rows)


def in_lines(lines: Iterable[Added], public: Container[str]) -> Iterator[Finding]:
    """Yield every number of a person in lines that commits added, or in what was said of a commit."""
    above = Added("", "", 0, "")
    for added in lines:
        if may_hold_numbers(added.text.encode("utf-8", "surrogatepass")):
            before = above.text if (above.path, above.line) == (added.path, added.line - 1) else ""
            yield from _in_line(added, before, public)
        above = added


def _in_line(added: Added, above: str, public: Container[str]) -> Iterator[Finding]:
    text = _HASH.sub(lambda found: "x" * len(found[0]), added.text)
    for hit in personal_data(text):
        if not is_public(text, hit, public) and not is_allowed(hit.code, [above, added.text], 2):
            where = "加过这一行" if added.path else "的说明"
            message = _told(added.commit, where, hit.code, added.text[hit.start : hit.start + 3])
            path, remedy = added.path or f"提交说明 {added.commit}", _REMEDY if added.commit else _UNSTAGE
            yield Finding(hit.code, message, path, Mark(added.line, hit.start + 1, hit.end + 1), remedy)


def _in_attachments(root: Path, base: str, head: str, public: Container[str]) -> Iterator[Finding]:
    """Yield every number of a person inside the attachments that commits added; whether they are fit is for `check`."""
    seen: set[str] = set()
    for added in added_files(root, base, head):
        kind = added.path.rpartition(".")[2].lower()
        if kind in READERS and added.blob not in seen:
            seen.add(added.blob)
            # One at a time: those of a long branch would not all fit into memory.
            for raw in contents_of(root, [added.blob], LIMIT).values():
                # The lines of other texts have been looked at.
                if kind not in ("csv", "txt") or holds_utf16(raw):
                    found = in_parts(look_into(kind, raw).parts, public)
                    for code, place, shown in islice(found, _SHOWN):
                        where = f"放进的附件（{place}）" if place else "放进的附件"
                        message = _told(added.commit, where, code, shown)
                        yield Finding(code, message, added.path, remedy=_REMEDY)


def _told(commit: str, where: str, code: str, shown: str) -> str:
    at = f"提交 {commit} {where}" if commit else "要提交的这一行"
    return f"{at}，{_WORDS.get(code, '像是个人信息')}（{shown}***），推送出去就收不回来"
