"""Where something may be written: never over what people edit, nor over the folder somebody stands in."""

from __future__ import annotations

import os
from pathlib import Path

from ..model.failure import Failure

_SOURCES = ("content", "data", "theme")


def real(path: Path) -> Path:
    """Return where a path leads, without links and "..": what is renamed later must be the folder itself."""
    return Path(os.path.realpath(path))


def refuse_sources(root: Path, target: Path, option: str) -> None:
    """Raise Failure when something would be written among what people edit; `option` is what chooses the place."""
    for name in _SOURCES:
        if real(target).is_relative_to(real(root / name)):
            raise Failure(
                f"不能写到“{target}”：它在仓库的 {name}/ 里，那里只放要编辑的内容", f"换一个位置（{option}）"
            )


def site_folder(root: Path, out: Path) -> Path:
    """Return the folder a site is really written to. Raises Failure when it cannot be replaced as a whole."""
    folder, other = real(out), "用 --out 指定一个单独的文件夹，例如 --out site"
    if real(root).is_relative_to(folder):
        raise Failure(f"网站不能写到“{folder}”：仓库就在里面", other)
    refuse_sources(root, folder, "--out")
    if real(Path()).is_relative_to(folder):
        raise Failure(f"网站不能写到“{folder}”：它是当前所在的文件夹，生成时整个会被换掉", other)
    if os.path.lexists(folder) and not folder.is_dir():
        raise Failure(f"网站不能写到“{folder}”：那里是一个文件", f"先把它移走，或{other}")
    if os.path.ismount(folder):
        raise Failure(
            f"网站不能写到“{folder}”：它是挂载点，不能整个换掉",
            f"写到它下面的文件夹：--out {folder / 'site'}",
        )
    return folder
