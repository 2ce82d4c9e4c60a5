"""A server that only this machine can reach: for the preview and for the desk."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .model.failure import Failure


class Answering(BaseHTTPRequestHandler):
    """Answers without keeping anything: what is shown is work in progress. Says nothing at the terminal."""

    server: ThreadingHTTPServer

    def answer(self, status: int, kind: str, body: bytes) -> None:
        """Send one answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the terminal is for findings, and what is saved shows in Git."""


def listen(handler: type[Answering], port: int, example: str) -> ThreadingHTTPServer:
    """Return a server on the loopback address, 0 for any port. Raises Failure when it is taken, naming an `example`."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise Failure(f"端口 {port} 用不了（{error.strerror}）", f"换一个：{example}") from error
