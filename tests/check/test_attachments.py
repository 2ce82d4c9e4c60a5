"""Attachments of every kind: what stands in them, what they tell besides, and what cannot be used."""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import Link, Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from mingshi.check.attachments import check_attachments
from mingshi.model.finding import Finding
from mingshi.read.attachments import look_into, text_of_xml

from .attached import archive, docx
from .bad import changed
from .numbers import MOBILE, card, identity

SHEET = '<worksheet><row><c t="s"><v>0</v></c><c><v>{}</v></c></row></worksheet>'


def found(toy: Path, name: str, data: bytes, **more: str) -> list[Finding]:
    (toy / "content" / "about" / name).write_bytes(data)
    return list(check_attachments(changed(toy, dict(more))))


def pdf(author: str = "", password: str = "", inside: bytes = b"") -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if author:
        writer.add_metadata({"/Author": author})
    if inside:
        writer.add_attachment("a.txt", inside)
    if password:
        writer.encrypt(password)
    writer.write(made)
    return made.getvalue()


def picture(kind: str, tags: dict[int, str] | None = None) -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    for tag, value in (tags or {}).items():
        exif[tag] = value
    Image.new("RGB", (4, 4)).save(made, kind, exif=exif)
    return made.getvalue()


def pdf_with(note: str = "", link: str = "", value: str = "") -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    field = DictionaryObject(
        {NameObject("/FT"): NameObject("/Tx"), NameObject("/T"): TextStringObject("a")}
        | {NameObject("/V"): TextStringObject(value)}
    )
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )
    if note:
        writer.add_annotation(0, Text(rect=(0, 0, 9, 9), text=note))
    if link:
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=link))
    writer.write(made)
    return made.getvalue()


