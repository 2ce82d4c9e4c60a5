"""Filling in the form: what comes out is right, goes to the host of the repository, and is kept only when asked for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mingshi.edit.form import formed
from mingshi.model.catalogue import Catalogue
from mingshi.model.settings import Settings
from mingshi.pipeline import check
from mingshi.render.editor import editor_page
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver
from tests.conftest import ON, ROOT

from ..conftest import Watched
from ..test_accessibility import ASK, AXE, TAGS
from .conftest import call, opened

pytestmark = pytest.mark.browser


def fill_item(page: Page) -> None:
    def named(name: str) -> Any:
        return page.locator(f"[data-field={name}]").first

    for name, text in (("item_id", "xin-shili"), ("name", "示例新证明"), ("description", "no")):
        named(name).get_by_role("textbox").fill(text)
    for name, label in (
        ("theme", "婚姻"),
        ("action_code", "不出具"),
        ("subject", "自然人"),
        ("applies_to", "村和社区"),
    ):
        named(name).get_by_role("combobox").select_option(label=label)
    aliases = named("aliases")
    for number, text in enumerate(("第二：#1", "01.10", "第一")):
        aliases.get_by_role("button", name="添加").click()
        aliases.get_by_role("textbox").nth(number).fill(text)
    aliases.get_by_role("button", name="上移").nth(2).click()
    purposes = named("purposes")
    purposes.get_by_role("button", name="添加用途").click()
    purposes.locator("[data-field=text] textarea").fill("第一行\n- 第二行（示例）")
    purposes.locator("[data-field=verified] select").select_option("yes")
    purposes.get_by_role("button", name="添加来源").click()
    purposes.locator("[data-field=source_ids] input").fill("s-shili-qingdan")
    purposes.get_by_label("公证处", exact=True).check()
    page.locator("#boxes > .table > [data-field=source_ids]").get_by_role("button", name="添加").click()
    page.locator("#boxes > .table > [data-field=source_ids] input").fill("s-shili-qingdan")
    page.locator("#boxes > .table > [data-field=verified] select").select_option("yes")
    named("approval").get_by_role("combobox").select_option(label="待主管部门核定")
    for name, text in (("published", "2026-11-23 09:00"), ("version", "1"), ("change", "首次录入（示例）")):
        named(name).get_by_role("textbox").fill(text)


def test_a_new_entry_from_the_form_is_right_and_canonical(watched: Watched, forms: Path, toy: Path) -> None:
    page = watched.page
    opened(page, forms, "item")
    fill_item(page)
    expect(page.locator("#path")).to_have_text("content/items/xin-shili.yaml")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载文件").click()
    assert download.value.suggested_filename == "xin-shili.yaml"
    target = toy / "content" / "items" / "xin-shili.yaml"
    download.value.save_as(target)
    catalogue, findings = check(toy, ON)
    assert findings == []
    values = catalogue.records["item"]["xin-shili"].values
    assert values["aliases"] == ["第二：#1", "第一", "01.10"]
    assert values["purposes"][0]["text"] == "第一行\n- 第二行（示例）"
    schema = catalogue.schemas["item"]
    assert not formed(toy, "content/items/xin-shili.yaml", schema).changed
    assert [r for r in watched.requests if not r.startswith(("file:", "blob:"))] == []
    assert watched.complaints == []


@pytest.mark.parametrize(
    ("kind", "path", "label", "text"),
    [
        ("item", "content/items/jianzai-shili.yaml", "说明", "改过的说明：no #1（示例）"),
        ("guide", "content/guides/jiashi/yixian/jianhu-shili.md", "标题", "yes"),
        ("list", "content/lists/toy-qingdan.yaml", "名称", "1.10"),
    ],
)
def test_a_changed_field_is_a_changed_line(
    page: Page, forms: Path, toy: Path, kind: str, path: str, label: str, text: str
) -> None:
    before = (toy / path).read_text(encoding="utf-8")
    opened(page, forms, kind)
    page.locator("#file").set_input_files(toy / path)
    expect(page.get_by_role("status")).to_contain_text("已打开")
    page.get_by_label(label).first.fill(text)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载文件").click()
    download.value.save_as(toy / path)
    after = (toy / path).read_text(encoding="utf-8")
    gone, new = set(before.split("\n")), set(after.split("\n"))
    assert (len(gone - new), len(new - gone)) == (1, 1)
    done = [sys.executable, "-m", "mingshi", "fmt", "--root", str(toy), "--check", str(toy / path)]
    assert subprocess.run(done).returncode == 0


@pytest.mark.parametrize(
    ("host", "filled", "starts"),
    [
        ("github", True, "https://h.example/a/b/new/main?filename=content%2Fitems%2Fx.yaml&value=item_id"),
        ("gitea", True, "https://h.example/a/b/_new/main/?filename=content%2Fitems%2Fx.yaml&value=item_id"),
        ("gitlab", False, "https://h.example/a/b/-/new/main"),
        ("gitee", False, "https://h.example/a/b"),
    ],
)
def test_hosts_get_as_much_as_they_take(
    page: Page, forms: Path, host: str, filled: bool, starts: str
) -> None:
    opened(page, forms, "item")
    body = (
        "edit.plan.host = { name: given, address: 'https://h.example/a/b', branch: 'main' };"
        "return edit.hostPage('content/items/x.yaml')"
    )
    page.locator("[data-field=item_id] input").fill("x")
    got = call(page, body, host)
    assert got["filled"] == filled
    assert got["url"].startswith(starts)
    page.locator("[data-field=description] textarea").fill("长" * 900)
    long = call(page, body, host)
    assert (long["filled"], len(long["url"]) < 8000) == (False, True)


def test_without_a_repository_nothing_is_offered(
    chrome: Browser, toy_catalogue: Catalogue, tmp_path: Path
) -> None:
    alone = replace(toy_catalogue, settings=Settings(values={}))
    file = tmp_path / "item.html"
    file.write_text(editor_page(Site(alone, Resolver(alone), ROOT / "theme"), "item"), encoding="utf-8")
    page = chrome.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("button", name="下载文件")).to_be_visible()
    expect(page.locator("#host")).to_be_hidden()
    page.close()


def test_a_short_entry_goes_to_the_host_filled_in_a_long_one_by_the_clipboard(
    page: Page, forms: Path
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, forms, "item")
    page.evaluate("window.open = url => { window.asked = url }")
    fill_item(page)
    page.get_by_role("button", name="到仓库里提交").click()
    assert "/_new/main/?filename=content%2Fitems%2Fxin-shili.yaml&value=item_id%3A" in page.evaluate(
        "window.asked"
    )
    scenarios = page.locator("[data-field=scenarios]")
    for number in range(25):
        scenarios.get_by_role("button", name="添加").click()
        scenarios.get_by_role("textbox").nth(number).fill("长" * 40)
    page.get_by_role("button", name="到仓库里提交").click()
    assert "value=" not in page.evaluate("window.asked")
    expect(page.get_by_role("status")).to_contain_text("全文已复制")
    assert page.evaluate("navigator.clipboard.readText()").startswith("item_id: xin-shili\n")


def test_a_draft_is_kept_only_when_asked_for(page: Page, forms: Path) -> None:
    opened(page, forms, "item")
    name = page.get_by_label("名称", exact=True)
    name.fill("不记")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(name).to_have_value("")
    page.get_by_label("在这台电脑上记住草稿").check()
    name.fill("记住")
    page.reload()
    expect(name).to_have_value("记住")
    page.get_by_label("在这台电脑上记住草稿").uncheck()
    page.reload()
    expect(name).to_have_value("")


@pytest.mark.parametrize("kind", ["item", "guide"])
def test_anybody_can_use_it(watched: Watched, forms: Path, kind: str) -> None:
    page = watched.page
    opened(page, forms, kind)
    for adder in page.get_by_role("button", name="添加").all():
        adder.click()
    page.get_by_role("button", name="检查").click()
    width = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert width
    page.evaluate(AXE)
    assert page.evaluate(ASK, TAGS) == []
