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
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

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
# What stands in attributes: names of sheets, where links lead, what pictures are called.
_SAID = re.compile(r"[\s:](?:Target|name|href|display|tooltip|descr|title)=\"([^\"]*)\"")
_XML = (".xml", ".rels")
_UNZIPPED = 1_000_000  # bytes of one compressed text in a picture
_COMMENT, _PIXELS, _ALONE = 0xFE, 0xDA, (0x01, *range(0xD0, 0xD9))  # segments of a JPEG
_EXIF, _GPS, _ARTIST, _USER_COMMENT = 0x8769, 0x8825, 0x013B, 0x9286
_XP_TITLE, _XP_AUTHOR, _XP_SUBJECT = 0x9C9B, 0x9C9D, 0x9C9F
_WORDS_OF_EXIF = (0x010E, _ARTIST, 0x8298, _USER_COMMENT, *range(_XP_TITLE, _XP_SUBJECT + 1))
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}  # bytes of the kinds of EXIF values that are read


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
    parts = tuple((name, text_of_xml(xml) + _attributes(xml)) for name, xml in texts.items())
    return Attachment(parts, tuple(dict.fromkeys(_told(texts))))


def text_of_xml(xml: str) -> str:
    """Return the text of an XML part, one line for each paragraph or cell."""
    return html.unescape(_TAG.sub("", _ENDS.sub("\n", xml)))


def _attributes(xml: str) -> str:
    return "".join(f"{html.unescape(said)}\n" for said in _SAID.findall(xml))


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
    parts.append(("批注、链接和表单", "\n".join(_beside_the_text(reader))))
    about = ["作者姓名"] if facts.get("/Author", "").strip() else []
    about += ["嵌在里面的文件"] if reader.attachments else []
    return Attachment(tuple(parts), tuple(about))


def _beside_the_text(reader: PdfReader) -> Iterator[str]:
    """Yield what annotations say, where links lead and what stands in the fields of a form."""
    for field in (reader.get_fields() or {}).values():
        yield str(field.get("/V", ""))
    for page in reader.pages:
        for reference in page.get("/Annots", ()):
            note = reference.get_object()
            yield str(note.get("/Contents", ""))
            yield str(note.get("/A", {}).get("/URI", ""))


def _picture(raw: bytes) -> Attachment:
    """Return what a picture tells: the words in its header, where it was taken and by whom (EXIF)."""
    if not raw.startswith((b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")):
        return Attachment(fault="文件读不出来，可能已经损坏，或者扩展名与内容不符")
    start = raw.find(b"Exif\0\0")
    start = start + 6 if start >= 0 else raw.find(b"eXIf") + 4
    tags = dict(_exif(raw[start : start + 65_536])) if start > 3 else dict[int, bytes]()
    about = ["拍摄地点"] if _GPS in tags else []
    about += ["作者姓名"] if {_ARTIST, _XP_AUTHOR} & tags.keys() or b"<dc:creator>" in raw else []
    texts = [_words_of_exif(tag, tags[tag]) for tag in _WORDS_OF_EXIF if tag in tags]
    texts += _png_texts(raw) if raw.startswith(b"\x89PNG") else _jpeg_comments(raw)
    texts += [
        text_of_xml(x.decode("utf-8", "replace"))
        for x in re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", raw, re.S)
    ]
    return Attachment((("图片属性", "\n".join(texts)),), tuple(about))


def _exif(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tags of a TIFF block with their bytes: those of its first directory and of that for EXIF."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return
    for tag, value in _directory(block, struct.unpack_from(order + "I", block, 4)[0], order):
        yield tag, value
        if tag == _EXIF and len(value) == 4:
            yield from _directory(block, struct.unpack(order + "I", value)[0], order)


def _directory(block: bytes, at: int, order: str) -> Iterator[tuple[int, bytes]]:
    if at + 2 > len(block):
        return
    for number in range(struct.unpack_from(order + "H", block, at)[0]):
        where = at + 2 + number * 12
        if where + 12 > len(block):
            return
        tag, kind, count = struct.unpack_from(order + "HHI", block, where)
        size = _SIZES.get(kind, 0) * count
        # A value of up to four bytes stands in the place of where it begins.
        begin = where + 8 if size <= 4 else struct.unpack_from(order + "I", block, where + 8)[0]
        yield tag, block[begin : begin + size]


def _words_of_exif(tag: int, value: bytes) -> str:
    if _XP_TITLE <= tag <= _XP_SUBJECT:
        return value.decode("utf-16-le", "replace")
    if tag == _USER_COMMENT and value.startswith(b"UNICODE\0"):
        # In the byte order of whoever wrote it; read in the other one, no digit is left.
        return "\n".join(value[8:].decode(name, "replace") for name in ("utf-16-le", "utf-16-be"))
    return value[8 if tag == _USER_COMMENT else 0 :].decode("utf-8", "replace")


def _png_texts(raw: bytes) -> Iterator[str]:
    """Yield the texts of a PNG: tEXt, zTXt and iTXt, which may be compressed."""
    at = 8
    while at + 8 <= len(raw):
        size, kind = struct.unpack_from(">I4s", raw, at)
        name, _, text = raw[at + 8 : at + 8 + size].partition(b"\0")
        at += size + 12
        if kind == b"iTXt":
            packed, text = text[:1] == b"\1", text[2:].split(b"\0", 2)[-1]
        else:
            packed, text = kind == b"zTXt", text[kind == b"zTXt" :]
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            text = zlib.decompressobj().decompress(text, _UNZIPPED) if packed else text
            yield f"{name.decode('latin-1')} {text.decode('utf-8', 'replace')}"


def _jpeg_comments(raw: bytes) -> Iterator[str]:
    """Yield the comments before the pixels of a JPEG."""
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != _PIXELS:
        marker = raw[at + 1]
        size = 0 if marker in _ALONE else struct.unpack_from(">H", raw, at + 2)[0]
        if marker == _COMMENT:
            yield raw[at + 4 : at + 2 + size].decode("utf-8", "replace")
        at += 2 + size


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
