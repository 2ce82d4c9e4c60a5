"""County packages: exactly what belongs in, nothing dead, the same bytes again, and every bad beginning told."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mingshi import cli
from mingshi.render.links import Dead, dead_links

from ..conftest import ON, copy_toy
from ..test_pipeline import make, tree

AREA = "jiashi/dingqu"
TOP = "mingshi-jiashi-dingqu"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province, built; tests must not change it."""
    toy = copy_toy(tmp_path_factory.mktemp("bundle") / "toy")
    assert make(toy, toy / "site", jobs=1)[0] is not None
    return toy


@pytest.fixture
def own(shared: Path, tmp_path: Path) -> Path:
    """A copy of the built toy province that a test may change."""
    return shutil.copytree(shared, tmp_path / "toy")


def bundle(root: Path, target: Path, *more: str, area: str = AREA) -> int:
    """Run the command and return its exit code."""
    return cli.main(["bundle", area, "-o", str(target), "--root", str(root), "--on", ON, *more])


def unpacked(package: Path, folder: Path) -> Path:
    """Unpack a package and return its folder."""
    with zipfile.ZipFile(package) as found:
        found.extractall(folder)
    (top,) = folder.iterdir()
    return top


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a county, unpacked."""
    where = tmp_path_factory.mktemp("unpacked")
    assert bundle(shared, where / "a.zip") == 0
    return unpacked(where / "a.zip", where / "stick")


def test_it_has_the_county_and_what_is_common_and_nothing_else(shared: Path, folder: Path) -> None:
    assert folder.name == TOP
    assert {p.name for p in folder.iterdir()} == {
        "打开.html",
        "读我.txt",
        "bundle.json",
        "SHA256SUMS",
        "site",
    }
    inside, whole = tree(folder / "site"), tree(shared / "site")
    own = {p for p in whole if re.match(rf"(places|pacts|methods)/{AREA}/", p)}
    assert len(own) > 4
    common = {p for p in whole if re.match(r"(items|laws|forms|glossary|sources|conflicts|about)/", p)}
    assert own | common | {"index.html", "places/index.html", "places/jiashi/index.html"} <= inside.keys()
    assert [p for p in inside if re.match(r"(api|data|fields|rules)/|build\.json|404", p)] == []
    others = {p for p in inside if re.match(r"(places|pacts|methods)/.+/", p)} - own
    assert others == {"places/china/index.html", "places/toy/index.html", "places/jiashi/index.html"} & others


def test_pages_are_those_of_the_site_but_for_links_that_lead_out(shared: Path, folder: Path) -> None:
    inside, whole = tree(folder / "site"), tree(shared / "site")
    link = re.compile(rb'(?:href|src|action)="[^"]*"')
    for path in (p for p in inside if p in whole and p.endswith(".html")):
        assert link.sub(b"", inside[path]) == link.sub(b"", whole[path]), path
        pairs = zip(link.findall(inside[path]), link.findall(whole[path]), strict=True)
        changed = [(new, old) for new, old in pairs if new != old]
        assert all(b"not-here/index.html?" in new for new, _ in changed)


def dead_for_readers(folder: Path) -> list[Dead]:
    """Return the dead links that stand on a page.

    Scripts alone know the lists to take along, which need a server, and the lists of counties that are not there.
    """
    followed = [(dead, (folder / dead.file).read_text("utf-8")) for dead in dead_links(folder)[1]]
    return [d for d, text in followed if re.search(rf'(?:href|src|action)="{re.escape(d.link)}"', text)]


def test_no_link_is_dead(folder: Path) -> None:
    assert dead_links(folder)[0] > 100
    assert dead_for_readers(folder) == []


def test_links_to_other_counties_lead_to_a_page_that_says_so(folder: Path) -> None:
    places = (folder / "site" / "places" / "index.html").read_text(encoding="utf-8")
    assert 'href="../not-here/index.html?places/yishi/bingxian/"' in places
    said = (folder / "site" / "not-here" / "index.html").read_text(encoding="utf-8")
    assert "这一页不在离线包里" in said
    assert 'href="https://shili.example/"' in said


def test_search_finds_nothing_outside(folder: Path) -> None:
    text = "".join(
        p.read_text(encoding="utf-8") for p in (folder / "site" / "assets" / "search").rglob("*.js")
    )
    assert "示例六社区" in text
    assert "hunyin-shili" in text
    for name in ("示例一县", "示例丙县", "示例乙市"):
        assert name not in text
    for page in re.findall(r'"((?:items|lists|laws|forms|pacts|methods)/[^"#]*)"', text):
        assert (folder / "site" / page / "index.html").is_file(), page


def test_hashes_can_be_checked_by_the_usual_tool(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")
    listed = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == tree(folder).keys() - {"SHA256SUMS"}


def test_read_me_and_mark_say_what_it_is(folder: Path) -> None:
    mark = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
    text = (folder / "读我.txt").read_bytes().decode("utf-8-sig")
    assert (mark["area"], mark["on"], mark["files"]) == (AREA, ON, len(tree(folder / "site")))
    assert "示例丁区离线包" in text
    assert mark["version"] in text
    assert text.count("\n") == text.count("\r\n"), "old Notepad needs CR LF"
    assert "2026年11月23日" in (folder / "打开.html").read_text(encoding="utf-8")


def test_names_are_short_enough_for_windows(folder: Path) -> None:
    assert max(len(f"{TOP}/{path}") for path in tree(folder)) < 160


def test_same_site_same_bytes(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingshi.render.pool.SMALL", 0)
    again = shutil.copytree(shared, tmp_path / "elsewhere", copy_function=shutil.copy)
    assert make(again, again / "site", jobs=2, clean=True)[0] is not None
    assert bundle(shared, tmp_path / "a.zip") == bundle(again, tmp_path / "b.zip") == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_earlier_package_of_the_county_is_replaced(own: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    assert bundle(own, target) == 0
    before = target.read_bytes()
    pact = next((own / "content" / "pacts" / "jiashi" / "dingqu").glob("*.md"))
    pact.write_text(pact.read_text(encoding="utf-8") + "\n新加的一句。\n", encoding="utf-8")
    assert make(own, own / "site", jobs=1)[0] is not None
    assert bundle(own, target) == 0
    assert target.read_bytes() != before


def nothing_built(root: Path, _: Path) -> None:
    shutil.rmtree(root / "site")


def state_lost(root: Path, _: Path) -> None:
    (root / ".site.state").unlink()


def stale(root: Path, _: Path) -> None:
    file = root / "content" / "about" / "index.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n新的一句。\n", encoding="utf-8")


def page_changed(root: Path, _: Path) -> None:
    (root / "site" / "items" / "index.html").write_text("x", encoding="utf-8")


def page_gone(root: Path, _: Path) -> None:
    (root / "site" / "items" / "index.html").unlink()


def other_file(_: Path, target: Path) -> None:
    target.write_bytes(b"mine")


def other_archive(_: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("top/bundle.json", "[]")


def other_county(root: Path, target: Path) -> None:
    assert bundle(root, target, area="jiashi/yixian") == 0


def a_folder(_: Path, target: Path) -> None:
    target.mkdir()


@pytest.mark.parametrize(
    ("spoil", "says", "remedy"),
    [
        (nothing_built, "没有生成好的网站", "先执行 mingshi build"),
        (state_lost, "没有它的生成记录", "--clean"),
        (stale, "网站是旧的", "先执行 mingshi build"),
        (page_changed, "items/index.html 和生成时不一样", "--clean"),
        (page_gone, "items/index.html 和生成时不一样", "--clean"),
        (other_file, "不是本程序做的离线包", "换一个文件名"),
        (other_archive, "不是本程序做的离线包", "换一个文件名"),
        (other_county, "另一个地方（jiashi/yixian）的离线包", "换一个文件名"),
        (a_folder, "是一个文件夹", "写成文件名"),
    ],
)
def test_bad_beginnings(
    spoil: Callable[[Path, Path], None],
    says: str,
    remedy: str,
    own: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "a.zip"
    spoil(own, target)
    before = target.read_bytes() if target.is_file() else None
    assert bundle(own, target) == 1
    told = capsys.readouterr().err
    assert says in told
    assert remedy in told
    assert (target.read_bytes() if target.is_file() else None) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("area", "says"),
    [
        ("jiashi/dinqu", "没有这个县（市、区）：jiashi/dinqu"),
        ("丁区", "jiashi/dingqu（示例丁区）"),
        ("jiashi", "“jiashi”是示例甲市，不是县（市、区）"),
        ("jiashi/dingqu/beijie", "例如 jiashi/dingqu（示例丁区）"),
        ("", "没有这个县"),
    ],
)
def test_unknown_areas(
    area: str, says: str, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bundle(shared, tmp_path / "a.zip", area=area) == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / "a.zip").exists()


def test_the_day_is_that_of_the_site(shared: Path, tmp_path: Path) -> None:
    arguments = ["bundle", AREA, "-o", str(tmp_path / "a.zip"), "--root", str(shared), "--on", "2030-01-01"]
    assert cli.main(arguments) == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        assert json.loads(found.read(f"{TOP}/bundle.json"))["on"] == ON


def test_a_list_of_another_county_is_left_out(own: Path, tmp_path: Path) -> None:
    """The package of the county without a list of its own has neither the page of another's nor finds it."""
    assert (own / "site" / "lists" / "dingqu-zhuanfa" / "index.html").is_file()
    assert bundle(own, tmp_path / "a.zip", area="jiashi/yixian") == 0
    site = unpacked(tmp_path / "a.zip", tmp_path / "stick") / "site"
    assert not (site / "lists" / "dingqu-zhuanfa").exists()
    assert dead_for_readers(site) == []
    assert "dingqu-zhuanfa" not in "".join(
        p.read_text("utf-8") for p in (site / "assets" / "search").rglob("*.js")
    )
