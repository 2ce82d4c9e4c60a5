"""Rules about texts: what they find, what they leave alone, and what an editor may allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.everywhere import check_texts
from mingshi.check.hosts import host_of, is_registered
from mingshi.model.finding import Finding
from mingshi.read.characters import only_traditional

from .bad import changed
from .made import ITEM, ITEM_FILE, written
from .numbers import MOBILE, card, identity

GUIDE = "content/guides/toy/hunyin-shili.md"
PHONES = "data/public-phones.csv+"
PUBLIC = f"{MOBILE},示例值班室,示例值班电话,s-shili-qingdan,yes\n"


def found(toy: Path, files: dict[str, str]) -> list[Finding]:
    return list(check_texts(changed(toy, files)))


def said(text: str) -> dict[str, str]:
    return {ITEM_FILE: written(ITEM, description=text)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # As in the notice of 2020: a person to ask, an office number, and behind it a mobile one.
        (f"联系人：某某，电话 0000-0000000，{MOBILE}（示例）", ["MS602"]),
        (f"联系人：某某，电话 0000-0000000，{MOBILE[:3]}****{MOBILE[-4:]}（示例）", []),
        (f"卡号 {card()}", ["MS604"]),
        (f"{card()}", ["MS604"]),
        (f"编号 {card('40' + '0' * 14)}", []),
        (f"开户行示例银行，{card('40' + '0' * 14)}", ["MS604"]),
        ("编号 62" + "0" * 15 + "1", []),
        ("银行卡号 62" + "0" * 15 + "1", ["MS604"]),
        (f"https://shili.example/{card()}", []),
        ("示列示列", ["MS702", "MS702"]),
        ("找自然村长辈问路", []),
        ("找村长，问自然村长辈", ["MS704"]),
        ("示例省甲市", []),
        ("烫烫烫", ["MS706"]),
        ("證明和说明", ["MS707"]),
        ("乾隆年间的著作", []),
        ("示例发〔2026〕0号", []),
        ("示例发【2026】0号、示例发（2026）0号", ["MS708", "MS708"]),
        ("案号（2026）示01民终1号", []),
        ("示例发〔26〕第0号、示例发［26］1号", ["MS708", "MS708"]),
        ("见注[26]3号，附件（26）3号", []),
        ("《旧示例法》", ["MS709"]),
        ("《中华人民共和国旧示例法》", ["MS709"]),
        ("原来的《旧示例法》", []),
        ("《旧示例法》已经废止", []),
        ("示例法第二条说的是规约", ["MS710"]),
        ("示例法第2条说的是规约，示例法第 ２ 条", ["MS710"]),
        ("示例法第22条、第二十条说的是规约", []),
        ("示例法第二条说的是别的", []),
        ("示例法第三条说的是规约；别的法第二条", []),
        ("修改前的示例法第二条说的是规约", []),
    ],
)
def test_text(text: str, codes: list[str], toy: Path) -> None:
    assert [f.code for f in found(toy, said(text))] == codes


@pytest.mark.parametrize(
    "name", ["村民委员会组织法", "村委会组织法", "居委会组织法", "城市居民委员会组织法", "居民委员会组织法"]
)
@pytest.mark.parametrize("article", ["第二十七条", "第27条"])
def test_a_law_by_whatever_name_it_is_called(name: str, article: str, toy: Path) -> None:
    laws = (
        "cun-fa,中华人民共和国村民委员会组织法,村民委员会组织法,law,toy,示例,,s-shili-fa,yes\n"
        "ju-fa,中华人民共和国城市居民委员会组织法,城市居民委员会组织法,law,toy,示例,,s-shili-fa,yes\n"
    )
    rows = "".join(
        f"{law},第二十七条,第三十一条,2020-10-01,示例,规约,s-shili-fa,yes\n" for law in ("cun-fa", "ju-fa")
    )
    files = {"data/laws/laws.csv+": laws, "data/laws/renumbered.csv+": rows}
    assert [f.code for f in found(toy, files | said(f"照《{name}》{article}订规约"))] == ["MS710"]
    assert found(toy, files | said(f"照《{name}》{article}备案")) == []


@pytest.mark.parametrize(
    "files",
    [
        {PHONES: PUBLIC},
        {PHONES: PUBLIC, **said(f"值班 {MOBILE}")},
        {PHONES: PUBLIC, **said(f"值班 +86 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}")},
        {PHONES: PUBLIC, "content/about/index.md+": f"\n{MOBILE}\n"},
    ],
)
def test_a_phone_its_body_publishes_is_no_secret(files: dict[str, str], toy: Path) -> None:
    assert found(toy, files) == []


def test_an_identity_number_cannot_be_made_public(toy: Path) -> None:
    files = {PHONES: f"{identity()},示例,示例,s-shili-qingdan,yes\n", **said(identity())}
    assert [f.code for f in found(toy, files)] == ["MS601", "MS601"]


@pytest.mark.parametrize("code", ["MS702", "MS704", "MS709"])
def test_allowed_with_a_reason(code: str, toy: Path) -> None:
    text = "示列，村长，《旧示例法》"
    for where in (
        "# ms:allow {} 引用原文\n",
        "note: ms:allow {} 引用原文\n",
        "note: |\n  甲\n  ms:allow {} 引用原文\n",
    ):
        files = {ITEM_FILE: f"{where.format(code)}description: {text}\n"}
        assert {f.code for f in found(toy, files)} == {"MS702", "MS704", "MS709"} - {code}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("[甲](https://shili.example/a)", ""),
        ("[甲](https://www.shili.example/a)", ""),
        ("[甲](https://notshili.example/a)", "notshili.example"),
        ("[甲](https://shili.example.evil.example/a)", "shili.example.evil.example"),
        ("[甲](https://shili.example@evil.example/a)", "evil.example"),
        ("<http://evil.example>", "evil.example"),
        ("[甲][1]\n\n[1]: https://evil.example/", "evil.example"),
        ("[甲](<HTTPS://EVIL.example>)", "evil.example"),
        ("[甲](//evil.example/a)", "evil.example"),
        ("[甲](../items/index.md)", ""),
        ("见 https://evil.example/ 不是链接", ""),
    ],
)
def test_link(line: str, shown: str, toy: Path) -> None:
    findings = found(toy, {GUIDE + "+": f"\n\n{line}\n"})
    assert [f.code for f in findings] == (["MS611"] if shown else [])
    assert all(f"“{shown}”" in f.message for f in findings)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://A.example:8/x", "a.example"),
        ("http://a.example.", "a.example"),
        ("mailto:a@b", ""),
        ("", ""),
    ],
)
def test_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_registered_host() -> None:
    hosts = frozenset({"gov.cn"})
    assert is_registered("gov.cn", hosts)
    assert is_registered("mzt.fj.gov.cn", hosts)
    assert not is_registered("fakegov.cn", hosts)


def test_fixes_of_words_are_ready_where_the_place_is_exact(toy: Path) -> None:
    (only,) = found(toy, said("示列"))
    assert (only.fix, only.fix_kind) == ("示例", "suggested")


def test_no_fix_where_a_cell_is_written_otherwise_than_it_reads(toy: Path) -> None:
    (only,) = found(toy, {"data/glossary.csv+": 'x,词,,"说""示列""",\n'})
    assert (only.code, only.fix) == ("MS702", "")


def test_traditional_characters_are_those_no_simplified_text_has() -> None:
    table = only_traditional()
    assert table["證"] == "证"
    assert not {"乾", "著", "瞭", "证", "明"} & table.keys()
    assert len(table) > 2000
