"""A static server that compresses, as those in front of real sites do; for measuring what a reader has to wait for."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".csv", ".webmanifest"}
LEVEL = 6  # what nginx and the like are usually set to lies between 5 and 6


class Handler(BaseHTTPRequestHandler):
    """Serves the files of one folder, compressed where it pays; an unknown address gets the site's own 404 page."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, directory: str) -> None:
        self.folder = Path(directory)
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = (self.folder / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if file.is_dir():
            file = file / "index.html"
        inside = file.is_file() and file.is_relative_to(self.folder.resolve())
        self._send(200 if inside else 404, file if inside else self.folder / "404.html")

    def _send(self, status: int, file: Path) -> None:
        body, kind = file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_response(status)
        if file.suffix in COMPRESSED:
            kind += "; charset=utf-8"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, LEVEL, mtime=0)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, handler: Callable[..., BaseHTTPRequestHandler] = Handler) -> Iterator[str]:
    """Serve a folder on the loopback address and yield the address, ending in a slash.

    `handler` takes the folder as `directory`, as those of the standard library do.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
