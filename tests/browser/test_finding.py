"""Finding something without typing: my place, the question-led pages, and everything without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.gzip_server import served
from mingshi.pipeline import Options, build

from ..conftest import ON, copy_toy
from .conftest import Quiet, Watched

pytestmark = pytest.mark.browser

COMMUNITY = "places/jiashi/yixian/dongjie/yi-shequ/index.html"
ITEM = "items/hunyin-shili/index.html"
EXCEPTION = "村（居）委会对职责内能核实的情况可以据实出具（示例）"


@pytest.fixture(scope="session")
def toy_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy province as a site, with lists that differ between places."""
    root = copy_toy(tmp_path_factory.mktemp("finding") / "toy")
    assert build(Options(root, root / "site", ON, jobs=1), lambda _: None, lambda _: None) is not None
    return root / "site"


@pytest.fixture(scope="session")
def toy_address(toy_built: Path) -> Iterator[str]:
    """The toy site behind an HTTP server on the loopback address."""
    with served(toy_built, Quiet) as found:
        yield found


@pytest.fixture(params=[(390, 844), (1280, 900)], ids=["phone", "desktop"])
def plain(request: pytest.FixtureRequest, chrome: Browser) -> Iterator[Watched]:
    """A page in a browser that runs no scripts."""
    width, height = request.param
    context = chrome.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=False
    )
    yield Watched(context.new_page())
    context.close()


def sound(watched: Watched, address: str) -> None:
    """Nothing complained, nothing was asked of others."""
    assert watched.complaints == []
    assert {urlsplit(u).netloc for u in watched.requests} == {urlsplit(address).netloc}


def drill(page: Page, address: str, *steps: str) -> None:
    """Choose a place on the page for it, one step after the other."""
    page.goto(f"{address}mine/index.html")
    for step in steps:
        page.locator("[data-mingshi-pick] .ms-card", has_text=step).click()


def chosen(page: Page) -> str:
    """What the header says my place is."""
    return page.locator(".ms-place__name").inner_text()


PAGES = [
    "ask/index.html",
    "ask/for/school/index.html",
    "ask/for/loan/index.html",
    "ask/answer/hunyin-shili/index.html",
    "ask/none/index.html",
    "az/index.html",
    "topics/index.html",
    "mine/index.html",
    "commitment/index.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(path: str, toy_address: str, watched: Watched) -> None:
    watched.page.goto(toy_address + path)
    sound(watched, toy_address)
    expect(watched.page.locator("h1")).to_have_count(1)
    width = watched.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert width <= 0, "the page can be scrolled sideways"


def test_place_chosen_step_by_step_stays_and_leads(toy_address: str, watched: Watched) -> None:
    page = watched.page
    drill(page, toy_address, "示例甲市", "示例一县", "示例东街街道", "示例一社区")
    expect(page.get_by_role("heading", name="已经选好")).to_be_focused()
    assert chosen(page) == "示例一县示例东街街道示例一社区"
    page.goto(toy_address + ITEM)
    assert chosen(page) == "示例一县示例东街街道示例一社区"
    here = page.locator(".ms-here")
    expect(here).to_contain_text(EXCEPTION)
    expect(here.get_by_role("link", name="示例一县证明事项办理办法")).to_be_visible()
    expect(here).to_contain_text("0000-0000002")  # the contact of the community itself
    answers = page.locator(".ms-answer")
    assert answers.count() == 2
    assert EXCEPTION not in answers.last.inner_text()  # the general one stands after it
    box = here.bounding_box()
    assert box is not None
    assert box["y"] < 420
    here.get_by_role("link", name="示例一县示例东街街道示例一社区").click()
    expect(page.locator("h1")).to_have_text("示例一社区")
    sound(watched, toy_address)


@pytest.mark.parametrize(
    ("steps", "item", "says"),
    [
        (("示例甲市", "示例丁区", "示例民族乡", "示例七村"), "juzhu-shili", "可以开"),
        (("示例甲市", "示例丁区", "示例北街街道", "示例六社区"), "buzhu-shili", "这一项只对村，您选的是社区"),
        (("示例甲市", "示例一县", "示例西镇", "示例三村"), "juzhu-shili", "只给在本县上学的孩子开"),
        (("示例甲市", "示例丁区", "示例北街街道", "示例六社区"), "hunyin-shili", "没有另外的规定"),
    ],
)
def test_rule_at_my_place(
    steps: tuple[str, ...], item: str, says: str, toy_address: str, watched: Watched
) -> None:
    drill(watched.page, toy_address, *steps)
    expect(watched.page.locator("[data-mingshi-pick]")).to_contain_text("已经选好")
    watched.page.goto(f"{toy_address}items/{item}/index.html")
    expect(watched.page.locator(".ms-here")).to_contain_text(says)
    watched.page.goto(f"{toy_address}ask/answer/{item}/index.html")
    expect(watched.page.locator(".ms-here")).to_contain_text(says)
    sound(watched, toy_address)


def test_only_what_differs_needs_no_request(toy_address: str, watched: Watched) -> None:
    drill(watched.page, toy_address, "示例乙市", "示例丙县")
    watched.page.get_by_role("button", name="就选到示例丙县").click()
    assert chosen(watched.page) == "示例丙县"
    watched.requests.clear()
    watched.page.goto(toy_address + ITEM)
    expect(watched.page.locator(".ms-here")).to_contain_text("没有另外的规定")
    asked = [u for u in watched.requests if "/assets/areas/" in u]
    assert [u.rpartition("/assets/areas/")[2] for u in asked] in ([], ["yishi/bingxian.js"])


def test_place_set_and_cleared_on_its_own_page(toy_address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(toy_address + COMMUNITY)
    button = page.locator("[data-mingshi-here]")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert chosen(page) == "示例一县示例东街街道示例一社区"
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.locator(".ms-place__menu summary").click()
    page.locator(".ms-place__menu button").click()
    expect(page.locator(".ms-place__name")).to_have_text("还没有选，点这里选")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.goto(toy_address + ITEM)
    expect(page.locator(".ms-here")).to_be_empty()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('place'))") == []
    sound(watched, toy_address)


def test_place_by_keyboard_and_back(toy_address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(toy_address + "mine/index.html")
    page.locator("[data-mingshi-pick] .ms-card").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="选县（市、区）")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="选设区市")).to_be_visible()
    sound(watched, toy_address)


