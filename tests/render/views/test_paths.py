"""The question-led pages as a graph: every item is reached, every state leads on, nothing leads nowhere."""

from __future__ import annotations

import posixpath
from dataclasses import replace

import pytest

from mingshi.model.records import Record
from mingshi.model.urls import ASK, page_of
from mingshi.render.page import Page
from mingshi.render.plan import plan
from mingshi.render.site import Site
from mingshi.render.views import paths, topics
from mingshi.render.views.ask import ask_page

from ...conftest import ON, ROOT
from ..hidden import MARK
from ..markup import Markup


@pytest.fixture(scope="module")
def real_site() -> Site:
    """The installation of this repository."""
    from mingshi.read.store import read_installation
    from mingshi.resolve.lists import Resolver

    catalogue, _ = read_installation(ROOT, ON)
    return Site(catalogue, Resolver(catalogue), ROOT / "theme")


@pytest.fixture(params=["toy_site", "real_site"])
def site(request: pytest.FixtureRequest) -> Site:
    """Both installations."""
    found: Site = request.getfixturevalue(request.param)
    return found


def walk(site: Site) -> dict[str, list[str]]:
    """Follow the links of the pages themselves from the first question; return the page paths each page leads to."""
    exits: dict[str, list[str]] = {}
    waiting = [ASK]
    while waiting:
        path = waiting.pop()
        page: Page = ask_page(site, path.removeprefix(ASK))
        assert page.path == path
        hrefs = [href for href, _ in Markup(page.body).links if not href.startswith(("tel:", "#"))]
        targets = [posixpath.normpath(posixpath.join(path, h.partition("#")[0])) for h in hrefs]
        exits[path] = [t.removesuffix("index.html") for t in targets]
        waiting += {t for t in exits[path] if t.startswith(ASK)} - exits.keys() - set(waiting)
    return exits


def test_walking_reaches_every_state_and_every_item(site: Site) -> None:
    exits = walk(site)
    assert sorted(exits) == sorted(ASK + state for state in paths.state_ids(site))
    led_to = {target for targets in exits.values() for target in targets}
    assert {page_of("item", item.id) for item in site.catalogue.of("item")} <= led_to


def test_no_dead_end(site: Site) -> None:
    no_fit = ASK + paths.NONE
    for path, targets in walk(site).items():
        assert path == ASK or ASK in targets, path  # back to the beginning
        assert path == no_fit or no_fit in targets, path  # or on to where nothing fits
        assert len(set(targets) - {path, ASK, no_fit}) >= 1, path
    assert {"az/", "topics/", "places/"} <= set(walk(site)[no_fit])


def test_every_address_is_a_page_of_the_plan(site: Site) -> None:
    known = {route.path for batch in plan(site) for route in batch.routes}
    for path, targets in walk(site).items():
        assert set(targets) <= known, path


def test_a_question_has_at_least_two_answers(site: Site) -> None:
    for state in paths.questions_of(site).values():
        choices = [choice for _, group in state.groups for choice in group]
        assert len(choices) >= (1 if state.id.count("/") == 3 else 2), state.id
        assert len({choice.to for choice in choices}) == len(choices) or state.id == paths.START, state.id


def test_every_item_is_offered_with_its_theme(site: Site) -> None:
    offered = {item.id for theme in topics.themes_of(site) for item in theme.items}
    assert offered == {item.id for item in site.catalogue.of("item")}


