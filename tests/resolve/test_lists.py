"""The effective list of a place: the shapes of 湖北, 黄石 and 阳江, the toy province, and faulty files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.model.records import Record
from mingshi.resolve.lines import EffectiveLine
from mingshi.resolve.lists import Resolver

from ..fixtures.lists import hubei, yangjiang
from ..fixtures.lists.build import CHAIN, a_list, add_all, area, catalogue, listing


def names(lines: Iterable[EffectiveLine]) -> list[str]:
    return [line.name for line in lines]


def statuses(lines: Iterable[EffectiveLine]) -> Counter[str]:
    return Counter(line.status for line in lines)


@pytest.mark.parametrize("made", [hubei.as_found(), hubei.with_a_basis(), hubei.by_selection()])
def test_hubei_comprises_21_of_20(made: Catalogue) -> None:
    assert names(Resolver(made).contents("hb")) == list(hubei.HUBEI)
    assert names(Resolver(made).contents("cn")) == list(hubei.NATIONAL)


@pytest.mark.parametrize(
    ("made", "kind"),
    [(hubei.as_found(), "remove"), (hubei.by_selection(), "omitted")],
    ids=["removed", "left out"],
)
def test_hubei_without_a_basis_keeps_what_it_left_out(made: Catalogue, kind: str) -> None:
    found = Resolver(made).effective("hubei")
    assert sorted(names(found.lines)) == sorted([*hubei.HUBEI, "健在证明"])
    assert statuses(found.lines) == {"not_issue": 22}
    (conflict,) = found.conflicts
    assert (conflict.kind, conflict.item_id, conflict.upper, conflict.lower) == (
        kind,
        hubei.ALIVE,
        "cn",
        "hb",
    )
    kept = found.line(hubei.ALIVE)
    assert kept is not None
    assert (kept.from_list, kept.conflicts) == ("cn", (conflict,))


def test_hubei_with_a_basis_has_21() -> None:
    found = Resolver(hubei.with_a_basis()).effective("hubei")
    assert names(found.lines) == list(hubei.HUBEI)
    assert found.conflicts == ()


def test_hubei_tells_where_lines_come_from() -> None:
    found = Resolver(hubei.with_a_basis()).effective("hubei")
    assert Counter(line.from_level for line in found.lines) == {"nation": 19, "province": 2}
    renamed = found.line("n03")
    assert renamed is not None
    assert [(s.list_id, s.area, s.level, s.op) for s in renamed.trail] == [
        ("cn", "china", "nation", "add"),
        ("hb", "hubei", "province", "rename"),
    ]


@pytest.mark.parametrize("made", [hubei.as_found(), hubei.with_a_basis(), hubei.by_selection()])
def test_huangshi_forwards_hubei_unchanged(made: Catalogue) -> None:
    resolver = Resolver(made)
    assert resolver.contents("hs") == resolver.contents("hb")
    assert resolver.effective("huangshi").lines == resolver.effective("hubei").lines
    assert resolver.effective("daye").lines == resolver.effective("hubei").lines
    assert resolver.effective("daye").conflicts == resolver.effective("hubei").conflicts


def test_yangjiang_has_27_and_14() -> None:
    resolver = Resolver(yangjiang.yangjiang())
    for area_id in ("yangjiang", "yangxi"):
        found = resolver.effective(area_id)
        assert statuses(found.lines) == {"not_issue": 27, "may_issue": 14}
        assert found.conflicts == ()
    assert statuses(resolver.contents("gd")) == {"not_issue": 23}
    assert statuses(resolver.contents("yj")) == {"not_issue": 23, "may_issue": 7}
    assert statuses(resolver.contents("yj-2")) == {"not_issue": 27, "may_issue": 14}
    assert statuses(resolver.effective("guangdong").lines) == {"not_issue": 23}


def test_yangjiang_before_its_second_batch() -> None:
    found = Resolver(yangjiang.yangjiang("2021-08-31")).effective("yangjiang")
    assert statuses(found.lines) == {"not_issue": 23, "may_issue": 7}


def test_placeholders_say_so() -> None:
    extra = [r for r in yangjiang.yangjiang().of("item") if r.id not in hubei.IDS]
    assert len(extra) == 3 + 7 + 4 + 7
    assert all(str(r.get("name")).startswith("示例事项") for r in extra)


SELECTION = [
    (
        "mentioned in any way",
        [listing("low", "i", "inherit"), listing("low", "j", "narrow", scope_note="x")],
        [],
    ),
    ("left out", [listing("low", "i", "inherit")], ["j"]),
    ("refused is mentioned too", [listing("low", "i", "inherit"), listing("low", "j", "remove")], []),
    ("a batch mentions it", [listing("low", "i", "inherit"), listing("low-2", "j", "inherit")], []),
]


@pytest.mark.parametrize(("entries", "left_out"), [s[1:] for s in SELECTION], ids=[s[0] for s in SELECTION])
@pytest.mark.parametrize("parent", ["up", ""])
def test_selection(parent: str, entries: list[Record], left_out: list[str]) -> None:
    lists = [
        a_list("up", "a"),
        a_list("low", "c", parent=parent, inherit_mode="selected"),
        a_list("low-2", "c", adds_to="low", inherit_mode="selected"),
    ]
    found = Resolver(catalogue(lists, [*add_all("up", "ij", "not_issue"), *entries])).effective("c")
    assert [c.item_id for c in found.conflicts if c.kind == "omitted"] == left_out
    assert statuses(found.lines) == {"not_issue": 2}


def test_selection_is_measured_against_its_parent() -> None:
    lists = [
        a_list("up", "a"),
        a_list("other", "a"),
        a_list("low", "c", parent="up", inherit_mode="selected"),
    ]
    entries = [
        *add_all("up", "i", "not_issue"),
        *add_all("other", "j", "must_issue"),
        listing("low", "i", "inherit"),
    ]
    assert Resolver(catalogue(lists, entries)).effective("c").conflicts == ()


def test_a_list_that_stands_alone_erases_nothing() -> None:
    lists = [a_list("up", "a"), a_list("low", "c", parent="up", inherit_mode="none")]
    resolver = Resolver(
        catalogue(lists, [*add_all("up", "ij", "not_issue"), *add_all("low", "jk", "not_issue")])
    )
    assert [(line.item_id, len(line.trail)) for line in resolver.contents("low")] == [("j", 1), ("k", 1)]
    assert [line.item_id for line in resolver.effective("c").lines] == ["i", "j", "k"]
    assert resolver.effective("c").conflicts == ()


TOY = [
    ("toy", 5, {"not_issue": 3, "must_issue": 1, "assist": 1}),
    ("jiashi", 7, {"not_issue": 3, "must_issue": 1, "assist": 1, "may_issue": 1, "by_department": 1}),
    (
        "jiashi/dingqu/beijie/liu-shequ",
        7,
        {"not_issue": 3, "must_issue": 1, "assist": 1, "may_issue": 1, "by_department": 1},
    ),
    ("yishi/bingxian", 5, {"not_issue": 3, "must_issue": 1, "assist": 1}),
]


@pytest.mark.parametrize(("area_id", "count", "kinds"), TOY)
def test_toy_province(area_id: str, count: int, kinds: dict[str, int], toy_catalogue: Catalogue) -> None:
    found = Resolver(toy_catalogue).effective(area_id)
    assert (found.area, found.on, len(found.lines)) == (area_id, toy_catalogue.on, count)
    assert statuses(found.lines) == kinds


def test_toy_province_has_no_conflict_between_lists(toy_catalogue: Catalogue) -> None:
    assert Resolver(toy_catalogue).conflicts == ()


def test_toy_village(toy_catalogue: Catalogue) -> None:
    found = Resolver(toy_catalogue).effective("jiashi/yixian/xizhen/san-cun")
    lists = ["china-neg", "china-pos", "toy-qingdan", "jiashi-2025", "jiashi-2025-2", "yixian-shishi"]
    assert [r.id for r in found.lists] == lists
    assert found.line("jianzai-shili") is None
    dog, marriage, home = (found.line(i) for i in ("yangquan-shili", "hunyin-shili", "juzhu-shili"))
    assert dog is not None
    assert dog.name == "示例居民养犬情况证明"
    assert marriage is not None
    assert [e.list_id for e in marriage.exceptions] == ["yixian-shishi"]
    assert home is not None
    assert [n.level for n in home.scope_notes] == ["county"]


def test_toy_pending_list(toy_catalogue: Catalogue) -> None:
    resolver = Resolver(toy_catalogue)
    assert [r.id for r in resolver.effective("yishi/bingxian").pending] == ["yishi-dai"]
    assert resolver.effective("jiashi").pending == ()


def test_places_under_the_same_lists_share_the_result() -> None:
    counties = [area(f"c/{n}", "county", "c") for n in range(20)]
    places = [area(f"{c.id}/{n}", "community", c.id) for c in counties for n in range(50)]
    lists = [a_list("up", "a"), a_list("own", "c/3")]
    made = catalogue(lists, add_all("up", "ij", "not_issue"), areas=[*CHAIN, *counties, *places])
    resolver = Resolver(made)
    assert len({resolver.key(p.id) for p in places}) == 2
    assert len({id(resolver.effective(p.id).lines) for p in places}) == 2
    assert {resolver.effective(p.id).area for p in places} == {p.id for p in places}


def test_conflicts_of_the_whole_catalogue_are_told_once() -> None:
    lists = [a_list("up", "a"), a_list("city", "c"), a_list("county", "d"), a_list("other", "dx")]
    entries = [
        *add_all("up", "i", "not_issue"),
        *(listing(i, "i", "remove") for i in ("city", "county", "other")),
    ]
    resolver = Resolver(catalogue(lists, entries))
    assert [c.lower for c in resolver.conflicts] == ["city", "county", "other"]
    assert [c.lower for c in resolver.effective("f").conflicts] == ["city", "county"]


def test_unknown_area_and_list() -> None:
    resolver = Resolver(catalogue([], []))
    with pytest.raises(KeyError):
        resolver.effective("nowhere")
    with pytest.raises(KeyError):
        resolver.key("nowhere")
    with pytest.raises(KeyError):
        resolver.contents("nothing")


def test_no_lists_at_all() -> None:
    found = Resolver(catalogue([], [])).effective("f")
    assert (found.lines, found.lists, found.pending, found.conflicts) == ((), (), (), ())


def test_faulty_files_are_resolved_without_a_crash() -> None:
    areas = [*CHAIN, area("lost", "city", "nowhere"), area("p", "city", "q"), area("q", "city", "p")]
    lists = [
        a_list("up", "a", parent="round"),
        a_list("round", "b", parent="up"),
        a_list("odd", "c", area=["c"], adds_to={"x": "y"}),
        a_list("gone", "nowhere", parent="nothing", inherit_mode="selected"),
        a_list("there", "lost", inherit_mode="selected"),
    ]
    entries = [
        listing("up", "i", "add", "not_issue", seq=0),
        Record("listing", "odd/i", "", {"list_id": ["odd"], "item_id": "i"}),
        Record(
            "listing", "up/j", "", {"list_id": "up", "item_id": "j", "op": "add", "status": ["must_issue"]}
        ),
        listing("round", "i", "override", "may_issue", legal_basis=["not a row", {"law_id": ["high"]}]),
        listing("gone", "i", "conjure", "not_issue"),
    ]
    resolver = Resolver(catalogue(lists, entries, areas=areas))
    for known in areas:
        resolver.effective(known.id)
    for record in lists:
        resolver.contents(record.id)
    assert resolver.effective("f").line("i") is not None
    assert [r.id for r in resolver.effective("lost").lists] == ["there"]
