"""Tombstones: of a kind there is, of an id nobody uses any more, with a successor that can be read (MS400, MS401)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from .cells import quote
from .references import nearest
from .rows import Row, finding_at, is_whole, rows_of, text_of

RETIRED = "retired"


def check_tombs(catalogue: Catalogue) -> Iterator[Finding]:
    """Check data/retired.csv against what there is."""
    schema = catalogue.schemas.get(RETIRED)
    rows = rows_of(catalogue, schema) if schema else []
    retired = {_key(row): _successor(row) for row in rows}
    for row in rows:
        kind = text_of(row, "kind")
        if kind not in catalogue.schemas:
            # A schema that cannot be read has a finding of its own.
            if (Path(catalogue.root) / "data" / "schemas" / f"{kind}.yaml").is_file():
                continue
            near = nearest(kind, catalogue.schemas, 0)
            remedy = f"是不是想写 {near}？" if near else "写字段说明里的英文名，例如 item"
            yield finding_at(row, "kind", "MS401", f"没有{quote(kind)}这种内容", remedy, near)
            continue
        yield from _used(catalogue, row)
        yield from _leading_nowhere(catalogue, row, retired)


def _key(row: Row) -> tuple[str, str]:
    return text_of(row, "kind"), text_of(row, "entry_id")


def _successor(row: Row) -> tuple[str, str]:
    return text_of(row, "kind"), text_of(row, "replaced_by")


def _used(catalogue: Catalogue, row: Row) -> Iterator[Finding]:
    kind, entry_id = _key(row)
    if _is_there(catalogue, kind, entry_id):
        found = catalogue.find(kind, entry_id)
        where = f"（{found.path}）" if found else ""
        message = f"编号{quote(entry_id)}注销了，还有内容在用{where}"
        yield finding_at(row, "entry_id", "MS400", message, "没有注销的，删掉这一行；注销了的，删掉那一条")


def _leading_nowhere(
    catalogue: Catalogue, row: Row, retired: Mapping[tuple[str, str], tuple[str, str]]
) -> Iterator[Finding]:
    kind, wanted = _successor(row)
    if not wanted or not is_whole(catalogue, *_kinds(kind)) or _is_there(catalogue, kind, wanted):
        return
    if (kind, wanted) not in retired:
        known = [area.id for area in catalogue.areas] if kind in _AREAS else catalogue.records.get(kind, {})
        near = nearest(wanted, known, len(known))
        remedy = f"是不是想写 {near}？" if near else "写现在的编号；没有代替的就空着"
        yield finding_at(row, "replaced_by", "MS401", f"代替它的{quote(wanted)}不存在", remedy, near)
    elif _is_circle((kind, wanted), retired):
        message = f"代替它的{quote(wanted)}也注销了，顺着找下去又回到这里"
        yield finding_at(row, "replaced_by", "MS401", message, "写现在的编号；没有代替的就空着")


def _is_circle(begin: tuple[str, str], retired: Mapping[tuple[str, str], tuple[str, str]]) -> bool:
    seen, at = set(), begin
    while at in retired and at not in seen:
        seen.add(at)
        at = retired[at]
    return at in seen


_AREAS = ("area", "place")


def _kinds(kind: str) -> tuple[str, ...]:
    return _AREAS if kind in _AREAS else (kind,)


def _is_there(catalogue: Catalogue, kind: str, entry_id: str) -> bool:
    if kind in _AREAS:
        return entry_id in catalogue.areas
    return catalogue.find(kind, entry_id) is not None or (kind, entry_id) in catalogue.unread
