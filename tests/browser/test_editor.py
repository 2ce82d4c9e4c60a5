"""The form for editors, opened from a disk without a network: it writes and reads as the program does."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mingshi.check.personal import personal_data
from mingshi.edit.canonical import canonical
from mingshi.edit.form import formed
from mingshi.model.catalogue import Catalogue
from mingshi.model.schema import Schema
from mingshi.model.settings import Settings
from mingshi.pipeline import check
from mingshi.read.store import files_of, read_entry, read_installation
from mingshi.render.editor import editor_files, editor_page
from mingshi.render.site import Site
from mingshi.resolve.lists import Resolver

from ..check.numbers import identity
from ..conftest import ON, ROOT
from .conftest import Watched
from .test_accessibility import ASK, AXE, TAGS

pytestmark = pytest.mark.browser

NASTY = [
    *"abz09 ：:#-?,[]{}&*!|>'\"%@`~=.+\\/（，。）中文\t\n\r",
    *["\n\n", "  ", ": ", " #", "- ", "no", "yes", "on", "null", "true", "0x1F", "1e3", "2026-11-23"],
    *["1:30", "0101", "1.10", "title:", "a：", "\\n", "'", '"', "\u3000", "\u00a0", "\x85", "\u2028"],
    *["\ufeff", "\x07", "\x7f", "😀", "𠮷", "---", "...", "<b>", "</script>", "\u200b", "ſ"],
]


@pytest.fixture(scope="session")
def forms(toy_catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of the toy province, in a folder with nothing else."""
    return written(Site(toy_catalogue, Resolver(toy_catalogue), ROOT / "theme"), tmp_path_factory)


def written(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    for path, data in editor_files(site):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "edit"


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def opened(page: Page, forms: Path, kind: str) -> None:
    page.goto((forms / f"{kind}.html").as_uri())


def call(page: Page, body: str, given: Any) -> Any:
    """Run a function body of JavaScript that has `given` and `edit`, the parts of the form."""
    script = f"given => {{ const edit = window.mingshiEdit; {body} }}"
    return page.evaluate(script, json.loads(json.dumps(given)))


def records(schema: Schema, number: int) -> Iterator[dict[str, Any]]:
    """Yield made-up records of a kind with everything that is hard to write."""
    chance = random.Random(f"{schema.kind} 2026")

    def text() -> str:
        return "".join(chance.choices(NASTY, k=chance.choice((0, 1, 1, 2, 3, 5, 9))))

    def table(of: Schema) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in of.fields:
            child = of.children.get(field.name)
            if child:
                values[field.name] = [table(child) for _ in range(chance.randrange(3))]
            elif field.type == "array":
                values[field.name] = [text() for _ in range(chance.randrange(4))]
            else:
                values[field.name] = chance.choice((text(), field.example, "7"))
        return {name: value for name, value in values.items() if chance.random() < 0.9}

    yield from (table(schema) for _ in range(number))


@pytest.mark.parametrize("kind", ["item", "form", "guide"])
def test_it_writes_what_the_program_writes(
    toy_catalogue: Catalogue, forms: Path, page: Page, kind: str
) -> None:
    schema = toy_catalogue.schemas[kind]
    made = list(records(schema, 400))
    bodies = ["", "\n\n## 小标题\r\n\r\n- [ ] *a*\n\n", "  \n", "\u3000段落"]
    pairs = [(values, bodies[number % 4]) for number, values in enumerate(made)]
    opened(page, forms, kind)
    got = call(page, "return given.map(pair => edit.write(pair[0], pair[1]))", pairs)
    for (values, body), text in zip(pairs, got, strict=True):
        assert text == canonical(values, schema, body if schema.body else ""), values


def filled(value: Any) -> Any:
    """Return a value without what is empty in it: an empty list is read as an empty text."""
    if isinstance(value, dict):
        return {name: filled(inner) for name, inner in value.items() if inner}
    return [filled(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["item", "form", "guide"])
def test_it_reads_what_the_program_reads(
    toy_catalogue: Catalogue, forms: Path, page: Page, kind: str, tmp_path: Path
) -> None:
    schema = toy_catalogue.schemas[kind]
    texts, expected = [], []
    for number, values in enumerate(records(schema, 300)):
        text = canonical(values, schema, "正文\n" if schema.body else "")
        path = f"{number}.{schema.glob.rpartition('.')[2]}"
        (tmp_path / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        record, _ = read_entry(tmp_path, path, schema)
        if record:  # what nobody may write, such as characters one cannot see
            texts.append(text)
            expected.append(dict(record.values))
    assert len(texts) > 50
    opened(page, forms, kind)
    got = call(page, "return given.map(text => edit.read(text).values)", texts)
    assert [filled(values) for values in got] == [filled(values) for values in expected]


def test_every_entry_there_is_comes_back_as_it_was(page: Page, forms: Path, toy_root: Path) -> None:
    for root in (ROOT, toy_root):
        schemas = read_installation(root, ON)[0].schemas
        by_kind: dict[str, list[str]] = {}
        for path, schema in files_of(root, schemas):
            if schema.store == "entry":
                by_kind.setdefault(schema.kind, []).append(formed(root, path, schema).after.decode())
        for kind, texts in by_kind.items():
            opened(page, forms, kind)
            body = (
                "return given.map(text => { const f = edit.read(text); return edit.write(f.values, f.body) })"
            )
            assert call(page, body, texts) == texts
            found = call(
                page,
                "return given.map(text => { const f = edit.read(text);"
                " return edit.check(f.values, f.body, null).filter(p => p.error) })",
                texts,
            )
            assert [problems for problems in found if problems] == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("item_id: a\n# 注释\nname: b\n", 2, "注释"),
        ("item_id: a\nnmae: b\n", 2, "没有 nmae 这个字段"),
        ("item_id: a\nitem_id: b\n", 2, "写了两次"),
        ("item_id：a\n", 1, "看不懂"),
        ("item_id: a\nname: 一段\n  接着写\n", 3, "多行内容要先写"),
        ("item_id: a\nname: &x b\n", 2, "加引号"),
        ("item_id: a\nname: b # c\n", 2, "加引号"),
        ("item_id: a\nname: 'b\n", 2, "引号里"),
        ('item_id: a\nname: "\\x41"\n', 2, "引号里"),
        ("item_id: a\naliases: 甲、乙\n", 2, "应是列表"),
        ("item_id: a\naliases: [甲, {乙: 丙}]\n", 2, "方括号"),
        ("item_id: a\naliases:\n  - 甲\n    乙\n", 4, "多行内容要先写"),
        ("item_id: a\naliases:\n  -甲\n", 3, "没有空一格"),
        ("item_id: a\ndescription: >\n  甲\n", 2, "加引号"),
        ("item_id: a\nname: ~\n", 2, "加引号"),
        ("item_id: a\nname: a\x07b\n", 2, "控制字符"),
    ],
)
def test_what_it_cannot_keep_it_does_not_open(
    page: Page, forms: Path, text: str, line: int, said: str
) -> None:
    opened(page, forms, "item")
    page.get_by_label("名称", exact=True).fill("还在")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#file").set_input_files(
        {"name": "某.yaml", "mimeType": "text/yaml", "buffer": text.encode()}
    )
    status = page.get_by_role("status")
    expect(status).to_contain_text(f"第 {line} 行")
    expect(status).to_contain_text(said)
    expect(page.get_by_label("名称", exact=True)).to_have_value("还在")