def test_place_by_name(toy_address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(toy_address + "mine/index.html")
    page.get_by_label("写村（社区）的名字").press_sequentially("三村", delay=15)
    page.locator("button.ms-card", has_text="示例三村").click()
    expect(page.locator(".ms-place__name")).to_have_text("示例一县示例西镇示例三村")
    sound(watched, toy_address)


def test_place_works_from_a_disk(toy_built: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((toy_built / "mine/index.html").as_uri())
    for step in ("示例甲市", "示例一县", "示例东街街道", "示例一社区"):
        page.locator("[data-mingshi-pick] .ms-card", has_text=step).click()
    page.goto((toy_built / ITEM).as_uri())
    expect(page.locator(".ms-here")).to_contain_text(EXCEPTION)
    assert watched.complaints == []


def test_without_storage_the_page_says_so(toy_address: str, watched: Watched) -> None:
    page = watched.page
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    drill(page, toy_address, "示例甲市", "示例一县", "示例东街街道", "示例一社区")
    expect(page.locator("[data-mingshi-pick]")).to_contain_text("浏览器不让保存")
    assert chosen(page) == "示例一县示例东街街道示例一社区"
    assert watched.complaints == []


@pytest.mark.parametrize(
    "stored", ["{", "{}", '{"id":"../../x","name":"x"}', '{"id":"a/b","name":5}', '"jiashi"', "null"]
)
def test_damaged_storage_is_no_place(stored: str, toy_address: str, watched: Watched) -> None:
    watched.page.add_init_script(f"localStorage.setItem('mingshi.place', {stored!r})")
    watched.page.goto(toy_address + ITEM)
    expect(watched.page.locator(".ms-place__name")).to_have_text("还没有选，点这里选")
    expect(watched.page.locator(".ms-here")).to_be_empty()
    assert watched.complaints == []


def test_place_that_is_no_more_is_told(toy_address: str, watched: Watched) -> None:
    place = '{"id":"jiashi/yixian/dongjie/meiyou","name":"没有的社区","kind":""}'
    watched.page.add_init_script(f"localStorage.setItem('mingshi.place', {place!r})")
    watched.page.goto(toy_address + ITEM)
    expect(watched.page.locator(".ms-here")).to_contain_text("名录里没有")


def test_questions_lead_to_an_answer(toy_address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(toy_address + "index.html")
    page.locator(".ms-entries").get_by_role("link", name="我要办什么").click()
    page.get_by_role("link", name="上学、升学、助学").click()
    expect(page.locator("h1")).to_have_text("谁让您开的？")
    page.locator(".ms-ask").get_by_role("link", name="学校").click()
    page.locator(".ms-ask").get_by_role("link", name="示例居住证明").click()
    expect(page.locator(".ms-answer").first).to_be_visible()
    assert urlsplit(page.url).path == "/ask/answer/juzhu-shili/index.html"
    box = page.locator(".ms-verdict__who").first.bounding_box()
    assert box is not None
    assert box["y"] < 500
    page.get_by_role("link", name="都不是").click()
    expect(page.get_by_role("link", name="00001")).to_have_attribute("href", "tel:00001")
    sound(watched, toy_address)


def test_address_of_a_state_can_be_copied(toy_address: str, watched: Watched) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=toy_address)
    page.goto(toy_address + "ask/answer/hunyin-shili/index.html")
    page.locator("[data-mingshi-share]").click()
    expect(page.locator("[data-mingshi-shared]")).to_contain_text("已经复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    sound(watched, toy_address)


def follow(page: Page, *names: str) -> None:
    """Press links by their text, in the body of the page."""
    for name in names:
        page.locator("#main").get_by_role("link", name=name, exact=True).first.click()


def test_search_form_without_script_leads_to_every_name(toy_address: str, plain: Watched) -> None:
    plain.page.goto(toy_address + "index.html")
    plain.page.locator("#ms-q").fill("单身证明")
    plain.page.locator("main button[type=submit]").click()
    expect(plain.page.locator("h1")).to_have_text("按拼音找")
    follow(plain.page, "示例单身证明 → 示例婚姻证明")
    expect(plain.page.locator("h1")).to_have_text("示例婚姻证明")
    expect(plain.page.locator(".ms-stamp").first).to_be_visible()
    sound(plain, toy_address)


@pytest.mark.parametrize(
    ("start", "links", "heading"),
    [
        ("topics/index.html", ["婚姻", "示例婚姻证明"], "示例婚姻证明"),
        ("ask/index.html", ["上学、升学、助学", "乡镇、街道"], "示例补助证明"),
        ("ask/index.html", ["都不是，或者说不清", "按主题找"], "按主题找"),
        ("places/index.html", ["示例一县", "示例东街街道", "示例一社区"], "示例一社区"),
        ("places/index.html", ["示例省", "示例甲市", "示例一县", "示例东街街道"], "示例东街街道"),
        ("lists/index.html", ["示例省证明事项清单", "示例收入证明"], "示例收入证明"),
        ("mine/index.html", ["从这里一级一级找到您的村（社区）", "示例一县"], "示例一县"),
        ("commitment/index.html", ["示例收入证明"], "示例收入证明"),
    ],
)
def test_browsing_without_script(
    start: str, links: list[str], heading: str, toy_address: str, plain: Watched
) -> None:
    plain.page.goto(toy_address + start)
    follow(plain.page, *links)
    expect(plain.page.locator("h1")).to_have_text(heading)
    expect(plain.page.locator(".ms-js:visible")).to_have_count(0)
    sound(plain, toy_address)


def test_from_the_province_to_a_community_in_four(toy_address: str, plain: Watched) -> None:
    plain.page.goto(toy_address + "places/toy/index.html")
    follow(plain.page, "示例甲市", "示例一县", "示例东街街道", "示例一社区")
    expect(plain.page.locator("h1")).to_have_text("示例一社区")
    follow(plain.page, "示例婚姻证明")
    expect(plain.page.locator(".ms-answer")).to_have_count(1)


def test_item_is_right_without_script(toy_address: str, plain: Watched) -> None:
    plain.page.goto(toy_address + ITEM)
    expect(plain.page.locator(".ms-here")).to_be_hidden()
    places = plain.page.locator("#places + ul")
    expect(places).to_contain_text("示例一县")
