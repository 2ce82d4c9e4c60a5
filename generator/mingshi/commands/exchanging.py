"""Commands for editors with Excel or WPS: export, import."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.failure import Failure
from ..model.finding import Finding
from .base import Command, argument, known_area, show

if TYPE_CHECKING:
    from ..edit.excel.intake import Intake
    from ..edit.excel.read import Trouble

_SHOWN = 200  # troubles listed; the annotated copy has them all


def _export(options: argparse.Namespace) -> int:
    from ..edit.excel.select import records_of, schema_named
    from ..edit.excel.write import write_workbook
    from ..model.finding import has_errors
    from ..pipeline import check
    from ..progress import bar

    catalogue, findings = check(options.root, options.on, options.schemas)
    if has_errors(findings):
        show(options, [f for f in findings if f.severity == "error"])
        raise Failure("内容有错误，没有导出", "先按上面的提示改好；有把握的可以执行 mingshi fix")
    schema, area = schema_named(catalogue, options.kind), known_area(catalogue, options.area)
    target = options.output or Path(f"{schema.kind}-{area.id.replace('/', '-')}.xlsx")
    if target.exists() and not options.force:
        raise Failure(f"{target} 已经有了，没有动它", "换一个文件名，或者加 --force 盖掉它")
    records = records_of(catalogue, schema, area)
    with bar(len(records), schema.title) as tick:
        write_workbook(target, schema, area.id, records, tick)
    print(f"已导出{area.name}的{schema.title} {len(records)} 条：{target}")
    print("改好以后执行 mingshi import，先加 --dry-run 看一遍。")
    return 0


def _import(options: argparse.Namespace) -> int:
    from ..edit.excel.annotate import annotate
    from ..edit.excel.intake import check_intake, intake
    from ..edit.excel.read import kind_of, take
    from ..edit.excel.select import records_of
    from ..edit.fixes import Desk
    from ..pipeline import check

    book, kind = kind_of(options.workbook)
    catalogue, before = check(options.root, options.on, options.schemas)
    schema = catalogue.schemas.get(kind)
    if schema is None:
        raise Failure(f"工作簿里的内容种类“{kind}”这里没有", "重新导出一份工作簿，把改动抄过去")
    taken = take(book, schema)
    found = intake(taken, catalogue, schema, records_of(catalogue, schema, known_area(catalogue, taken.area)))
    if found.files and not found.troubles:
        with tempfile.TemporaryDirectory(prefix="mingshi-") as folder:
            desk = Desk(Path(folder), options.root)
            known = desk.fill(found.files, catalogue.schemas)

            def look(root: Path) -> list[Finding]:
                return check(root, options.on, options.schemas, known=known)[1]

            check_intake(found, desk.root, before, look, schema)
    if found.troubles or found.elsewhere:
        _tell(options, found, taken.titles)
        if options.annotate and found.troubles:
            annotate(book, taken.titles, found.troubles, options.annotate)
            print(f"已把问题写在单元格里：{options.annotate}")
        print("有错误，什么都没有写。", file=sys.stderr)
        return 1
    return _write(options, found, len(taken.records))


def _tell(options: argparse.Namespace, found: Intake, titles: Sequence[str]) -> None:
    """Print what is wrong, by cells."""
    from ..check.personal import mask
    from ..edit.excel.read import cell_name

    troubles: list[Trouble] = sorted(set(found.troubles), key=lambda t: (t.sheet, t.row, t.column))
    for trouble in troubles[:_SHOWN]:
        print(mask(f"{cell_name(titles[trouble.sheet], trouble.row, trouble.column)} {trouble.message}"))
        if trouble.remedy:
            print(mask(f"  怎么改：{trouble.remedy}"))
    if len(troubles) > _SHOWN:
        print(f"另有 {len(troubles) - _SHOWN} 处，用 --annotate 看全部。")
    if found.elsewhere:
        print("改了以后，别处会有错误：")
        show(options, found.elsewhere)
    print(f"共 {len(troubles)} 处要改。")


def _write(options: argparse.Namespace, found: Intake, count: int) -> int:
    """Show what changes and write it, unless this is a rehearsal."""
    from ..edit.changes import shown_change
    from ..edit.files import replace

    for path, text in sorted(found.files.items()):
        old = options.root / path
        print(shown_change(path, old.read_bytes() if old.exists() else b"", text.encode()))
        if not options.dry_run:
            replace(options.root, path, text.encode())
    for note in found.notes:
        print(f"注意：{note}")
    done = "会改" if options.dry_run else "改了"
    print(f"看了 {count} 条，{done} {len(found.files)} 个文件。")
    return 0


COMMANDS = (
    Command(
        "export",
        "把一个地方的一种内容导出成 Excel/WPS 工作簿：中文表头、下拉选项、每格都是文本。",
        "mingshi export listing fuzhou/gulou -o gulou.xlsx",
        _export,
        (
            argument("kind", metavar="种类", help="如 item、place，或“证明事项”"),
            argument("area", metavar="地方", help="网址里的路径，如 fuzhou/gulou；不分地方的写 china"),
            argument("-o", "--output", type=Path, metavar="文件", help="写到哪里（默认：种类-地方.xlsx）"),
            argument("--force", action="store_true", help="文件已经有了也盖掉"),
        ),
    ),
    Command(
        "import",
        "把改好的工作簿读回来：逐格检查，有错误就指出是哪一格、什么都不写；没有错误就改文件并显示改了什么。",
        "mingshi import gulou.xlsx --dry-run",
        _import,
        (
            argument(
                "workbook", type=Path, metavar="工作簿", help="用 mingshi export 导出、改好的 xlsx 文件"
            ),
            argument("--dry-run", action="store_true", help="只检查、只显示会怎么改，不改文件"),
            argument(
                "--annotate", type=Path, metavar="文件", help="有错误时，另存一份把问题写在单元格里的工作簿"
            ),
        ),
    ),
)
