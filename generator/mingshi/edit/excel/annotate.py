"""A copy of a workbook with what is wrong written into the cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from ...check.personal import mask
from ...model.failure import from_os_error
from .layout import NAMES_ROW
from .read import Trouble

_RED = PatternFill("solid", fgColor="FFFFC7CE")


def annotate(book: Any, titles: Sequence[str], troubles: Sequence[Trouble], target: Path) -> None:
    """Mark the cells with trouble red, say in a note what is wrong, and save the copy. Raises Failure."""
    for trouble in troubles:
        page = book[titles[trouble.sheet]]
        cell = page.cell(max(trouble.row, NAMES_ROW + 1), max(trouble.column, 1))
        said = mask(trouble.message + (f"\n怎么改：{trouble.remedy}" if trouble.remedy else ""))
        before = f"{cell.comment.text}\n\n" if cell.comment else ""
        cell.comment = Comment(before + said, "mingshi", height=120, width=320)
        cell.fill = _RED
    try:
        book.save(target)
    except OSError as error:
        raise from_os_error(error, "写批注过的工作簿") from error