def with_exif_comment(comment: bytes) -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = comment
    Image.new("RGB", (4, 4)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def commented(kind: str, comment: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind, comment=comment.encode())
    return made.getvalue()


def png_with(put: Callable[[PngImagePlugin.PngInfo], None]) -> bytes:
    made, told = io.BytesIO(), PngImagePlugin.PngInfo()
    put(told)
    Image.new("RGB", (4, 4)).save(made, "PNG", pnginfo=told)
    return made.getvalue()


def with_gps() -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (4, 4)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def word_s_own() -> bytes:
    document, made = Document(), io.BytesIO()
    document.add_paragraph("示例")
    document.core_properties.author = ""
    document.save(made)
    return made.getvalue()


def encrypted() -> bytes:
    raw = bytearray(docx("示例"))
    at = raw.find(b"PK\x01\x02")
    struct.pack_into("<H", raw, at + 8, 1)
    return bytes(raw)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * 100_000_001)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a.docx", word_s_own(), []),
        ("a.docx", docx("一张表（示例）", f"号码{identity()}"), ["MS601"]),
        ("a.docx", docx("示例", more={"word/header1.xml": f"<w:p>{MOBILE}</w:p>"}), ["MS602"]),
        ("a.docx", docx("示例", more={"docProps/custom.xml": f"<a>{card()}</a>"}), ["MS604"]),
        ("a.docx", docx("示例", creator="某某某（示例）"), ["MS610"]),
        ("a.docx", docx("示例", more={"word/comments.xml": "<w:p>示例</w:p>"}), ["MS610"]),
        ("a.docx", docx("示例", more={"word/x.xml": "<w:p><w:ins ><w:r/></w:ins></w:p>"}), ["MS610"]),
        ("a.docx", docx("示例", more={"word/vbaProject.bin": "x"}), ["MS609"]),
        ("a.docx", b"PK\x03\x04 and no more", ["MS609"]),
        ("a.docx", encrypted(), ["MS609"]),
        ("a.docx", bomb(), ["MS609"]),
        ("a.xlsx", archive({"xl/worksheets/sheet1.xml": SHEET.format(MOBILE)}), ["MS602"]),
        ("a.xlsx", archive({"xl/sharedStrings.xml": f"<si><t>{identity()}</t></si>"}), ["MS601"]),
        ("a.xlsx", archive({"xl/workbook.xml": '<sheet name="a" state="hidden"/>'}), ["MS610"]),
        ("a.odt", archive({"content.xml": f"<text:p>{MOBILE}</text:p>"}), ["MS602"]),
        ("a.odt", archive({"meta.xml": "<dc:creator>某某（示例）</dc:creator>"}), ["MS610"]),
        ("a.pdf", pdf(), []),
        ("a.pdf", pdf(author="某某（示例）"), ["MS610"]),
        ("a.pdf", pdf(author=MOBILE), ["MS610", "MS602"]),
        ("a.pdf", pdf(inside=b"x"), ["MS610"]),
        ("a.pdf", pdf(password="x"), ["MS609"]),
        ("a.pdf", b"%PDF-1.4 and no more", ["MS609"]),
        ("a.png", picture("PNG"), []),
        ("a.png", picture("PNG", {0x013B: "somebody"}), ["MS610"]),
        ("a.jpg", picture("JPEG", {0x013B: "somebody"}), ["MS610"]),
        ("a.jpg", with_gps(), ["MS610"]),
        ("a.jpg", b"not a picture", ["MS609"]),
        ("a.jpg", picture("JPEG", {0x010E: MOBILE}), ["MS602"]),
        ("a.jpg", picture("JPEG", {0x8298: f"(c) {MOBILE}"}), ["MS602"]),
        ("a.png", picture("PNG", {0x010E: MOBILE}), ["MS602"]),
        *[
            ("a.jpg", picture("JPEG", {tag: MOBILE.encode("utf-16-le")}), codes)
            for tag, codes in (
                (0x9C9B, ["MS602"]),
                (0x9C9C, ["MS602"]),
                (0x9C9D, ["MS610", "MS602"]),
                (0x9C9E, ["MS602"]),
                (0x9C9F, ["MS602"]),
            )
        ],
        ("a.jpg", with_exif_comment(b"ASCII\0\0\0" + MOBILE.encode()), ["MS602"]),
        ("a.jpg", with_exif_comment(b"UNICODE\0" + MOBILE.encode("utf-16-le")), ["MS602"]),
        ("a.jpg", with_exif_comment(b"UNICODE\0" + MOBILE.encode("utf-16-be")), ["MS602"]),
        ("a.jpg", commented("JPEG", f"打 {MOBILE}"), ["MS602"]),
        ("a.png", png_with(lambda told: told.add_text("Comment", MOBILE)), ["MS602"]),
        ("a.png", png_with(lambda told: told.add_text("Comment", MOBILE, zip=True)), ["MS602"]),
        ("a.png", png_with(lambda told: told.add_itxt("Comment", f"打{MOBILE}")), ["MS602"]),
        ("a.png", png_with(lambda told: told.add_itxt("Comment", f"打{MOBILE}", zip=True)), ["MS602"]),
        ("a.png", png_with(lambda told: told.add_text("Comment", "0591")), []),
        ("a.pdf", pdf_with(), []),
        ("a.pdf", pdf_with(note=f"打 {MOBILE}"), ["MS602"]),
        ("a.pdf", pdf_with(link=f"tel:{MOBILE}"), ["MS602"]),
        ("a.pdf", pdf_with(value=identity()), ["MS601"]),
        ("a.xlsx", archive({"xl/workbook.xml": f'<sheet name="甲{MOBILE}" sheetId="1"/>'}), ["MS602"]),
        ("a.xlsx", archive({"xl/x.xml": f'<hyperlink ref="A1" display="{MOBILE}"/>'}), ["MS602"]),
        ("a.xlsx", archive({"xl/x.rels": f'<Relationship Target="tel:{MOBILE}"/>'}), ["MS602"]),
        ("a.docx", docx("示例", more={"word/x.rels": f'<Relationship Target="tel:{MOBILE}"/>'}), ["MS602"]),
        ("a.docx", docx("示例", more={"word/x.rels": f'<Relationship Id="x{MOBILE}"/>'}), []),
        ("a.ods", archive({"content.xml": f'<table:table table:name="{MOBILE}"/>'}), ["MS602"]),
        ("a.txt", f"打 {MOBILE}".encode("utf-16"), ["MS602"]),
        ("a.csv", codecs.BOM_UTF16_BE + MOBILE.encode("utf-16-be"), ["MS602"]),
        ("a.txt", f"打 {MOBILE}".encode(), ["MS602"]),
        ("a.TXT", b"x", []),
        ("a.geojson", b"{}", ["MS609"]),
        ("a.doc", b"x", ["MS609"]),
        ("a.csv", b"x" * 20_000_001, ["MS609"]),
    ],
)
def test_attachment(name: str, data: bytes, codes: list[str], toy: Path) -> None:
    findings = found(toy, name, data)
    assert [f.code for f in findings] == codes
    assert all(f.path == f"content/about/{name}" and f.remedy for f in findings)
    assert not any(number in f.message for f in findings for number in (MOBILE, identity(), card()))


def test_a_number_cut_into_runs_is_one_number() -> None:
    assert look_into("docx", docx(MOBILE)).parts[0] == ("word/document.xml", f"{MOBILE}\n")


def test_cells_stay_apart() -> None:
    assert text_of_xml("<row><c><v>12345</v></c><c><v>678901</v></c></row>").split() == ["12345", "678901"]


def test_a_public_phone_may_stand_in_an_attachment(toy: Path) -> None:
    row = f"{MOBILE},示例值班室,示例值班电话,s-shili-qingdan,yes\n"
    (toy / "content" / "about" / "a.txt").write_text(f"打 {MOBILE}", encoding="utf-8")
    assert list(check_attachments(changed(toy, {"data/public-phones.csv+": row}))) == []


def test_only_so_many_findings_of_one_attachment(toy: Path) -> None:
    assert len(found(toy, "a.txt", f"{MOBILE}\n".encode() * 50)) == 5
