"""Build the same site with every Python from 3.11 to 3.13 on this machine, and compare the build certificates.

Run by `make pythons`. A version that is not here is named and left out; two different certificates are an error.
"""

from __future__ import annotations

import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
ON = "2026-11-23"
# The command line, with several processes also for what is too small to be worth them.
BUILD = (
    "import mingshi.cli, mingshi.render.pool as pool; pool.SMALL = 0; raise SystemExit(mingshi.cli.main())"
)
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")


def interpreter(version: str) -> str | None:
    """Return a Python of this version: from PATH, or where pyenv keeps them."""
    found = [shutil.which(f"python{version}")]
    home = os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")
    found += sorted(glob.glob(f"{home}/versions/{version}.*/bin/python{version}"))
    return next((path for path in found if path and _works(path, version)), None)


def _works(path: str, version: str) -> bool:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return said.returncode == 0 and f"Python {version}." in said.stdout


def locales() -> tuple[str, ...]:
    """Return a locale for each version, a Chinese one among them where the system has it."""
    said = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    chinese = [name for name in said if name.lower().startswith("zh_")]
    return ("C.UTF-8", chinese[0] if chinese else "C", "POSIX")


def certificate(python: str, folder: Path, root: Path) -> str:
    """Return the certificate of a clean build of a copy of `root` with a Python; packages come from the lock file."""
    venv = folder / "venv"
    bootstrap = [
        python,
        ROOT / "generator" / "bootstrap.py",
        "--venv",
        venv,
        "--lock",
        ROOT / "requirements.lock",
    ]
    subprocess.run(bootstrap, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    manifest = folder / "manifest.txt"
    # Another folder, time zone, locale and number of processes for each of them, too.
    number = VERSIONS.index(folder.name)
    copy = folder / ("内容 " * number + "root")
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git", ".venv", "build", "site", ".site.*"))
    build = [
        venv / "bin" / "python",
        "-c",
        BUILD,
        "build",
        "--root",
        copy,
        "--schemas",
        ROOT / "data" / "schemas",
        "--on",
        ON,
        "--clean",
    ]
    surroundings = {**os.environ, "TZ": ZONES[number], "LC_ALL": locales()[number]}
    more = ["--out", folder / "site", "--manifest", manifest, "--jobs", str(1 + number % 2)]
    said = subprocess.run(
        [*build, *more], check=True, capture_output=True, text=True, env=surroundings, cwd=folder
    )
    found = re.search(r"sha256 ([0-9a-f]{64})", said.stdout)
    if found is None:
        raise RuntimeError(said.stdout)
    return found[1]


def main() -> int:
    """Compare the certificates; return 1 when they differ or there is only one Python."""
    parser = argparse.ArgumentParser(
        description="用 Python 3.11 到 3.13 各生成一次，比较构建证书。",
        epilog="例：python tests/pythons.py --root .",
    )
    parser.add_argument(
        "--root", type=Path, default=ROOT / "tests" / "toy_province", help="哪一套内容（默认：示例省）"
    )
    options = parser.parse_args()
    work = ROOT / "build" / "pythons"
    found: dict[str, str] = {}
    for version in VERSIONS:
        python = interpreter(version)
        if python is None:
            print(f"· Python {version}：本机没有，不比较", flush=True)
            continue
        folder = work / version
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        found[version] = certificate(python, folder, options.root.resolve())
        print(f"· Python {version}：{found[version]}", flush=True)
    shutil.rmtree(work, ignore_errors=True)
    if len(set(found.values())) > 1:
        print("错误：不同的 Python 生成的网站不一样", file=sys.stderr)
        return 1
    if len(found) < 2:
        print("错误：只找到一种 Python，没有比较", file=sys.stderr)
        return 1
    print("生成的网站逐字节相同。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
