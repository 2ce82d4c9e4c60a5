"""Areas: every one lies in an existing one of a higher level, in the file and under the path that say so (MS411).

In one town no two committees have the same name (MS418).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.areas import COMMITTEE_KINDS, LEVEL_NAMES, LEVELS, Areas, parent_of
from ..model.catalogue import Catalogue
from ..model.finding import Finding
from .cells import quote
from .rows import Row, Sheet, TableRow, finding_at, is_whole, sheets, text_of

_SHARDS = "data/areas/"
_DEPTH = {"town": 3, "community": 4}
_DIGITS = {"province": 2, "city": 4}  # of a code of GB/T 2260 that all areas inside share


def check_areas(catalogue: Catalogue) -> Iterator[Finding]:
    """Check the parents of all areas."""
    if not is_whole(catalogue, "area"):
        return
    for sheet in sheets(catalogue, "area"):
        for row in sheet.rows():
            yield from _upper(row, catalogue.areas)
    for sheet in sheets(catalogue, "place"):
        yield from _shard(sheet, catalogue.areas)
        yield from _namesakes(sheet)


def _finding(row: Row, name: str, message: str, remedy: str) -> Finding:
    return finding_at(row, name, "MS411", message, remedy)


def _upper(row: Row, areas: Areas) -> Iterator[Finding]:
    """Check one row of the nation, a province, a city or a county."""
    area_id, level, parent = (text_of(row, name) for name in ("id", "level", "parent"))
    if level not in LEVELS or not area_id:
        return
    if level == "nation":
        if parent:
            yield _finding(row, "parent", "全国没有上级", "把这一格留空")
        return
    if parent not in areas:
        message = f"上级{quote(parent)}不存在" if parent else f"{LEVEL_NAMES[level]}没有写上级"
        yield _finding(row, "parent", message, "写 data/areas/areas.csv 里上一级的编号")
        return
    above = areas.get(parent)
    if above.level not in LEVELS or LEVELS.index(above.level) >= LEVELS.index(level):
        message = f"{LEVEL_NAMES[level]}的上级{quote(parent)}也是{LEVEL_NAMES.get(above.level, above.level)}"
        yield _finding(row, "parent", message, "写更高一级的编号")
    elif "/" in area_id and parent_of(area_id) != parent:
        yield _finding(
            row, "id", f"编号{quote(area_id)}不在上级{quote(parent)}下面", "编号写成“上级编号/自己的拼音”"
        )
    elif not _same_digits(text_of(row, "code"), above.code, _DIGITS.get(above.level, 0)):
        message = f"代码{quote(text_of(row, 'code'))}与上级的代码{quote(above.code)}对不上"
        yield _finding(row, "code", message, "检查代码和上级")


def _same_digits(code: str, above: str, digits: int) -> bool:
    return not code or not above or code[:digits] == above[:digits]


def _shard(sheet: Sheet, areas: Areas) -> Iterator[Finding]:
    """Check the towns and communities of one county."""
    county = sheet.table.path.removeprefix(_SHARDS).removesuffix(".csv")
    if county not in areas or areas.get(county).level != "county":
        message = f"areas.csv 里没有{quote(county)}这个县（市、区）"
        yield Finding(
            "MS411", message, sheet.table.path, remedy="检查文件夹和文件名，或先在 areas.csv 里加上它"
        )
        return
    for row in sheet.rows():
        area_id, level, kind = (text_of(row, name) for name in ("id", "level", "kind"))
        if level not in _DEPTH or not area_id:
            continue
        parent = parent_of(area_id)
        if not area_id.startswith(f"{county}/"):
            yield _finding(
                row, "id", f"编号{quote(area_id)}不属于这个文件的{quote(county)}", "移到所属县的文件里"
            )
        elif area_id.count("/") + 1 != _DEPTH[level]:
            message = f"{LEVEL_NAMES[level]}的编号应有 {_DEPTH[level]} 段，这里是{quote(area_id)}"
            yield _finding(row, "id", message, "检查层级和编号")
        elif parent not in areas:
            yield _finding(row, "id", f"上级{quote(parent)}不存在", "检查编号，或先加上它所在的乡镇（街道）")
        elif (level == "community") != (kind in COMMITTEE_KINDS):
            yield _finding(row, "kind", f"{LEVEL_NAMES[level]}不能是这一类：{quote(kind)}", "检查层级和类别")


def _namesakes(sheet: Sheet) -> Iterator[Finding]:
    first: dict[tuple[str, str], TableRow] = {}
    for row in sheet.rows():
        name = text_of(row, "name")
        other = first.setdefault((parent_of(text_of(row, "id")), name), row)
        if name and other is not row:
            message = f"{quote(name)}和第 {other.line} 行在同一个乡镇（街道）里重名"
            yield finding_at(row, "name", "MS418", message, "删掉重复的一行，或者把两个名称写全")
