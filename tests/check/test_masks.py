"""Masked numbers and addresses down to the door."""

from __future__ import annotations

import pytest

from mingshi.check.masks import badly_masked, doors, may_hold_doors, may_hold_masks


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("手机 139****0000", ""),
        ("手机 139＊＊＊＊0000", ""),
        ("手机 1390***0000", "1390***0000"),
        ("手机 13********0", "13********0"),
        ("手机 139xxxx0000", ""),
        ("证件 35*************000", ""),
        ("证件 350000********0000", "350000********0000"),
        ("证件 350000199*********", "350000199*********"),
        ("证件 3500**********0000", "3500**********0000"),
        ("证件 35***********0000", ""),
        ("证件 350000****", "350000****"),
        ("**重点** 12 ** 34", ""),
        ("2020****年", ""),
        ("3*4*5=60", ""),
        ("0591-8****000", ""),
        ("型号 0x00ff", ""),
    ],
)
def test_masked_number(text: str, marked: str) -> None:
    found = [text[hit.start : hit.end] for hit in badly_masked(text)]
    assert found == ([marked] if marked else [])
    assert not found or may_hold_masks(text.encode())


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("住示例路1号2单元301室", "例路1号2单元"),
        ("住示例路１号２栋", "例路１号２栋"),
        ("住示例村12号三单元", "例村12号三单元"),
        ("张某家住示例镇示例村12号", "住示例镇示例村12号"),
        ("现住址：示例村３组１２－１号。", "住址：示例村３组１２－１号"),
        ("现居住在示例路1号，一个人", "居住在示例路1号"),
        ("家庭住址示例村12号，家里3人", "住址示例村12号"),
        ("户籍地址：示例村12号", "户籍地址：示例村12号"),
        ("住示例村示例村民委员会，示例路1号", ""),
        ("户籍人口常住地示例路1号示例镇便民服务中心", ""),
        ("入住示例路1号养老院", ""),
        ("住房和城乡建设局在示例路1号", ""),
        ("居住证明见示例区12号", ""),
        ("住址变更的，每月15号以前登记", ""),
        ("住示例村的，照示例发〔2026〕1号办", ""),
        ("住户表交到示例路1号", ""),
        ("办公地址：示例路1号", ""),
        ("法定住所：示例路1号", ""),
        ("住在示例小区3号楼", ""),
        ("在示例街道办事处", ""),
        ("在示例路1号", ""),
        ("在示例路1号。另见2单元", ""),
        ("民发〔2020〕20号，见第3室", ""),
    ],
)
def test_door(text: str, marked: str) -> None:
    found = [text[hit.start : hit.end] for hit in doors(text)]
    assert found == ([marked] if marked else [])
    assert not found or may_hold_doors(text)
