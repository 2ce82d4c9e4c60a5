"""The owner files of four hosts: each file has one unit, and the text says so as the host reads it."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import pytest

from mingshi.check.changes.owners import FILES, owner_file, owners_of
from mingshi.cli import main
from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure
from mingshi.read.git import tracked
from mingshi.read.store import read_installation
from tests.conftest import ON

from .repository import EDITORS, PACT, begin, commit, put


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = begin(tmp_path_factory.mktemp("owners") / "toy")
    put("a folder/odd [name].txt", "x\n")(root)
    put("Makefile", "x:\n")(root)
    commit(root)
    return root


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> Catalogue:
    return read_installation(repository, ON)[0]


OWNERS = [
    ("Makefile", ("weihu", "weihu-er")),
    ("data/editors.csv", ("weihu", "weihu-er")),
    ("data/schemas/item.yaml", ("weihu", "weihu-er")),
    ("a folder/odd [name].txt", ("weihu", "weihu-er")),
    ("content/items/hunyin-shili.yaml", ("sheng-shen",)),
    ("content/about/index.md", ("sheng-shen",)),
    ("content/lists/yixian-shishi.yaml", ("yixian-shen",)),
    ("content/lists/jiashi-2025.yaml", ("sheng-shen",)),
    ("content/listings/yixian-shishi/hunyin-shili.yaml", ("yixian-shen",)),
    (PACT, ("yixian-shen",)),
    ("content/pacts/jiashi/dingqu/beijie-liu-shequ.md", ("sheng-shen",)),
    ("data/areas/jiashi/yixian.csv", ("yixian-shen",)),
    ("data/areas/areas.csv", ("sheng-shen",)),
    ("data/retired.csv", ("sheng-shen",)),
]


def test_owners(repository: Path, catalogue: Catalogue) -> None:
    owned = owners_of(catalogue, tracked(repository))
    assert set(owned) == set(tracked(repository))
    assert [(path, owned[path]) for path, _ in OWNERS] == OWNERS


def asked_like_github(text: str, path: str) -> set[str]:
    """Return the owners by the rule of the last match, by another matcher than ours."""
    found: set[str] = set()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pattern, *logins = re.split(r"(?<!\\) ", line)
            plain = re.sub(r"\\(.)", r"\1", pattern.lstrip("/"))
            folder = path.rpartition("/")[0] if plain.endswith("/*") else path
            wanted = plain.removesuffix("/*")
            if (
                plain == "*"
                or folder == wanted
                or (not re.search(r"[\[*]", wanted) and fnmatch.fnmatch(folder, wanted))
            ):
                found = set(logins)
    return found


@pytest.mark.parametrize("host", ["github", "gitlab", "gitee"])
def test_the_last_line_that_matches_counts(host: str, repository: Path, catalogue: Catalogue) -> None:
    files = tracked(repository)
    text = owner_file(catalogue, files, host)
    for path, owners in owners_of(catalogue, files).items():
        assert asked_like_github(text, path) == {f"@{login}" for login in owners}, path
    assert len(text.splitlines()) < len(files) / 2


def test_every_line_that_matches_counts(repository: Path, catalogue: Catalogue) -> None:
    files = tracked(repository)
    lines = [re.split(r"(?<!\\) ", line) for line in owner_file(catalogue, files, "gitea").splitlines()[1:]]
    rules = [(re.sub(r"\\(.)", r"\1", pattern), logins) for pattern, *logins in lines]
    for path, owners in owners_of(catalogue, files).items():
        assert [set(logins) for pattern, logins in rules if re.fullmatch(pattern, path)] == [
            {f"@{login}" for login in owners}
        ], path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "weihu,maintainer,toy,all,示例维护中心,\nweihu-er,maintainer,toy,all,示例维护中心,\n",
            "",
            "没有单位",
        ),
        ("sheng-shen,reviewer,toy,all,示例省示例厅,\n", "", "没有单位"),
        (
            "weihu-er,maintainer,toy,all,示例维护中心,",
            "weihu-er,maintainer,toy,all,另一中心,",
            "另一中心、示例维护中心",
        ),
    ],
)
def test_no_unit_or_two(old: str, new: str, said: str, toy: Path) -> None:
    root = begin(toy.parent / "bad")
    text = (root / EDITORS).read_text(encoding="utf-8")
    assert old in text
    (root / EDITORS).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Failure, match=said):
        owner_file(read_installation(root, ON)[0], [*tracked(root), "Makefile"], "github")


def test_nobody_registered(toy_catalogue: Catalogue) -> None:
    with pytest.raises(Failure, match="还没有登记"):
        owner_file(toy_catalogue, ["Makefile"], "github")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = begin(tmp_path / "toy")
    arguments = ["owners", "--root", str(root), "--on", ON, "--host", "gitea"]
    assert main([*arguments, "--check"]) == 1
    assert main(arguments) == 0
    assert (root / FILES["gitea"]).is_file()
    commit(root)
    assert main([*arguments, "--check"]) == 0
    put("data/xin.txt", "x\n")(root)
    (root / "data" / "xin.txt").rename(root / "xin.txt")
    (root / FILES["gitea"]).write_text("# x\n", encoding="utf-8")
    assert main([*arguments, "--check"]) == 1
    assert "重新生成" in capsys.readouterr().err
