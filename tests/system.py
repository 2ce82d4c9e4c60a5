"""Make sure the system packages of the browser tests are there: Chromium and fonts with every Chinese character.

Installs them with apt where it can; otherwise says what is missing and how to get it, with exit code 1.
Run by `make test`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FONT_FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
)


def browser() -> str | None:
    """Return the path of a Chromium, or None."""
    own = os.environ.get("CHROMIUM")
    if own:
        return own
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )


def has_fonts() -> bool:
    """Tell whether the Noto CJK fonts are installed."""
    return any(next(Path(f).glob("NotoSansCJK*"), None) for f in FONT_FOLDERS if Path(f).is_dir())


def missing() -> list[str]:
    """Return the Debian packages that are still needed."""
    return [name for name, there in (("chromium", browser()), ("fonts-noto-cjk", has_fonts())) if not there]


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
    wanted = missing()
    if not wanted:
        return 0
    print(f"· 安装浏览器测试要用的系统软件：{'、'.join(wanted)}", flush=True)
    if install(wanted) and not missing():
        return 0
    print(
        f"错误：浏览器测试缺少 {'、'.join(missing())}。\n"
        f"  怎么办：Debian/Ubuntu 执行 sudo apt-get install {' '.join(missing())}；"
        "其他系统请安装 Chromium 和 Noto CJK 字体，或用环境变量 CHROMIUM 指定浏览器的位置。",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
