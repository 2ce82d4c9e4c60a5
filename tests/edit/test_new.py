"""New entries: ids proposed and checked, the draft canonical, nothing overwritten."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mingshi.edit.naming import path_for, pinyin_id, proposed_id
from mingshi.model.catalogue import Catalogue
from tests.conftest import ON
from tests.edit.test_form import KINDS
from tests.test_cli import run
from tests.typed import Typed

AREA = "jiashi/yixian/xizhen/san-cun"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("婚姻状况证明", "hunyin-zhuangkuang"),
        ("亲属关系证明", "qinshu-guanxi"),
        ("示例证明", "shili"),
        ("证明", "zhengming"),
        ("（无）婚姻登记", "hunyin-dengji"),
        ("5A 级景区", "5a-ji-jingqu"),
        ("“*”", ""),
        ("婚姻状况" * 9, "hunyin-zhuangkuang-hunyin-zhuangkuang"),
    ],
)
def test_names_become_pinyin(name: str, slug: str) -> None:
    assert pinyin_id(name) == slug


@pytest.mark.parametrize(
    ("kind", "values", "entry_id", "path"),
    [
        ("item", {"name": "收养证明"}, "shouyang", "content/items/shouyang.yaml"),
        ("item", {"name": "婚姻示例"}, "hunyin-shili-2", "content/items/hunyin-shili-2.yaml"),
        ("list", {"area": "toy", "title": "清单"}, "toy-2026", "content/lists/toy-2026.yaml"),
        ("conflict", {"topic": "死亡证明"}, "c03-siwang", "content/conflicts/c03-siwang.yaml"),
        ("form", {"title": "申请表"}, "f03-shenqing-biao", "content/forms/f03-shenqing-biao.yaml"),
        (
            "village_rule",
            {"area": AREA, "title": "某村村规民约"},
            "xizhen-san-cun",
            "content/pacts/jiashi/yixian/xizhen-san-cun.md",
        ),
        (
            "work_method",
            {"area": AREA, "title": "一站"},
            "xizhen-san-cun-yizhan",
            "content/methods/jiashi/yixian/xizhen-san-cun-yizhan.md",
        ),
    ],
)
def test_ids_and_files_are_proposed(
    kind: str, values: dict[str, str], entry_id: str, path: str, toy_catalogue: Catalogue
) -> None:
    schema = KINDS[kind]
    found = proposed_id(schema, values, toy_catalogue)
    assert found == entry_id
    assert path_for(schema, {**values, schema.primary_key[-1]: found}) == path


@pytest.mark.parametrize("values", [{}, {"item_id": "a b"}, {"item_id": "con"}, {"item_id": "../x"}])
def test_a_file_needs_a_whole_id(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        path_for(KINDS["item"], values)


def test_a_draft_without_a_terminal(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "new", "证明事项", "--root", toy, "--on", ON, "--set", "name=收养证明", "--set", "主题=收养",
        "--set", "aliases=收养关系证明、领养证明",
    )  # fmt: skip
    assert code == 0
    text = (toy / "content/items/shouyang.yaml").read_text(encoding="utf-8")
    assert text == (
        "item_id: shouyang\nname: 收养证明\naliases:\n  - 收养关系证明\n  - 领养证明\ntheme: adoption\n"
        "action_code:\nsubject:\napplies_to:\ndescription:\nsource_ids:\nverified:\napproval: pending\n"
        f'published: "{ON} 09:00"\nversion: 1\nchange: 首次录入\n'
    )
    assert "还要填：村（居）委会做什么（action_code）" in out
    assert run(capsys, "fmt", "--check", "--root", toy, toy / "content/items")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "没有“nonsense”这种条目"),
        (["item", "--set", "colour=red"], "字段=内容"),
        (["item", "--set", "purposes=x"], "有好几项"),
        (["item", "--set", "name=甲", "--set", "theme=zzz"], "“主题”（theme）不能写“zzz”"),
        (["item", "--set", "item_id=hunyin-shili"], "已经有了"),
        (["item", "--set", "item_id=Hun Yin"], "格式不对"),
        (["item", "--set", "name=“”"], "定不了文件名，还缺“事项编号”（item_id）"),
        (["guide"], "定不了文件名，还缺“适用地方”（area）、“事项编号”（item_id）"),
        (["village_rule"], "定不了文件名，还缺“"),
        (["listing", "--set", "list_id=nowhere"], "没有登记“nowhere”"),
        (["guide", "--set", "area=toy", "--set", "item_id=hunyin-shili"], "已经有了"),
        (["item", "--set", "name=甲", "--set", "source_ids=s-none"], "没有登记“s-none”"),
    ],
)
def test_wrong_answers_are_told_and_nothing_is_written(
    arguments: list[str], said: str, toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p: p.read_bytes() for p in toy.rglob("*") if p.is_file()}
    code, _, err = run(capsys, "new", *arguments, "--root", toy, "--on", ON)
    assert code == (2 if said in ("没有“nonsense”这种条目", "字段=内容", "有好几项") else 1)
    assert said in err
    assert {p: p.read_bytes() for p in toy.rglob("*") if p.is_file()} == before


def test_a_file_nobody_knows_of_is_not_overwritten(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = toy / "content/items/shouyang.yaml"
    target.write_text("name：x\n", encoding="utf-8")  # cannot be read, so it is in no catalogue
    code, _, err = run(capsys, "new", "item", "--root", toy, "--set", "name=收养证明")
    assert (code, "已经有了，没有动它" in err) == (1, True)
    assert target.read_text(encoding="utf-8") == "name：x\n"


def test_at_a_terminal_every_field_is_asked_again_until_it_is_right(
    toy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        "收养证明",
        "不知道",
        "收养",
        "不出具",
        "自然人",
        "村和社区",
        "说明。",
        "",
        "已核实",
        *[""] * 5,
    ]
    typed = Typed("\n".join(answers) + "\n")
    monkeypatch.setattr(sys, "stdin", typed)
    code, out, err = run(capsys, "new", "item", "--root", toy, "--on", ON)
    assert code == 0
    assert "不能写“不知道”" in err
    assert "可选：kinship（亲属关系）" in out
    text = (toy / "content/items/shouyang.yaml").read_text(encoding="utf-8")
    assert "theme: adoption\naction_code: none\nsubject: natural_person\napplies_to: both\n" in text
    assert 'verified: "yes"' in text
    assert "还要填：来源（source_ids）" in out
