"""Decap CMS and its local server: fetched with npm in the versions pinned here, and used only if the hash is right.

npm asks the registry it is set up for; no address of one stands here. The server and what it needs are installed by
`npm ci`, which compares every package with package-lock.json and runs no script of any.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..model.failure import Failure

PINS = Path(__file__).parent / "npm"
_SERVER = Path("node_modules/decap-server/dist/index.js")
_INSTALLED = Path("node_modules/.package-lock.json")  # npm writes it last
# The program, its parts loaded when needed, and its licence; the maps for debugging are four fifths of the package.
_WANTED = re.compile(r"package/(?:dist/)?(decap-cms\.js|[\w-]+\.decap-cms\.js|[0-9a-f]+\.wasm|LICENSE)")
_OFFLINE = "联网后重试；不能联网的，把另一台机器上做好的 .mingshi/admin 文件夹拷过来"


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of npm: its name, version and hash as npm writes it ("sha512-…")."""

    name: str
    version: str
    integrity: str

    @property
    def file(self) -> str:
        """Return the name of the file npm packs it in."""
        return f"{self.name}-{self.version}.tgz"


def pinned() -> Pin:
    """Return the version of Decap CMS in use."""
    pin = json.loads((PINS / "package.json").read_text(encoding="utf-8"))["decap-cms"]
    return Pin("decap-cms", pin["version"], pin["integrity"])


def cms_files(folder: Path, package: Path | None, say: Callable[[str], None]) -> Mapping[str, bytes]:
    """Return the files of Decap CMS by name, from `package`, from `folder`, or fetched into it. Raises Failure."""
    pin = pinned()
    source = package or folder / pin.file
    if not source.is_file():
        if package:
            raise Failure(f"没有这个文件：{package}", f"写 npm pack {pin.name}@{pin.version} 得到的文件")
        folder.mkdir(parents=True, exist_ok=True)
        say(f"下载 {pin.name} {pin.version}……")
        _npm(folder, "pack", "--silent", f"{pin.name}@{pin.version}")
    data = source.read_bytes()
    if not _is_right(data, pin.integrity):
        if not package:
            source.unlink()
        remedy = f"不要用这个文件，重新取 {pin.name}@{pin.version}；还是不对，请报告维护者"
        raise Failure(f"{source.name} 的校验值不对，不是核对过的那一份", remedy)
    with tarfile.open(source, "r:gz") as packed:
        wanted = [(found[1], member) for member in packed if (found := _WANTED.fullmatch(member.name))]
        return {name: file.read() for name, member in wanted if (file := packed.extractfile(member))}


def server_program(folder: Path, say: Callable[[str], None]) -> Path:
    """Return the program of the local server in `folder`, installed there if it is not yet. Raises Failure."""
    home, lock = folder / "server", (PINS / "package-lock.json").read_bytes()
    kept = home / "package-lock.json"
    if not ((home / _INSTALLED).is_file() and kept.is_file() and kept.read_bytes() == lock):
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(PINS / name, home / name)
        say("安装 decap-server……")
        _npm(home, "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund")
    return home / _SERVER


def node() -> str:
    """Return the program that runs the server. Raises Failure when it is not there."""
    found = shutil.which("node")
    if not found:
        raise Failure("没有安装 Node.js", "装 Node.js 18 或更新（带 npm），或者改用网站上 edit/ 里的表单")
    return found


def _npm(folder: Path, *arguments: str) -> None:
    program = shutil.which("npm")
    if not program:
        raise Failure("没有安装 npm", "装 Node.js 18 或更新（带 npm），或者改用网站上 edit/ 里的表单")
    done = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if line.strip()), f"代码 {done.returncode}")
        raise Failure(f"npm {arguments[0]} 没有成功（{said}）", _OFFLINE)


def _is_right(data: bytes, integrity: str) -> bool:
    method, _, expected = integrity.partition("-")
    return base64.b64encode(hashlib.new(method, data).digest()).decode() == expected
