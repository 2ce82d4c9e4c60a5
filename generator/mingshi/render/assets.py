"""Style sheets and scripts of our own, joined under names that change with their content; links that work on a disk."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# A relative address of a folder: "", ".", "..", "a/", "../../", with an optional anchor or query.
_FOLDER = re.compile(r'(\s(?:href|action)="(?!//))((?:[^":?#]*/)?(?:\.\.?)?)((?:[?#][^"]*)?")')
# Blanks a line begins with, and lines that are nothing but a comment; no script of ours has a text over several lines.
_IDLE_LINES = re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+", re.M)


@dataclass(frozen=True, slots=True)
class Assets:
    """`files` by site path; `css` and `js` are the site paths of the two joined ones that every page loads.

    Before the site is delivered `css` is joined with the theme's, see dress.py.

    `parts` are the site paths of what only some pages load, or only when asked for, by file name ("search.js").
    """

    files: Mapping[str, bytes]
    css: str
    js: str
    parts: Mapping[str, str]


_IDLE = re.compile(
    r"""<input class="md-toggle"[^>]*>\n|<label class="md-overlay"[^>]*></label>\n"""
    r"""|<div data-md-component="(?:skip|announce)">\n</div>\n"""
    r"""|<div class="md-dialog"[^>]*>\n<div class="md-dialog__inner md-typeset"></div>\n</div>\n"""
)


def assets_of(theme: Path) -> Assets:
    """Read theme/assets: all .css and all .js become one file each, anything else is taken as it is.

    What lies in theme/assets/parts stays apart, each file under a name that changes with its content; the scripts of
    a folder there make one file.
    """
    # What holds on paper is the last word of the style sheet.
    found = sorted(
        (p for p in (theme / "assets").iterdir() if p.is_file()),
        key=lambda p: (p.name == "print.css", p.name),
    )
    files = {f"assets/{p.name}": p.read_bytes() for p in found if p.suffix not in (".css", ".js")}
    joined = {}
    # A script that ends in an expression would take the next one's opening parenthesis for a call.
    for kind, between in (("css", b"\n"), ("js", b";\n")):
        data = between.join(_read(p) for p in found if p.suffix == f".{kind}")
        joined[kind] = named("mingshi", f".{kind}", data)
        files[joined[kind]] = data
    parts = {}
    for name, data in _parts(theme / "assets" / "parts"):
        stem, _, kind = name.rpartition(".")
        parts[name] = named(stem, f".{kind}", data)
        files[parts[name]] = data
    return Assets(files, joined["css"], joined["js"], parts)


def _parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) of each part; the scripts of a folder make one with a scope of its own."""
    for path in sorted(folder.glob("*")):
        if path.is_dir():
            scripts = b"".join(_read(file) for file in sorted(path.glob("*.js")))
            yield f"{path.name}.js", b'(function () {\n"use strict"\n' + scripts + b"})()\n"
        elif path.suffix:
            yield path.name, _read(path)


def _read(file: Path) -> bytes:
    """Return a file as it is sent: scripts without indentation and without the lines that only hold a comment."""
    data = file.read_bytes()
    return _IDLE_LINES.sub(b"", data) if file.suffix == ".js" else data


def named(stem: str, suffix: str, data: bytes) -> str:
    """Return the site path of an asset: its name changes with its content."""
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{suffix}"


def squeezed(html: str) -> str:
    """Take out empty lines, indentation, and what only the theme's own script would use, which is not there.

    Only for pages without preformatted text.
    """
    return _IDLE.sub("", "\n".join(line for raw in html.splitlines() if (line := raw.strip())) + "\n")


def with_index(html: str) -> str:
    """Complete every relative link to a folder with index.html, which a browser reading from a disk needs."""
    return _FOLDER.sub(_complete, html)


def _complete(found: re.Match[str]) -> str:
    before, folder, after = found.groups()
    if not folder:
        return found[0]
    if folder in (".", "./"):
        folder = ""
    elif not folder.endswith("/"):
        folder += "/"
    return f"{before}{folder}index.html{after}"
