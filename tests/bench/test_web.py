"""The compressing server, the table of Lighthouse's scores, and what is said where it cannot run."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from bench import web
from bench.gzip_server import served

from ..conftest import ROOT


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages and a picture."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<p>" + "字" * 500, encoding="utf-8")
    (tmp_path / "404.html").write_text("没有", encoding="utf-8")
    (tmp_path / "x.png").write_bytes(b"\x89PNG" + bytes(100))
    return tmp_path


def get(address: str, encoding: str = "gzip") -> tuple[bytes, dict[str, str]]:
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Accept-Encoding": encoding})
    ) as reply:
        return reply.read(), dict(reply.headers)


def test_text_is_compressed_and_the_rest_is_not(site: Path) -> None:
    with served(site) as address:
        body, headers = get(f"{address}a/")
        assert headers["Content-Encoding"] == "gzip"
        assert len(body) < 100
        assert gzip.decompress(body) == (site / "a" / "index.html").read_bytes()
        assert "charset=utf-8" in headers["Content-Type"]
        assert "Content-Encoding" not in get(f"{address}a/index.html", "identity")[1]
        assert get(f"{address}x.png")[0] == (site / "x.png").read_bytes()


@pytest.mark.parametrize("path", ["b/", "../secret", "%2e%2e/secret", "a/none.css"])
def test_what_is_not_there_gets_the_page_for_wrong_addresses(path: str, site: Path) -> None:
    (site.parent / "secret").write_text("nobody may read this")
    with served(site) as address, pytest.raises(urllib.error.HTTPError) as refused:
        get(address + path)
    assert refused.value.code == 404
    assert gzip.decompress(refused.value.read()).decode() == "没有"
    refused.value.close()


def report(performance: float) -> dict[str, Any]:
    audits: dict[str, Any] = {
        key: {"numericValue": 1234.5, "title": key, "score": 1, "scoreDisplayMode": "numeric"}
        for key in web.TIMES
    }
    audits["cumulative-layout-shift"] = {
        "numericValue": 0,
        "title": "CLS",
        "score": 1,
        "scoreDisplayMode": "numeric",
    }
    audits["network-requests"] = {"details": {"items": [{"transferSize": 20_000}, {"transferSize": 345}]}}
    audits["speed-index"] = {"title": "Speed Index", "score": 0.5, "scoreDisplayMode": "numeric"}
    categories = {c: {"score": 1.0, "auditRefs": []} for c in web.CATEGORIES}
    categories["performance"] = {"score": performance, "auditRefs": [{"id": "speed-index", "weight": 10}]}
    return {"lighthouseVersion": "12.2.3", "audits": audits, "categories": categories}


def test_table_marks_what_is_below_the_aim() -> None:
    lines = web.table({"首页": report(1.0), "事项页": report(0.94)}).splitlines()
    assert lines[2] == "| 首页 | 100 | 100 | 100 | 100 | 1.23 | 1.23 | 1.23 | 0.000 | 20.3 | 2 |"
    assert lines[3].startswith("| 事项页 | **94** | 100 |")


def test_remarks_name_the_version_and_the_faults() -> None:
    text = web.remarks({"首页": report(0.94)})
    assert "Lighthouse 12.2.3" in text
    assert "- 首页，性能：Speed Index" in text


def test_remarks_give_the_reason_of_a_fault() -> None:
    found = report(1.0)
    found["audits"]["speed-index"]["explanation"] = "no speed"
    assert web.remarks({"首页": found}).endswith("Speed Index（no speed）")


def test_the_run_least_disturbed_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = iter([report(0.5), report(0.99), report(0.9)])
    monkeypatch.setattr(web, "report_on", lambda _: next(runs))
    assert web.score(web.judged("http://127.0.0.1/", 3), "performance") == 99


def test_a_machine_without_node_says_so_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert web.main([]) == 0
    assert "Lighthouse 没有测：没有 Node" in capsys.readouterr().out


def test_the_pages_are_those_of_this_installation() -> None:
    for page in web.PAGES.values():
        kind, _, rest = page.partition("/")
        if kind in ("items", "lists", "forms"):
            assert (ROOT / "content" / kind / f"{rest.split('/')[0]}.yaml").is_file(), page


def test_lighthouse_is_pinned_by_hash_and_names_no_registry() -> None:
    folder = ROOT / "bench" / "lighthouse"
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    own = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert lock["packages"]["node_modules/lighthouse"]["version"] == own["lighthouse"]
    packages = {name: p for name, p in lock["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, p in packages.items() if not p["integrity"].startswith("sha512-")] == []
    assert [name for name, p in packages.items() if "resolved" in p] == []
