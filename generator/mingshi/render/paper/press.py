"""The typesetter: documents become tagged PDF (PDF/UA-1 and PDF/A-2a), the same bytes for the same values and fonts."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.failure import Failure
from ...read.typeface import Typeface, broken, characters_of, has
from .document import Document
from .qr import qr_svg

if TYPE_CHECKING:
    from typst import PDFStandard

# Kept for good and readable aloud.
STANDARDS: list[PDFStandard] = ["a-2a", "ua-1"]
# What a template says when something does not fit on its page.
OVERFULL = "mingshi: overfull"
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
# The old printers' sign for a character that is missing from the case, with its code point for whoever looks it up.
GETA = "〓"


class Press:
    """Sets documents one after the other; what was loaded and laid out for one serves the next."""

    def __init__(self, theme: Path, face: Typeface) -> None:
        import typst

        self._folder = theme / "typst"
        self._face = face
        self._characters = characters_of(face)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(face.folder)]
        )
        have = {f.weight for f in fonts.fonts() if f.family == face.family}
        if not {400, 700} <= have:
            raise broken(face.folder / face.files[0])
        self._typst = typst
        self._compiler = typst.Compiler(root=str(self._folder), font_paths=fonts, ignore_system_fonts=True)

    def make(self, document: Document) -> bytes:
        """Return a document as PDF. Raises Failure when it does not fit its page or a template is wrong."""
        made = self.set(document, format="pdf", pdf_standards=STANDARDS)
        if not isinstance(made, bytes):
            raise TypeError(type(made))
        return made

    def set(self, document: Document, **how: Any) -> Any:
        """Return a document in the format asked for: bytes, or bytes for each page."""
        data = printable(document.data, self._characters)
        data["qr"] = qr_svg(data["url"]) if data["url"] else ""
        data["family"] = self._face.family
        day = datetime.datetime.fromisoformat(data["date"]).replace(tzinfo=BEIJING)
        try:
            return self._compiler.compile(
                str(self._folder / document.template),
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                timestamp=day,
                **how,
            )
        except self._typst.TypstError as error:
            raise _failure(document, error) from error


def _failure(document: Document, error: Any) -> Failure:
    message = str(error.message)
    if OVERFULL in message or OVERFULL in str(error.diagnostic):
        return Failure(f"{document.about}放不下一张 A4（正文已经缩到最小的 10.5 磅）", document.remedy)
    where = re.search(r"[\w./-]+\.typ:\d+", str(error.diagnostic))
    place = f"theme/typst/{document.template}" + (f"（{Path(where[0]).name}）" if where else "")
    hints = "；".join(error.hints)
    said = f"{message}；{hints}" if hints else message
    return Failure(f"排版“{document.about}”时模板出错：{place}：{said}", "改好模板后重试")


def printable(value: Any, characters: Container[int]) -> Any:
    """Return values in which every character the fonts lack is replaced by 〓 and its code point."""
    if isinstance(value, str):
        if value.isascii():
            return value
        return "".join(c if has(c, characters) else f"{GETA}（U+{ord(c):04X}）" for c in value)
    if isinstance(value, dict):
        return {key: printable(inner, characters) for key, inner in value.items()}
    if isinstance(value, list):
        return [printable(inner, characters) for inner in value]
    return value
