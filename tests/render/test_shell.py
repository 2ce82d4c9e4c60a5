"""The door to MkDocs: shells for every depth, editorial pages, only what is needed, and clear messages."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.model.settings import Settings
from mingshi.read.settings import read_settings
from mingshi.render.page import Page
from mingshi.render.shell import ShellError, Shells, build_shells
from mingshi.render.stamp import DEPTHS, active, values_of

from ..conftest import ROOT


@dataclass(frozen=True)
class Made:
    """One run over the toy province."""

    shells: Shells
    out: Path


@pytest.fixture(scope="module")
def made(toy_root: Path, toy_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The toy province's shells and editorial pages."""
    out = tmp_path_factory.mktemp("shells")
    return Made(build_shells(toy_root, out, catalogue=toy_catalogue), out)


def page_at(depth: int) -> Page:
    path = "".join(f"{part}/" for part in "abcdef"[:depth])
    return Page(
        path, "题目", "说明", "items", "article", "<h1>题目</h1>", "2026-01-05 09:00", crumbs=(("首页", ""),)
    )


class Links(HTMLParser):
    """Collects addresses, ids and the language of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name in ("href", "src", "action"):
                self.addresses.append(value or "")


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_depth_reaches_home_tabs_and_assets(made: Made, depth: int) -> None:
    html = made.shells.stamp(page_at(depth)).decode()
    root = "../" * depth
    for target in (
        "index.html",
        "items/index.html",
        "places/index.html",
        "about/index.html",
        "assets/icon.svg",
    ):
        assert f'"{root}{target}"' in html
    for path in re.findall(rf'(?:href|src)="{re.escape(root)}(assets/[^"]+)"', html):
        assert (made.out / path).is_file(), path


@pytest.mark.parametrize("depth", DEPTHS)
def test_shell_is_a_whole_accessible_page(made: Made, depth: int) -> None:
    html = made.shells.stamp(page_at(depth)).decode()
    found = Links(html)
    assert html.startswith("<!doctype html>")
    assert ("html", "lang", "zh-CN") in found.attributes
    assert ("a", "class", "md-skip") in found.attributes
    assert ("article", "id", "main") in found.attributes
    assert html.count("<h1") == 1
    assert html.count('aria-current="true"') == 1
    assert "@@mingshi" not in html
    asked = [value.split(" ") for _, name, value in found.attributes if name == "data-mingshi-search"]
    assert [len(parts) for parts in asked] == ([3] if depth else [])
    page = made.out / page_at(depth).path
    assert all((page / part).resolve().is_file() for parts in asked for part in parts)


def test_pages_of_a_shell_differ_only_in_their_values(made: Made) -> None:
    one = page_at(2)
    other = replace(one, path="x/y/", title="别的", body="<h1>别的</h1>", crumbs=(), section="laws")
    values = [values_of(made.shells.settings, page) | active(page.section) for page in (one, other)]
    frames = [made.shells.stamp(page).decode() for page in (one, other)]
    for i, found in enumerate(values):
        for value in sorted((v for v in found.values() if v), key=len, reverse=True):
            frames[i] = frames[i].replace(value, "")
    assert frames[0] == frames[1]


def test_no_page_loads_anything_from_another_site(made: Made) -> None:
    for file in made.out.rglob("*.html"):
        for tag, name, value in Links(file.read_text(encoding="utf-8")).attributes:
            if name == "src" or (tag == "link" and name == "href" and "assets/" in value):
                assert not re.match(r"[a-z]+:|//", value), (file, value)


def test_editorial_pages_are_written_with_links_that_work_on_a_disk(made: Made) -> None:
    names = ["", "accessibility/", "offline/", "sitemap/"]
    assert [path for path, _ in made.shells.editorial] == [f"about/{name}" for name in names]
    for path, title in made.shells.editorial:
        html = (made.out / path / "index.html").read_text(encoding="utf-8")
        assert f"<title>{title} - " in html
        inner = [a for a in Links(html).addresses if not re.match(r"[a-z]+:|#", a)]
        assert inner
        assert all("." in a.rpartition("/")[2] for a in inner), inner
    about = (made.out / "about/index.html").read_text(encoding="utf-8")
    assert '"../items/hunyin-shili/index.html"' in about
    assert '"../places/jiashi/index.html"' in about


def test_editorial_pages_carry_the_portal_tags(made: Made) -> None:
    html = (made.out / "about/sitemap/index.html").read_text(encoding="utf-8")
    assert '<meta name="PubDate" content="2026-01-05 09:00">' in html
    assert '<meta name="ArticleTitle" content="网站地图（示例）">' in html
    assert 'href="../index.html">关于</a>' in html.replace("../../about/index.html", "../index.html")


def test_only_what_is_used_is_delivered(made: Made) -> None:
    names = {p.relative_to(made.out).as_posix() for p in made.out.rglob("*") if p.is_file()}
    own = {n for n in names if not n.startswith(("assets/", "about/"))}
    assert own == {"404.html"}
    assert not [n for n in names if n.endswith((".map", ".gz", ".xml")) or "bundle" in n or "lunr" in n]
    assert [n.rpartition(".")[2] for n in names if "mingshi." in n].count("css") == 1
    assert not [n for n in names if n.startswith("assets/stylesheets/")]


def test_first_visit_is_small(made: Made) -> None:
    shell = made.shells.stamp(page_at(2))
    assert len(shell) < 7_000
    # What only some pages load has a name of its own.
    scripts = sum(p.stat().st_size for p in (made.out / "assets").glob("mingshi.*.js"))
    assert scripts < 20_000
    (styles,) = (made.out / "assets").glob("mingshi.*.css")
    assert len(gzip.compress(styles.read_bytes())) < 15_000


def test_footer_shows_settings_and_what_is_missing(
    toy: Path, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    full = build_shells(toy, tmp_path, catalogue=toy_catalogue).stamp(page_at(1)).decode()
    for text in (
        "示例省示例厅",
        "示例省示例中心",
        "0000-0000000",
        "示例备00000000号",
        "0000000000",
        "示例标识",
    ):
        assert text in full
    assert '<a href="https://beian.miit.gov.cn/" rel="noopener">示例备00000000号</a>' in full
    empty = replace(toy_catalogue, settings=Settings(site_name="空", area="toy"))
    bare = build_shells(toy, tmp_path, catalogue=empty).stamp(page_at(1)).decode()
    assert bare.count('<span class="ms-missing">待填</span>') == 8
    assert "beian" not in bare


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.mark.parametrize("synthetic", ["", "是"])
def test_synthetic_data_is_announced_on_every_page(
    synthetic: str, toy_root: Path, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    settings = toy_catalogue.settings
    values = {**settings.values, **({"synthetic": synthetic} if synthetic else {})}
    catalogue = replace(toy_catalogue, settings=replace(settings, values=values))
    shells = build_shells(toy_root, tmp_path, catalogue=catalogue)
    pages = [shells.stamp(page_at(depth)).decode() for depth in DEPTHS]
    pages += [(tmp_path / path).read_text(encoding="utf-8") for path in ("about/index.html", "404.html")]
    assert all((html.count('class="ms-synthetic"') == 1) is bool(synthetic) for html in pages)


def test_same_input_same_bytes(made: Made, toy: Path, toy_catalogue: Catalogue, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    again = build_shells(toy, out, catalogue=toy_catalogue)
    assert fingerprint(out) == fingerprint(made.out)
    assert again == made.shells


Edit = Callable[[Path], None]


def rewrite(path: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def create(path: str, data: bytes) -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return edit


BROKEN = [
    (
        "nav to a missing page",
        rewrite("mkdocs.yml", "about/sitemap.md", "about/no-such-page.md"),
        r"mkdocs.yml 第 \d+ 行：nav 里的“about/no-such-page.md”不存在",
    ),
    (
        "theme that is not installed",
        rewrite("mkdocs.yml", "name: material", "name: nosuchtheme"),
        r"mkdocs.yml 第 \d+ 行：没有安装主题“nosuchtheme”",
    ),
    (
        "plugin that is not installed",
        rewrite("mkdocs.yml", "  - mingshi\n", "  - mingshi\n  - nosuchplugin\n"),
        r"mkdocs.yml 第 \d+ 行：没有安装插件“nosuchplugin”",
    ),
    (
        "our plugin is missing",
        rewrite("mkdocs.yml", "plugins:\n  - mingshi\n", "plugins: []\n"),
        "里没有 mingshi",
    ),
    (
        "misspelt setting",
        rewrite("mkdocs.yml", "docs_dir:", "doc_dir:"),
        r"mkdocs.yml 第 \d+ 行：没有名为“doc_dir”的设置",
    ),
    ("wrong type", rewrite("mkdocs.yml", "nav:\n", "nav: 首页\nold_nav:\n"), r"mkdocs.yml 第 \d+ 行"),
    (
        "code in the settings",
        rewrite("mkdocs.yml", "docs_dir: content", "docs_dir: !!python/object/apply:os.getcwd []"),
        r"mkdocs.yml 第 \d+ 行",
    ),
    (
        "hooks",
        rewrite("mkdocs.yml", "docs_dir:", "hooks:\n  - hook.py\ndocs_dir:"),
        r"mkdocs.yml 第 \d+ 行：不能用 hooks",
    ),
    (
        "link to a missing page",
        rewrite("content/about/sitemap.md", "(index.md)", "(inedx.md)"),
        r"content/about/sitemap.md 第 9 行：链接“inedx.md”指向的文件不存在",
    ),
    (
        "link to a folder",
        rewrite("content/about/sitemap.md", "../items/index.md", "../items/"),
        r"content/about/sitemap.md 第 8 行：链接“../items/”没有写到文件",
    ),
    (
        "absolute link",
        rewrite("content/about/sitemap.md", "../items/index.md", "/items/index.md"),
        r"content/about/sitemap.md 第 8 行：链接“/items/index.md”",
    ),
    (
        "missing heading",
        rewrite("content/about/sitemap.md", "(index.md)", "(index.md#nowhere)"),
        r"content/about/sitemap.md 第 9 行：链接“index.md#nowhere”指向的小标题不存在",
    ),
    (
        "front matter without a date",
        rewrite("content/about/sitemap.md", "published: 2026-01-05 09:00\n", ""),
        r"content/about/sitemap.md 第 1 行：文件头缺少 published",
    ),
    (
        "date without a time",
        rewrite("content/about/sitemap.md", "2026-01-05 09:00", "2026-01-05"),
        "content/about/sitemap.md 第 3 行：published 的写法不对",
    ),
    ("wrong encoding", create("content/about/sitemap.md", "示例".encode("gb18030")), "编码不是 UTF-8"),
]


@pytest.mark.parametrize(("edit", "message"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_broken_input_is_explained(
    toy: Path, toy_catalogue: Catalogue, tmp_path: Path, edit: Edit, message: str
) -> None:
    edit(toy)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(ShellError, match=message) as caught:
        build_shells(toy, out, catalogue=toy_catalogue)
    assert caught.value.remedy
    assert list(out.iterdir()) == []


def own_theme(root: Path, name: str, text: str) -> None:
    """Give the installation a theme of its own with one template replaced."""
    import shutil

    shutil.copytree(ROOT / "theme" / "overrides", root / "theme" / "overrides")
    shutil.copytree(ROOT / "theme" / "assets", root / "theme" / "assets")
    (root / "theme" / "templates").mkdir()
    file = root / "theme" / "overrides" / name
    file.write_text(text.replace("@old@", file.read_text(encoding="utf-8")), encoding="utf-8")


TEMPLATES = [
    (
        "syntax",
        "partials/footer.html",
        "@old@{% if %}",
        r"theme/overrides/partials/footer.html 第 \d+ 行有误",
    ),
    (
        "undefined",
        "partials/tabs.html",
        "\n{{ nowhere.at.all }}",
        "theme/overrides/partials/tabs.html 第 2 行有误",
    ),
    (
        "missing include",
        "main.html",
        "@old@{% block hero %}{% include 'gone.html' %}{% endblock %}",
        "找不到模板“gone.html”",
    ),
    ("lost marker", "partials/tabs.html", "<nav></nav>", "没有输出“active_home”"),
]


@pytest.mark.parametrize(
    ("name", "text", "message"), [t[1:] for t in TEMPLATES], ids=[t[0] for t in TEMPLATES]
)
def test_broken_template_is_named_with_its_line(
    toy: Path, toy_catalogue: Catalogue, tmp_path: Path, name: str, text: str, message: str
) -> None:
    own_theme(toy, name, text)
    with pytest.raises(ShellError, match=message):
        build_shells(toy, tmp_path, catalogue=toy_catalogue)


def test_real_editorial_pages_and_settings_are_sound(tmp_path: Path) -> None:
    settings, _, findings = read_settings(ROOT)
    assert findings == []
    catalogue = Catalogue(str(ROOT), "2026-11-23", settings, {}, {})
    shells = build_shells(ROOT, tmp_path, catalogue=catalogue)
    assert len(shells.editorial) >= 10
    for path, _ in shells.editorial:
        assert (tmp_path / path / "index.html").is_file()
