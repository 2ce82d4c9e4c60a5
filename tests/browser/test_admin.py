"""`mingshi admin` in Chromium: an edit in the page becomes a commit on a branch of its own, one line long."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from mingshi.admin.packages import cms_files, pinned, server_program
from mingshi.edit.cms import KINDS
from mingshi.read.store import read_installation

from ..conftest import ON, ROOT
from ..repository import git, toy_repository

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # decap-server asks Git a dozen times for one page
KEPT = ROOT / ".mingshi" / "admin"  # fetched once for all runs of the tests


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A repository with the desk open: its folder, the address of the page."""
    assert shutil.which("npm"), "no npm here: install Node.js 18 or newer, which brings it"
    root = toy_repository(tmp_path_factory.mktemp("desk") / "toy")
    cms_files(KEPT, None, print)
    server_program(KEPT, print)
    own = root / ".mingshi" / "admin"
    own.mkdir(parents=True)
    for name in ("server", pinned().file):
        (own / name).symlink_to(KEPT / name)
    # What somebody is at while the desk is open stays his.
    (root / "私人.txt").write_text("不提交", encoding="utf-8")
    (root / "content" / "items" / "juzhu-shili.yaml").write_text("改到一半", encoding="utf-8")
    command = [sys.executable, "-m", "mingshi", "admin", "--root", str(root), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        said = ""
        for line in process.stdout:
            said += line
            if found := re.search(r"http://\S+/admin/", line):
                break
        assert found, said
        yield root, found[0]
        process.terminate()
        assert process.wait(30) == 0  # and has taken decap-server with it


def opened(page: Page, address: str, where: str) -> None:
    page.goto(address + where)
    page.get_by_role("button", name="登录").click()


def changed_lines(root: Path, branch: str) -> list[str]:
    """Return the lines a branch takes away and adds, without the names of the files."""
    diff = git(root, "diff", "--unified=0", f"main...{branch}")
    return [line for line in diff.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]


def test_every_kind_is_there_in_chinese_and_nothing_else_is_asked(desk: tuple[Path, str], page: Page) -> None:
    root, address = desk
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, address, "#/collections/item")
    for kind in KINDS:
        schema = read_installation(root, ON)[0].schemas[kind]
        page.goto(f"{address}#/collections/{kind}")
        expect(page.get_by_role("heading", name=schema.title)).to_be_visible(timeout=PATIENCE)
        if list((root / schema.glob.partition("/*")[0]).rglob("*.*")):
            expect(page.locator("main a[href*='/entries/']").first).to_be_visible(timeout=PATIENCE)
    own = address.removesuffix("admin/")
    assert [url for url in asked if not url.startswith((own, f"blob:{own}", "data:"))] == []


@pytest.mark.parametrize(
    ("kind", "slug", "label", "text", "line"),
    [
        (
            "item",
            "jianzai-shili",
            "说明",
            "（示例）说明：第 1 行 #不是注释",
            "+description: '（示例）说明：第 1 行 #不是注释'",
        ),
        ("listing", "china-neg/hunyin-shili", "本次改动", "1.10", '+change: "1.10"'),
        ("guide", "toy/hunyin-shili", "标题", "no", '+title: "no"'),
        ("guide", "jiashi/yixian/jianhu-shili", "标题", "县里的指南（示例）", "+title: 县里的指南（示例）"),
    ],
)
def test_an_edit_is_a_commit_of_one_line(
    desk: tuple[Path, str], page: Page, tmp_path: Path, kind: str, slug: str, label: str, text: str, line: str
) -> None:
    root, address = desk
    before = git(root, "rev-parse", "main")
    opened(page, address, f"#/collections/{kind}/entries/{slug}")
    box = page.get_by_label(label, exact=True).first
    expect(box).not_to_have_value("", timeout=PATIENCE)
    box.fill(text)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("内容已保存")).to_be_visible(timeout=PATIENCE)
    branch = f"cms/{kind}/{slug}"
    lines = changed_lines(root, branch)
    assert len(lines) == 2, lines
    assert lines[1].replace("'", '"') == line.replace("'", '"')
    subject = git(root, "log", "-1", "--format=%s %an", branch)
    assert re.fullmatch(f"修改.* {slug} 示例编辑\n", subject)
    assert (git(root, "rev-parse", "main"), git(root, "branch", "--show-current")) == (before, "main\n")
    assert git(root, "status", "--porcelain") == " M content/items/juzhu-shili.yaml\n?? 私人.txt\n"
    copied = tmp_path / "copy"
    git(root, "clone", "-q", "--branch", branch, str(root), str(copied))
    done = subprocess.run([sys.executable, "-m", "mingshi", "fmt", "--root", str(copied), "--check"])
    assert done.returncode == 0


def test_the_body_is_markdown_as_it_was_written(desk: tuple[Path, str], page: Page) -> None:
    root, address = desk
    slug = "toy/jianhu-shili"
    opened(page, address, f"#/collections/guide/entries/{slug}")
    body = page.locator("[data-slate-editor]").last
    expect(body).to_be_visible(timeout=PATIENCE)
    body.press("Control+End")
    page.keyboard.type("\n\n- [ ] *斜体* 1\\. [^1]")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("内容已保存")).to_be_visible(timeout=PATIENCE)
    lines = changed_lines(root, f"cms/guide/{slug}")
    assert lines[-1] == "+- [ ] *斜体* 1\\. [^1]"
    assert [line for line in lines if line.startswith("-")] == []


