"""Incremental builds: whatever was edited, renamed or deleted, and wherever the last one was killed, the same bytes."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mingshi.render.site import Site
from mingshi.render.state import load

from .conftest import ON, ROOT
from .test_pipeline import TWO_PROCESSES, make, tree


@pytest.fixture
def built(toy: Path) -> Path:
    """The toy province with its own theme, built once."""
    shutil.copytree(ROOT / "theme", toy / "theme")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    return toy


def again(root: Path) -> int:
    """Build in place, compare with a clean build elsewhere, and return how many pages were made."""
    built, findings = make(root, root / "site", jobs=1)
    assert built is not None, [f"{f.path}:{f.mark.line} {f.code} {f.message}" for f in findings]
    clean = root.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    assert make(root, clean, jobs=1, clean=True)[0] is not None
    here, there = tree(root / "site"), tree(clean)
    assert sorted(p for p in here.keys() | there.keys() if here.get(p) != there.get(p)) == []
    return built.made


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Replace one text in a file, which must be there."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


ITEM = "content/items/hunyin-shili.yaml"
GUIDE = "content/guides/toy/hunyin-shili.md"
PACT = "content/pacts/jiashi/dingqu/beijie-liu-shequ.md"


def test_nothing_changed_nothing_made(built: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (built / "site").rglob("*")}
    assert again(built) == 0
    assert {p: p.stat().st_mtime_ns for p in (built / "site").rglob("*")} == before


def test_touched_file_is_read_but_changes_nothing(built: Path) -> None:
    os.utime(built / ITEM)
    assert again(built) == 0


def all_pages(root: Path) -> int:
    """Return how many pages a clean build makes."""
    state = load(root / ".site.state")
    assert state is not None
    return sum(len(task.pages) for task in state.tasks.values())


@pytest.mark.parametrize(
    ("path", "old", "new", "places_too"),
    [
        (PACT, "title: ", "title: 改名的", False),
        (PACT, "\n---\n", "\n---\n\n新加的一句。\n", False),
        (GUIDE, "summary: ", "summary: 改了一个字。", False),
        (ITEM, "description: ", "description: 改了一个字。", False),
        (ITEM, "name: ", "name: 改名的", True),
        ("data/glossary.csv", "示例", "示意例", False),
        (
            "data/areas/jiashi/yixian.csv",
            "community,villagers_committee,",
            "community,villagers_committee,改名的",
            False,
        ),
        ("data/sources.csv", "示例", "示意例", True),
        ("theme/templates/place.html", "<h1", '<h1 data-new="1"', True),
        ("theme/overrides/main.html", "{% block scripts %}\n", "{% block scripts %}\n<!-- new -->\n", True),
        ("theme/assets/shell.css", "{", "{color:inherit;", True),
        ("mkdocs.yml", "site_name: ", "site_name: 新的", True),
        ("content/about/index.md", "# ", "# 新的", False),
    ],
)
def test_a_change_makes_what_depends_on_it(
    path: str, old: str, new: str, places_too: bool, built: Path
) -> None:
    replace(built, path, old, new)
    made = again(built)
    assert (made == all_pages(built)) == places_too


def test_deleted_entry_disappears(built: Path) -> None:
    page = built / "site" / "forms" / "f01-jianhu-shili"
    assert page.exists()
    (built / "content" / "forms" / "f01-jianhu-shili.yaml").unlink()
    guide = built / "content" / "guides" / "toy" / "jianhu-shili.md"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(re.sub(r"^form_id:.*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    again(built)
    assert not page.exists()


def test_one_pact_makes_one_county(built: Path) -> None:
    replace(built, PACT, "\n---\n", "\n---\n\n新加的一句。\n")
    assert again(built) < all_pages(built) / 4
    (built / PACT).unlink()
    again(built)
    assert not (built / "site" / PACT.removeprefix("content/").removesuffix(".md")).exists()


def test_a_retired_id_keeps_its_address(built: Path) -> None:
    """Where the entry was there is now what became of it, under the name its successor has just now."""
    old, successor = PACT, "content/pacts/jiashi/yixian/xizhen-san-cun.md"
    page = built / "site" / old.removeprefix("content/").removesuffix(".md") / "index.html"
    (built / old).unlink()
    with (built / "data" / "retired.csv").open("a", encoding="utf-8") as file:
        ids = [path.removeprefix("content/pacts/").removesuffix(".md") for path in (old, successor)]
        file.write(f"village_rule,{ids[0]},示例,2026-11-01,示例,{ids[1]}\n")
    again(built)
    assert "这个编号已经停用" in page.read_text(encoding="utf-8")
    replace(built, successor, "title: ", "title: 改名的")
    again(built)
    assert "改名的" in page.read_text(encoding="utf-8")


def test_another_date_is_another_site(built: Path) -> None:
    assert make(built, built / "site", jobs=1)[0] is not None
    from mingshi.pipeline import Options, build

    made = build(Options(built, built / "site", "2026-11-24", jobs=1), lambda _: None, lambda _: None)
    assert made is not None
    assert made.made == all_pages(built)


def test_another_version_of_a_package_is_another_program(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package makes other pages from now on; nothing else has changed."""
    packages = tmp_path / "packages"
    (packages / "jinja2-99.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages)])
    real = Site.render
    monkeypatch.setattr(Site, "render", lambda *given, **more: real(*given, **more) + "<!-- 99 -->")
    assert again(built) == all_pages(built)
    assert "<!-- 99 -->" in (built / "site" / "index.html").read_text(encoding="utf-8")


def test_errors_leave_site_and_state(built: Path) -> None:
    before = tree(built / "site")
    replace(built, ITEM, "name: ", "name：")
    assert make(built, built / "site", jobs=1)[0] is None
    assert tree(built / "site") == before
    replace(built, ITEM, "name：", "name: ")
    assert again(built) == 0


@pytest.mark.parametrize("damage", ["truncate", "flip", "remove", "foreign site"])
def test_damaged_state_means_a_full_build(damage: str, built: Path) -> None:
    state = built / ".site.state"
    raw = state.read_bytes()
    if damage == "remove":
        state.unlink()
    elif damage == "truncate":
        state.write_bytes(raw[: len(raw) // 2])
    elif damage == "flip":
        state.write_bytes(raw[:40] + bytes([raw[40] ^ 1]) + raw[41:])
    else:
        replace(built, "site/build.json", '"sha256": "', '"sha256": "0')
    made = again(built)
    assert made == all_pages(built)


# Entries that nothing else refers to, and that may come and go in any combination.
FREE = (
    PACT,
    "content/methods/jiashi/yixian/dongjie-yi-shequ-yizhan.md",
    "content/forms/f02-quanbu-shili.yaml",
    "content/lists/yishi-dai.yaml",
    "content/guides/jiashi/yixian/jianhu-shili.md",
    "content/listings/china-pos/tuijian-shili.yaml",
)
RENAMED = FREE[:4]


def delete(root: Path, chance: random.Random) -> None:
    """Delete an entry, if one of those that may go is there."""
    there = [path for path in FREE if (root / path).exists()]
    if there:
        (root / chance.choice(there)).unlink()


def rename(root: Path, chance: random.Random) -> None:
    """Give an entry another id, and its file the name that goes with it."""
    there = [path for path in RENAMED if (root / path).exists()]
    if there:
        file = root / chance.choice(there)
        new = f"{file.stem}-{chance.randrange(10**4)}"
        text = file.read_text(encoding="utf-8")
        assert f"_id: {file.stem}\n" in text
        file.with_stem(new).write_text(text.replace(f"_id: {file.stem}\n", f"_id: {new}\n", 1), "utf-8")
        file.unlink()


def bring_back(root: Path, chance: random.Random) -> None:
    """Put a new entry where one was deleted or renamed."""
    gone = [path for path in FREE if not (root / path).exists()]
    if gone:
        file = root / chance.choice(gone)
        for other in file.parent.glob(f"{file.stem}-[0-9]*{file.suffix}"):
            other.unlink()
        text = (ROOT / "tests" / "toy_province" / file.relative_to(root)).read_text(encoding="utf-8")
        word = f"change: 第{chance.randrange(10**6)}次"
        file.write_text(re.sub(r"^change: .*$", word, text, flags=re.MULTILINE), encoding="utf-8")


def edit(root: Path, chance: random.Random) -> None:
    """Make one random edit."""
    edits(root, chance)()


def edits(root: Path, chance: random.Random) -> Callable[[], None]:
    """Return one random harmless edit of the content."""
    files = sorted((root / "content").rglob("*.yaml")) + sorted((root / "content").rglob("*/*/*.md"))
    file = chance.choice(files)
    word = f"第{chance.randrange(10**6)}次"

    def change_text() -> None:
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r"^change: .*$", f"change: {word}", text, flags=re.MULTILINE), encoding="utf-8"
        )

    def change_back_and_forth() -> None:
        before = file.read_bytes()
        file.write_bytes(before + b"\n")
        file.write_bytes(before)

    def rename_place() -> None:
        shard = root / "data" / "areas" / "jiashi" / "yixian.csv"
        text = shard.read_text(encoding="utf-8")
        shard.write_text(re.sub(r"(,community,[a-z_]+,)", rf"\g<1>{word}", text, count=1), encoding="utf-8")

    def new_term() -> None:
        with open(root / "data" / "glossary.csv", encoding="utf-8") as file:
            line = file.read().splitlines()[-1]
        with open(root / "data" / "glossary.csv", "a", encoding="utf-8") as file:
            file.write(re.sub(r"^[^,]+", f"t{chance.randrange(10**9)}", line) + "\n")

    return chance.choice(
        [change_text, change_text, change_text, change_back_and_forth, rename_place, new_term]
    )


@pytest.mark.parametrize("seed", range(3))
def test_random_sequence_of_edits_renames_and_deletions(seed: int, built: Path) -> None:
    """Every sequence has edits, a deletion, a renaming and a new entry in the place of an old one."""
    chance = random.Random(seed)
    first = chance.sample([delete, rename, edit], 3)
    for step in (*first, bring_back):
        step(built, chance)
        for _ in range(chance.randint(0, 2)):
            chance.choice([edit, edit, delete, rename, bring_back])(built, chance)
        again(built)


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(seed: int, built: Path) -> None:
    chance = random.Random(seed)
    command = [sys.executable, "-m", "mingshi", "build", "--root", str(built), "--on", ON, "--jobs", "1"]
    for _ in range(3):
        replace(built, "mkdocs.yml", "site_name: ", f"site_name: {chance.randrange(10)}")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * 1.5)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (built / "site" / "index.html").exists() or (built / ".site.old" / "index.html").exists()
    again(built)


