"""我要办什么: the question-led pages. Every state is a page of its own; paths.py knows how they hang together."""

from __future__ import annotations

from ...model.records import Record
from ...model.urls import ASK
from ..page import Page
from ..site import Site
from . import answers, guides
from .mine import rules_of
from .parts import HOME, area_name, as_list, badges, by_item, find, hotlines, organiser, public
from .paths import NONE, START, State, answer_id, questions_of
from .prints import prints_of_item
from .topics import line_of

TITLE = "我要办什么"


def ask_page(site: Site, state_id: str) -> Page:
    """Return the page of one state. Raises KeyError for one that does not exist or whose item may not be shown."""
    if state_id == NONE:
        return _page(
            site, state_id, "都不是，怎么办", "没有找到要办的事：搜索、按拼音找，或者打热线。", _none(site)
        )
    if state_id.startswith("answer/"):
        item = find(site, "item", state_id.split("/")[1])
        if item is None:
            raise KeyError(state_id)
        return _answer_page(site, item)
    state = questions_of(site)[state_id]
    items = (choice.item for _, choices in state.groups for choice in choices if choice.item)
    lines = {item.id: line_of(site, item) for item in items}
    body = site.render("ask.html", ASK + state_id, state=state, lines=lines, ask=ASK, no_fit=NONE)
    about = f"{state.hint or TITLE}：{state.question}"
    return _page(site, state_id, _title(state), f"{about}一步一步问到答案：开不开，去哪里，带什么。", body)


def _title(state: State) -> str:
    return TITLE if state.id == START else f"{state.trail[0][0]}：{state.question}"


def _page(site: Site, state_id: str, title: str, about: str, body: str, published: str = "") -> Page:
    return Page(
        path=ASK + state_id,
        title=title,
        description=about[:120],
        section="ask",
        level="column",
        body=body,
        published=published,
        keywords=(TITLE, "证明"),
        content_source=organiser(site),
        crumbs=(HOME,) if state_id == START else (HOME, (TITLE, ASK)),
    )


def _answer_page(site: Site, item: Record) -> Page:
    state_id = answer_id(item.id)
    path = ASK + state_id
    shown = answers.own_line(site, item.id)
    record = guides.guide_record(site, site.catalogue.settings.area, item.id)
    guide = guides.guide_view(site, record) if record else None
    answer = answers.answer_of(site, item, guide)
    body = site.render(
        "ask_answer.html",
        path,
        item=item,
        answer=answer,
        guide=guide,
        promises=answers.promises_of(site, shown),
        badges=badges(site, shown.listing if shown else item),
        related=[r for i in as_list(item.get("related")) if (r := find(site, "item", i))],
        conflicts=by_item(site, "conflict").get(item.id, []),
        contacts=bool(public(site, "contact")),
        mine=rules_of(site, item, path),
        own=area_name(site, site.catalogue.settings.area),
        prints=prints_of_item(site, item.id),
        ask=ASK,
        no_fit=NONE,
        answer_id=answer_id,
    )
    about = f"{item.get('name')}：{answer.says}。{answer.sentence}"
    return _page(site, state_id, item.get("name"), about, body, str(item.get("published")))


def _none(site: Site) -> str:
    return site.render("ask_none.html", ASK + NONE, ask=ASK, no_fit=NONE, hotlines=hotlines(site))
