"""A run goes on without tools that are missing or fail, and says so."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

from bench import run
from bench.content import Content, content_of
from bench.measure import CommandFailed, measure, written
from bench.peers import PEERS, Peer

WRITES = "import pathlib; d = pathlib.Path('out'); d.mkdir(); (d / 'index.html').write_text('12345')"
FAILS = "import sys; sys.exit('broken template in entry.html')"


def fake(key: str, code: str) -> Peer:
    def prepare(folder: Path, _: Content) -> None:
        folder.mkdir()

    return Peer(key, f"软件{key}", "no-such-program-anywhere", ("-c", code), prepare, "out")


def options(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**{"runs": 2, "limit": 60, "again": False, **given})


def test_a_missing_peer_is_skipped_and_named() -> None:
    peers = [fake("a", WRITES), *(p for p in PEERS if p.key == "mingshi")]
    found, missing = run.look_for(peers, [])
    assert [p.key for p, _ in found] == ["mingshi"]
    assert [p.title for p in missing] == ["软件a"]


def test_a_program_is_found_in_a_folder_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "no-such-program-anywhere"
    program.write_text("#!/bin/sh\necho tool v1.22.3+extended\n", encoding="utf-8")
    program.chmod(0o755)
    found, missing = run.look_for([fake("a", WRITES)], [str(tmp_path)])
    assert [(p.key, path) for p, path in found] == [("a", str(program))]
    assert missing == []
    assert found[0][0].version(str(program)) == "1.22.3"
    monkeypatch.chdir(tmp_path.parent)
    assert run.look_for([fake("a", WRITES)], [tmp_path.name])[0][0][1] == str(program)


def test_a_failing_peer_is_told_of_and_the_others_go_on(toy_root: Path, tmp_path: Path) -> None:
    found = [(fake(key, code), sys.executable) for key, code in (("a", FAILS), ("b", WRITES))]
    said: list[str] = []
    content = content_of(toy_root, 1)
    rows = list(run.measured(found, content, tmp_path, options(), said.append))
    assert [(r.tool, r.entries, r.written.pages, r.written.size) for r in rows] == [("软件b", 1, 1, 5)]
    assert "软件a" in said[0]
    assert "broken template in entry.html" in said[0]
    assert [p.key for p, _ in found] == ["b"]


def test_nothing_of_an_earlier_run_is_left(tmp_path: Path) -> None:
    (ours,) = [p for p in PEERS if p.key == "mingshi"]
    (tmp_path / "work" / ours.out).mkdir(parents=True)
    for name in ours.leftovers:
        (tmp_path / "work" / name).write_text("", encoding="utf-8")
    ours.clean(tmp_path / "work", tmp_path / "bin")
    ours.clean(tmp_path / "work", tmp_path / "bin")
    assert list((tmp_path / "work").iterdir()) == []
    assert len(list((tmp_path / "bin").iterdir())) == 1 + len(ours.leftovers)


TOOL = """\
#!{python}
import pathlib, subprocess, sys
if sys.argv[1] == "check":
    changed = subprocess.run(["git", "diff", "--name-only", "HEAD"], capture_output=True, check=True).stdout
    sys.exit(0 if len(changed.splitlines()) == 2 else "other files have changed: " + str(changed))
out = pathlib.Path("out")
out.mkdir(exist_ok=True)
entries = sorted(f for kind in ("pacts", "methods") for f in pathlib.Path("content", kind).rglob("*.md"))
(out / "all").write_bytes(b"".join(p.read_bytes() for p in entries))
"""


def test_building_again_changes_nothing_then_one_entry_and_a_check_sees_the_changed_ones(
    toy_root: Path, tmp_path: Path
) -> None:
    tool = tmp_path / "tool"
    tool.write_text(TOOL.format(python=sys.executable), encoding="utf-8")
    tool.chmod(0o755)
    (ours,) = [p for p in PEERS if p.key == "mingshi"]
    peer = Peer("mingshi", "本软件", "", ("build",), ours.prepare, "out")
    content = next(c for n in range(2, 99) if len((c := content_of(toy_root, n)).entries) == 2)
    rows = list(run.measured([(peer, str(tool))], content, tmp_path, options(again=True), lambda _: None))
    full, same, changed, _ = rows
    assert full.written.size == same.written.size < changed.written.size < full.written.size + 150
    assert [row.tool for row in rows] == [
        "本软件",
        "本软件，再次生成，没有改动",
        "本软件，再次生成，改了一条",
        "本软件，只检查改了的 20 条",
    ]


def test_a_command_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="已停止"):
        measure([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path, limit=0.2)


def test_the_children_of_a_command_count(tmp_path: Path) -> None:
    child = "sum(range(10**6)); x = bytearray(90_000_000); import time; time.sleep(1)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    used = measure([sys.executable, "-c", code], tmp_path)
    assert used.cpu > 0
    assert used.total >= used.peak > 85


def test_an_empty_folder_has_nothing_written(tmp_path: Path) -> None:
    assert written(tmp_path / "none").pages == 0


def test_the_command_line_takes_sizes_peers_and_runs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run.main(["--peers", "nobody"])
    assert left.value.code == 2
    assert "nobody" in capsys.readouterr().err
