"""Office Open XML as far as a form needs it: elements, runs, paragraphs, content controls, and the package around them.

Children stand in the order the schema of WordprocessingML (ISO/IEC 29500-1) wants them in: Word refuses others.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0 knows no way to write these.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def text_of(text: str) -> str:
    """Return a text as XML character data that is also fit for an attribute."""
    text = _FORBIDDEN.sub("", text)
    for plain, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(plain, written)
    return text


def el(tag: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """Return an element; attribute names without a prefix get that of WordprocessingML."""
    written = "".join(
        f' {name if ":" in name else "w:" + name}="{text_of(str(value))}"'
        for name, value in (attributes or {}).items()
    )
    inside = "".join(children)
    return f"<w:{tag}{written}>{inside}</w:{tag}>" if inside else f"<w:{tag}{written}/>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text, in several lines if it has any, with run properties (elements in schema order)."""
    if not text:
        return ""
    inside = el("rPr", None, properties) if properties else ""
    lines = el("br").join(f'<w:t xml:space="preserve">{text_of(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{inside}{lines}</w:r>"


def space(*widths: int) -> str:
    """Return empty lines of so many characters; their ends are no spaces to a program that drops those."""
    return "\n".join("\u3000" * (width - 1) + "\u00a0\u00a0" for width in widths)


def paragraph(style: str, *content: str, more: str = "") -> str:
    """Return a paragraph in a style; `more` are paragraph properties that follow the style."""
    return el("p", None, el("pPr", None, el("pStyle", {"val": style}), more), *content)


def control(name: str, label: str, number: int, kind: str, shown: str, properties: str) -> str:
    """Return a content control in a line: `shown` stands there until something is typed in its place.

    `kind` is the element that says what it takes, a date; text of any kind without one. Not `w:text`: LibreOffice then
    takes the line away that is drawn under an empty space.
    """
    described = el(
        "sdtPr",
        None,
        el("rPr", None, properties),
        el("alias", {"val": label}),
        el("tag", {"val": name}),
        el("id", {"val": number}),
        el("showingPlcHdr"),
        kind,
    )
    return el("sdt", None, described, el("sdtContent", None, run(shown, properties)))


def checkbox(name: str, label: str, number: int) -> str:
    """Return a box that is ticked with a click; the characters are in every Chinese font."""
    states = "".join(
        f'<w14:{state}State w14:val="{code}" w14:font="仿宋"/>'
        for state, code in (("checked", "25A0"), ("unchecked", "25A1"))
    )
    box = f'<w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox>'
    described = el(
        "sdtPr", None, el("alias", {"val": label}), el("tag", {"val": name}), el("id", {"val": number}), box
    )
    return el("sdt", None, described, el("sdtContent", None, run("□", el("rFonts", {"hint": "eastAsia"}))))


DATE = {
    "date": "yyyy年M月d日",
    "year_month": "yyyy年M月",
    "datetime": "yyyy年M月d日 H时m分",
}


def date_kind(kind: str) -> str:
    """Return what makes a control one for a date, written as in Chinese."""
    return el(
        "date",
        None,
        el("dateFormat", {"val": DATE[kind]}),
        el("lid", {"val": "zh-CN"}),
        el("storeMappedDataAs", {"val": "dateTime"}),
        el("calendar", {"val": "gregorian"}),
    )


def part(root: str, *children: str) -> bytes:
    """Return one XML part whose root is an element of WordprocessingML."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="{W14}" xmlns:mc="{MC}" mc:Ignorable="w14"'
    return f"{HEAD}<w:{root} {spaces}>{''.join(children)}</w:{root}>".encode()


def package(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the parts as one file.

    Without dates and without compression: what a compressor writes differs between versions of zlib, and a page must
    have the same bytes on every machine.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            archive.writestr(entry, content)
    return data.getvalue()
