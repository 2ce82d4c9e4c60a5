"""The preview: pages on demand, new revision after a change, the last good state after a mistake."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.preview import Preview, server_for, watch

from .conftest import ON


@pytest.fixture
def preview(toy: Path, tmp_path: Path) -> Preview:
    """A loaded preview of the toy province."""
    folder = tmp_path / "preview"
    folder.mkdir()
    made = Preview(toy, ON, None, folder, lambda _: None)
    made.load()
    return made


def first_item(toy: Path) -> Path:
    return sorted((toy / "content" / "items").glob("*.yaml"))[0]


def edit(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_pages_files_and_misses(preview: Preview, toy: Path) -> None:
    item = first_item(toy).stem
    for path in ("", "index.html", "items/", f"items/{item}/index.html"):
        status, kind, body = preview.answer(path)
        assert (status, kind) == (200, "text/html; charset=utf-8"), path
        assert b"_mingshi/revision" in body
    assert preview.answer("api/v1/items.json")[0] == 200
    assert preview.answer("no/such/page/")[0] == 404
    assert preview.answer("../../etc/passwd")[0] == 404


def test_mistake_keeps_the_last_good_state_and_shows_the_message(preview: Preview, toy: Path) -> None:
    before = preview.revision
    edit(first_item(toy), "name: ", "name：")
    preview.load()
    status, _, body = preview.answer("")
    assert (status, preview.revision) == (200, before + 1)
    assert "MS201" in body.decode()


def test_change_on_disk_is_noticed(preview: Preview, toy: Path) -> None:
    observer = watch(preview)
    try:
        before = preview.revision
        edit(first_item(toy), "description: ", "description: 新写的一句。")
        end = time.monotonic() + 30
        while preview.revision == before and time.monotonic() < end:
            time.sleep(0.05)
        assert preview.revision > before
        assert "新写的一句" in preview.answer(f"items/{first_item(toy).stem}/")[2].decode()
    finally:
        observer.stop()
        observer.join()


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    """The preview behind its server."""
    server = server_for(preview, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_server_speaks_http(address: str) -> None:
    with urllib.request.urlopen(f"{address}/items/?x=1") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_taken_port_is_told(preview: Preview) -> None:
    server = server_for(preview, 0)
    with pytest.raises(Failure, match="端口"):
        server_for(preview, server.server_address[1])
    server.server_close()
