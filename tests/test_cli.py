"""The command line: exit codes, messages, help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingshi import cli


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run one command; return exit code, stdout and stderr."""
    try:
        code = cli.main([str(a) for a in arguments])
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("command", [c.name for c in cli.COMMANDS])
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert "例：mingshi " + command in out
    assert "用法：" in out
    assert "usage:" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数：命令"),
        (["explain"], "缺少参数：代码"),
        (["check", "--nonsense"], "不认识的参数：--nonsense"),
        (["check", "--on", "2026-02-30"], "--on 的值"),
        (["check", "--format", "xml"], "--format 不能写 'xml'"),
        (["build", "--jobs", "-1"], "--jobs"),
        (["serve", "--port", "99999"], "--port 的值"),
        (["build", "--out"], "--out 后面要写一个值"),
        (["build", "--scheduler", "10.0.0.5:8786"], "--scheduler 的值"),
        (["build", "--scheduler", "tcp://cluster:99999"], "--scheduler 的值"),
        (["forge"], "命令 不能写 'forge'"),
    ],
)
def test_bad_usage_is_told_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err
    assert "用法有误" in err


def test_check_of_the_toy_province_is_clean(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", "--root", toy, "--on", "2026-11-23")
    assert (code, err) == (0, "")
    assert "0 处错误" in out


def break_item(toy: Path) -> Path:
    """Put a full-width colon into an item of the toy province and return its file."""
    broken = sorted((toy / "content" / "items").glob("*.yaml"))[0]
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("name: ", "name：", 1), encoding="utf-8")
    return broken


def test_check_tells_place_fact_and_remedy(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = break_item(toy)
    code, out, _ = run(capsys, "check", "--root", toy, "--on", "2026-11-23")
    assert code == 1
    assert "MS201" in out
    assert f"{broken.relative_to(toy).as_posix()}:2" in out
    assert "怎么改" in out


def test_check_can_be_limited_to_paths(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = break_item(toy)
    assert run(capsys, "check", "--root", toy, toy / "data")[0] == 0
    assert run(capsys, "check", "--root", toy, broken)[0] == 1
    code, _, err = run(capsys, "check", "--root", toy, "content/none.yaml")
    assert (code, "没有这个文件" in err) == (1, True)


@pytest.mark.parametrize("form", ["json", "github"])
def test_check_speaks_to_machines(form: str, toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_item(toy)
    code, out, _ = run(capsys, "check", "--root", toy, "--format", form)
    assert code == 1
    if form == "json":
        found = json.loads(out)
        assert "MS201" in json.dumps(found)
    else:
        assert out.startswith("::error file=content/items/")


def test_no_installation_is_an_error_not_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "check", "--root", tmp_path)
    assert code == 1
    assert "没有 mkdocs.yml" in err


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "MS201")
    assert (code, "冒号" in out) == (0, True)
    code, _, err = run(capsys, "explain", "MS999")
    assert (code, "没有这个代码" in err) == (1, True)


def test_resolve_of_a_place(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    communities = sorted((toy / "data" / "areas").glob("*/*.csv"))[0].read_text(encoding="utf-8").splitlines()
    area = next(line.split(",")[0] for line in communities if ",community," in line)
    code, out, _ = run(capsys, "resolve", "--root", toy, "--on", "2026-11-23", area)
    assert code == 0
    assert "示例" in out
    code, out, _ = run(capsys, "resolve", "--root", toy, "--on", "2026-11-23", "--format", "json", area)
    assert (code, json.loads(out)["area"]) == (0, area)
    code, _, err = run(capsys, "resolve", "--root", toy, "nowhere/at/all")
    assert (code, "没有这个地方" in err) == (1, True)


def test_a_fault_of_ours_is_logged(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mingshi.pipeline.check", lambda *_, **__: 1 / 0)
    code, _, err = run(capsys, "check", "--root", toy)
    assert code == 3
    log = Path(err.split("记录在 ")[1].split("，")[0])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    log.unlink()


def test_interruption(toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mingshi.pipeline.check", interrupted)
    assert run(capsys, "check", "--root", toy)[0] == 130


def test_build_can_say_where_the_time_went(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "build", "--root", toy, "--on", "2026-11-23", "--profile")
    assert code == 0
    assert "时间花在哪里" in out
