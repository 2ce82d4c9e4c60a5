"""Every package that renders is one whose version counts, and those it is made of."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import distributions, packages_distributions, requires
from pathlib import Path

import pytest

from mingshi.render.renderers import PACKAGES, versions

from ..test_architecture import MODULES, imports, name_of

# Imported by packages that render, for what has no part in the bytes of a site: their command lines, a server for
# previews, plugins of the theme that are not used, workbooks.
NOT_RENDERING = {
    "backrefs",
    "click",
    "colorama",
    "ghp_import",
    "importlib_metadata",
    "importlib_resources",
    "mergedeep",
    "mkdocs_get_deps",
    "packaging",
    "paginate",
    "pathspec",
    "platformdirs",
    "python_dateutil",
    "pyyaml_env_tag",
    "requests",
    "six",
    "typing_extensions",
    "watchdog",
}


def normal(name: str) -> str:
    """Return a package's name as its folder has it."""
    return re.sub(r"[-_.]+", "_", name).lower()


def needed(package: str) -> Iterator[str]:
    """Yield what a package cannot do without."""
    for line in requires(package) or []:
        if "extra ==" not in line:
            yield normal(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0])


def test_packages_that_render_are_in_the_list() -> None:
    rendering = [p for p in MODULES if name_of(p).startswith("render/")]
    outside = {name for p in rendering for name in imports(p) if name not in sys.stdlib_module_names}
    owners = packages_distributions()
    named = {normal(owner) for name in outside for owner in owners.get(name, ())} - {"distributed", "mingshi"}
    assert len(named) > 8
    assert named <= PACKAGES


def test_what_they_are_made_of_is_in_the_list() -> None:
    installed = {normal(found.name) for found in distributions()}
    parts = {part for package in PACKAGES for part in needed(package)} & installed
    assert parts - PACKAGES - NOT_RENDERING == set()


def test_versions_name_each_package_once() -> None:
    names = [line.partition("-")[0] for line in versions().split()]
    assert sorted(names) == sorted(PACKAGES)


def test_other_packages_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "none")])
    (tmp_path / "unrelated-1.0.dist-info").mkdir()
    assert versions() == ""
    (tmp_path / "Jinja2-9.9.dist-info").mkdir()
    assert versions() == "jinja2-9.9.dist-info"
