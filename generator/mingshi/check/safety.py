"""What must not become public: personal data (MS601 to MS603), raw HTML (MS605), unsafe links (MS606); odd characters.

Everything under content/ and data/ is looked at, and the settings; the editorial pages in content/about/ too,
which are read for that here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..read.decode import ENTRY_LIMIT, TABLE_LIMIT, decode
from ..read.files import read_bytes, walk
from .markup import is_unsafe_address, raw_html, unsafe_links
from .personal import may_hold_numbers, personal_data
from .texts import Sheaf, Text, of_page, sheaves

ABOUT = "content/about"
_SHOWN = 20  # findings of one kind in one text
_ALLOW = re.compile(r"ms:allow\s+(?P<code>MS60[123])\s+(?P<reason>[^\s>-]\S)")
_ODD = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_UNSAFE = re.compile("(?:javascript|vbscript|data|file)\\s*:", re.IGNORECASE)
_FACTS = {
    "MS601": ("这里像是身份证号码（{}***），不能公开", "删掉；确属公开范例的，写明 ms:allow MS601 和理由"),
    "MS602": (
        "这里像是手机号码（{}***），不能公开",
        "删掉，或换成公开的座机；确需公开的，写明 ms:allow MS602 和理由",
    ),
    "MS603": ("这里有 18 位数字像身份证号码（{}***），校验位不对", "如果是写错了的身份证号码，删掉"),
}


def check_safety(catalogue: Catalogue) -> Iterator[Finding]:
    """Look at every text of an installation."""
    root = Path(catalogue.root)
    for sheaf in sheaves(catalogue):
        yield from _numbers(sheaf, root)
        yield from _characters(sheaf)
        yield from _markup(sheaf)
    for path in walk(root, ABOUT)[0]:
        if path.endswith(".md"):
            raw, _ = read_bytes(root, path, ENTRY_LIMIT)
            text, _ = decode(raw or b"", path)
            yield from _numbers(of_page(path, text or ""), root)


def _numbers(sheaf: Sheaf, root: Path) -> Iterator[Finding]:
    """Yield identity card and mobile numbers, but those allowed with a reason."""
    if not may_hold_numbers(sheaf.joined):
        return
    lines: list[str] = []
    for text in sheaf.texts():
        for hit in islice(personal_data(text.text), _SHOWN):
            lines = lines or _lines(root, sheaf.path)
            mark = text.place(hit.start, hit.end)
            if not _is_allowed(hit.code, lines, mark.line):
                fact, remedy = _FACTS[hit.code]
                shown = text.text[hit.start : hit.start + 3]
                yield Finding(hit.code, fact.format(shown), sheaf.path, mark, remedy)


def _lines(root: Path, path: str) -> list[str]:
    raw, _ = read_bytes(root, path, TABLE_LIMIT)
    return (raw or b"").decode("utf-8", "replace").split("\n")


def _is_allowed(code: str, lines: list[str], number: int) -> bool:
    """Tell whether a line, or a comment line above it, allows a number with a reason."""
    here = lines[number - 1 : number]
    above = [
        line
        for line in lines[number - 2 : number - 1]
        if number > 1 and line.lstrip().startswith(("#", "<!--"))
    ]
    return any(found["code"] == code for line in here + above for found in _ALLOW.finditer(line))


def _characters(sheaf: Sheaf) -> Iterator[Finding]:
    """Yield radicals and compatibility characters that came from a PDF and look like ordinary ones (MS313)."""
    if sheaf.joined.isascii() or not _ODD.search(sheaf.joined):
        return
    for text in sheaf.texts():
        for found in islice(_ODD.finditer(text.text), _SHOWN):
            fix = unicodedata.normalize("NFKC", found[0])
            fix = fix if not _ODD.search(fix) else ""
            mark = text.place(*found.span())
            whole = mark.end - mark.column != len(found[0])
            message = f"“{found[0]}”是部首或兼容字，看起来一样，却搜不到"
            remedy = f"换成普通的“{fix}”" if fix else "重新输入这个字"
            kind = "safe" if fix and not whole else ""
            yield Finding("MS313", message, sheaf.path, mark, remedy, "" if whole else fix, kind)


def _markup(sheaf: Sheaf) -> Iterator[Finding]:
    """Yield raw HTML and unsafe links of a body, and values that are unsafe addresses."""
    body = sheaf.body
    if body:
        for spot in islice(raw_html(body.text), _SHOWN):
            message = f"正文里有 HTML：{spot.shown}"
            remedy = "用 Markdown 的写法代替；要显示“<”，写成“\\<”"
            yield Finding("MS605", message, sheaf.path, body.place(spot.start, spot.end), remedy)
        for spot in islice(unsafe_links(body.text), _SHOWN):
            yield _unsafe(body, spot.start, spot.end, spot.shown)
    if _UNSAFE.search(sheaf.joined):
        for text in sheaf.texts():
            if not text.is_body and is_unsafe_address(text.text):
                yield _unsafe(text, 0, len(text.text), text.text.partition(":")[0] + ":")


def _unsafe(text: Text, start: int, end: int, scheme: str) -> Finding:
    message = f"链接以“{scheme}”开头"
    remedy = "链接只能是网页（http、https）、邮箱（mailto）、电话（tel）或本站的页面"
    return Finding("MS606", message, text.path, text.place(start, end), remedy)
