"""The command: what it writes for a hosted page, and what it says when something is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mingshi.cli import main

from ..repository import git, toy_repository

GITLAB = (
    "    repository: https://git.example/a/b\n    repository_host: gitlab\n    repository_app: 示例编号\n"
)


def root_with(folder: Path, settings: str) -> Path:
    root = toy_repository(folder)
    file = root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"    repository(?:_host)?: .*\n", "", text)
    file.write_text(text.replace("  mingshi:\n", "  mingshi:\n" + settings, 1), encoding="utf-8")
    return root


def test_the_configuration_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, out = root_with(tmp_path / "toy", GITLAB), tmp_path / "out"
    assert main(["admin", "--root", str(root), "-o", str(out), "--config"]) == 0
    assert [p.name for p in out.iterdir()] == ["config.yml"]
    config = yaml.safe_load((out / "config.yml").read_text(encoding="utf-8"))
    assert (config["backend"]["name"], config["backend"]["branch"]) == ("gitlab", "main")
    assert "1 个文件" in capsys.readouterr().out


def test_the_branch_of_the_settings_goes_first(tmp_path: Path) -> None:
    root, out = root_with(tmp_path / "toy", GITLAB + "    repository_branch: trunk\n"), tmp_path / "out"
    assert main(["admin", "--root", str(root), "-o", str(out), "--config"]) == 0
    assert '"trunk"' in (out / "config.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--config"], 2, "--config 要和 -o"),
        (["-o", "aus"], 1, "没有代码仓库的网址"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    root = root_with(tmp_path / "toy", "")
    assert main(["admin", "--root", str(root), *arguments]) == code
    assert said in capsys.readouterr().err


def test_a_package_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = root_with(tmp_path / "toy", GITLAB)
    arguments = ["-o", str(tmp_path / "out"), "--package", str(tmp_path / "keins.tgz")]
    assert main(["admin", "--root", str(root), *arguments]) == 1
    assert "没有这个文件" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_nowhere_to_work_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "--root", str(tmp_path)]) == 1
    assert "没有 mkdocs.yml" in capsys.readouterr().err
    root = toy_repository(tmp_path / "toy")
    git(root, "checkout", "-q", "--detach")
    assert main(["admin", "--root", str(root)]) == 1
    assert "不在任何分支上" in capsys.readouterr().err
