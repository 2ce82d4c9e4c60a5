"""What is kept for the record only: lists that have ended or were replaced, and what stands in them."""

from __future__ import annotations

from ..model.catalogue import Catalogue
from ..model.records import Record
from ..resolve.active import base_of, begins
from .rows import Row, text_of


def retired_lists(catalogue: Catalogue) -> set[str]:
    """Return the lists that no longer hold on the catalogue's date: ended, replaced, or batches of such a list."""
    lists = catalogue.records.get("list", {})
    begun = [r for r in lists.values() if r.get("state") == "published" and begins(r) <= catalogue.on]
    gone = {str(r.get("replaces")) for r in begun if r.get("replaces")}
    gone |= {r.id for r in lists.values() if ended(r, catalogue.on)}
    return gone | {i for i in lists if base_of(lists, i) in gone}


def ended(record: Record, on: str) -> bool:
    """Tell whether an entry has a last day that has passed."""
    end = record.get("effective_to")
    return isinstance(end, str) and bool(end) and end < on


def is_over(row: Row, gone: set[str], on: str) -> bool:
    """Tell whether a listing holds no longer, because it or its list has ended."""
    end = text_of(row, "effective_to")
    return text_of(row, "list_id") in gone or (bool(end) and end < on)
