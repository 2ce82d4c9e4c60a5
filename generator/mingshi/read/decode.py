"""Bytes to text: size, encoding, characters that cannot be seen. Everything later may rely on clean lines."""

from __future__ import annotations

import re
from itertools import islice

from ..model.finding import Finding, Mark

ENTRY_LIMIT = 256 * 1024
TABLE_LIMIT = 8 * 1024 * 1024
SHOWN = 20  # findings of one kind in one file; more would only hide the others

_WHOLE_FILE = Mark(0)
_BYTE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16（记事本的“Unicode”）"),
    (b"\xfe\xff", "UTF-16（记事本的“Unicode big endian”）"),
)
_GB18030 = "GB18030（记事本、WPS 的“ANSI”）"
_SAVE_AS = "用记事本或 WPS“另存为”，编码选 UTF-8"

# NEL, U+2028 and a lone CR break lines for YAML but not for editors: line numbers would differ.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_UNSEEN = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_REFUSED = (
    ("MS102", re.compile("\ufffd"), "这里在转换编码时丢了字，成了乱码 "),
    ("MS103", _CONTROL, "这里有控制字符："),
    ("MS104", _UNSEEN, "这里有看不见的字符："),
)
_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NAMES = {
    "\x00": "空字符",
    "\x1b": "转义字符",
    "\x0b": "纵向制表符",
    "\x0c": "换页符",
    "\r": "单独的回车符",
    "\x85": "NEL 换行符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u2060": "零宽连接符",
    "\ufeff": "文件中间的 BOM",
}


def decode(raw: bytes, path: str, *, limit: int = ENTRY_LIMIT) -> tuple[str | None, list[Finding]]:
    """Turn the bytes of a file into text with "\\n" line ends and without BOM, or into findings.

    The text is None as soon as one finding is an error: MS101, MS102, MS103, MS104. MS106 is a warning.
    """
    if len(raw) > limit:
        return None, [too_large(path, len(raw), limit)]
    encoding = _foreign(raw)
    if encoding:
        return None, [_wrong_encoding(path, encoding)]
    findings = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        findings.append(
            Finding(
                "MS106",
                "文件开头有看不见的 BOM 标记",
                path,
                remedy="另存为“UTF-8”（不带 BOM）",
                fix_kind="safe",
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*findings, _undecodable(raw, path, error.start)]
    text = text.replace("\r\n", "\n")
    bad = bad_characters(text, path)
    return (None if bad else text), findings + bad


def recoded(raw: bytes) -> str | None:
    """Return the text of a file with a byte mark or in another encoding, when there is no doubt what it says.

    UTF-16 and UTF-32 are known by their byte mark; GB18030 is taken where the bytes are neither UTF-8 nor damaged
    UTF-8 and every one of them makes a character that can stand in a text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), *((m, n[:6].lower()) for m, n in _BYTE_MARKS)):
        if raw.startswith(mark):
            return _sure(raw, encoding)
    return (
        _sure(raw, "gb18030")
        if decode(raw, "", limit=len(raw))[1][:1] == [_wrong_encoding("", _GB18030)]
        else None
    )


def _sure(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    return None if bad_characters(text, "") else text


def keep(findings: list[Finding], finding: Finding) -> None:
    """Add a finding, unless the file has enough of its kind already."""
    if sum(f.code == finding.code for f in findings) < SHOWN:
        findings.append(finding)


def place(text: str, index: int) -> Mark:
    """Return the mark of the one character at an index of a text."""
    column = index - text.rfind("\n", 0, index)
    return Mark(text.count("\n", 0, index) + 1, column, column + 1)


def too_large(path: str, size: int, limit: int) -> Finding:
    """Return the finding for a file over its limit."""
    return Finding(
        "MS101",
        f"文件有 {-(-size // 1024)} kB，超过了 {limit // 1024} kB 的上限",
        path,
        remedy="把内容拆成几个文件，或删去粘贴进来的多余内容",
    )


def _foreign(raw: bytes) -> str:
    """Name UTF-16 and UTF-32 by their byte mark, or by NULs that stand mostly at every second byte."""
    for mark, name in _BYTE_MARKS:
        if raw.startswith(mark):
            return name
    if b"\0" not in raw:
        return ""
    few, many = sorted((raw[0::2].count(0), raw[1::2].count(0)))
    return "UTF-16（没有 BOM）" if many > max(1, len(raw) // 40, 4 * few) else ""


def _wrong_encoding(path: str, encoding: str) -> Finding:
    return Finding("MS102", f"文件编码是 {encoding}，网站只收 UTF-8", path, _WHOLE_FILE, _SAVE_AS)


def _undecodable(raw: bytes, path: str, start: int) -> Finding:
    """Tell a damaged UTF-8 file, where one place is wrong, from a file in another encoding."""
    trial = raw.decode("utf-8", "replace")
    whole = sum(1 for char in trial if char > "\u0800" and char != "\ufffd")
    if whole > trial.count("\ufffd"):
        before = raw[:start].decode("utf-8")
        fact = "这里有不是 UTF-8 的字节，可能在复制或截断时损坏"
        return Finding(
            "MS102", fact, path, place(before + "?", len(before)), "删掉这里的乱码，重新输入原来的字"
        )
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return _wrong_encoding(path, "未知编码（既不是 UTF-8，也不是 GB18030）")
    return _wrong_encoding(path, _GB18030)


def bad_characters(text: str, path: str, mark: Mark | None = None) -> list[Finding]:
    """Return MS102, MS103 and MS104 for a text, each at its own place or all at `mark`."""
    # Almost every file is printable throughout; asking that first is ten times cheaper than the patterns.
    if "\ufffd" not in text and text.replace("\n", "").replace("\t", "").isprintable():
        return []
    return [
        Finding(code, message + _name(m[0]), path, mark or place(text, m.start()), _remedy(m[0]))
        for code, pattern, message in _REFUSED
        for m in islice(pattern.finditer(text), SHOWN)
    ]


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def _name(char: str) -> str:
    fallback = "私用区字符" if _is_private(char) else "文字方向控制符" if char in _DIRECTION else ""
    return f"{_NAMES.get(char, fallback)} U+{ord(char):04X}".strip()


def _remedy(char: str) -> str:
    if _is_private(char):
        return "换成这个字的正式写法；造字程序造的字在别人的电脑上看不到"
    if char == "\ufffd":
        return "重新输入原来的字"
    if char in "\r\x85\u2028\u2029":
        return "把它换成普通的换行"
    return "删掉它：把光标放在这一列，按一次 Delete"
