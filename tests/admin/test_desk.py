"""What the desk passes on to decap-server, what it makes of it on the way, and whom it answers."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mingshi.admin.desk import Desk, front
from mingshi.admin.page import page_files, policy
from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure

ITEM = "content/items/shili.yaml"


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    """What the server behind was asked."""
    return []


@pytest.fixture
def kept() -> list[str]:
    """The branches brought back."""
    return []


@pytest.fixture
def desk(heard: list[dict[str, Any]], kept: list[str], toy_catalogue: Catalogue) -> Iterator[Desk]:
    class Echo(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"message":"done"}')

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        files = {**page_files({"name": "proxy"}, {}), "config.yml": b"a: 1\n"}
        yield Desk(files, toy_catalogue.schemas, f"http://127.0.0.1:{server.server_address[1]}", kept.append)
        server.shutdown()


def saved(path: str, raw: str, **more: Any) -> dict[str, Any]:
    file = {"path": path, "raw": raw, "slug": "shili"}
    params = {
        "dataFiles": [file],
        "assets": [],
        "options": {"useWorkflow": True, "collectionName": "item"},
        **more,
    }
    return {"action": "persistEntry", "params": params}


def ask(desk: Desk, question: Any) -> tuple[int, dict[str, Any]]:
    status, body = desk.post(json.dumps(question).encode())
    return status, json.loads(body)


def test_what_is_saved_becomes_canonical(desk: Desk, heard: list[dict[str, Any]], kept: list[str]) -> None:
    raw = "name: 示例\nversion: '1.10'\naliases: []\nitem_id: shili\nverified: 'yes'\n"
    assert ask(desk, saved(ITEM, raw))[0] == 200
    written = heard[0]["params"]["dataFiles"][0]["raw"]
    assert written == 'item_id: shili\nname: 示例\nverified: "yes"\nversion: "1.10"\n'
    assert kept == ["cms/item/shili"]


def test_what_cannot_be_read_is_saved_as_it_is(desk: Desk, heard: list[dict[str, Any]]) -> None:
    raw = "item_id: shili\nitem_id: er\n"
    assert ask(desk, saved(ITEM, raw))[0] == 200
    assert heard[0]["params"]["dataFiles"][0]["raw"] == raw


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ({"action": "publishUnpublishedEntry", "params": {}}, 403),
        ({"action": "deleteFiles", "params": {"paths": [ITEM]}}, 403),
        ({"action": "persistMedia", "params": {}}, 403),
        (saved("content/about/editing.md", "a: 1\n"), 403),
        (saved("data/sources.csv", "a\n"), 403),
        (saved("content/items/../../mkdocs.yml", "a: 1\n"), 403),
        (saved("content/items/有空 格.yaml", "a: 1\n"), 403),
        (saved(ITEM, "a: 1\n", options={"useWorkflow": False}), 403),
        (saved(ITEM, "a: 1\n", assets=[{"path": "a.png"}]), 403),
        (["persistEntry"], 400),
        ({"action": "persistEntry"}, 400),
    ],
)
def test_only_drafts_of_entries_pass(
    desk: Desk, heard: list[dict[str, Any]], question: Any, status: int
) -> None:
    got, answer = ask(desk, question)
    assert (got, heard) == (status, [])
    assert answer["error"]


def test_questions_pass_as_they_are(desk: Desk, heard: list[dict[str, Any]], kept: list[str]) -> None:
    question = {"action": "getEntry", "params": {"path": ITEM}}
    assert ask(desk, question) == (200, {"message": "done"})
    assert (heard, kept) == ([question], [])
    given_up = {"action": "deleteUnpublishedEntry", "params": {"collection": "guide", "slug": "a/b"}}
    assert ask(desk, given_up)[0] == 200
    assert kept == ["cms/guide/a/b"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/admin/", {}, 200),
        ("GET", "/admin/config.yml", {}, 200),
        ("GET", "/", {}, 302),
        ("GET", "/admin/../mkdocs.yml", {}, 404),
        ("GET", "/admin/", {"Host": "evil.example"}, 403),
        ("POST", "/api/v1", {"Content-Type": "application/json"}, 200),
        ("POST", "/api/v1", {"Content-Type": "text/plain"}, 403),
        ("POST", "/api/v1", {"Content-Type": "application/json", "Origin": "http://evil.example"}, 403),
        ("POST", "/api/v1", {"Content-Type": "application/json", "Host": "evil.example:80"}, 403),
        ("POST", "/api/v2", {"Content-Type": "application/json"}, 403),
    ],
)
def test_only_our_own_page_is_answered(
    desk: Desk, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    with front(desk, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request(method, path, b'{"action":"info"}' if method == "POST" else None, headers)
        assert connection.getresponse().status == status
        connection.close()
        server.shutdown()


def test_a_taken_port_is_told(desk: Desk) -> None:
    with front(desk, 0) as server, pytest.raises(Failure, match=str(server.server_port)):
        front(desk, server.server_port)


def test_the_page_may_ask_the_host_of_the_repository_alone() -> None:
    assert "connect-src 'self' blob:;" in policy({"name": "proxy", "proxy_url": "/api/v1"})
    gitlab = {"name": "gitlab", "base_url": "https://git.example", "api_root": "https://git.example/api/v4"}
    assert "connect-src 'self' blob: https://git.example;" in policy(gitlab)