def test_killed_whole_build(built: Path, tmp_path: Path) -> None:
    """Whenever a build of everything is killed, there is the whole old site, or the whole new one."""
    chance = random.Random(1)
    old = tree(built / "site")
    replace(built, "mkdocs.yml", "site_name: ", "site_name: 新的")
    command = [sys.executable, "-c", TWO_PROCESSES, "build", "--clean", "--jobs", "2"]
    command += ["--root", str(built), "--on", ON]
    began = time.monotonic()
    subprocess.run([*command, "--out", str(tmp_path / "new")], check=True, stdout=subprocess.DEVNULL)
    took, new = time.monotonic() - began, tree(tmp_path / "new")
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 1) * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
        # Killed between two renames, the old site still lies beside; the next build puts it back.
        left = built / ("site" if (built / "site").exists() else ".site.old")
        assert tree(left) in (old, new)
    again(built)
    assert tree(built / "site") == new


def test_workers_end_with_the_build_that_started_them(built: Path) -> None:
    """Else they would keep the folder locked for ever."""
    slow = "import mingshi.render.pool as p, time; p.render_batch = lambda *_: time.sleep(60)"
    command = [sys.executable, "-c", f"{slow}; {TWO_PROCESSES}", "build", "--clean", "--jobs", "2"]
    process = subprocess.Popen([*command, "--root", str(built), "--on", ON], stdout=subprocess.DEVNULL)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(lambda: len(workers.read_text().split()) == 2)
    started = [Path("/proc", number) for number in workers.read_text().split()]
    process.send_signal(signal.SIGKILL)
    process.wait()
    until(lambda: not any(worker.exists() for worker in started))
    again(built)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for a minute at most."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("moves", [0, 1, 5])
