"""Draw the icons for home screens from theme/assets/icon.svg. Run `python -m tests.icons` after changing the drawing.

The pictures are kept in Git: the same drawing gives other bytes with another Chromium, and a site must not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.system_packages import browser

ASSETS = Path(__file__).parent.parent / "theme" / "assets"
DRAWING = ASSETS / "icon.svg"


@dataclass(frozen=True, slots=True)
class Icon:
    """One picture: its file, its side in pixels, and how much of the side the drawing takes.

    A maskable icon keeps to the inner four fifths, because a phone cuts it to a circle or a drop.
    """

    name: str
    side: int
    share: float = 1.0


ICONS = (
    Icon("icon-180.png", 180, 0.86),
    Icon("icon-192.png", 192),
    Icon("icon-512.png", 512),
    Icon("icon-maskable-512.png", 512, 0.72),
)


def drawn(chrome: Browser, icon: Icon) -> bytes:
    """Return the picture of an icon as PNG."""
    svg = DRAWING.read_text(encoding="utf-8")
    colour = svg.partition('fill="')[2].partition('"')[0]
    inner = round(icon.side * icon.share)
    ground = "transparent" if icon.share == 1.0 else colour
    context = chrome.new_context(viewport={"width": icon.side, "height": icon.side})
    page = context.new_page()
    page.set_content(
        f"<style>body{{margin:0;height:{icon.side}px;display:grid;place-items:center;background:{ground}}}"
        f"svg{{width:{inner}px;height:{inner}px}}</style>{svg}"
    )
    picture = page.screenshot(omit_background=True)
    context.close()
    return picture


def main() -> None:
    """Write all icons."""
    with sync_playwright() as tool:
        chrome = tool.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        for icon in ICONS:
            (ASSETS / icon.name).write_bytes(drawn(chrome, icon))
        chrome.close()


if __name__ == "__main__":
    main()
