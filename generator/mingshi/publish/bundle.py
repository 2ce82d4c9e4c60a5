"""A county to carry: its pages, everything about items, a search of its own and what is printed, as one ZIP.

It opens from a stick on a computer without a network: one folder with the page to open, a read-me, the hashes of all
files, and the part of the site.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import __version__
from ..model.failure import Failure
from ..render.head import absolute
from ..render.portable import Portable, closed
from ..render.stamp import Shells
from ..render.state import State, digest_of
from .archive import with_sums, write_zip

SITE, START, README, MARK = "site", "打开.html", "读我.txt", "bundle.json"
KIND = "mingshi-bundle"


@dataclass(frozen=True, slots=True)
class Bundled:
    """What was packed: pages and files, bytes unpacked and as ZIP, and the version, equal for equal content."""

    pages: int
    files: int
    unpacked: int
    size: int
    version: str


def folder_of(area_id: str) -> str:
    """Return the folder a county is unpacked to; ASCII, because old Windows misreads other names in a ZIP."""
    return f"mingshi-{area_id.replace('/', '-')}"


def pack(part: Portable, state: State, shells: Shells, out: Path, target: Path) -> Bundled:
    """Pack a county's part of the site in `out`, which `state` describes, into the ZIP `target`.

    Raises Failure when a file of the site is not as it was built, when `target` is something else than an earlier
    package of the same county, or when the disk refuses.
    """
    _refuse(target, part.county.id)
    files = _site_files(part, state, shells, out)
    day = part.whole.catalogue.on
    version = _version(day, files)
    whole = {f"{SITE}/{path}": data for path, data in files.items()}
    whole[START] = part.start(shells, SITE, _said(day), files)
    whole[README] = _read_me(part, version, len(files)).encode("utf-8-sig")
    whole[MARK] = _mark(part, version, len(files))
    whole = with_sums(whole)
    size = write_zip(target, folder_of(part.county.id), whole, date.fromisoformat(day))
    pages = sum(path.endswith(".html") for path in whole)
    return Bundled(pages, len(whole), sum(map(len, whole.values())), size, version)


def _site_files(part: Portable, state: State, shells: Shells, out: Path) -> dict[str, bytes]:
    """Return the files of the part by path, their links closed."""
    outputs = {path: digest for task in state.tasks.values() for path, digest in task.outputs}
    files = {path: _read(out, path, digest) for path, digest in outputs.items() if part.has(path)}
    files |= dict(part.files(shells))
    return {
        path: closed(path, data, files) if path.endswith(".html") else data for path, data in files.items()
    }


def _read(out: Path, path: str, digest: bytes) -> bytes:
    try:
        data = (out / path).read_bytes()
    except FileNotFoundError:
        data = b""
    if digest_of(data) != digest:
        raise Failure(f"网站里的 {path} 和生成时不一样", "执行 mingshi build --clean 重新生成，再做离线包")
    return data


def _refuse(target: Path, area_id: str) -> None:
    """Raise Failure unless `target` is free, or an earlier package of the same county."""
    if target.is_dir():
        raise Failure(f"“{target}”是一个文件夹", "写成文件名，例如 -o gulou.zip")
    if not target.exists():
        return
    other = area_of(target)
    if other != area_id:
        what = f"是另一个地方（{other}）的离线包" if other else "不是本程序做的离线包"
        raise Failure(f"已经有“{target}”，它{what}，不敢覆盖", "用 -o 换一个文件名，或先把它移走")


def area_of(package: Path) -> str:
    """Return the county a package was made for, "" for a file that is no package of ours."""
    try:
        with zipfile.ZipFile(package) as found:
            name = next((n for n in found.namelist() if n.count("/") == 1 and n.endswith(f"/{MARK}")), "")
            mark = json.loads(found.read(name)) if name else {}
    except (OSError, zipfile.BadZipFile, ValueError):
        return ""
    is_ours = isinstance(mark, dict) and mark.get("kind") == KIND
    return str(mark.get("area", "")) if is_ours else ""


def _version(day: str, files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return f"{day}-{total.hexdigest()[:12]}"


def _said(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def _mark(part: Portable, version: str, number: int) -> bytes:
    mark = {
        "kind": KIND,
        "generator": f"mingshi {__version__}",
        "area": part.county.id,
        "name": part.county.name,
        "on": part.whole.catalogue.on,
        "version": version,
        "files": number,
        "address": absolute(part.whole.catalogue.settings, ""),
    }
    return (json.dumps(mark, ensure_ascii=False, indent=1) + "\n").encode()


def _read_me(part: Portable, version: str, number: int) -> str:
    settings = part.whole.catalogue.settings
    address = absolute(settings, "")
    lines = [
        f"{settings.site_name}",
        f"{part.county.name}离线包",
        "",
        f"内容截至{_said(part.whole.catalogue.on)}；版本 {version}；{number} 个文件。",
        "",
        "怎么打开",
        "1. 先解压：右键点压缩包，选“全部解压缩”。不要在压缩包里直接双击。",
        "2. 打开解压出来的文件夹，双击“打开.html”。用什么浏览器都可以，不用联网。",
        "   文件名显示成乱码的，双击 site 文件夹里的 index.html，一样能看。",
        "3. 要放到 U 盘，把整个文件夹复制过去，里面的文件不要挪动。",
        "",
        "怎么核对",
        "SHA256SUMS 列着每个文件的校验值。在 Linux 上打开这个文件夹，执行：sha256sum -c SHA256SUMS",
        "Windows 上核对一个文件：在命令提示符里执行 certutil -hashfile 文件名 SHA256，和表里的对比。",
        "校验值只能看出拷贝有没有损坏；是不是主办单位给的，要看从哪里拿到的。",
        "",
        "别的地方的内容、以后的改动，这里没有。",
        f"最新内容：{address}" if address else "最新内容请看公开的网站，网址问主办单位。",
        f"主办单位：{settings.shown('organiser')}；联系电话：{settings.shown('contact_phone')}",
    ]
    return "".join(f"{line}\r\n" for line in lines)
