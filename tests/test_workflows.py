"""The files of the hosts: valid, pinned, without rights or secrets for strangers, and no more than calls of ours."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingshi import cli
from mingshi.publish.templates import template_files
from mingshi.read.schemas import read_schemas

from .conftest import ROOT

GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITEA = sorted((ROOT / ".gitea" / "workflows").glob("*.yml"))
WORKFLOWS = GITHUB + GITEA
GITLAB = ROOT / ".gitlab-ci.yml"
BIN = Path(sys.executable).parent


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> dict[str, Any]:
    # "on" is a boolean in YAML 1.1; as text it stays what it is.
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


def scripts(path: Path) -> list[str]:
    """Return what a file of any host has a shell do."""
    if path == GITLAB:
        jobs = [job for job in read(path).values() if isinstance(job, dict)]
        return [line for job in jobs for line in job.get("script", [])]
    return [step["run"] for job in read(path)["jobs"].values() for step in job["steps"] if "run" in step]


def made_commands(path: Path) -> set[str]:
    return {target for script in scripts(path) for target in re.findall(r"\bmake ([a-z][a-z-]*)", script)} - {
        "git"
    }


def told(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    return f"{done.returncode} {done.stdout}{done.stderr}"


def test_against_the_schemas_of_their_makers() -> None:
    check = BIN / "check-jsonschema"
    assert told(check, "--builtin-schema", "vendor.github-workflows", *WORKFLOWS).startswith("0 ")
    transform = ("--data-transform", "gitlab-ci")
    assert told(check, "--builtin-schema", "vendor.gitlab-ci", *transform, GITLAB).startswith("0 ")
    forms = [f for f in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if f.name != "config.yml"]
    assert len(forms) > 5
    assert told(check, "--builtin-schema", "vendor.github-issue-forms", *forms).startswith("0 ")
    config = ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"
    assert told(check, "--builtin-schema", "vendor.github-issue-config", config).startswith("0 ")


def test_a_misspelt_key_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(
        GITHUB[0].read_text(encoding="utf-8").replace("timeout-minutes", "timeout-minute"), encoding="utf-8"
    )
    assert not told(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", bad).startswith(
        "0 "
    )


def test_zizmor_has_nothing_to_say(tmp_path: Path) -> None:
    said = told(BIN / "zizmor", "--offline", "--no-progress", *WORKFLOWS)
    assert said.startswith("0 "), said
    bad = tmp_path / "bad.yml"
    text = GITHUB[0].read_text(encoding="utf-8").replace("  pull_request:", "  pull_request_target:")
    bad.write_text(text, encoding="utf-8")
    assert not told(BIN / "zizmor", "--offline", "--no-progress", bad).startswith("0 ")


@pytest.mark.parametrize("path", WORKFLOWS, ids=name_of)
def test_least_rights(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] in ({}, "{}")
    assert "pull_request_target" not in workflow["on"]
    assert "secrets." not in path.read_text(encoding="utf-8")
    for job in workflow["jobs"].values():
        rights = job["permissions"]
        writing = {name for name, right in rights.items() if right == "write"}
        by_strangers = "pull_request" in workflow["on"]
        assert not (writing and by_strangers), "a request must not get a token that writes"
        # What may write runs nothing of the repository.
        assert not writing or not any("make " in step.get("run", "") for step in job["steps"])
        for step in job["steps"]:
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", step.get("uses", "x/y@" + "0" * 40))
            assert "${{" not in step.get("run", ""), "texts of strangers come as environment variables"


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=name_of)
def test_what_they_call_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = made_commands(path)
    assert called <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)), called
    assert called or path.name == "deploy.yml"


def test_make_targets_call_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    called = set(re.findall(r"bin/mingshi ([a-z]+)|\$\(BIN\)/mingshi ([a-z]+)", makefile + hooks))
    names = {a or b for a, b in called}
    assert names <= {c.name for c in cli.COMMANDS}
    assert {"check", "gate", "leaks", "preview", "nightly", "templates"} <= names


def test_the_hosts_do_the_same() -> None:
    """What a request and the main branch go through is the same everywhere."""
    wanted = {"check", "lint", "test", "gate", "leaks", "preview", "nightly"}
    for files in (GITHUB, GITEA, [GITLAB]):
        assert wanted <= set().union(*(made_commands(path) for path in files))


@pytest.mark.parametrize(
    "path", [ROOT / ".github/workflows/gate.yml", ROOT / ".gitea/workflows/gate.yml", GITLAB]
)
def test_the_gate_runs_the_code_of_the_branch_a_request_goes_to(path: Path) -> None:
    lines = [line for script in scripts(path) for line in script.split("\n")]
    out = next(i for i, line in enumerate(lines) if "git checkout -q origin/base" in line)
    gate = next(i for i, line in enumerate(lines) if "make gate BASE=origin/base" in line)
    assert out <= gate
    assert not any("git checkout" in line for line in lines[out + 1 : gate])


def test_gitlab_shows_what_is_found_also_when_the_check_failed() -> None:
    check = read(GITLAB)["check"]
    reports = check["artifacts"]["reports"]
    assert check["artifacts"]["when"] == "always"
    assert check["after_script"] == [
        f"make -s check FORMAT=gitlab > {reports['codequality']}",
        f"make -s check FORMAT=junit > {reports['junit']}",
    ]


def test_hooks_are_local() -> None:
    repos = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    assert {hook["language"] for hook in repos[0]["hooks"]} == {"system"}
    assert told(BIN / "pre-commit", "validate-config").startswith("0 ")


def test_forms_are_made_from_the_schemas() -> None:
    made = template_files(read_schemas(ROOT / "data" / "schemas", ROOT)[0])
    folders = (".github/ISSUE_TEMPLATE", ".gitlab/issue_templates")
    there = {
        name_of(f): f.read_text(encoding="utf-8") for folder in folders for f in (ROOT / folder).glob("*")
    }
    assert there == made, "make templates"
    for path, text in made.items():
        if path.startswith(".github") and not path.endswith("config.yml"):
            ids = [part["id"] for part in yaml.safe_load(text)["body"] if "id" in part]
            assert len(ids) == len(set(ids)), path


def test_request_templates_are_the_same_on_every_host() -> None:
    github = {
        f.read_text(encoding="utf-8") for f in (ROOT / ".github" / "PULL_REQUEST_TEMPLATE").glob("*.md")
    }
    gitlab = {
        f.read_text(encoding="utf-8") for f in (ROOT / ".gitlab" / "merge_request_templates").glob("*.md")
    }
    assert github == gitlab
    assert (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8") in github


def test_an_account_is_never_run(tmp_path: Path) -> None:
    """What a stranger may have written in a name is handed on as it is, through make and the shell."""
    marker = tmp_path / "run"
    shell = f'$(shell touch {marker})$x"; touch {marker}; "`touch {marker}`$(touch {marker})'
    tool = tmp_path / "mingshi"
    tool.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    (tmp_path / "ready").touch()
    # What makes the environment stays out of it.
    command = [
        "make",
        "-s",
        "-o",
        f"{tmp_path}/ready",
        f"BIN={tmp_path}",
        f"VENV={tmp_path}",
        "gate",
        "BASE=main",
    ]
    for name in ("AUTHOR", "APPROVER"):
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "AUTHOR": "somebody", name: shell},
            capture_output=True,
            text=True,
            check=True,
        )
        assert shell in done.stdout.splitlines()
        assert not marker.exists()
