"""Make sure the system packages are there: fonts with every Chinese character; for the tests a Chromium and
a LibreOffice.

Installs them with apt where it can. Otherwise it says what is missing and how to get it, with exit code 1; with
--optional it says nothing and lets the build tell what it does without. Run by `make site` and `make test`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def browser() -> str | None:
    """Return the path of a Chromium, or None."""
    own = os.environ.get("CHROMIUM")
    if own:
        return own
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )


def has_fonts() -> bool:
    """Tell whether there are fonts to print with: those the generator would find."""
    from mingshi.read.typeface import find_typeface

    return find_typeface() is not None


def wants_paper(settings: Path) -> bool:
    """Tell whether an installation wants PDFs, for which fonts are needed."""
    return bool(re.search(r"^\s+paper:\s*[\"']?是", settings.read_text(encoding="utf-8"), re.MULTILINE))


def office() -> str | None:
    """Return the path of a LibreOffice that opens workbooks, or None."""
    found = next((p for n in ("soffice", "libreoffice") if (p := shutil.which(n))), None)
    return found if found and next(Path(found).resolve().parent.glob("libsclo.*"), None) else None


PACKAGES: dict[str, tuple[str, Callable[[], object]]] = {
    "fonts": ("fonts-noto-cjk", has_fonts),
    "browser": ("chromium", browser),
    "office": ("libreoffice-calc-nogui", office),
}


def missing(wanted: list[str]) -> list[str]:
    """Return the Debian packages that are still needed."""
    return [package for name in wanted for package, there in (PACKAGES[name],) if not there()]


def install(packages: list[str]) -> bool:
    """Install Debian packages when this is a Debian and we may; return whether it worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    return all(subprocess.run(s, env=quiet, stdout=subprocess.DEVNULL).returncode == 0 for s in steps)


def main() -> int:
    """Install what is missing, or explain it."""
    parser = argparse.ArgumentParser(description=__doc__, epilog="example: system.py --optional fonts")
    parser.add_argument("wanted", nargs="+", choices=PACKAGES)
    parser.add_argument("--optional", action="store_true")
    options = parser.parse_args()
    if options.optional and not wants_paper(ROOT / "mkdocs.yml"):
        return 0
    packages = missing(options.wanted)
    if not packages:
        return 0
    print(f"· 安装系统软件：{'、'.join(packages)}", flush=True)
    if install(packages) and not missing(options.wanted):
        return 0
    if options.optional:
        return 0
    packages = missing(options.wanted)
    print(
        f"错误：缺少 {'、'.join(packages)}。\n"
        f"  怎么办：Debian/Ubuntu 执行 sudo apt-get install {' '.join(packages)}；"
        "其他系统请安装 Chromium、LibreOffice 和 Noto CJK 字体，"
        "或用环境变量 CHROMIUM 指定浏览器、MINGSHI_FONTS 指定字体文件夹。",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
