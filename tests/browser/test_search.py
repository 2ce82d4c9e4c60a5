"""The search as people use it: box, keyboard, page of results, place as a filter, failed searches, from a disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.check.numbers import MOBILE, identity

from .conftest import Watched

pytestmark = pytest.mark.browser

# (what is typed, title of a result, what else stands in its line)
KINDS = {
    "name": ("婚姻状况证明", "婚姻状况证明", "不开"),
    "alias": ("单身证明", "婚姻状况证明", "也叫：单身证明"),
    "pinyin": ("hunyin", "婚姻状况证明", "不开"),
    "initials": ("hyzk", "婚姻状况证明", "不开"),
    "one character": ("狗", "居民养犬证明", "不开"),
    "homophone": ("亲蜀关系证明", "亲属关系证明", "不开"),
    "traditional": ("無犯罪記錄證明", "无犯罪记录证明", "派出所"),
    "question": ("派出所让我开亲属关系证明", "亲属关系证明", "去哪里"),
    "situation": ("银行要我证明存折上的名字是我", "居民身份信息证明", "不开"),
    "place and item": ("晋安 居住证明", "当事人属于本社区的证明", "晋安区"),
    "community": ("中山社区", "中山社区", "鼓楼区"),
    "community by ear": ("zhongshan shequ", "中山社区", "鼓楼区"),
    "county": ("晋安", "晋安区", "福州市"),
    "town": ("梧村街道", "梧村街道", "思明区"),
    "list": ("全国清单", "不应由基层群众性自治组织出具证明事项清单（第一批）", "全国"),
    "law": ("民法典", "民法典", "中华人民共和国民法典"),
    "pacts": ("村规民约", "村规民约和居民公约", "还没有收录"),
    "place of a pact not handed in": ("中山社区居民公约", "中山社区", "鼓楼区"),
    "anything at all": ("居委会能开什么证明", "全部事项", "每一项开不开"),
    "anything at a place": ("乌山社区能开什么证明", "乌山社区", "安泰街道"),
    "place that begins with an idle word": ("和平村死亡证明", "和平村", "闽清县"),
    "homophone of a whole name": ("单生证明", "婚姻状况证明", "也叫：单身证明"),
}


def box(watched: Watched) -> Locator:
    return watched.page.locator(
        "main [data-mingshi-search] input, .md-content [data-mingshi-search] input"
    ).first


def options(watched: Watched) -> Locator:
    return watched.page.locator("[role=option]")


@pytest.mark.parametrize(("typed", "title", "also"), KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_question(typed: str, title: str, also: str, address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).press_sequentially(typed, delay=5)
    hit = options(watched).filter(
        has=watched.page.locator("strong", has_text=re.compile(f"^{re.escape(title)}$"))
    )
    expect(hit.filter(has_text=also).first).to_be_visible()
    assert watched.complaints == []
    assert {urlsplit(u).netloc for u in watched.requests} == {urlsplit(address).netloc}


def test_search_costs_nothing_before_it_is_wanted(address: str, watched: Watched) -> None:
    watched.page.goto(address + "items/index.html")
    assert [
        u for u in watched.requests if "search" in urlsplit(u).path.rpartition("/")[2] or "/search/" in u
    ] == []


@pytest.mark.parametrize("path", ["index.html", "items/hunyin-zhuangkuang/index.html"])
def test_works_from_a_disk(path: str, province: Path, watched: Watched) -> None:
    watched.page.goto((province / path).as_uri())
    watched.page.locator("[data-mingshi-search] input").first.press_sequentially("中山社区", delay=5)
    expect(options(watched).filter(has_text="鼓东街道")).to_be_visible()
    options(watched).filter(has_text="鼓东街道").click()
    expect(watched.page.locator("h1")).to_have_text("中山社区")
    assert watched.complaints == []
    assert {urlsplit(u).scheme for u in watched.requests} == {"file"}


MARKED = {
    "a name": ("亲属关系怎么证明", ["亲属关系证明"]),
    "another name": ("单身证明", ["单身证明"]),
    "a word of another name": ("户口", ["户口"]),
}


@pytest.mark.parametrize(("typed", "marked"), MARKED.values(), ids=MARKED)
def test_what_was_asked_for_is_marked(typed: str, marked: list[str], address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill(typed)
    expect(options(watched).first.locator("mark")).to_have_text(marked)


def test_who_asks_for_anything_sees_where_to_look(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("村里不给开证明怎么办")
    expect(watched.page.get_by_role("group", name="总览").get_by_role("option")).to_have_count(3)
    expect(watched.page.get_by_role("group", name="事项")).to_have_count(0)
    options(watched).nth(1).click()
    expect(watched.page).to_have_url(re.compile(r"/ask/index\.html$"))


ELSEWHERE = {
    "of another province": ("上海 户口", "事项"),
    "of a city": ("北京 死亡证明", "事项"),
    "a place here too": ("上海", "地方"),
}


@pytest.mark.parametrize(("typed", "group"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_places_elsewhere_are_told_to_be_so(typed: str, group: str, address: str, watched: Watched) -> None:
    watched.page.goto(f"{address}search/index.html?q={quote(typed)}")
    status = watched.page.locator("#ms-results [role=status]").first
    expect(status).to_contain_text(f"查到{group}")
    expect(status).to_contain_text("本站只管福建省的规定。")
    watched.page.locator("#ms-q").fill("上海街道")
    expect(status).to_contain_text("查到地方")
    expect(status).not_to_contain_text("本站只管")


ALIKE = {"word of items": "上学", "one character again and again": "死死死"}


@pytest.mark.parametrize("typed", ALIKE.values(), ids=ALIKE)
def test_what_is_no_name_finds_no_place_by_ear(typed: str, address: str, watched: Watched) -> None:
    watched.page.goto(address)
    groups = watched.page.evaluate(
        "async words => (await (await mingshiSearch.open()).find(words)).groups.map(g => g.key)", typed
    )
    assert "places" not in groups


def test_answers_do_not_depend_on_what_was_asked_before(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    ask = """async asked => {
      const engine = await mingshiSearch.open(), pages = []
      for (const words of asked) pages.push((await engine.find(words)).groups.flatMap(g => g.hits.map(h => h.page)))
      return pages
    }"""
    first, _, again = watched.page.evaluate(ask, ["户口", "婴儿没本", "户口"])
    assert first
    assert again == first


def test_what_only_comes_near_is_told(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("结婚登记要预约吗")
    panel = watched.page.locator(".ms-results", has=watched.page.locator("[role=option]"))
    expect(panel.get_by_role("link", name="12345")).to_be_visible()
    box(watched).press("Enter")
    status = watched.page.locator("#ms-results [role=status]").first
    expect(status).to_contain_text("没有完全对得上的，最接近的有")
    expect(watched.page.locator("#ms-results")).to_contain_text(
        "都不是？换个说法试试；急着办，拨打 12345 问一问。"
    )
    expect(watched.page.get_by_label("没找到的口令")).to_be_visible()
    watched.page.locator("#ms-q").fill("护照丢了")
    expect(status).to_contain_text("查到事项")
    expect(watched.page.get_by_label("没找到的口令")).to_have_count(0)


ASKED = {
    "what it costs": ("宅基地一亩赔多少", "宅基地怎么批"),
    "when it comes": ("高龄补贴几号发", "高龄补贴要村里证明吗"),
}


@pytest.mark.parametrize(("other", "own"), ASKED.values(), ids=ASKED)
def test_what_no_item_tells_is_not_answered_as_if_it_were(
    other: str, own: str, address: str, watched: Watched
) -> None:
    watched.page.goto(f"{address}search/index.html?q={quote(other)}")
    status = watched.page.locator("#ms-results [role=status]").first
    expect(status).to_contain_text("没有完全对得上的，最接近的有")
    watched.page.locator("#ms-q").fill(own)
    expect(status).to_contain_text("查到事项")


def test_keyboard_alone(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    field = box(watched)
    field.fill("中山社区")
    expect(options(watched).filter(has_text="鼓东街道")).to_be_visible()
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = watched.page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == options(watched).first.get_attribute("id")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options(watched).first).to_be_hidden()
    field.press("ArrowDown")
    expect(options(watched).first).to_be_visible()
    field.press("Alt+ArrowDown")
    expect(watched.page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    field.press("Alt+ArrowUp")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Alt+ArrowDown")
    expect(options(watched).first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(watched.page.locator("h1")).to_have_text("中山社区")


def test_enter_goes_to_the_one_that_is_meant(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("亲属关系证明")
    box(watched).press("Enter")
    expect(watched.page.locator("h1")).to_contain_text("亲属关系证明")


def test_enter_goes_to_all_results_when_there_are_several(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("中山社区")
    box(watched).press("Enter")
    expect(watched.page).to_have_url(re.compile(r"/search/index\.html\?q="))
    expect(watched.page.locator("h1")).to_have_text("搜索")
    expect(watched.page.locator(".ms-hit").first).to_contain_text("中山社区")
    assert watched.complaints == []


def test_groups_have_names_a_reader_hears(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("晋安 婚姻")
    expect(options(watched).first).to_be_visible()
    for name in ("事项", "地方"):
        expect(watched.page.get_by_role("group", name=name)).to_be_visible()
    expect(watched.page.locator("main [role=status]").first).to_contain_text("查到事项")


def test_page_of_results_takes_words_from_its_address(address: str, watched: Watched) -> None:
    watched.page.goto(f"{address}search/index.html?q={quote('晋安 单身证明')}")
    hit = watched.page.locator(".ms-hit").filter(has_text="婚姻状况证明").first
    expect(hit).to_contain_text("晋安区")
    expect(hit).to_contain_text("不开")
    watched.page.locator("#ms-q").fill("死亡证明")
    expect(watched.page.locator(".ms-hit").first).to_contain_text("死亡证明")
    expect(watched.page).to_have_url(re.compile(re.escape(quote("死亡证明"))))
    hit = watched.page.locator(".ms-hit").first
    hit.click()
    expect(watched.page.locator("h1")).to_contain_text("死亡证明")
    assert watched.complaints == []


def test_header_box_works_on_every_page(address: str, watched: Watched) -> None:
    watched.page.goto(address + "laws/minfadian/index.html")
    watched.page.locator(".ms-header__search input").fill("低保")
    expect(options(watched).first).to_contain_text("低保、特困申请代为提出")
    options(watched).first.click()
    expect(watched.page.locator("h1")).to_contain_text("低保")


def test_nothing_is_said_honestly(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("量子纠缠")
    expect(watched.page.get_by_text("没有找到“量子纠缠”。")).to_be_visible()
    expect(watched.page.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    expect(watched.page.get_by_role("link", name="全部事项", exact=True)).to_be_visible()
    expect(options(watched)).to_have_count(0)
    expect(box(watched)).to_have_attribute("aria-expanded", "false")


NO_WORDS = {"punctuation": "，。！", "signs": "%%%", "a picture": "😀", "an idle word": "的"}


@pytest.mark.parametrize("typed", NO_WORDS.values(), ids=NO_WORDS)
def test_what_is_no_word_is_told_too(typed: str, address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill(typed)
    expect(watched.page.get_by_text(f"没有找到“{typed}”。")).to_be_visible()
    expect(watched.page.get_by_label("没找到的口令")).to_be_visible()
    watched.page.goto(f"{address}search/index.html?q={quote(typed)}")
    expect(watched.page.locator("#ms-results").get_by_text(f"没有找到“{typed}”。")).to_be_visible()


def test_hotline_is_known_and_is_no_number_of_a_person(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    box(watched).fill("12345")
    expect(watched.page.get_by_text("12345 是热线电话。")).to_be_visible()
    expect(watched.page.get_by_text("一长串数字")).to_have_count(0)


def test_words_that_are_cut_are_told(address: str, watched: Watched) -> None:
    watched.page.goto(f"{address}search/index.html?q={quote('婚姻状况证明' * 8)}")
    expect(watched.page.locator("#ms-results [role=status]").first).to_contain_text(
        "最多写 40 个字，后面的没有查。"
    )


def code_for(watched: Watched, words: str) -> str:
    box(watched).fill(words)
    field = watched.page.get_by_label("没找到的口令")
    expect(watched.page.get_by_text(f"没有找到“{words}”。")).to_be_visible()
    return field.input_value()


def test_code_of_a_failed_search_tells_editors_the_words(address: str, watched: Watched) -> None:
    watched.page.goto(address)
    codes = [code_for(watched, words) for words in ("量子纠缠", "hello 囍字贴歪")]
    assert all(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{1,4})+", code) for code in codes)
    watched.page.goto(address + "search/misses/index.html")
    watched.page.locator("#ms-code").fill(f"{codes[0]} {codes[1].lower()} 1234-5678")
    watched.page.get_by_role("button", name="看是什么").click()
    told = watched.page.locator("#ms-miss p")
    expect(told.nth(0)).to_contain_text("量子纠缠,事项编号")
    expect(told.nth(1)).to_contain_text("hello 囍字贴歪")
    expect(told.nth(2)).to_contain_text("不是本站的口令")
    assert watched.complaints == []


@pytest.mark.parametrize(
    "number", [identity(), MOBILE, f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}", "138 0013 8"]
)
def test_numbers_of_people_get_no_code(number: str, address: str, watched: Watched) -> None:
    watched.page.goto(address)
    assert (
        watched.page.evaluate("async words => (await mingshiSearch.open()).coded(words)", f"量子{number}")
        == ""
    )


def test_button_copies_the_code(address: str, watched: Watched) -> None:
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.page.goto(address)
    code = code_for(watched, "量子纠缠")
    watched.page.get_by_role("button", name="复制口令").click()
    expect(watched.page.get_by_text("已复制")).to_be_visible()
    assert watched.page.evaluate("navigator.clipboard.readText()") == code


def test_other_scripts_may_ask(address: str, watched: Watched) -> None:
    watched.page.goto(address + "items/index.html")
    found: Any = watched.page.evaluate("mingshiSearch.places('鼓楼中山社区')")
    assert found[0] == {
        "id": "fuzhou/gulou/gudong/zhongshan-shequ",
        "path": "places/fuzhou/gulou/gudong/zhongshan-shequ/",
        "name": "中山社区",
        "level": "community",
        "above": ["福州市", "鼓楼区", "鼓东街道"],
        "href": address + "places/fuzhou/gulou/gudong/zhongshan-shequ/index.html",
    }
    assert watched.page.evaluate("mingshiSearch.places('福州')")[0]["id"] == "fuzhou"
    groups: Any = watched.page.evaluate(
        "mingshiSearch.find('民法典').then(found => found.groups.map(g => g.title))"
    )
    assert groups[0] == "法规"


def without_worker(watched: Watched) -> None:
    """Keep the offline worker out: once it answers for the page, requests pass by `page.route`."""
    watched.page.add_init_script("delete Navigator.prototype.serviceWorker")


def test_lost_data_is_told(address: str, watched: Watched) -> None:
    without_worker(watched)
    watched.page.route("**/assets/search/core.js", lambda route: route.abort())
    watched.page.goto(address)
    box(watched).fill("婚姻")
    expect(watched.page.get_by_text("检索数据没有取到")).to_be_visible()
    watched.page.unroute("**/assets/search/core.js")
    box(watched).fill("婚姻状况")
    expect(options(watched).first).to_contain_text("婚姻状况证明")


def test_lost_program_is_told_on_the_page_of_results(address: str, watched: Watched) -> None:
    without_worker(watched)
    watched.page.route(re.compile(r"/assets/search-box\..*\.js$"), lambda route: route.abort())
    watched.page.goto(f"{address}search/index.html?q={quote('婚姻')}")
    expect(watched.page.get_by_text("检索程序没有取到")).to_be_visible()
    expect(watched.page.get_by_role("heading", name="也可以这样找")).to_be_visible()


@pytest.mark.parametrize("path", ["search/index.html", "index.html"])
def test_without_script_there_is_another_way(path: str, address: str, chrome: Any) -> None:
    context = chrome.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + path)
    page.locator("#ms-q").fill("婚姻")
    page.locator("#ms-q").press("Enter")
    expect(page.get_by_role("link", name="婚姻状况证明").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["search/index.html", "search/words/index.html", "search/misses/index.html"])
def test_pages_of_the_search_are_sound(path: str, address: str, watched: Watched) -> None:
    watched.page.goto(address + path)
    assert watched.complaints == []
    expect(watched.page.locator("h1")).to_have_count(1)
    expect(watched.page.locator(".md-tabs [aria-current]")).to_have_count(0)
    width = watched.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert width <= 0, "the page can be scrolled sideways"