def test_interrupted_change_is_finished(moves: int, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change was made final, but the process died after some of the moves."""
    real, done = os.replace, []

    def dying(source: Path, target: Path) -> None:
        if len(done) >= moves:
            raise KeyboardInterrupt
        done.append(target)
        real(source, target)

    replace(built, "mkdocs.yml", "site_name: ", "site_name: 新的")
    monkeypatch.setattr("mingshi.render.update.os.replace", dying)
    with pytest.raises(KeyboardInterrupt):
        make(built, built / "site", jobs=1)
    monkeypatch.undo()
    assert (built / ".site.ready").is_dir()
    again(built)
    assert not (built / ".site.ready").exists()


def test_interrupted_tidying_up_is_finished(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All moves were made, but the process died while it removed what was left of the plan."""

    real = shutil.rmtree

    def dying(folder: Path, **more: bool) -> None:
        if Path(folder).name != ".site.ready":
            return real(folder, **more)
        (folder / "plan").unlink()
        raise KeyboardInterrupt

    replace(built, "mkdocs.yml", "site_name: ", "site_name: 新的")
    monkeypatch.setattr("mingshi.render.update.shutil.rmtree", dying)
    with pytest.raises(KeyboardInterrupt):
        make(built, built / "site", jobs=1)
    monkeypatch.undo()
    assert (built / ".site.ready").is_dir()
    assert again(built) == 0
    assert not (built / ".site.ready").exists()