def test_another_encoding_is_told(page: Page, forms: Path) -> None:
    opened(page, forms, "item")
    page.locator("#file").set_input_files(
        {"name": "某.yaml", "mimeType": "text/yaml", "buffer": "name: 证明".encode("gbk")}
    )
    expect(page.get_by_role("status")).to_contain_text("不是 UTF-8")


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


def test_what_is_wrong_is_told_at_its_box_and_not_saved(page: Page, forms: Path) -> None:
    opened(page, forms, "listing")
    downloads: list[object] = []
    page.on("download", lambda download: downloads.append(download))
    page.locator("[data-field=substitutes]").get_by_role("button", name="添加替代途径").click()
    page.locator("[data-field=list_id] input").first.fill("大写A")
    page.locator("[data-field=substitutes] [data-field=law_id] input").fill("shili-fa")
    page.get_by_role("button", name="下载文件").click()
    expect(page.get_by_role("status")).to_contain_text("处要改")
    problems = page.locator("#problems")
    for said in ("清单编号：编号只能用小写字母", "第 1 项：怎么办：要填", "一起填", "版本：要填"):
        expect(problems).to_contain_text(said)
    box = page.locator("[data-field=list_id] input").first
    expect(box).to_have_attribute("aria-invalid", "true")
    problems.get_by_role("button", name="清单编号").click()
    expect(box).to_be_focused()
    assert downloads == []


def test_conditions_and_registers_are_looked_at(page: Page, forms: Path) -> None:
    opened(page, forms, "guide")
    values = {
        "guide_id": "a",
        "item_id": "b",
        "area": "meiyou",
        "guide_kind": "instead",
        "form_id": "f99",
        "legal_basis": [{"law_id": "shili-fa", "version_date": "1999", "article": "第九条"}],
    }
    found = call(page, "return edit.check(given, '<b>身份证</b>', null)", values)
    said = {".".join(map(str, f["where"])): f.get("error") or f.get("hint") for f in found}
    assert "相同" in said["guide_id"]
    assert "没有找到“f99”" in said["form_id"]
    assert "没有找到“meiyou”" in said["area"]
    assert "不开怎么办" in said["steps"]
    assert "没有登记过" in said["legal_basis.0.article"]
    assert "HTML" in said["body"]


def test_private_numbers_are_refused_where_the_program_refuses_them(page: Page, forms: Path) -> None:
    opened(page, forms, "item")
    chance = random.Random(2026)
    texts = []
    for _ in range(40):
        born = f"{chance.randrange(1950, 2010)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        texts.append(f"号码{identity('110101' + born + f'{chance.randrange(1000):03}')}。")
    texts += [f"电话{'1'}{chance.choice('3456789')}{chance.randrange(10**9):09}" for _ in range(40)]
    texts += [
        "0591-87654321",
        "民发〔2020〕20号",
        "2026-11-26 09:00",
        "https://a.example/13812345678x",
        "1234567890123456789",
    ]
    got = call(
        page,
        "return given.map(t => edit.check({ name: t }, '', null).some(f => /公开的内容/.test(f.error)))",
        texts,
    )
    expected = [any(hit.code != "MS603" for hit in personal_data(text)) for text in texts]
    assert got == expected
    assert sum(got) == 80


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
