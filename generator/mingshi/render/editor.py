"""The forms for editors: one HTML file a kind that needs no network and no other file, from the schema."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from ..edit.blueprint import blueprint, kinds_with_form
from ..model.urls import editor_of
from .site import Site, raw

# What would end the script element, and halves of characters, which are no UTF-8.
_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")


def editor_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the form of every kind that has one."""
    for kind in kinds_with_form(site.catalogue):
        yield editor_of(kind), editor_page(site, kind).encode()


def editor_page(site: Site, kind: str) -> str:
    """Return the form of a kind. The page may run and show nothing but what stands in it."""
    folder = site.theme / "editor"
    style = (folder / "form.css").read_text(encoding="utf-8")
    script = site.once("editor", lambda: _script(folder))
    plan = json.dumps(blueprint(site.catalogue, kind), ensure_ascii=False, separators=(",", ":"))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return site.render(
        "editor.html",
        editor_of(kind),
        schema=site.catalogue.schemas[kind],
        policy=raw(policy),
        style=raw(style),
        script=raw(script),
        plan=raw(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", plan)),
    )


def _script(folder: Path) -> str:
    parts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))]
    return '\n(function () {\n"use strict"\n' + "".join(parts) + "})()\n"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
