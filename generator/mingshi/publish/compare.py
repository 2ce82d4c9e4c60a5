"""What readers would see change: the pages of two built sites side by side, as one ZIP to look through."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..read.files import files_below
from .archive import write_zip

FOLDER, INDEX = "preview", "index.html"
BEFORE, AFTER = "before", "after"
MOST = 300  # pages on each side; a changed template changes all, and nobody looks through thousands
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_STATES = {"added": "新增", "removed": "删除", "changed": "改动"}
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>改动预览</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.6 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}}
table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid #999;padding:.3em .6em;text-align:left}}</style>
</head><body><h1>改动预览</h1><p>{summary}</p>
<table><thead><tr><th>页面</th><th>怎么变</th><th>改动前</th><th>改动后</th></tr></thead><tbody>
{rows}
</tbody></table></body></html>
"""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """One page that differs: where it is, what it is called, and whether it was added, removed or changed."""

    path: str
    title: str
    state: str


def changed_pages(before: Path, after: Path) -> list[ChangedPage]:
    """Return the pages that differ between two sites, in order of their paths."""
    old, new = ({p for p in files_below(site) if p.endswith(".html")} for site in (before, after))
    return [
        ChangedPage(path, _title((after if path in new else before) / path), state)
        for path in sorted(old | new)
        if (state := _state(path, old, new, before, after))
    ]


def _state(path: str, old: set[str], new: set[str], before: Path, after: Path) -> str:
    if path not in old or path not in new:
        return "added" if path in new else "removed"
    return "changed" if _digest(before / path) != _digest(after / path) else ""


def _digest(file: Path) -> bytes:
    # Style sheets and scripts carry the hash of their content in their names: a new one is no new text.
    text = re.sub(rb"\.[0-9a-f]{8,}\.min\.(css|js)", rb".\1", file.read_bytes())
    return hashlib.sha256(text).digest()


def _title(file: Path) -> str:
    found = _TITLE.search(file.read_text(encoding="utf-8", errors="replace"))
    return html.unescape(found[1]).strip() if found else file.name


def write_preview(before: Path, after: Path, target: Path, on: str) -> list[ChangedPage]:
    """Write the changed pages of both sides and a table of them into a ZIP, and return them.

    Raises Failure when the disk refuses.
    """
    pages = changed_pages(before, after)
    files = {INDEX: _index(pages).encode()}
    for name, site, without in ((BEFORE, before, "added"), (AFTER, after, "removed")):
        wanted = [p.path for p in pages[:MOST] if p.state != without]
        files |= {f"{name}/{path}": (site / path).read_bytes() for path in (*wanted, *_dress(site, wanted))}
    write_zip(target, FOLDER, files, date.fromisoformat(on))
    return pages


def _dress(site: Path, pages: list[str]) -> list[str]:
    """Return the style sheets, scripts and pictures pages need to look like themselves."""
    return [p for p in files_below(site) if p.startswith("assets/") and pages]


def _index(pages: list[ChangedPage]) -> str:
    more = f"；只收了前 {MOST} 页" if len(pages) > MOST else ""
    return _PAGE.format(
        summary=f"共 {len(pages)} 页不同{more}。左右对照着看，链接到没有收进来的页面打不开。",
        rows="\n".join(_rows(pages[:MOST])),
    )


def _rows(pages: list[ChangedPage]) -> Iterator[str]:
    for page in pages:
        cells = [html.escape(page.title), _STATES[page.state]]
        for side, missing in ((BEFORE, "added"), (AFTER, "removed")):
            address = html.escape(f"{side}/{page.path}")
            cells.append("—" if page.state == missing else f'<a href="{address}">打开</a>')
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def says(pages: list[ChangedPage], write: Callable[[str], None]) -> None:
    """Tell how many pages changed, and which first."""
    write(f"{len(pages)} 页不同" + ("：" if pages else "，读者看到的没有变化。"))
    for page in pages[:20]:
        write(f"  {_STATES[page.state]}　{page.title}　{page.path}")
