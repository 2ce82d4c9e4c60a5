"""What a form (式样) is made of: kinds of fields, and the places in its texts where something is to be written."""

from __future__ import annotations

import re

# A place in a text: {key}, or {key.part} for one part of a group.
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}")
# The texts of a form that may have places.
TEXTS = ("body_text", "signature_block", "footer")
# Made with a pen and a stamp, or put behind the sheet: never typed.
BY_HAND = ("file", "signature", "seal")
# Made of parts, which are rows of the form's `columns`.
WITH_PARTS = ("table", "group")
# Several lines of its own on the sheet, unless it is a choice of several.
BLOCKS = ("table", "list")
# A copy of the whole sheet for somebody (联): nothing to be written.
COPY = "part"


def places_in(text: str) -> list[tuple[str, str]]:
    """Return (key, part) of every place in a text, in order; part is "" for a whole field."""
    return [(found[1], found[2] or "") for found in PLACE.finditer(text)]
