"""A built site and a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.gzip_server import served
from mingshi.model.finding import Finding
from mingshi.pipeline import Options, build
from tests.system_packages import browser as chromium

from ..conftest import ON, ROOT

# What a page is expected to show may take this long on a machine that runs other tests too; it ends when it is seen.
expect.set_options(timeout=20_000)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real installation, built once: 19,000 pages."""
    out = tmp_path_factory.mktemp("province") / "site"
    errors: list[str] = []

    def show(findings: list[Finding]) -> None:
        errors.extend(f"{f.path}:{f.mark.line} {f.code}" for f in findings if f.severity == "error")

    assert build(Options(ROOT, out, ON), lambda _: None, show) is not None, errors
    return out


@pytest.fixture(scope="session")
def address(province: Path) -> Iterator[str]:
    """The built site behind an HTTP server on the loopback address."""
    with served(province, Quiet) as found:
        yield found


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    path = chromium()
    assert path, "no Chromium here: run `make test`, which installs it"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as tool:
        found = tool.chromium.launch(executable_path=path, args=flags)
        yield found
        found.close()


class Watched:
    """A page together with everything it complained about and every address it asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda e: self.complaints.append(str(e)))
        page.on("request", lambda r: self.requests.append(r.url))


@pytest.fixture(params=[(390, 844), (1280, 900)], ids=["phone", "desktop"])
def watched(request: pytest.FixtureRequest, chrome: Browser) -> Iterator[Watched]:
    """A fresh page at phone and at desktop size."""
    width, height = request.param
    context = chrome.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    yield Watched(context.new_page())
    context.close()


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    """A fresh page at desktop size."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()
