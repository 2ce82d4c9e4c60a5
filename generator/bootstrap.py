"""Make a virtual environment from a hash-pinned lock file; run by `make` with any Python 3.11 or newer.

Uses only the standard library, because nothing else is there yet.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def fail(message: str) -> int:
    """Print one Chinese message and return the exit code for it."""
    print(f"错误：{message}", file=sys.stderr)
    return 1


def main() -> int:
    """Create the environment, install the pins, then this project without touching the network again."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="example: bootstrap.py --venv .venv --lock requirements.lock"
    )
    parser.add_argument("--venv", type=Path, required=True)
    parser.add_argument("--lock", type=Path, required=True)
    options = parser.parse_args()
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:2]))
        return fail(f"需要 Python 3.11 或更新，这里是 {have}。请安装后执行：make site PYTHON=python3.11")
    pip = [str(options.venv / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-q"]
    steps = (
        ("建立虚拟环境", [sys.executable, "-m", "venv", str(options.venv)]),
        (
            "安装依赖（按锁定文件逐个核对哈希）",
            [*pip, "install", "--require-hashes", "-r", str(options.lock)],
        ),
        ("安装本项目", [*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "-e", "."]),
    )
    for title, command in steps:
        print(f"· {title}", flush=True)
        try:
            subprocess.run(command, check=True)
        except FileNotFoundError:
            return fail(f"找不到 {command[0]}。Debian/Ubuntu 请先执行：apt-get install python3-venv")
        except subprocess.CalledProcessError:
            return fail(
                f"“{title}”没有成功，原因见上。常见：没有网络，或缺少 python3-venv（apt-get install python3-venv）"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
