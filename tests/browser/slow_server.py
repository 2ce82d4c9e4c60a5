"""A server whose pages arrive in pieces, as on a bad line: what a reader sees meanwhile is painted piece by piece."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

FRAME = 0.02  # seconds: a little more than what a screen needs to show what has come
SINGLE = 60  # the frame of a page, its header, tabs and crumbs, comes tag by tag
REST = 20  # and what follows in so many pieces


class Dripping(SimpleHTTPRequestHandler):
    """Serves the files of one folder; a page by pieces, the first of them all that stands before its header."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.suffix != ".html" or not file.is_file():
            super().do_GET()
            return
        page = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        for piece in pieces(page):
            try:
                self.wfile.write(piece)
            except ConnectionError:  # the reader has gone on
                return
            time.sleep(FRAME)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def pieces(page: bytes) -> Iterator[bytes]:
    """Cut a page before its tags: one by one in its frame, then by handfuls."""
    start = page.index(b"<header")
    yield page[:start]
    tags = re.split(rb"(?=<)", page[start:])
    yield from tags[:SINGLE]
    handful = max(1, len(tags) // REST)
    for at in range(SINGLE, len(tags), handful):
        yield b"".join(tags[at : at + handful])
