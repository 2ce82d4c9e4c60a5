"""What stands in an attachment: its texts, and what it says about who made it. Nothing in it is ever run.

Office files are archives of XML; the XML is never parsed (no entities, no bombs), only stripped of its tags.
"""

from __future__ import annotations

import codecs
import html
import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LIMIT = 20_000_000
_UNPACKED = 100_000_000
_PAGES = 300
_TAG = re.compile(r"<[^>]*>")
# The text of one paragraph or cell may be spread over many runs; only these ends are ends.
_ENDS = re.compile(
    r"</(?:w:p|w:tc|a:p|text:p|text:h|c|si|row|dc:\w+|cp:\w+|meta:[\w-]+)>|<(?:w:br|w:tab)[^>]*>"
)
_MADE_BY = re.compile(
    r"<(?P<tag>dc:creator|cp:lastModifiedBy|meta:initial-creator)[^>]*>(?P<who>[^<]+)</(?P=tag)>"
)
_CHANGED = re.compile(r"<(?:w:ins|w:del|w:moveFrom|text:tracked-changes)[ >]")
_HIDDEN = re.compile(r"<sheet\b[^>]*\bstate=\"(?:hidden|veryHidden)\"")
_XML = (".xml", ".rels")
_GPS, _ARTIST = 0x8825, 0x013B


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: (where, text) of its parts, what it tells about people besides, and why it cannot be used."""

    parts: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()
    fault: str = ""


def look_into(kind: str, raw: bytes) -> Attachment:
    """Return what stands in an attachment; `kind` is its extension in small letters, without the dot."""
    if kind not in READERS:
        return Attachment(fault=f"不收“.{kind}”文件")
    try:
        return READERS[kind](raw)
    except Exception:  # readers of foreign formats raise anything on hostile bytes
        return Attachment(fault="文件读不出来，可能已经损坏，或者扩展名与内容不符")


def _office(raw: bytes) -> Attachment:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            return Attachment(fault="文件加了密码")
        if sum(entry.file_size for entry in entries) > _UNPACKED:
            return Attachment(fault="解压以后过大")
        if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
            return Attachment(fault="文件里有宏")
        named = [e.filename for e in entries if e.filename.endswith(_XML)]
        texts = {name: archive.read(name).decode("utf-8", "replace") for name in named}
    parts = tuple((name, text_of_xml(xml)) for name, xml in texts.items())
    return Attachment(parts, tuple(dict.fromkeys(_told(texts))))


def text_of_xml(xml: str) -> str:
    """Return the text of an XML part, one line for each paragraph or cell."""
    return html.unescape(_TAG.sub("", _ENDS.sub("\n", xml)))


def _told(texts: dict[str, str]) -> Iterator[str]:
    """Yield what the parts of an office file tell besides their texts."""
    for name, xml in texts.items():
        if _MADE_BY.search(xml):
            yield "作者姓名"
        if _CHANGED.search(xml):
            yield "修订记录"
        if _HIDDEN.search(xml):
            yield "隐藏的工作表"
        if re.search(r"comments\d*\.xml$", name):
            yield "批注"


def _pdf(raw: bytes) -> Attachment:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted:
        return Attachment(fault="文件加了密码")
    if len(reader.pages) > _PAGES:
        return Attachment(fault=f"超过 {_PAGES} 页")
    parts = [(f"第 {n} 页", page.extract_text()) for n, page in enumerate(reader.pages, 1)]
    facts = {str(key): str(value) for key, value in (reader.metadata or {}).items()}
    parts.append(("文件属性", "\n".join(facts.values())))
    about = ["作者姓名"] if facts.get("/Author", "").strip() else []
    about += ["嵌在里面的文件"] if reader.attachments else []
    return Attachment(tuple(parts), tuple(about))


def _picture(raw: bytes) -> Attachment:
    """Return what a picture tells: the words in its header, where it was taken and by whom (EXIF)."""
    if not raw.startswith((b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")):
        return Attachment(fault="文件读不出来，可能已经损坏，或者扩展名与内容不符")
    start = raw.find(b"Exif\0\0")
    start = start + 6 if start >= 0 else raw.find(b"eXIf") + 4
    tags = set(_exif_tags(raw[start : start + 65_536])) if start > 3 else set[int]()
    about = ["拍摄地点"] if _GPS in tags else []
    about += ["作者姓名"] if _ARTIST in tags or b"<dc:creator>" in raw else []
    texts = [chunk.decode("latin-1") for chunk in re.findall(rb"[ti]TXt([^\0]+\0[ -~\x80-\xff]+)", raw)]
    texts += [
        text_of_xml(x.decode("utf-8", "replace"))
        for x in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", raw, re.S)
    ]
    return Attachment((("图片属性", "\n".join(texts)),), tuple(about))


def _exif_tags(block: bytes) -> Iterator[int]:
    """Yield the tags of the first directory of a TIFF block."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return
    at = struct.unpack_from(order + "I", block, 4)[0]
    if at + 2 > len(block):
        return
    count = struct.unpack_from(order + "H", block, at)[0]
    for number in range(count):
        where = at + 2 + number * 12
        if where + 12 <= len(block):
            yield struct.unpack_from(order + "H", block, where)[0]


def holds_utf16(raw: bytes) -> bool:
    """Tell whether a text is in UTF-16, as Notepad and Excel write it ("Unicode")."""
    return raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _plain(raw: bytes) -> Attachment:
    return Attachment((("", raw.decode("utf-16" if holds_utf16(raw) else "utf-8", "replace")),))


_OFFICE = dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods"), _office)
_PICTURES = dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif"), _picture)
READERS: dict[str, Callable[[bytes], Attachment]] = {
    **_OFFICE,
    **_PICTURES,
    "pdf": _pdf,
    "csv": _plain,
    "txt": _plain,
}
