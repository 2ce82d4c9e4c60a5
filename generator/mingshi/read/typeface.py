"""The typeface of everything that is printed: where it lies on this machine, and which characters it has."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..model.failure import Failure
from .scan import Known, scan

VARIABLE = "MINGSHI_FONTS"
# Family and the files of its regular and bold cuts, in the order of preference. Serif cuts are not needed; a Japanese
# or Korean face is not accepted in place of a missing one: its characters have other shapes.
FACES = (
    ("Noto Sans CJK SC", "NotoSansCJK-{}.ttc"),
    ("Noto Sans CJK SC", "NotoSansCJKsc-{}.otf"),
    ("Source Han Sans SC", "SourceHanSansSC-{}.otf"),
    ("Noto Sans SC", "NotoSansSC-{}.otf"),
    ("Noto Sans SC", "NotoSansSC-{}.ttf"),
)
CUTS = ("Regular", "Bold")
FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/share/fonts/adobe-source-han-sans",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
PRESS = "press/"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family and the folder that holds its two cuts, named as in `files` (regular, bold)."""

    family: str
    folder: Path
    files: tuple[str, str]


def folders() -> list[Path]:
    """Return where fonts are looked for: what MINGSHI_FONTS names, else the usual folders."""
    own = os.environ.get(VARIABLE, "")
    named = own.split(os.pathsep) if own else FOLDERS
    return [Path(name).expanduser() for name in named if name]


def find_typeface() -> Typeface | None:
    """Return the typeface of this machine, or None."""
    for folder in folders():
        for family, pattern in FACES:
            files = tuple(pattern.format(cut) for cut in CUTS)
            if all((folder / name).is_file() for name in files):
                return Typeface(family, folder, (files[0], files[1]))
    return None


def missing() -> tuple[str, str] | None:
    """Return what stands in the way of printing on this machine and what to do about it; None when nothing does."""
    if find_spec("typst") is None or find_spec("uharfbuzz") is None or find_spec("segno") is None:
        return "没有安装排版软件 typst", "执行 make site，它会把要用的软件装齐"
    if find_typeface() is None:
        looked = "、".join(map(str, folders()))
        own = f"环境变量 {VARIABLE} 指的是" if os.environ.get(VARIABLE) else "找过"
        return (
            f"没有中文字体 Noto Sans CJK 的常规体和粗体（{own} {looked}）",
            "Debian/Ubuntu 执行 sudo apt-get install fonts-noto-cjk；"
            f"其他系统下载 Noto Sans CJK（思源黑体）后，用环境变量 {VARIABLE} 指明字体所在的文件夹",
        )
    return None


def press_files(known: Mapping[str, Known]) -> dict[str, Known]:
    """Return the font files and the typesetter as inputs of a build ("press/…"); empty when printing is impossible."""
    face = find_typeface()
    if face is None or missing():
        return {}
    from importlib.metadata import version

    bare = {path.removeprefix(PRESS): k for path, k in known.items() if path.startswith(PRESS)}
    files = {f"{PRESS}{path}": k for path, k in scan(face.folder, face.files, bare).files.items()}
    return files | {f"{PRESS}typst": (0, 0, 0, 0, version("typst"))}


def characters_of(face: Typeface) -> Container[int]:
    """Return the code points that both cuts have. Raises Failure when a file is no such font."""
    import uharfbuzz

    regular, bold = (_characters(uharfbuzz, face.folder / name, face.family) for name in face.files)
    return regular & bold


def has(character: str, characters: Container[int]) -> bool:
    """Tell whether a character can be printed; line breaks and tabs need no glyph."""
    return ord(character) in characters or character in "\n\r\t"


def _characters(harfbuzz: Any, path: Path, family: str) -> frozenset[int]:
    try:
        blob = harfbuzz.Blob.from_file_path(str(path))
        faces = (harfbuzz.Face(blob, n) for n in range(harfbuzz.Face(blob).count))
        found: Iterable[int] | None = next((f.unicodes for f in faces if family in _names(harfbuzz, f)), None)
    except Exception as error:  # the library has no error type of its own
        raise broken(path) from error
    if not found:
        raise broken(path)
    return frozenset(found)


def _names(harfbuzz: Any, face: Any) -> set[str]:
    """Return what a face says it is called; cuts other than regular and bold have a typographic family too."""
    ids = harfbuzz.OTNameIdPredefined
    wanted = (ids.FONT_FAMILY, ids.TYPOGRAPHIC_FAMILY)
    return {face.get_name(name) or "" for name in wanted}


def broken(path: Path) -> Failure:
    """Return the failure for a font file that cannot be used."""
    return Failure(f"字体文件坏了，或者不是简体中文字体：{path}", "重新安装字体包 fonts-noto-cjk 后重试")
