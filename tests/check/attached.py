"""Attachments made for tests: office files of as few parts as will do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_CORE = '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>{}</dc:creator></cp:coreProperties>'


def archive(parts: Mapping[str, str]) -> bytes:
    """Return an office file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


def docx(*paragraphs: str, creator: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file; each paragraph is cut into runs of three characters, as Word does."""
    body = "".join(f"<w:p>{_runs(text)}</w:p>" for text in paragraphs)
    parts = {"word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>"}
    if creator:
        parts["docProps/core.xml"] = _CORE.format(creator)
    return archive({**parts, **(more or {})})


def _runs(text: str) -> str:
    cut = [text[at : at + 3] for at in range(0, len(text), 3)]
    return "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in cut)
