"""Bodies named in lists and guides: none that had been abolished, or did not exist yet, on the day (MS410)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from ..model.schema import Schema
from .cells import named, quote
from .dates import is_after
from .retired import is_over, retired_lists
from .rows import Row, child_rows, finding_at, rows_of, text_of

_FIELDS = ("issuers", "issuing_body", "issuing_bodies", "requesting_bodies", "department")


def check_bodies(catalogue: Catalogue) -> Iterator[Finding]:
    """Check the bodies named in lists (on the day of issue), and in listings and guides (on the catalogue's date)."""
    known: dict[str, list[Record]] = {}
    for body in catalogue.of("body"):
        for name in {body.get("name"), body.get("short_name")} - {""}:
            known.setdefault(name, []).append(body)
    gone = retired_lists(catalogue)
    for kind in ("list", "listing", "guide"):
        schema = catalogue.schemas.get(kind)
        for row in rows_of(catalogue, schema) if schema else ():
            if kind == "listing" and is_over(row, gone, catalogue.on):
                continue
            issued = (text_of(row, "issue_date") or text_of(row, "effective_from")) if kind == "list" else ""
            on = issued or catalogue.on
            if schema:
                yield from _row(catalogue, schema, row, known, on)


def _row(
    catalogue: Catalogue, schema: Schema, row: Row, known: Mapping[str, list[Record]], on: str
) -> Iterator[Finding]:
    for name in _FIELDS:
        for dotted, text in _texts(row, name):
            bodies = known.get(text, [])
            if bodies and all(_absent(body, on) for body in bodies):
                yield _finding(catalogue, schema, row, dotted, text, bodies, on)
    for name, child in schema.children.items():
        for nested in child_rows(row, name):
            yield from _row(catalogue, child, nested, known, on)


def _texts(row: Row, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a field, one or a list, with their dotted names."""
    value = row.values.get(name)
    for index, text in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(text, str):
            yield (f"{name}.{index}" if isinstance(value, list) else name), text


def _absent(body: Record, on: str) -> bool:
    return is_after(on, str(body.get("valid_to"))) or is_after(str(body.get("valid_from")), on)


def _finding(
    catalogue: Catalogue, schema: Schema, row: Row, dotted: str, text: str, bodies: Sequence[Record], on: str
) -> Finding:
    known = schema.field(dotted.partition(".")[0])
    body = bodies[0]
    heir = catalogue.find("body", str(body.get("successor")))
    message = f"{named(known) if known else dotted}写的{quote(text)}在 {on} 不存在"
    if not is_after(on, str(body.get("valid_to"))):
        return finding_at(row, dotted, "MS410", message, f"它从 {body.get('valid_from')} 起才有")
    remedy = f"它到 {body.get('valid_to')} 为止" + (f"，后来由{heir.get('name')}接替" if heir else "")
    return finding_at(row, dotted, "MS410", message, remedy, str(heir.get("name")) if heir else "")
