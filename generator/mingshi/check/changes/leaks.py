"""Personal data in the commits of a push: a line that was added and removed again still stands in the history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...model.finding import Finding, Mark
from ...read.git import Added
from ..allow import is_allowed
from ..personal import may_hold_numbers, personal_data

_WORDS = {"MS601": "像是身份证号码", "MS602": "像是手机号码", "MS603": "有 18 位数字像身份证号码，校验位不对"}
_REMEDY = (
    "还没有推送的，改掉那次提交（git rebase -i，或从头另做一个分支）再推送；"
    "已经推送的，请仓库管理员处理。确属公开范例的，在同一行写明 ms:allow 代码和理由"
)
_UNSTAGE = "改掉，git add 以后再提交。确属公开范例的，在同一行写明 ms:allow 代码和理由"

# A hash is full of digits and says nothing about anybody; no number of a person is as long.
_HASH = re.compile(r"\b(?=[0-9]*[a-fA-F])[0-9a-fA-F]{32,}\b")


def leaks(lines: Iterable[Added]) -> Iterator[Finding]:
    """Yield every identity card and mobile number in lines that commits added, or in what was said of a commit."""
    above = Added("", "", 0, "")
    for added in lines:
        if may_hold_numbers(added.text.encode("utf-8", "surrogatepass")):
            before = above.text if (above.path, above.line) == (added.path, added.line - 1) else ""
            yield from _in_line(added, before)
        above = added


def _in_line(added: Added, above: str) -> Iterator[Finding]:
    text = _HASH.sub(lambda found: "x" * len(found[0]), added.text)
    for hit in personal_data(text):
        if not is_allowed(hit.code, [above, added.text], 2):
            where = f"提交 {added.commit} {'加过这一行' if added.path else '的说明'}"
            where, remedy = (where, _REMEDY) if added.commit else ("要提交的这一行", _UNSTAGE)
            shown = added.text[hit.start : hit.start + 3]
            fact = f"{_WORDS.get(hit.code, '像是个人信息')}（{shown}***）"
            message = f"{where}，{fact}，推送出去就收不回来"
            path = added.path or f"提交说明 {added.commit}"
            yield Finding(hit.code, message, path, Mark(added.line, hit.start + 1, hit.end + 1), remedy)
