"""What must be so for any lists whatever."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mingshi.model.catalogue import Catalogue
from mingshi.model.records import Record
from mingshi.resolve.lines import EffectiveLine, EffectiveList
from mingshi.resolve.lists import Resolver

from ..fixtures.lists.build import CHAIN, a_list, add_all, basis, catalogue, listing, substitute

bounded = settings(max_examples=80, derandomize=True, deadline=None, database=None)

ITEMS = ("i", "j", "k", "l")
STATUSES = ("not_issue", "must_issue", "may_issue", "assist", "by_department", "transitional")
OPS = ("inherit", "add", "remove", "rename", "narrow", "widen", "except", "override")
LOW = ("b", "c", "d", "e", "f", "cx", "dx")
PLACES = tuple(a.id for a in CHAIN)
BANS = [a_list("ban", "a"), *add_all("ban", ITEMS, "not_issue")]
WEAK = ["", "ministry", "notice", "old", "coming", "undated", "rumour", "foreign"]

days = st.sampled_from(["2019-01-01", "2021-05-01", "2026-11-23", "2026-11-24", "2030-01-01"])


@st.composite
def entries_of(draw: st.DrawFn, list_id: str, statuses: tuple[str, ...], laws: list[str]) -> list[Record]:
    """Draw the entries of a list: for some items any operation, status and basis."""
    found = []
    for seq, item_id in enumerate(draw(st.lists(st.sampled_from(ITEMS), unique=True)), 1):
        law = draw(st.sampled_from(laws))
        more: dict[str, Any] = {
            "local_name": draw(st.sampled_from(["", "本地名称"])),
            "scope_note": draw(st.sampled_from(["", "范围"])),
            "substitutes": draw(st.sampled_from([[], [substitute("本地的办法")]])),
            "exceptions": draw(st.sampled_from([[], [{"when": "情况", "then": "办法", "verified": "yes"}]])),
            "legal_basis": [basis(law)] if law else [],
        }
        op, status = draw(st.sampled_from(OPS)), draw(st.sampled_from(statuses))
        found.append(listing(list_id, item_id, op, status, seq, **more))
    return found


@st.composite
def lists_below(
    draw: st.DrawFn, statuses: tuple[str, ...] = STATUSES, laws: list[str] | None = None
) -> list[Record]:
    """Draw lists below the nation with their entries: dates, ways to inherit, batches and editions at random."""
    found: list[Record] = []
    ids = [f"low{n}" for n in range(draw(st.integers(0, 4)))]
    for list_id in ids:
        reference = st.sampled_from(["", "ban", *ids])
        found.append(
            a_list(
                list_id,
                draw(st.sampled_from(LOW)),
                draw(days),
                parent=draw(reference),
                adds_to=draw(reference),
                replaces=draw(reference),
                inherit_mode=draw(st.sampled_from(["all", "selected", "none"])),
                state=draw(st.sampled_from(["published", "published", "published", "pending"])),
            )
        )
        found += draw(entries_of(list_id, statuses, ["", "high"] if laws is None else laws))
    return found


def world(records: list[Record], on: str = "2026-11-23") -> Catalogue:
    """Return the catalogue of list and listing records, kept in the order given."""
    return catalogue(
        [r for r in records if r.kind == "list"], [r for r in records if r.kind == "listing"], on=on
    )


def lines_at(records: list[Record], area_id: str = "f") -> tuple[EffectiveLine, ...]:
    return Resolver(world(records)).effective(area_id).lines


def said(lines: tuple[EffectiveLine, ...]) -> list[EffectiveLine]:
    """Return lines without the record of who touched them."""
    return [replace(line, trail=()) for line in lines]


@bounded
@given(lists_below(), st.sampled_from(LOW), st.booleans())
def test_forwarding_changes_nothing(records: list[Record], area_id: str, naming_each: bool) -> None:
    before = [*BANS, *records]
    forwarding = [a_list("last", area_id, "2026-11-23", inherit_mode="all")]
    if naming_each:
        forwarding += [listing("last", line.item_id, "inherit") for line in lines_at(before, area_id)]
    # What is forwarded is the list above; a batch or edition at the same place would come after it.
    after = Resolver(world([*before, *forwarding]))
    for place in PLACES:
        assert said(after.effective(place).lines) == said(lines_at(before, place))
        assert len(after.effective(place).conflicts) == len(
            Resolver(world(before)).effective(place).conflicts
        )


@bounded
@given(lists_below(), st.randoms(use_true_random=False))
def test_order_of_files_does_not_matter(records: list[Record], chance: random.Random) -> None:
    one = [*BANS, *records]
    other = list(one)
    chance.shuffle(other)
    for place in PLACES:
        assert Resolver(world(one)).effective(place) == Resolver(world(other)).effective(place)
    assert Resolver(world(one)).conflicts == Resolver(world(other)).conflicts


@bounded
@given(lists_below(), st.sampled_from(["bx", "cx", "dx"]))
def test_siblings_do_not_matter(records: list[Record], area_id: str) -> None:
    one = [r for r in [*BANS, *records] if r.get("area") not in ("bx", "cx", "dx")]
    sibling = [a_list("sibling", area_id, replaces="ban"), *add_all("sibling", ITEMS, "may_issue")]
    assert lines_at(one) == lines_at([*one, *sibling])


@bounded
@given(lists_below(), st.sampled_from(PLACES))
def test_a_list_that_has_not_begun_is_absent(records: list[Record], area_id: str) -> None:
    one = [*BANS, *records]
    coming = [
        a_list("coming", area_id, "2026-11-24", replaces="ban", inherit_mode="selected"),
        *add_all("coming", ITEMS, "must_issue"),
    ]
    for place in PLACES:
        assert Resolver(world(one)).effective(place) == Resolver(world([*one, *coming])).effective(place)


@bounded
@given(entries_of("first", STATUSES, [""]), st.lists(st.sampled_from(("m", "n", "o")), unique=True))
def test_a_batch_only_adds(entries: list[Record], new: list[str]) -> None:
    first = [*BANS, a_list("first", "c", "2021-01-01"), *entries]
    second = [a_list("second", "c", "2021-06-01", adds_to="first"), *add_all("second", new, "may_issue")]
    before, after = lines_at(first), lines_at([*first, *second])
    assert after[: len(before)] == before
    assert [line.item_id for line in after[len(before) :]] == new


@bounded
@given(entries_of("old", STATUSES, ["", "high"]), entries_of("new", STATUSES, ["", "high"]))
def test_a_new_edition_hides_the_old_one(old: list[Record], new: list[Record]) -> None:
    edition = [a_list("new", "c", "2022-01-01", replaces="old"), *new]
    both = Resolver(world([*BANS, a_list("old", "c", "2021-01-01"), *old, *edition])).effective("f")
    alone = Resolver(world([*BANS, *edition])).effective("f")
    assert both == alone
    assert "old" not in {step.list_id for line in both.lines for step in line.trail}


@bounded
@given(lists_below(tuple(s for s in STATUSES if s != "transitional"), WEAK), st.sampled_from(PLACES))
def test_no_ban_weakens_without_a_basis(records: list[Record], place: str) -> None:
    found = Resolver(world([*BANS, *records])).effective(place)
    assert [line.item_id for line in found.lines][: len(ITEMS)] == list(ITEMS)
    for item_id in ITEMS:
        line = found.line(item_id)
        assert line is not None
        assert line.status == "not_issue"
        assert line.substitutes != ()
        refused = [step for step in line.trail if not step.accepted]
        overruled = [c for c in line.conflicts if c.kind in ("remove", "status")]
        assert [step.list_id for step in refused] == [c.lower for c in overruled]


@bounded
@given(lists_below(), st.sampled_from(PLACES))
def test_resolving_again_gives_the_same(records: list[Record], place: str) -> None:
    made = world([*BANS, *records])
    resolver = Resolver(made)
    first = resolver.effective(place)
    assert resolver.effective(place) == first
    assert Resolver(made).effective(place) == first
    assert [resolver.contents(r.id) for r in made.of("list")] == [
        Resolver(made).contents(r.id) for r in made.of("list")
    ]


@bounded
@given(lists_below())
def test_equal_keys_mean_equal_lists(records: list[Record]) -> None:
    resolver = Resolver(world([*BANS, *records]))
    by_key: dict[Any, EffectiveList] = {}
    for place in PLACES:
        found = replace(resolver.effective(place), area="")
        assert by_key.setdefault(resolver.key(place), found) == found


@bounded
@given(lists_below(), st.sampled_from(PLACES))
def test_lines_are_well_formed(records: list[Record], place: str) -> None:
    found = Resolver(world([*BANS, *records])).effective(place)
    speaking = {r.id for r in found.lists}
    assume(found.lines)
    assert len({line.item_id for line in found.lines}) == len(found.lines)
    for line in found.lines:
        touched = {step.list_id for step in line.trail}
        assert touched <= speaking
        assert {line.from_list, line.holder} <= touched
        assert line.listing.get("status") == line.status
        assert set(line.conflicts) <= set(found.conflicts)
