"""Take the pictures of the handbook again from real pages and real output: `make pictures`, or some by their names.

Pages come from `mingshi serve`, which makes only what is asked for; output from commands run on a toy repository.
"""

from __future__ import annotations

import html
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# Run as a script, tests/ is found only after the line above, so these imports cannot stand at the top.
from tests import picture_tools as tools  # noqa: E402
from tests.check.changes import repository as toy  # noqa: E402
from tests.picture_tools import mingshi  # noqa: E402
from tests.system_packages import browser  # noqa: E402

FOLDER = ROOT / "content" / "about" / "handbook"
ON = "2026-11-23"
WIDTH, LIMIT = 900, 60_000
# Picture, page of the site, how much of it.
PAGES = (("fields", "fields/village_rule/index.html", 1000), ("rule", "rules/MS504/index.html", 920))
OUTPUTS = ("check", "gate")
TERMINAL = (
    "<meta charset=utf-8><body style='margin:0;background:#1e2430;color:#e8e8e8;padding:20px;width:960px'>"
    "<pre style='font:16px/1.55 \"Noto Sans Mono CJK SC\",monospace;white-space:pre-wrap;margin:0'>"
    "<b style='color:#9fd0ff'>$ {command}</b>\n{output}</pre>"
)


def names() -> list[str]:
    """Return the pictures there must be."""
    return sorted([name for name, _, _ in PAGES] + [*OUTPUTS, "preview", "excel", "desk", "form"])


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a site until the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mingshi", "serve", "--root", str(root), "--on", ON, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(240):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                time.sleep(1)
        try:
            yield address
        finally:
            server.terminate()


def save(shot: bytes, name: str) -> None:
    """Write a picture as WebP, as good as fits into the limit."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for quality in (85, 70, 55, 40, 25):
        made = io.BytesIO()
        picture.save(made, "WEBP", quality=quality, method=6)
        if made.tell() <= LIMIT:
            (FOLDER / f"{name}.webp").write_bytes(made.getvalue())
            print(f"{name}.webp {made.tell()} bytes, quality {quality}")
            return
    raise SystemExit(f"{name} does not fit into {LIMIT} bytes")


def refused() -> dict[str, tuple[str, str]]:
    """Return commands and what they say of a change with faults."""
    with tempfile.TemporaryDirectory() as room:
        root = toy.begin(Path(room) / "toy")
        toy.sub("content/items/tuijian-shili.yaml", ("name: ", "name："))(root)
        check = mingshi(root, "check", "--base", "main")
        toy.git(root, "checkout", "-q", "--", ".")
        toy.sub("content/items/tuijian-shili.yaml", ("description: ", "description: 改过。"))(root)
        toy.commit(root)
        gate = mingshi(root, "gate", "main", "--author", "yixian")
    return {
        "check": (".venv/bin/mingshi check --base main", check),
        "gate": ("make gate BASE=main AUTHOR=yixian", gate),
    }


def changed(room: Path) -> Path:
    """Return the index of a preview of a change."""
    root = toy.begin(room / "toy")
    toy.sub("content/lists/jiashi-2025.yaml", ("2025年版", "2025年修订版"))(root)
    toy.commit(root)
    print(mingshi(root, "preview", "main", "-o", str(room / "p.zip")))
    with zipfile.ZipFile(room / "p.zip") as package:
        package.extractall(room / "p")
    return room / "p" / "preview" / "index.html"


def take(page: Page, name: str, height: int) -> None:
    """Take the top of a page, or all of it when it is lower."""
    whole = page.evaluate("document.documentElement.scrollHeight")
    assert page.viewport_size
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, whole)})
    save(page.screenshot(), name)


def below_the_title(page: Page, height: int) -> bytes:
    """Return a page from its title down, without what the desk says about warnings."""
    page.evaluate("document.querySelectorAll('[style*=\"position:fixed\"]').forEach(e => e.remove())")
    box = page.locator("h1").first.bounding_box()
    assert box
    clip: FloatRect = {"x": 0, "y": box["y"] - 16, "width": WIDTH, "height": height}
    return page.screenshot(full_page=True, clip=clip)


def from_the_site(page: Page) -> None:
    """Take the pictures of pages of the site."""
    with served(ROOT) as address:
        for name, path, height in PAGES:
            page.goto(address + path)
            if page.locator("h1").first.inner_text() == "还不能预览":
                raise SystemExit(page.locator("body").inner_text())
            save(below_the_title(page, height), name)


def from_the_terminal(page: Page) -> None:
    """Take the pictures of what commands print."""
    for name, (command, output) in refused().items():
        page.set_viewport_size({"width": 1000, "height": 100})
        page.set_content(TERMINAL.format(command=html.escape(command), output=html.escape(output)))
        take(page, name, 1200)


def from_the_tools(page: Page, wanted: set[str]) -> None:
    """Take the pictures of workbook, desk and form."""
    with tempfile.TemporaryDirectory() as room:
        if "excel" in wanted:
            save(trimmed(tools.workbook(Path(room) / "book")), "excel")
        if "desk" in wanted:
            with tools.desk(Path(room) / "desk") as address:
                page.set_viewport_size({"width": 1280, "height": 760})
                tools.open_desk(page, address)
                save(page.screenshot(), "desk")
        if "form" in wanted:
            page.set_viewport_size({"width": WIDTH, "height": 900})
            tools.open_form(page, Path(room) / "form")
            save(page.screenshot(), "form")


def trimmed(shot: bytes) -> bytes:
    """Return a picture without the white paper round it."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    made = io.BytesIO()
    picture.crop(box).save(made, "PNG")
    return made.getvalue()


def main(wanted: set[str]) -> None:
    """Take the pictures that are wanted."""
    os.environ.setdefault("PYTHONPATH", str(ROOT / "generator"))
    for name in names():
        # The site is not served while a page names a picture that is not there.
        if not (FOLDER / f"{name}.webp").is_file():
            Image.new("RGB", (1, 1)).save(FOLDER / f"{name}.webp")
    with sync_playwright() as tool:
        chrome = tool.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        page = chrome.new_page(viewport={"width": WIDTH, "height": 700}, locale="zh-CN")
        if wanted & {name for name, _, _ in PAGES}:
            from_the_site(page)
        if wanted & {*OUTPUTS}:
            from_the_terminal(page)
        if "preview" in wanted:
            with tempfile.TemporaryDirectory() as room:
                page.set_viewport_size({"width": WIDTH, "height": 700})
                page.goto(changed(Path(room)).as_uri())
                take(page, "preview", 520)
        from_the_tools(page, wanted)
        chrome.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]) or set(names()))
