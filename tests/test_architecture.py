"""The house: which room may import which, and how large its parts may grow."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator" / "mingshi"
# From the top of the house to its foundation; a room imports only from rooms below its own.
ROOMS = (
    "entry",
    "pipeline",
    "publish",
    "synth",
    "render",
    "review",
    "edit",
    "check",
    "resolve",
    "read",
    "model",
)
ENTRY = {"admin", "cli", "commands", "loopback", "plugin", "preview", "__main__"}
APART = {("render", "check"), ("resolve", "read")}
ONLY_IN = {
    "frictionless": {"check/tables.py"},
    "mkdocs": {"plugin.py", "render/shell.py"},
    "yaml": {"read/yaml_events.py", "read/yaml_loose.py"},
    "openpyxl": {"edit/excel/write.py", "edit/excel/read.py", "edit/excel/annotate.py"},
    "distributed": {"render/remote.py"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(module: str) -> str:
    """Return the room of a module path like "read/store.py"."""
    top = module.partition("/")[0].removesuffix(".py")
    if top in ENTRY:
        return "entry"
    return "pipeline" if top in ("pipeline", "progress", "__init__") else top


def imports(path: Path) -> Iterator[str]:
    """Yield what a module imports: "room/module" for ours, the top package for others."""
    here = name_of(path).split("/")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level]
            yield "/".join([*base, *(node.module or "").split(".")]) if node.module else "/".join(base)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downward(path: Path) -> None:
    own = room_of(name_of(path))
    for target in imports(path):
        room = room_of(target)
        if room not in ROOMS or (not (PACKAGE / target.partition("/")[0]).exists() and room != "pipeline"):
            continue
        assert ROOMS.index(own) <= ROOMS.index(room), f"{name_of(path)} imports {target}: upward"
        assert (own, room) not in APART, (
            f"{name_of(path)} imports {target}: these rooms do not know each other"
        )


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_outside_libraries_have_one_door(path: Path) -> None:
    for target in imports(path):
        allowed = ONLY_IN.get(target)
        assert allowed is None or name_of(path) in allowed, f"{name_of(path)} imports {target}"


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_sizes_stay_within_budget() -> None:
    modules = [len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES if p.name != "__init__.py"]
    lengths = sorted(f.end_lineno - f.lineno + 1 for p in MODULES for f in functions(p) if f.end_lineno)
    assert max(modules) <= 400
    assert statistics.median(modules) <= 160
    assert lengths[int(len(lengths) * 0.9)] <= 30
    assert lengths[-1] <= 60


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{name_of(p)}:{node.name}"
        for p in MODULES
        for node in ast.parse(p.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_plugin_is_thin() -> None:
    assert len((PACKAGE / "plugin.py").read_text(encoding="utf-8").splitlines()) <= 150
