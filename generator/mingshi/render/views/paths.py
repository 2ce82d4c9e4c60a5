"""The states of the question-led page and what leads from one to the next, made from the records alone.

A state is named by what follows "ask/" in its address: "" (what are you up to?), "for/house/" (who asks for it?),
"for/house/bank/" (which paper is it?), "topic/marriage/", "answer/ITEM/" and "none/". A question with one answer is
not asked: links lead past it, and it is no state.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.records import Record
from ..site import Site
from .parts import public
from .topics import Occasion, Want, line_of, occasions_of, themes_of

START, NONE, ANYONE = "", "none/", "any"


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: `to` is the state it leads to, `item` what it is about when it leads to an answer."""

    label: str
    to: str
    note: str = ""
    item: Record | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """One question with its answers as (heading, choices); `trail` is what was answered before, as (label, state)."""

    id: str
    question: str
    groups: list[tuple[str, list[Choice]]]
    trail: tuple[tuple[str, str], ...] = ()
    hint: str = ""


def answer_id(item_id: str) -> str:
    """Return the state that answers for an item."""
    return f"answer/{item_id}/"


def questions_of(site: Site) -> dict[str, State]:
    """Return every question by its id, computed once; answers are not among them."""

    def make() -> dict[str, State]:
        states = [_start(site), *_of_occasions(site), *_of_themes(site)]
        return {state.id: state for state in states}

    made: dict[str, State] = site.once("questions", make)
    return made


def state_ids(site: Site) -> list[str]:
    """Return the ids of all states: questions, answers, and where those go whom none of them fits."""
    return [*questions_of(site), *(answer_id(item.id) for item in public(site, "item")), NONE]


def _start(site: Site) -> State:
    occasions = [Choice(o.label, _entry(o)) for o in occasions_of(site)]
    themes = []
    for theme in themes_of(site):
        one = theme.items[0] if len(theme.items) == 1 else None
        to = answer_id(one.id) if one else f"topic/{theme.code}/"
        themes.append(Choice(theme.label, to, one.get("name") if one else f"{len(theme.items)} 项"))
    groups = [("要办一件事", occasions), ("要开一张证明，或者请村（居）委会办", themes)]
    return State(START, "您要办什么事？", [group for group in groups if group[1]])


def _entry(occasion: Occasion) -> str:
    """Return the state an occasion begins with."""
    items = occasion.items
    return answer_id(items[0].id) if len(items) == 1 else f"for/{occasion.code}/"


def askers_of(occasion: Occasion) -> dict[str, list[Want]]:
    """Return what each known asker asks for, or nothing when knowing the asker would not narrow anything down."""
    found: dict[str, list[Want]] = {}
    for want in occasion.wants:
        for asker in want.askers:
            found.setdefault(asker, []).append(want)
    total = len(occasion.items)
    narrows = any(len({w.item.id for w in wants}) < total for wants in found.values())
    return found if narrows else {}


def _of_occasions(site: Site) -> Iterator[State]:
    field = site.catalogue.schemas["item"].children["purposes"].field("asked_by")
    labels = field.items.labels if field and field.items else {}
    order = list(labels)
    for occasion in occasions_of(site):
        if len(occasion.items) == 1:
            continue
        first = f"for/{occasion.code}/"
        askers = askers_of(occasion)
        if not askers:
            yield _which(site, first, occasion.wants, (), occasion.label)
            continue
        choices = []
        for code in sorted(askers, key=lambda c: order.index(c) if c in order else len(order)):
            label, here = labels.get(code, code), f"{first}{code}/"
            if len({want.item.id for want in askers[code]}) == 1:
                here = answer_id(askers[code][0].item.id)
            else:
                yield _which(
                    site, here, askers[code], ((occasion.label, first),), f"{occasion.label}，{label}要的"
                )
            choices.append(Choice(label, here))
        anyone = f"{first}{ANYONE}/"
        choices.append(Choice("别的单位，或者不知道", anyone))
        hint = "这里只列出本站资料里知道的单位。"
        yield State(first, "谁让您开的？", [("", choices)], ((occasion.label, START),), hint)
        yield _which(site, anyone, occasion.wants, ((occasion.label, first),), occasion.label)


def _which(
    site: Site, state_id: str, wants: list[Want], trail: tuple[tuple[str, str], ...], about: str
) -> State:
    found: dict[str, list[Want]] = {}
    for want in wants:
        found.setdefault(want.item.id, []).append(want)
    # What the committee does something about comes first; what it does not issue is the longer list.
    ordered = sorted(found.items(), key=lambda pair: line_of(site, pair[1][0].item).verdict.tone == "no")
    choices = [
        Choice(
            same[0].item.get("name"),
            answer_id(item_id),
            "、".join(dict.fromkeys(want.text for want in same)),
            same[0].item,
            any(want.sure for want in same),
        )
        for item_id, same in ordered
    ]
    return State(state_id, "让您交的是哪一样？", [("", choices)], trail or ((about, START),), about)


def _of_themes(site: Site) -> Iterator[State]:
    for theme in themes_of(site):
        if len(theme.items) > 1:
            choices = [
                Choice(item.get("name"), answer_id(item.id), item.get("description"), item)
                for item in theme.items
            ]
            trail = ((theme.label, START),)
            yield State(f"topic/{theme.code}/", "是哪一样？", [("", choices)], trail, theme.label)
