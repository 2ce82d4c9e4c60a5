"""What must not become public: personal data (MS601 to MS604, MS607, MS608), raw HTML (MS605), unsafe links (MS606).

Odd characters too (MS313). Editorial pages may have HTML; only personal data is looked for there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain, islice

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from .markup import is_unsafe_address, may_hold_unsafe_address, raw_html, unsafe_links
from .masks import badly_masked, doors, may_hold_doors, may_hold_masks
from .personal import Hit, is_public, may_hold_numbers, personal_data
from .texts import Sheaf, Text

ABOUT = "content/about/"
_SHOWN = 20  # findings of one kind in one text
_ODD = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_OFFICES = ("address", "contact_address")  # of contacts.csv and the settings: where the public goes
FACTS = {
    "MS601": ("这里像是身份证号码（{}***），不能公开", "删掉；确属公开范例的，写明 ms:allow MS601 和理由"),
    "MS602": (
        "这里像是手机号码（{}***），不能公开",
        "删掉，或换成公开的座机；确需公开的，写明 ms:allow MS602 和理由",
    ),
    "MS604": ("这里像是银行卡号（{}***），不能公开", "删掉"),
    "MS607": ("这里的住址写到了门牌（{}…）", "个人住址只写到乡镇、街道；机关办公地址写在联系方式里"),
    "MS608": (
        "打码的号码（{}…）露出的位数不对",
        "手机留前3后4，中间4个星号；身份证号留前2后3，中间13个星号",
    ),
    "MS603": ("这里有 18 位数字像身份证号码（{}***），校验位不对", "如果是写错了的身份证号码，删掉"),
}


def safety(catalogue: Catalogue) -> Callable[[Sheaf], Iterator[Finding]]:
    """Return what looks at one file for personal data, odd characters, raw HTML and unsafe links."""
    public = public_phones(catalogue.of("public_phone"))

    def inspect(sheaf: Sheaf) -> Iterator[Finding]:
        yield from numbers(sheaf, public)
        if not sheaf.path.startswith(ABOUT):
            yield from _characters(sheaf)
            yield from _markup(sheaf)

    return inspect


def public_phones(rows: Iterable[Record]) -> frozenset[str]:
    """Return the mobile numbers that rows of the register say are their bodies' own."""
    return frozenset(str(row.get("phone")) for row in rows)


def numbers(sheaf: Sheaf, public: Container[str]) -> Iterator[Finding]:
    """Yield identity card, mobile and bank card numbers, badly masked ones, and addresses down to the door."""
    rules: list[Callable[[str], Iterator[Hit]]] = []
    if may_hold_numbers(sheaf.raw):
        rules.append(personal_data)
    if may_hold_masks(sheaf.raw):
        rules.append(badly_masked)
    if may_hold_doors(sheaf.joined):
        rules.append(doors)
    for text in sheaf.texts() if rules else ():
        for hit in chain.from_iterable(islice(rule(text.text), _SHOWN) for rule in rules):
            if not _is_public(text, hit, public):
                fact, remedy = FACTS[hit.code]
                shown = text.text[hit.start : hit.start + 3]
                yield Finding(
                    hit.code, fact.format(shown), sheaf.path, text.place(hit.start, hit.end), remedy
                )


def _is_public(text: Text, hit: Hit, public: Container[str]) -> bool:
    """Tell whether a number is one that its body publishes, or an address that of an office."""
    return is_public(text.text, hit, public) or (hit.code == "MS607" and text.name in _OFFICES)


def _characters(sheaf: Sheaf) -> Iterator[Finding]:
    """Yield radicals and compatibility characters that came from a PDF and look like ordinary ones (MS313)."""
    if sheaf.is_common or not _ODD.search(sheaf.joined):
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
    if may_hold_unsafe_address(sheaf.joined):
        for text in sheaf.texts():
            if not text.is_body and is_unsafe_address(text.text):
                yield _unsafe(text, 0, len(text.text), text.text.partition(":")[0] + ":")


def _unsafe(text: Text, start: int, end: int, scheme: str) -> Finding:
    message = f"链接以“{scheme}”开头"
    remedy = "链接只能是网页（http、https）、邮箱（mailto）、电话（tel）或本站的页面"
    return Finding("MS606", message, text.path, text.place(start, end), remedy)
