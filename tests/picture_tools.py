"""The editors' tools as somebody has them before him, for the pictures of the handbook: workbook, desk, form."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page

from mingshi.admin.packages import cms_files, pinned, server_program
from mingshi.read.store import read_installation
from mingshi.render.editor import editor_page
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver
from tests.conftest import ON, ROOT, copy_toy
from tests.repository import toy_repository
from tests.system_packages import system

KEPT = ROOT / ".mingshi" / "admin"
_PATIENCE = 60_000
# What fits beside each other so that it can be read: the columns between are hidden.
_SHOWN, _HIDDEN = "A1:I10", "CDE"


def mingshi(root: Path, *arguments: str) -> str:
    """Run a command and return what it printed."""
    command = [sys.executable, "-m", "mingshi", *arguments, "--root", str(root), "--on", ON]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()


def workbook(room: Path) -> bytes:
    """Return a workbook with two slips, as `mingshi import --annotate` gives it back and LibreOffice shows it."""
    room.mkdir(parents=True)
    root, file, marked = copy_toy(room / "toy"), room / "x.xlsx", room / "marked.xlsx"
    mingshi(root, "export", "item", "toy", "-o", str(file))
    book = load_workbook(file)
    page = book["证明事项"]
    names = [cell.value for cell in page[1]]
    page.cell(5, names.index("name") + 1).value = None
    page.cell(7, names.index("theme") + 1).value = "婚烟"
    book.save(file)
    mingshi(root, "import", str(file), "--annotate", str(marked))
    book = load_workbook(marked)
    page = book["证明事项"]
    page.print_area = _SHOWN
    for letter in _HIDDEN:
        page.column_dimensions[letter].hidden = True
    for row in range(2, 11):
        page.row_dimensions[row].height = 20
    page.print_options.headings = page.print_options.gridLines = True
    page.page_setup.orientation = "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    book.save(marked)
    program = system().office()
    if not program or not shutil.which("pdftoppm"):
        raise SystemExit(
            "没有 LibreOffice 或 pdftoppm（poppler-utils）：前一个 make test 会装，后一个请自己装"
        )
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{room}/profile", "--convert-to", "pdf",
         "--outdir", room, marked],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    subprocess.run(
        [
            "pdftoppm",
            "-png",
            "-r",
            "120",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            room / "marked.pdf",
            room / "marked",
        ],
        check=True,
    )
    return (room / "marked.png").read_bytes()


@contextmanager
def desk(room: Path) -> Iterator[str]:
    """Open the desk on a toy repository and give its address."""
    room.mkdir(parents=True)
    root = toy_repository(room / "toy")
    cms_files(KEPT, None, print)
    server_program(KEPT, print)
    own = root / ".mingshi" / "admin"
    own.mkdir(parents=True)
    for name in ("server", pinned().file):
        (own / name).symlink_to(KEPT / name)
    command = [sys.executable, "-m", "mingshi", "admin", "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            found = next(
                filter(None, (re.search(r"http://\S+/admin/", line) for line in process.stdout or ()))
            )
            yield found[0]
        finally:
            process.terminate()


def open_desk(page: Page, address: str) -> None:
    """Open a guide at the desk, with a change that is not saved yet."""
    page.goto(f"{address}#/collections/guide/entries/toy/jianhu-shili")
    page.get_by_role("button", name="登录").click(timeout=_PATIENCE)
    title = page.get_by_label("标题", exact=True)
    title.fill("示例监护证明怎么办（2026年起）", timeout=_PATIENCE)
    page.wait_for_timeout(1500)


def open_form(page: Page, room: Path) -> None:
    """Open the form for pacts, begun and looked at: what is missing is told."""
    room.mkdir(parents=True)
    catalogue, _ = read_installation(copy_toy(room / "toy"), ON)
    file = room / "village_rule.html"
    file.write_text(
        editor_page(Site(catalogue, Resolver(catalogue), ROOT / "theme"), "village_rule"), encoding="utf-8"
    )
    page.goto(file.as_uri())
    for name, text in (
        ("pact_id", "xizhen-er-cun"),
        ("title", "示例二村村规民约"),
        ("adopted_on", "2026-2-30"),
    ):
        page.locator(f"[data-field={name}] input").fill(text)
    page.get_by_role("button", name="检查").click()
