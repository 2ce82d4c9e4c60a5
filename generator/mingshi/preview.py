"""`mingshi serve`: pages are made when they are asked for, and made again when a file changes."""

from __future__ import annotations

import html
import mimetypes
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from .check.report import as_text
from .loopback import Answering, listen
from .model.failure import Failure
from .model.finding import Finding, has_errors
from .pipeline import check
from .read.typeface import find_typeface, missing
from .render.export import export_files
from .render.paper.document import Document
from .render.paper.make import documents
from .render.paper.press import Press
from .render.plan import Route, make, plan
from .render.shell import Shells, build_shells
from .render.site import Site
from .render.theme import theme_of
from .resolve.lists import Resolver

QUIET = 0.3
POLL = "_mingshi/revision"
# The page asks which revision is current, and reloads when it is not the one it was made from.
RELOAD = """<script>(function () {
  var own = "%d"
  setInterval(function () {
    fetch("/_mingshi/revision", { cache: "no-store" })
      .then(function (r) { return r.text() })
      .then(function (now) { if (now !== own) location.reload() })
      .catch(function () {})
  }, 700)
})()</script>"""
NOTICE = (
    "position:fixed;inset:auto 0 0 0;max-height:40vh;overflow:auto;margin:0;padding:1em;"
    "background:#fff3cd;color:#000;z-index:99"
)


@dataclass(frozen=True)
class State:
    """One readable state of the installation: what can be shown, and what is wrong with it."""

    site: Site
    shells: Shells
    routes: dict[str, Route]
    files: dict[str, bytes]
    sheets: dict[str, Document]

    @cached_property
    def press(self) -> Press:
        """Return the typesetter with the templates as they are."""
        face = find_typeface()
        if face is None:
            raise Failure(*(missing() or ("", "")))
        return Press(self.site.theme, face)


@dataclass
class Preview:
    """Keeps the last good state while files are edited; `say` prints a line for the person at the terminal."""

    root: Path
    on: str
    schemas: Path | None
    folder: Path
    say: Callable[[str], None]
    revision: int = 0
    state: State | None = None
    problem: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self) -> None:
        """Read, check and prepare; on errors keep what was good and remember the message."""
        with self.lock:
            try:
                catalogue, findings = check(self.root, self.on, self.schemas)
                self.problem = self._report(findings)
                if not has_errors(findings) or self.state is None:
                    self.state = self._prepare(Site(catalogue, Resolver(catalogue), theme_of(self.root)))
            except Failure as failure:
                self.problem = f"{failure.message}\n{failure.remedy}"
            self.revision += 1
        self.say(self.problem or "内容没有问题。")

    def _report(self, findings: list[Finding]) -> str:
        return as_text(findings, self.root) if findings else ""

    def _prepare(self, site: Site) -> State:
        shells = build_shells(self.root, self.folder, catalogue=site.catalogue)
        routes = {route.path: route for batch in plan(site) for route in batch.routes}
        able = site.catalogue.settings.paper and not missing()
        sheets = {document.path: document for document in documents(site)} if able else {}
        site = replace(site, paper=dict.fromkeys(sheets, 0))
        return State(site, shells, routes, dict(export_files(site)), sheets)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Return status, content type and body for a request path without its leading slash."""
        if path == POLL:
            return 200, "text/plain", str(self.revision).encode()
        with self.lock:
            if self.state is None:
                return 500, "text/html; charset=utf-8", self._page_of_problem()
            return self._answer(self.state, path)

    def _answer(self, state: State, path: str) -> tuple[int, str, bytes]:
        page = path.removesuffix("index.html")
        if page in state.routes:
            try:
                body = state.shells.stamp(make(state.site, state.routes[page]))
            except Exception as error:  # a template being edited may fail in any way; the page must say so
                self.problem = f"页面“{page or '/'}”做不出来：{error}"
                return 500, "text/html; charset=utf-8", self._page_of_problem()
            return 200, "text/html; charset=utf-8", self._with_reload(body)
        if path in state.files:
            return 200, _type_of(path), state.files[path]
        if path in state.sheets:
            try:
                return 200, _type_of(path), state.press.make(state.sheets[path])
            except Failure as failure:
                self.problem = f"{failure.message}\n{failure.remedy}"
                return 500, "text/html; charset=utf-8", self._page_of_problem()
        return self._file(path)

    def _file(self, path: str) -> tuple[int, str, bytes]:
        found = (self.folder / path).resolve()
        if found.is_dir():
            found = found / "index.html"
        if not found.is_file() or not found.is_relative_to(self.folder.resolve()):
            return 404, "text/html; charset=utf-8", "<meta charset=utf-8><h1>没有这一页</h1>".encode()
        body = found.read_bytes()
        return 200, _type_of(found.name), self._with_reload(body) if found.suffix == ".html" else body

    def _with_reload(self, body: bytes) -> bytes:
        return body.replace(b"</body>", self._notice() + (RELOAD % self.revision).encode() + b"</body>")

    def _notice(self) -> bytes:
        if not self.problem:
            return b""
        return f'<pre style="{NOTICE}">{html.escape(self.problem)}</pre>'.encode()

    def _page_of_problem(self) -> bytes:
        page = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>{}</body></html>'
        return self._with_reload(page.format("<h1>还不能预览</h1>").encode())


def _type_of(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else kind


class _Changes(FileSystemEventHandler):
    """Waits until the files have been quiet for a moment, then loads once."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.timer: threading.Timer | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or event.is_directory:
            return
        if self.timer:
            self.timer.cancel()
        self.timer = threading.Timer(QUIET, self.preview.load)
        self.timer.daemon = True
        self.timer.start()


def watch(preview: Preview) -> BaseObserver:
    """Start watching contents, data, templates and settings; returns the running observer."""
    observer = Observer()
    changes = _Changes(preview)
    theme = theme_of(preview.root)
    for folder in (preview.root / "content", preview.root / "data", theme):
        if folder.is_dir():
            observer.schedule(changes, str(folder), recursive=True)
    observer.schedule(changes, str(preview.root))
    observer.start()
    return observer


def server_for(preview: Preview, port: int) -> ThreadingHTTPServer:
    """Return a server on the loopback address. Raises Failure when the port is taken."""

    class Handler(Answering):
        def do_GET(self) -> None:
            self.answer(*preview.answer(unquote(urlsplit(self.path).path).lstrip("/")))

    return listen(Handler, port, "mingshi serve --port 8001")


def serve(root: Path, on: str, schemas: Path | None, port: int, say: Callable[[str], None]) -> None:
    """Serve a preview until interrupted."""
    with tempfile.TemporaryDirectory(prefix="mingshi-") as folder:
        preview = Preview(root, on, schemas, Path(folder), say)
        server = server_for(preview, port)
        preview.load()
        observer = watch(preview)
        say(f"预览：http://127.0.0.1:{server.server_address[1]}/（按 Ctrl+C 结束）")
        try:
            server.serve_forever()
        finally:
            server.server_close()
            observer.stop()
