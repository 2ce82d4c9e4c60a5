"""The desk on this machine: one address for the page and for decap-server, which stands behind it.

decap-server takes what anybody sends it and knows nothing of our files. What the page saves goes through here: only
entries, only as drafts on a branch of their own, and in the canonical form, so that a changed field is a changed line.
"""

from __future__ import annotations

import json
import mimetypes
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..edit.form import formed_bytes
from ..loopback import Answering, listen
from ..model.failure import Failure
from ..model.schema import Schema
from ..read.store import assign
from .copy import DRAFTS

HOME = "/admin/"
_API = "/api/v1"
_LIMIT = 5_000_000
_PATIENCE = 20.0
# Making a draft public, deleting and uploading are for a merge request.
_KEPT = frozenset({"persistEntry", "deleteUnpublishedEntry"})
_REFUSED = frozenset({"publishUnpublishedEntry", "deleteFile", "deleteFiles", "persistMedia"})


@dataclass(frozen=True)
class Desk:
    """What is served: `files` by name below /admin/, and the address of the server behind.

    `keep` is told the branch of a draft that was saved or given up.
    """

    files: Mapping[str, bytes]
    schemas: Mapping[str, Schema]
    behind: str
    keep: Callable[[str], None]

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Return status, type and body for the path of a request."""
        name = path.removeprefix(HOME) or "index.html"
        if not path.startswith(HOME) or name not in self.files:
            return 404, "text/plain; charset=utf-8", "没有这个文件".encode()
        kind = "text/yaml" if name.endswith(".yml") else mimetypes.guess_type(name)[0]
        return 200, f"{kind or 'application/octet-stream'}; charset=utf-8", self.files[name]

    def post(self, body: bytes) -> tuple[int, bytes]:
        """Pass what the page asks on to the server behind, and return status and answer."""
        try:
            question = json.loads(body)
            refused = self._refused(question)
        except (ValueError, KeyError, TypeError, AttributeError):
            return _told(400, "看不懂的请求")
        if refused:
            return _told(403, refused)
        sent = json.dumps(question).encode()
        request = urllib.request.Request(self.behind + _API, sent, {"Content-Type": "application/json"})
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                body = answer.read()
                self._keep(question)
                return 200, body
        except Failure as failure:
            return _told(409, f"{failure.message}。{failure.remedy}")
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError as error:
            return _told(502, f"decap-server 没有回答（{error}）")

    def _keep(self, question: dict[str, Any]) -> None:
        """Bring a changed draft into the repository. Raises Failure."""
        asked = question["params"] if question["action"] in _KEPT else {}
        if question["action"] == "persistEntry":
            files = asked.get("dataFiles") or [asked["entry"]]
            self.keep(f"{DRAFTS}{asked['options']['collectionName']}/{files[0]['slug']}")
        elif asked:
            self.keep(f"{DRAFTS}{asked['collection']}/{asked['slug']}")

    def _refused(self, question: dict[str, Any]) -> str:
        """Return why a question is not passed on, or ""; what is to be saved becomes canonical."""
        if question["action"] in _REFUSED:
            return "这里只能存草稿；发布、删除请提交合并请求"
        if question["action"] != "persistEntry":
            return ""
        wanted = question["params"]
        if not wanted["options"].get("useWorkflow") or wanted.get("assets"):
            return "这里只能存草稿，不能传文件"
        for file in wanted.get("dataFiles") or [wanted["entry"]]:
            found = next(assign([file["path"]], self.schemas, []), None)
            if found is None or found[1].store != "entry" or file.get("newPath"):
                return f"这里不能放条目：{file['path']}。检查编号：只用字母、数字和连字符"
            file["raw"] = formed_bytes(file["path"], file["raw"].encode(), found[1]).after.decode()
        return ""


def _told(status: int, message: str) -> tuple[int, bytes]:
    return status, json.dumps({"error": message}, ensure_ascii=False).encode()


def front(desk: Desk, port: int) -> ThreadingHTTPServer:
    """Return the server one opens, on the loopback address only. Raises Failure when the port is taken.

    A page of another site can reach this machine too: whoever does not come from our own address is refused.
    """

    class Handler(Answering):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if not self._is_ours():
                self.answer(403, "text/plain; charset=utf-8", "只在本机打开".encode())
            elif path in ("/", HOME.rstrip("/")):
                self.send_response(302)
                self.send_header("Location", HOME)
                self.end_headers()
            else:
                self.answer(*desk.get(path))

        def do_POST(self) -> None:
            size, kind = int(self.headers.get("Content-Length") or 0), self.headers.get_content_type()
            right = self._is_ours() and self.path == _API and kind == "application/json"
            if not right or size > _LIMIT:
                self.answer(403, "application/json", _told(403, "不接受这个请求")[1])
                return
            status, body = desk.post(self.rfile.read(size))
            self.answer(status, "application/json; charset=utf-8", body)

        def _is_ours(self) -> bool:
            own = {f"{name}:{self.server.server_port}" for name in ("127.0.0.1", "localhost")}
            origin = self.headers.get("Origin")
            return self.headers.get("Host") in own and (
                origin is None or origin.removeprefix("http://") in own
            )

    return listen(Handler, port, "mingshi admin --port 8090")


@contextmanager
def behind(node: str, program: Path, folder: Path) -> Iterator[str]:
    """Run decap-server on the working copy at `folder` and give its address. Raises Failure when it does not start."""
    port = _free_port()
    settings = {
        "MODE": "git",
        "GIT_REPO_DIRECTORY": str(folder.resolve()),
        "BIND_HOST": "127.0.0.1",
        "PORT": str(port),
        "ORIGIN": "null",  # no page may ask it directly
        "LOG_LEVEL": "error",
    }
    process = subprocess.Popen(
        [node, str(program.resolve())],
        cwd=program.parent,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, lambda: process.poll() is None)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int, alive: Callable[[], bool]) -> None:
    start = time.monotonic()
    while alive() and time.monotonic() - start < _PATIENCE:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Failure("decap-server 没有启动", "删掉 .mingshi/admin 后重试；还是不行，请报告维护者")
