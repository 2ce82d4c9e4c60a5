"""Markdown entries: the fields between the two lines of `---`, and the body below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.finding import Finding, Mark

FENCE = "---"
FRONT_LINE = 2  # the line the fields begin on, just below the first fence

_NEARLY = re.compile(r"\s*[-—–－―_=]{2,}\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file cut in two; `body_line` is the line of the file the body begins on."""

    front: str
    body: str
    body_line: int


def split(text: str, path: str) -> tuple[Document | None, list[Finding]]:
    """Cut a Markdown file into front matter and body, or return None and MS206."""
    end = text.find("\n---", 3) if text.startswith("---\n") else -1
    if end > 3 and text[end : end + 5] == "\n---\n":
        # As nearly all are: no need to look at every line.
        front = text[4:end]
        return Document(front, text[end + 5 :], front.count("\n") + 4), []
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, [_no_start(lines, path)]
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if not end:
        return None, [_no_end(lines, path)]
    return Document("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2), []


def _no_start(lines: list[str], path: str) -> Finding:
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if first and lines[first].rstrip() == FENCE:
        return Finding("MS206", "文件头“---”前面有空行", path, Mark(1), "删掉前面的空行，“---”要在第 1 行")
    if _NEARLY.fullmatch(lines[first]):
        return _wrong_fence(lines, first, path)
    remedy = "第 1 行写“---”，下面写字段，字段写完再写一行“---”，然后是正文"
    return Finding("MS206", "文件开头没有文件头“---”", path, Mark(1), remedy)


def _no_end(lines: list[str], path: str) -> Finding:
    nearly = next((i for i, line in enumerate(lines[1:], 1) if _NEARLY.fullmatch(line)), 0)
    if nearly:
        return _wrong_fence(lines, nearly, path)
    remedy = "在最后一个字段的下一行写三个减号“---”"
    return Finding("MS206", "文件头没有结束的“---”", path, Mark(1, 1, len(FENCE) + 1), remedy)


def _wrong_fence(lines: list[str], index: int, path: str) -> Finding:
    mark = Mark(index + 1, 1, len(lines[index].rstrip()) + 1)
    remedy = "顶格写三个半角减号，前后不加别的字符"
    return Finding("MS206", "文件头的分隔线不是“---”", path, mark, remedy, FENCE, "suggested")
