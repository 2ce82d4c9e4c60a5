"""The content of an entry as a hash: what an approval is bound to, and what needs a new version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from ...model.records import Record

APPROVAL, APPROVED = "approval", "approved"
# They tell about a change, they are none.
ABOUT_VERSION = ("version", "updated", "change")


def content_digest(record: Record, but: Collection[str] = ()) -> str:
    """Return the SHA-256 of an entry's values and body, without its approval and some other fields.

    Order, quotes and blanks of the file do not matter, so a tool that writes it anew voids no approval.
    """
    values = {k: _bare(v) for k, v in record.values.items() if k != APPROVAL and k not in but and v}
    written = json.dumps(
        [record.kind, record.id, values, record.body.strip()], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if v}
    if isinstance(value, list):
        return [_bare(v) for v in value]
    return value.strip() if isinstance(value, str) else value
