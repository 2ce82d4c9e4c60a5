"""The text of an entry's file as another tool wrote it, brought into the canonical form."""

from __future__ import annotations

from ..model.schema import Schema
from ..read.frontmatter import FRONT_LINE, split
from ..read.yaml_events import parse
from .canonical import canonical


def rewritten(text: str, path: str, schema: Schema) -> str:
    """Return the text in canonical form, or as it is when it cannot be read: the check will say why."""
    front, body, first = text.replace("\r\n", "\n"), "", 1
    if schema.body:
        document, _ = split(front, path)
        if document is None:
            return text
        front, body, first = document.front, document.body, FRONT_LINE
    values, _, _ = parse(front, path, first)
    return text if values is None else canonical(values, schema, body)