@pytest.mark.parametrize(
    ("state", "choices"),
    [
        ("for/school/", {"学校": "for/school/school/", "乡镇、街道": "answer/buzhu-shili/"}),
        (
            "for/school/school/",
            {"示例居住证明": "answer/juzhu-shili/", "示例补助证明": "answer/buzhu-shili/"},
        ),
        ("for/school/any/", {"示例居住证明": "answer/juzhu-shili/", "示例补助证明": "answer/buzhu-shili/"}),
        # The bank asks for both: knowing that it is the bank would not help.
        ("for/loan/", {"示例婚姻证明": "answer/hunyin-shili/", "示例收入证明": "answer/shouru-shili/"}),
        ("", {"继承、过户": "answer/hunyin-shili/", "定监护人": "answer/jianhu-shili/", "贷款": "for/loan/"}),
    ],
)
def test_who_asks_narrows_it_down(state: str, choices: dict[str, str], toy_site: Site) -> None:
    groups = paths.questions_of(toy_site)[state].groups
    found = {choice.label: choice.to for _, group in groups for choice in group}
    assert choices.items() <= found.items()


def test_doubtful_purposes_are_marked(toy_site: Site) -> None:
    body = ask_page(toy_site, "for/loan/").body
    assert "买房贷款时用（示例）<" in body
    assert "贷款时用（示例）（部分核实）" in body


def test_answer_says_where_to_go_and_what_a_promise_can_do(toy_site: Site) -> None:
    body = Markup(ask_page(toy_site, "answer/hunyin-shili/").body)
    order = ["不开", "先看：本人声明或承诺", "去哪里", "带什么", "依据"]
    at = [body.texts.index(text) for text in order]
    assert at == sorted(at)
    assert "查不到记录的，本人书面声明（示例）" in body.text


@pytest.mark.parametrize(
    ("item_id", "says"),
    [
        ("hunyin-shili", "各处的规定说法不一"),
        ("yangquan-shili", "没有要村（居）委会开它的"),
        ("jianhu-shili", "《示例法》第五条第一款"),
    ],
)
def test_answer_says_whether_a_law_asks_for_it(item_id: str, says: str, toy_site: Site) -> None:
    body = Markup(ask_page(toy_site, f"answer/{item_id}/").body)
    assert says in body.text.partition("法律要它吗？")[2][:40]


def test_what_the_committee_does_comes_first(real_site: Site) -> None:
    [(_, choices)] = paths.questions_of(real_site)["for/aid/town/"].groups
    tones = [topics.line_of(real_site, c.item).verdict.tone for c in choices if c.item]
    assert tones == sorted(tones, key=lambda tone: tone == "no")
    assert tones[0] == "help"


def test_answer_without_a_guide_says_so(toy_site: Site) -> None:
    assert "还没有这一项的办事指南" in ask_page(toy_site, "answer/shouru-shili/").body
    assert "还没有这一项的办事指南" not in ask_page(toy_site, "answer/jianhu-shili/").body


def test_hotlines_come_from_the_settings_and_the_register(toy_site: Site) -> None:
    links = Markup(ask_page(toy_site, paths.NONE).body).links
    assert [href for href, _ in links if href.startswith("tel:")] == ["tel:00000", "tel:00001"]


@pytest.mark.parametrize("state", ["answer/not-verified/", "for/meiyou/", "topic/dog/", "answer/meiyou/"])
def test_there_is_no_state_for_what_is_not_there(state: str, hidden_site: Site) -> None:
    with pytest.raises(KeyError):
        ask_page(hidden_site, state)


def test_nothing_unverified_on_any_state(hidden_site: Site) -> None:
    for state in paths.state_ids(hidden_site):
        assert MARK not in ask_page(hidden_site, state).body, state


def test_unknown_codes_are_shown_as_they_are(toy_site: Site) -> None:
    item = toy_site.catalogue.find("item", "juzhu-shili")
    assert item is not None
    rows = [{"text": "t", "verified": "yes", "situation": "school", "asked_by": ["x-body"]}]
    odd = Record(item.kind, item.id, item.path, {**item.values, "purposes": rows})
    records = {**toy_site.catalogue.records, "item": {**toy_site.catalogue.records["item"], item.id: odd}}
    site = Site(replace(toy_site.catalogue, records=records), toy_site.resolver, toy_site.theme)
    labels = [c.label for _, group in paths.questions_of(site)["for/school/"].groups for c in group]
    assert "x-body" in labels
