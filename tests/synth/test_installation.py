"""A synthetic installation is right, labelled on every entry, the same every time, and cannot go public."""

from __future__ import annotations

import errno
import shutil
from collections import Counter
from pathlib import Path

import pytest

from mingshi import cli
from mingshi.check.run import check
from mingshi.check.settings import missing_for_production
from mingshi.model.catalogue import Catalogue
from mingshi.model.failure import Failure
from mingshi.model.finding import Finding
from mingshi.read.store import read_installation
from mingshi.synth.installation import write_installation
from mingshi.synth.places import SCALES, places_of

from ..conftest import ON
from .conftest import synthesise


def judged(root: Path) -> tuple[Catalogue, list[Finding]]:
    """Return what is read, with all errors."""
    catalogue, findings = read_installation(root, ON)
    return catalogue, [f for f in (*findings, *check(catalogue)) if f.severity == "error"]


def files(root: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("scale", ["county", "city", "province"])
def test_it_passes_the_check(scale: str, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    catalogue, errors = judged(synthesise(toy_catalogue, tmp_path / "made", scale))
    assert errors == []
    committees = {a.id for a in catalogue.areas.of_level("community")}
    assert {r.get("area") for r in catalogue.of("village_rule")} == committees
    assert len(catalogue.of("work_method")) >= len(committees) // 4


def test_a_county_has_only_its_own_places(county: Path, toy_catalogue: Catalogue) -> None:
    catalogue, _ = judged(county)
    assert [a.id for a in catalogue.areas.of_level("county")] == ["jiashi/yixian"]
    inside = {a.id for a in toy_catalogue.areas.below("jiashi/yixian")}
    assert {a.id for a in catalogue.areas.below("jiashi/yixian")} == inside
    assert len(catalogue.areas) == len(inside) + 4
    assert catalogue.find("list", "dingqu-zhuanfa") is None
    assert catalogue.find("list", "china-neg")


def test_everything_added_says_that_it_is_synthetic(county: Path, toy_catalogue: Catalogue) -> None:
    catalogue, _ = judged(county)
    added = Counter[str]()
    for kind in ("village_rule", "work_method", "list", "listing", "guide"):
        for record in catalogue.of(kind):
            if toy_catalogue.find(kind, record.id):
                assert not record.get("synthetic")
                continue
            added[kind] += 1
            assert record.get("synthetic") == "是", record.path
            assert record.get("verified") != "yes", record.path
            assert kind == "listing" or "合成数据" in record.get("title"), record.path
            if record.body:
                assert "合成数据" in record.body.strip().split("\n")[0], record.path
    assert set(added) == {"village_rule", "work_method", "list", "listing", "guide"}
    assert "合成数据" in catalogue.settings.site_name
    assert catalogue.settings.get("synthetic") == "是"


def test_real_pacts_stay_as_they_are(county: Path, toy_root: Path) -> None:
    path = "content/pacts/jiashi/yixian/xizhen-san-cun.md"
    assert (county / path).read_bytes() == (toy_root / path).read_bytes()


def test_the_same_bytes_every_time(county: Path, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    assert files(synthesise(toy_catalogue, tmp_path / "again", "county")) == files(county)


def test_a_production_build_refuses_it(county: Path) -> None:
    catalogue, _ = judged(county)
    found = missing_for_production(catalogue)
    assert {f.code for f in found} == {"MS803"}
    assert "mkdocs.yml" in {f.path for f in found}


def test_texts_are_about_as_long_as_real_ones(county: Path) -> None:
    catalogue, _ = judged(county)
    sizes = [len(r.body.encode()) for r in catalogue.of("village_rule") if r.get("synthetic")]
    assert all(900 < size < 1600 for size in sizes)
    assert len({r.body for r in catalogue.of("village_rule")}) == len(catalogue.of("village_rule"))


@pytest.mark.parametrize("taken", ["folder", "file"])
def test_nothing_is_overwritten(taken: str, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    if taken == "folder":
        target.mkdir()
        (target / "mine.txt").write_text("x", encoding="utf-8")
    else:
        target.write_text("x", encoding="utf-8")
    with pytest.raises(Failure, match="已经有内容"):
        write_installation(toy_catalogue, places_of(toy_catalogue, "county"), target, lambda _: None)
    assert len(list(tmp_path.rglob("*"))) == (2 if taken == "folder" else 1)


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_is_left_of_what_could_not_be_finished(
    stop: BaseException,
    is_new: bool,
    toy_catalogue: Catalogue,
    tmp_path: Path,
) -> None:
    target = tmp_path / "made"
    if not is_new:
        target.mkdir()

    def fail(_: int) -> None:
        assert (target / "mkdocs.yml").is_file()
        raise stop

    with pytest.raises((Failure, KeyboardInterrupt)) as caught:
        write_installation(toy_catalogue, places_of(toy_catalogue, "county"), target, fail)
    if isinstance(stop, OSError):
        assert str(caught.value) == f"写合成数据时出错：磁盘已满（{target}）"
        assert "网站" not in getattr(caught.value, "remedy", "网站")
    assert [p.name for p in tmp_path.rglob("*")] == ([] if is_new else ["made"])


def test_progress_counts_every_committee(toy_catalogue: Catalogue, tmp_path: Path) -> None:
    ticks: list[int] = []
    number = write_installation(
        toy_catalogue, places_of(toy_catalogue, "province"), tmp_path / "made", ticks.append
    )
    assert sum(ticks) == len(toy_catalogue.areas.of_level("community"))
    assert number == len(files(tmp_path / "made"))


def test_the_command(toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "made"
    arguments = ["synth", str(target), "--root", str(toy), "--on", ON]
    assert cli.main(arguments) == 0
    assert "1 个县、5 个村（社区）" in capsys.readouterr().out
    assert cli.main(arguments) == 1
    assert "换一个新的文件夹" in capsys.readouterr().err
    shutil.rmtree(toy / "data" / "areas" / "jiashi")
    assert cli.main(["synth", str(tmp_path / "other"), "--root", str(toy), "--on", ON]) == 1


def test_the_command_knows_every_scale() -> None:
    command = next(c for c in cli.COMMANDS if c.name == "synth")
    assert dict(command.arguments)[("--scale",)]["choices"] == SCALES
