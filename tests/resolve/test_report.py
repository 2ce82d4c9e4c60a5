"""The effective list at a terminal and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mingshi.model.catalogue import Catalogue
from mingshi.resolve.lists import Resolver
from mingshi.resolve.report import as_dict, as_json, as_text, columns, width

from ..fixtures.lists.build import a_list, catalogue, listing

VILLAGE = "jiashi/yixian/xizhen/san-cun"
REMOVAL = listing("yixian-shishi", "yangquan-shili", "remove", seq=3, reason="示例")


@pytest.fixture(scope="module")
def contradicted(toy_catalogue: Catalogue) -> Catalogue:
    """The toy province with a county that removes a national item without a basis."""
    listings = {**toy_catalogue.records["listing"], REMOVAL.id: REMOVAL}
    return replace(toy_catalogue, records={**toy_catalogue.records, "listing": listings})


def text_at(catalogue: Catalogue, area_id: str) -> str:
    return as_text(Resolver(catalogue).effective(area_id), catalogue)


EXPECTED = """\
示例三村（jiashi/yixian/xizhen/san-cun）
全国（示例） › 示例省 › 示例甲市 › 示例一县 › 示例西镇 › 示例三村；以 2026-11-23 计，6 份清单，7 个事项

   事项                  规定        层级    来自
1  示例婚姻证明          不应出具    全国    《全国不开的证明（示例，第一批）》
    例外：办理公证而登记机关查不到记录（示例）——村（居）委会对职责内能核实的情况可以据实出具（示例）\
（县（市、区），《示例一县证明事项办理办法》）
    经过：《示例省证明事项清单》沿用、《示例一县证明事项办理办法》增加例外
2  示例居民养犬情况证明  不应出具    全国    《全国不开的证明（示例，第一批）》
    经过：《示例省证明事项清单》改名
3  示例监护证明          应当出具    全国    《全国法律规定可以开的证明（示例）》
4  示例推荐函            协助办理    全国    《全国法律规定可以开的证明（示例）》
5  示例收入证明          不应出具    设区市  《示例甲市证明事项清单（2025年版）》
    经过：《示例省证明事项清单》增加
6  示例居住证明          可以出具    设区市  《示例甲市证明事项清单（2025年版）》
    缩小范围：只给在本县上学的孩子开（示例）。（县（市、区），《示例一县证明事项办理办法》）
    经过：《示例一县证明事项办理办法》缩小范围
7  示例补助证明          由部门出具  设区市  《示例甲市证明事项清单（第二批）》

清单：
  全国          china-neg      《全国不开的证明（示例，第一批）》
  全国          china-pos      《全国法律规定可以开的证明（示例）》
  省            toy-qingdan    《示例省证明事项清单》
  设区市        jiashi-2025    《示例甲市证明事项清单（2025年版）》
  设区市        jiashi-2025-2  《示例甲市证明事项清单（第二批）》
  县（市、区）  yixian-shishi  《示例一县证明事项办理办法》"""


def test_text_of_a_village(toy_catalogue: Catalogue) -> None:
    assert text_at(toy_catalogue, VILLAGE) == EXPECTED


def test_conflicts_are_told_in_plain_words(contradicted: Catalogue) -> None:
    assert text_at(contradicted, VILLAGE).endswith(
        """
冲突：
  《示例一县证明事项办理办法》要把“示例居民养犬情况证明”取消，《全国不开的证明（示例，第一批）》规定“不应出具”；\
没有写明核实过的设定依据，仍按后者。"""
    )


def test_pending_lists_are_told(toy_catalogue: Catalogue) -> None:
    assert text_at(toy_catalogue, "yishi").endswith(
        "\n\n待发布：\n  设区市  yishi-dai  《示例乙市证明事项清单（待发布）》"
    )


def test_a_place_without_lists() -> None:
    made = catalogue([], [])
    assert (
        text_at(made, "c")
        == "c（c）\na › b › c；以 2026-11-23 计，0 份清单，0 个事项\n\n现行清单没有列出任何事项。"
    )


def test_dictionary(contradicted: Catalogue) -> None:
    found = as_dict(Resolver(contradicted).effective(VILLAGE), contradicted)
    assert (found["area"], found["name"], found["level"]) == (VILLAGE, "示例三村", "community")
    assert found["lists"][0]["list_id"] == "china-neg"
    assert found["pending"] == []
    assert [(c["kind"], c["upper"], c["lower"]) for c in found["conflicts"]] == [
        ("remove", "china-neg", "yixian-shishi")
    ]
    dog = next(line for line in found["lines"] if line["item_id"] == "yangquan-shili")
    assert (dog["status"], dog["status_label"]) == ("not_issue", "不应出具")
    assert dog["from"] == {"list_id": "china-neg", "area": "china", "level": "nation", "seq": 3}
    assert [(s["list_id"], s["op"], s["accepted"]) for s in dog["trail"]] == [
        ("china-neg", "add", True),
        ("toy-qingdan", "rename", True),
        ("yixian-shishi", "remove", False),
    ]
    assert dog["substitutes"][0]["documents"] == ["示例免疫证明"]
    home = next(line for line in found["lines"] if line["item_id"] == "juzhu-shili")
    assert home["scope_notes"] == [
        {"list_id": "yixian-shishi", "op": "narrow", "text": "只给在本县上学的孩子开（示例）。"}
    ]
    marriage = next(line for line in found["lines"] if line["item_id"] == "hunyin-shili")
    assert marriage["exceptions"][0]["list_id"] == "yixian-shishi"
    assert [row["law_id"] for row in home["legal_basis"]] == ["shilisheng-tiaoli"]


def test_json_is_the_dictionary(toy_catalogue: Catalogue) -> None:
    effective = Resolver(toy_catalogue).effective("jiashi")
    assert json.loads(as_json(effective, toy_catalogue)) == as_dict(effective, toy_catalogue)


def test_list_of_an_unknown_place_is_told_without_its_level() -> None:
    made = catalogue([a_list("up", "a")], [])
    effective = Resolver(made).effective("a")
    stray = replace(effective, pending=(a_list("stray", "nowhere"),))
    assert as_text(stray, made).endswith("待发布：\n    stray  《stray》")
    assert as_dict(stray, made)["pending"][0]["level"] == ""


@pytest.mark.parametrize(
    ("text", "columns_taken"),
    [("", 0), ("abc", 3), ("示例", 4), ("（）", 4), ("Ａ", 2), ("e\u0301", 1), ("𠮷", 2), ("a示", 3)],
)
def test_width(text: str, columns_taken: int) -> None:
    assert width(text) == columns_taken


def test_columns_align() -> None:
    rows = columns([("示例", "a", "x"), ("b", "示", ""), ("", "cc", "yy")])
    assert rows == ["示例  a   x", "b     示", "      cc  yy"]
    assert columns([("a",)]) == ["a"]
