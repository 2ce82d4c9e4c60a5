"""Bytes that are text, and every reason why they are not."""

from __future__ import annotations

import pytest

from mingshi.model.finding import Finding, Mark
from mingshi.read.decode import ENTRY_LIMIT, SHOWN, decode

CHINESE = "名称: 婚姻状况证明\n说明: 居委会不开具，请到婚姻登记机关查询\n"


def refused(raw: bytes) -> Finding:
    """Decode bytes that must yield one error and no text; return the finding."""
    text, findings = decode(raw, "x.yaml")
    assert text is None
    assert len(findings) == 1
    assert findings[0].severity == "error"
    return findings[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (CHINESE.encode(), CHINESE),
        (CHINESE.replace("\n", "\r\n").encode(), CHINESE),
        ("𠮷林、㙍、\U00031350\n".encode(), "𠮷林、㙍、\U00031350\n"),
        ("a:\t1\n\u3000\u00a0\n".encode(), "a:\t1\n\u3000\u00a0\n"),
    ],
)
def test_good_bytes(raw: bytes, text: str) -> None:
    assert decode(raw, "x.yaml") == (text, [])


def test_byte_order_mark_is_dropped_and_told() -> None:
    text, findings = decode(b"\xef\xbb\xbf" + CHINESE.encode(), "x.yaml")
    assert text == CHINESE
    assert [(f.code, f.severity, f.fix_kind) for f in findings] == [("MS106", "warning", "safe")]


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (CHINESE.encode("utf-16"), "UTF-16（记事本的“Unicode”）"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "UTF-16（记事本的“Unicode big endian”）"),
        (CHINESE.encode("utf-16-le"), "UTF-16（没有 BOM）"),
        (CHINESE.encode("utf-16-be"), "UTF-16（没有 BOM）"),
        ("status: ok\n".encode("utf-16-le"), "UTF-16（没有 BOM）"),
        (CHINESE.encode("utf-32"), "UTF-32"),
        (CHINESE.encode("gb18030"), "GB18030（记事本、WPS 的“ANSI”）"),
        ("名称: 甲\n".encode("gbk"), "GB18030（记事本、WPS 的“ANSI”）"),
        (b"\xff\x81\xff" * 9, "未知编码"),
    ],
)
def test_other_encodings_are_named(raw: bytes, named: str) -> None:
    finding = refused(raw)
    assert finding.code == "MS102"
    assert named in finding.message
    assert "UTF-8" in finding.remedy + finding.message
    assert finding.mark == Mark(0)


def test_damaged_utf8_is_told_at_its_place() -> None:
    raw = CHINESE.replace("\n", "\r\n").encode()
    at = raw.index("居".encode()) + 1
    finding = refused(raw[:at] + raw[at + 1 :])
    assert (finding.code, finding.mark) == ("MS102", Mark(2, 5, 6))


def test_replacement_character() -> None:
    finding = refused("名称: 婚\ufffd证明\n".encode())
    assert (finding.code, finding.mark) == ("MS102", Mark(1, 6, 7))


@pytest.mark.parametrize(
    ("text", "code", "place", "named"),
    [
        ("a: 1\nb: x\x00y\n", "MS103", (2, 5), "空字符 U+0000"),
        ("a: \x1b[31m\n", "MS103", (1, 4), "转义字符 U+001B"),
        ("a: \x7f\n", "MS103", (1, 4), "U+007F"),
        ("a: 1\rb: 2\n", "MS103", (1, 5), "单独的回车符 U+000D"),
        ("a: 1\u2028b: 2\n", "MS103", (1, 5), "行分隔符 U+2028"),
        ("a: 1\x85b: 2\n", "MS103", (1, 5), "NEL 换行符 U+0085"),
        ("a: \uffff\n", "MS103", (1, 4), "U+FFFF"),
        ("a: 甲\u200b乙\n", "MS104", (1, 5), "零宽空格 U+200B"),
        ("a: 1\nst\u00adatus: 2\n", "MS104", (2, 3), "软连字符 U+00AD"),
        ("a: \u202etxt\n", "MS104", (1, 4), "文字方向控制符 U+202E"),
        ("a: \ue5e5\n", "MS104", (1, 4), "私用区字符 U+E5E5"),
        ("a: 1\n\ufeffb: 2\n", "MS104", (2, 1), "文件中间的 BOM U+FEFF"),
        ("a: \U000e0041\n", "MS104", (1, 4), "U+E0041"),
    ],
)
def test_characters(text: str, code: str, place: tuple[int, int], named: str) -> None:
    finding = refused(text.encode())
    assert (finding.code, finding.mark) == (code, Mark(*place, place[1] + 1))
    assert named in finding.message


def test_too_many_of_one_kind_are_not_all_told() -> None:
    text, findings = decode(b"\x01" * 99 + b"abc", "x.yaml")
    assert text is None
    assert len(findings) == SHOWN


@pytest.mark.parametrize(("size", "fits"), [(ENTRY_LIMIT, True), (ENTRY_LIMIT + 1, False)])
def test_limit(size: int, *, fits: bool) -> None:
    text, findings = decode(b"a" * size, "x.yaml")
    assert (text is not None) == fits
    assert [f.code for f in findings] == ([] if fits else ["MS101"])