METHOD = {
    "method_id": "dongjie-xin-shequ",
    "area": "jiashi/yixian/dongjie/yi-shequ",
    "title": "（示例）新办法",
    "summary": "（示例）一句话",
    "verified": "partly",
    "approval": "pending",
    "published": "2026-11-20 09:00",
    "version": "1",
    "change": "首次发布（示例）",
}
GUIDE = {
    "guide_id": "juzhu-shili",
    "area": "jiashi/yixian",
    "item_id": "juzhu-shili",
    "guide_kind": "issue",
    "title": "示例居住证明怎么办（示例一县）",
    "summary": "（示例）一句话",
    "issuing_body": "村（居）委会（示例）",
    "applicants": "居民（示例）",
    "time_limit_kind": "on_spot",
    "fee_charged": "no",
    "verified": "partly",
    "approval": "pending",
    "published": "2026-11-20 09:00",
    "version": "1",
    "change": "首次发布（示例）",
}


def written_anew(page: Page, address: str, kind: str, values: dict[str, str]) -> None:
    """Open a new entry with all boxes but one filled, as a link may, fill that and save it."""
    linked = {name: value for name, value in values.items() if name != "title"}
    opened(page, address, f"#/collections/{kind}/new?{urlencode(linked)}")
    expect(page.get_by_label("本次改动", exact=True)).to_have_value(values["change"], timeout=PATIENCE)
    page.get_by_label("标题" if kind == "guide" else "名称", exact=True).fill(values["title"])
    page.get_by_role("button", name="保存", exact=True).click()


@pytest.mark.parametrize(
    ("kind", "slug", "values"),
    [
        ("work_method", "jiashi/yixian/dongjie-xin-shequ", METHOD),
        ("guide", "jiashi/yixian/juzhu-shili", GUIDE),
    ],
)
def test_a_new_entry_lies_in_the_folder_of_its_area(
    desk: tuple[Path, str], page: Page, kind: str, slug: str, values: dict[str, str]
) -> None:
    root, address = desk
    written_anew(page, address, kind, values)
    expect(page.get_by_text("内容已保存")).to_be_visible(timeout=PATIENCE)
    folder = {"guide": "guides", "work_method": "methods"}[kind]
    branch, path = f"cms/{kind}/{slug}", f"content/{folder}/{slug}.md"
    assert git(root, "diff", "--name-status", f"main...{branch}") == f"A\t{path}\n"
    text = git(root, "show", f"{branch}:{path}")
    assert f"area: {values['area']}\n" in text
    # The page goes on with the draft at its place: the next save is a second commit there.
    expect(page).to_have_url(re.compile(f"/entries/{slug}$"), timeout=PATIENCE)
    box = page.get_by_label("本次改动", exact=True)
    expect(box).to_have_value(values["change"], timeout=PATIENCE)
    box.fill("改了一句（示例）")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("内容已保存").last).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="保存", exact=True)).to_be_disabled(timeout=PATIENCE)
    assert "change: 改了一句（示例）\n" in git(root, "show", f"{branch}:{path}")


def test_a_new_entry_takes_nobody_s_place(desk: tuple[Path, str], page: Page) -> None:
    root, address = desk
    taken = {**METHOD, "method_id": "dongjie-yi-shequ-yizhan"}
    written_anew(page, address, "work_method", taken)
    expect(page.get_by_text("已经有 content/methods/jiashi/yixian/dongjie-yi-shequ-yizhan.md")).to_be_visible(
        timeout=PATIENCE
    )
    assert "yizhan" not in git(root, "branch", "--list", "cms/*")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    draft = {**METHOD, "method_id": "dongjie-er-shequ"}
    written_anew(page, address, "work_method", draft)
    expect(page.get_by_text("内容已保存")).to_be_visible(timeout=PATIENCE)
    # Only a new start of the page forgets the last form, and who signed in.
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    written_anew(page, address, "work_method", {**draft, "title": "（示例）盖掉"})
    expect(page.get_by_text("已经有 content/methods/jiashi/yixian/dongjie-er-shequ.md")).to_be_visible(
        timeout=PATIENCE
    )
    assert "盖掉" not in git(root, "show", "cms/work_method/jiashi/yixian/dongjie-er-shequ")


def test_the_next_entry_does_not_carry_what_the_last_one_had(desk: tuple[Path, str], page: Page) -> None:
    _, address = desk
    opened(page, address, "#/collections/item")
    for slug, name in (("buzhu-shili", "示例补助证明"), ("hunyin-shili", "示例婚姻证明")):
        page.locator(f"a[href$='/entries/{slug}']").click(timeout=PATIENCE)
        expect(page.get_by_label("名称", exact=True)).to_have_value(name, timeout=PATIENCE)
        page.locator("a[href='#/collections/item']").first.click()


def test_a_draft_can_be_given_up(desk: tuple[Path, str], page: Page) -> None:
    root, address = desk
    opened(page, address, "#/collections/item/entries/tuijian-shili")
    page.get_by_label("名称", exact=True).fill("示例推荐函二")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("内容已保存")).to_be_visible(timeout=PATIENCE)
    assert git(root, "branch", "--list", "cms/item/tuijian-shili")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删除未发布的修改").click()
    expect(page.get_by_label("名称", exact=True)).to_have_value("示例推荐函", timeout=PATIENCE)
    assert git(root, "branch", "--list", "cms/item/tuijian-shili") == ""


def test_what_is_missing_is_told_in_chinese_and_not_saved(desk: tuple[Path, str], page: Page) -> None:
    root, address = desk
    opened(page, address, "#/collections/item/new")
    page.get_by_label("事项编号", exact=True).fill("大写 ABC")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("编号只能用小写字母、数字和连字符", exact=False).first).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_text("内容已保存")).to_have_count(0)
    assert "cms/item/大写" not in git(root, "branch", "--all")
