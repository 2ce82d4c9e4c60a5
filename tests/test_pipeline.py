"""Building: the good site stays whatever happens, and the same input gives the same bytes."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingshi import cli
from mingshi.model.failure import Failure
from mingshi.model.finding import Finding
from mingshi.pipeline import Options, build
from mingshi.render.state import Built

from .conftest import ON, ROOT

# The command line, with several processes also for what is too small to be worth them.
TWO_PROCESSES = (
    "import mingshi.cli, mingshi.render.pool as pool; pool.SMALL = 0; raise SystemExit(mingshi.cli.main())"
)


def make(root: Path, out: Path, **more: Any) -> tuple[Built | None, list[Finding]]:
    """Build quietly; return the summary and the findings."""
    found: list[Finding] = []
    options = Options(root, out, ON, **more)
    return build(options, lambda _: None, found.extend), found


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()
    }


@pytest.fixture
def site(toy: Path) -> Path:
    """A good site of the toy province."""
    summary, findings = make(toy, toy / "site", jobs=1)
    assert summary is not None
    assert findings == []
    return toy / "site"


def test_same_input_same_bytes(
    toy: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingshi.render.pool.SMALL", 0)
    make(toy, tmp_path / "elsewhere" / "again", jobs=2)
    assert tree(tmp_path / "elsewhere" / "again") == tree(site)


def break_syntax(toy: Path) -> None:
    file = sorted((toy / "content" / "items").glob("*.yaml"))[0]
    file.write_text(file.read_text(encoding="utf-8").replace(": ", "：", 1), encoding="utf-8")


def break_schema(toy: Path) -> None:
    (toy / "data" / "schemas" / "item.yaml").write_text("name: item\n", encoding="utf-8")


def remove_register(toy: Path) -> None:
    (toy / "data" / "areas" / "areas.csv").unlink()


def break_encoding(toy: Path) -> None:
    file = sorted((toy / "content" / "items").glob("*.yaml"))[0]
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))


@pytest.mark.parametrize("damage", [break_syntax, break_schema, remove_register, break_encoding])
def test_errors_leave_the_old_site(damage: Callable[[Path], None], toy: Path, site: Path) -> None:
    before = tree(site)
    damage(toy)
    summary, findings = make(toy, site, jobs=1)
    assert summary is None
    assert any(f.severity == "error" for f in findings)
    assert tree(site) == before


def leftovers(out: Path) -> list[str]:
    """Return what a build left beside its folder, lock and state apart."""
    kept = {f".{out.name}.lock", f".{out.name}.state"}
    return [p.name for p in out.parent.iterdir() if p.name.startswith(f".{out.name}.") and p.name not in kept]


def test_full_disk(toy: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(site)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mingshi.render.write.Writer.write", full)
    with pytest.raises(Failure, match="磁盘已满"):
        make(toy, site, jobs=1, clean=True)
    assert tree(site) == before
    assert leftovers(site) == []


def test_a_disk_that_takes_no_large_file(toy: Path, site: Path) -> None:
    """A real limit of the system, met wherever the first large file is written."""
    before = tree(site)
    lines = (
        "import resource, sys",
        "from mingshi import cli",
        "_, most = resource.getrlimit(resource.RLIMIT_FSIZE)",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, most))",
        f"sys.exit(cli.main(['build', '--root', {str(toy)!r}, '--on', '{ON}', '--jobs', '1', '--clean']))",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert re.search(r"错误：写网站时出错：文件超过了允许的大小（/.+）", done.stderr)
    assert "原来的网站没有改动" in done.stderr
    assert tree(site) == before
    assert leftovers(site) == []


def test_broken_template(toy: Path, site: Path) -> None:
    before = tree(site)
    theme = toy / "theme"
    shutil.copytree(ROOT / "theme", theme)
    (theme / "templates" / "item.html").write_text("{% if %}", encoding="utf-8")
    with pytest.raises(Failure, match=r"item\.html"):
        make(toy, site, jobs=1)
    assert tree(site) == before
    assert leftovers(site) == []


def test_worker_that_dies(toy: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(site)
    parent = os.getpid()

    def die(*_: object) -> int:
        assert os.getpid() != parent
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    monkeypatch.setattr("mingshi.render.pool.SMALL", 0)
    monkeypatch.setattr("mingshi.render.pool.render_batch", die)
    with pytest.raises(Failure, match="工作进程意外结束"):
        make(toy, site, jobs=2, clean=True)
    assert tree(site) == before


def test_foreign_folder_is_not_overwritten(toy: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(Failure, match="不是本程序生成"):
        make(toy, precious, jobs=1)
    assert (precious / "letter.txt").read_text(encoding="utf-8") == "keep me"


def test_interrupted_switch_is_undone(toy: Path, site: Path) -> None:
    before = tree(site)
    site.rename(site.with_name(".site.old"))
    summary, _ = make(toy, site, jobs=1)
    assert summary is not None
    assert tree(site) == before
    assert leftovers(site) == []


def test_two_builds_at_once(toy: Path, site: Path) -> None:
    with open(site.with_name(".site.lock"), "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Failure, match="另一个构建"):
            make(toy, site, jobs=1)


def test_production_needs_every_setting(toy: Path, site: Path) -> None:
    settings = toy / "mkdocs.yml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    kept = ["    organiser:" if line.startswith("    organiser:") else line for line in lines]
    settings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert make(toy, site, jobs=1)[0] is not None
    assert "待填" in (site / "index.html").read_text(encoding="utf-8")
    summary, findings = make(toy, site, jobs=1, production=True)
    assert summary is None
    assert "MS802" in {f.code for f in findings}


@pytest.mark.parametrize("path", ["items/tuijian-shili", "lists/dingqu-zhuanfa", "forms/f01-jianhu-shili"])
def test_unverified_records_get_no_page_and_no_link(path: str, toy: Path) -> None:
    file = toy / "content" / f"{path}.yaml"
    text = file.read_text(encoding="utf-8")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    assert (toy / "site" / path / "index.html").exists()
    file.write_text(
        re.sub(r'^verified: "?\w+"?$', 'verified: "no"', text, flags=re.MULTILINE), encoding="utf-8"
    )
    summary, findings = make(toy, toy / "site", jobs=1, check_links=True)
    assert summary is not None, [f.message for f in findings]
    assert not (toy / "site" / path).exists()


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "America/Anchorage", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ],
)
def test_surroundings_do_not_matter(
    surroundings: dict[str, str], toy: Path, site: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "another place" / "x"
    shutil.copytree(toy, elsewhere, ignore=shutil.ignore_patterns("site", ".site.*"))
    command = [sys.executable, "-c", TWO_PROCESSES, "build", "--root", ".", "--on", ON, "--jobs", "2"]
    subprocess.run(
        command, cwd=elsewhere, env={**os.environ, **surroundings}, check=True, capture_output=True
    )
    assert tree(elsewhere / "site") == tree(site)


def test_dead_links_leave_the_old_site(toy: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site)
    shutil.copytree(ROOT / "theme", toy / "theme")
    template = toy / "theme" / "templates" / "items.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(f'{text}<a href="none.html">x</a>', encoding="utf-8")
    assert cli.main(["build", "--root", str(toy), "--on", ON, "--check-links"]) == 1
    told = capsys.readouterr().err
    assert "有 1 个站内链接失效" in told
    assert "items/index.html: none.html（没有文件 items/none.html）" in told
    assert tree(site) == before
    assert leftovers(site) == []


HEAVY = ("mkdocs", "pandas", "frictionless", "jinja2", "material", "openpyxl", "multiprocessing", "tqdm")


@pytest.mark.parametrize("command", [["explain", "MS201"], ["build", "--on", ON]])
def test_what_needs_no_heavy_package_loads_none(command: list[str], toy: Path, site: Path) -> None:
    """Loading them takes longer than an unchanged build may."""
    assert site.exists()
    code = (
        "import sys, mingshi.cli; code = mingshi.cli.main();"
        f"print([m for m in {HEAVY} if m in sys.modules]); raise SystemExit(code)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, *command, "--root", str(toy)], check=True, capture_output=True, text=True
    )
    assert said.stdout.splitlines()[-1] == "[]"


def seen_on_terminal(command: list[str]) -> str:
    """Run a command whose stderr is a terminal, and return what is shown there."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # what Linux raises when the other end is closed
            while piece := os.read(ours, 4096):
                shown += piece
        os.close(ours)
    assert process.returncode == 0
    return shown.decode()


def test_a_terminal_shows_a_bar_with_rate_and_time_left(toy: Path) -> None:
    command = [sys.executable, "-m", "mingshi", "build", "--root", str(toy), "--on", ON, "--check-links"]
    shown = seen_on_terminal(command)
    assert re.search(r"页面: +\d+%.*\d+/\d+ \[\d\d:\d\d<\d\d:\d\d, +[\d.]+页/s\]", shown)
    assert "站内链接:" in shown


def test_elsewhere_there_are_plain_lines(toy: Path) -> None:
    command = [sys.executable, "-m", "mingshi", "build", "--root", str(toy), "--on", ON, "--check-links"]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    assert said.stderr == ""
    assert "\r" not in said.stdout
    phases = re.findall(r"^· (\S+)  [\d.]+ 秒", said.stdout, re.MULTILINE)
    assert phases == ["查看改动", "读取并检查", "站内链接", "生成"]
