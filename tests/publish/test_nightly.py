"""The nightly look: what only the calendar brought about, and addresses that lead nowhere any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from mingshi.cli import main
from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding, Mark
from mingshi.publish.nightly import addresses, calendar_gaps, dead_links, due, report
from mingshi.read.store import read_installation
from tests.check.changes.repository import git

ERROR = Finding("MS402", "依据失效", "a.yaml", Mark(1, 1), "改")
SOON = Finding("MS409", "快失效了", "a.yaml", Mark(2, 1), "改")
OLD = Finding("MS416", "没有核到", "b.csv", Mark(3, 1), "核")


def test_due() -> None:
    assert due([ERROR, SOON, OLD], [OLD]) == [ERROR, SOON]
    assert due([ERROR, OLD], [ERROR, OLD]) == [ERROR]
    assert due([OLD], [OLD]) == []


def test_report() -> None:
    assert report([], [], "2026-11-23") == ""
    text = report([ERROR] * 150, [], "2026-11-23")
    assert text.startswith("# 2026-11-23 巡检\n")
    assert text.count("`a.yaml:1` MS402") == 100
    assert "另有 50 处" in text


class Answers(BaseHTTPRequestHandler):
    """Answers with the number that is asked for."""

    def do_GET(self) -> None:
        self.send_response(int(self.path[1:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answers) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_dead_links(server: str) -> None:
    urls = {f"{server}/{code}": str(code) for code in (200, 403, 404, 410, 500)}
    urls["http://127.0.0.1:1/"] = "closed"
    urls["http://[bad/"] = "broken"
    found = {link.where: link.said for link in dead_links(urls, timeout=5)}
    assert found == {
        "404": "网页不存在（404）",
        "410": "网页不存在（410）",
        "closed": "没有回答（ConnectionRefusedError）",
        "broken": "没有回答（ValueError）",
    }
    text = report([], dead_links({f"{server}/404": "data/sources.csv x"}), "2026-11-23")
    assert f"- data/sources.csv x：<{server}/404>" in text


def test_addresses(toy_catalogue: Catalogue) -> None:
    found = addresses(toy_catalogue)
    assert all(url.startswith("http") for url in found)
    assert found


@pytest.mark.parametrize(
    ("on", "years"),
    [
        ("2026-01-01", []),
        ("2026-10-31", []),
        ("2026-11-01", ["2027"]),
        ("2027-01-10", ["2027"]),
        ("2027-12-31", ["2027", "2028"]),
    ],
)
def test_a_calendar_that_ends(on: str, years: list[str], toy: Path) -> None:
    found = calendar_gaps(read_installation(toy, on)[0])
    assert [(f.path, f.mark.line) for f in found] == [("data/workdays.csv", 4)] * len(years)
    assert all(f"没有 {year} 年" in f.message and f.remedy for f, year in zip(found, years, strict=True))


def test_a_calendar_without_rows(toy: Path) -> None:
    (toy / "data" / "workdays.csv").write_text("date,day,name,source_ids,verified\n", encoding="utf-8")
    (only,) = calendar_gaps(read_installation(toy, "2026-05-01")[0])
    assert only.mark.line == 1


def test_the_command_tells_of_a_calendar_that_ends(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(toy, "init", "-q", "-b", "main")
    git(toy, "add", "-A")
    git(toy, "commit", "-q", "-m", "x")
    assert main(["nightly", "--root", str(toy), "--on", "2027-01-10"]) == 0
    assert "- `data/workdays.csv:4` MS421 缺工作日历：没有 2027 年" in capsys.readouterr().out


@pytest.mark.parametrize(("on", "told"), [("2026-10-23", False), ("2090-01-01", True)])
def test_the_command(on: str, told: bool, toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-23T09:00:00+08:00")
    git(toy, "init", "-q", "-b", "main")
    git(toy, "add", "-A")
    git(toy, "commit", "-q", "-m", "x")
    law = toy / "data" / "laws" / "versions.csv"
    # A law that ends one day is no finding before it does.
    lines = law.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    cited = next(i for i, line in enumerate(lines) if line.startswith("shili-fa,2020"))
    cells = lines[cited].split(",")
    cells[header.index("repealed_on")] = "2089-01-01"
    law.write_text("\n".join([*lines[:cited], ",".join(cells), *lines[cited + 1 :]]) + "\n", encoding="utf-8")
    target = toy / "report" / "nightly.md"
    assert main(["nightly", "--root", str(toy), "--on", on, "-o", str(target)]) == 0
    assert target.is_file() == told
    if told:
        assert "2089-01-01" in target.read_text(encoding="utf-8")
