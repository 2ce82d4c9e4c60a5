"""Areas and the files of towns and communities."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.areas import check_areas

from .bad import changed, told

AREA = "data/areas/areas.csv+"
SHARD = "data/areas/jiashi/yixian.csv+"
TAIL = ",,2026-01-05 09:00,s-shili-quhua,yes\n"


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        (AREA, "jiashi/xin,county,county,新县,,990123,jiashi" + TAIL, ""),
        (AREA, "zhixia,county,county,省直管县,,990001,toy" + TAIL, ""),
        (AREA, "jiashi/xin,county,county,新县,,990123,bushi" + TAIL, "上级“bushi”不存在"),
        (AREA, "jiashi/xin,county,county,新县,,990123," + TAIL, "没有写上级"),
        (AREA, "jiashi/xin,county,county,新县,,990123,jiashi/yixian" + TAIL, "也是县（市、区）"),
        (AREA, "bing,city,prefecture_city,丙市,,990300,jiashi/yixian" + TAIL, "也是县（市、区）"),
        (AREA, "jiashi/xin,county,county,新县,,990223,yishi" + TAIL, "不在上级“yishi”下面"),
        (AREA, "jiashi/xin,county,county,新县,,990223,jiashi" + TAIL, "与上级的代码“990100”对不上"),
        (AREA, "bing,city,prefecture_city,丙市,,880100,toy" + TAIL, "与上级的代码“990000”对不上"),
        (AREA, "jiashi/xin,county,county,新县,,,jiashi" + TAIL, ""),
        (AREA, "guo,nation,nation,又一国,,,china" + TAIL, "全国没有上级"),
        (AREA, "x,没有这一级,county,新县,,,jiashi" + TAIL, ""),
        (SHARD, "jiashi/yixian/beijie,town,subdistrict,北街,\n", ""),
        (
            SHARD,
            "jiashi/dingqu/beijie/x,community,residents_committee,示例,\n",
            "不属于这个文件的“jiashi/yixian”",
        ),
        (SHARD, "jiashi/yixian/beijie/x,town,town,示例镇,\n", "乡镇（街道）的编号应有 3 段"),
        (SHARD, "jiashi/yixian/x,community,residents_committee,示例,\n", "村（社区）的编号应有 4 段"),
        (
            SHARD,
            "jiashi/yixian/meiyou/x,community,residents_committee,示例,\n",
            "上级“jiashi/yixian/meiyou”不存在",
        ),
        (SHARD, "jiashi/yixian/dongjie/x,community,town,示例,\n", "不能是这一类：“town”"),
        (
            SHARD,
            "jiashi/yixian/beijie,town,villagers_committee,示例,\n",
            "不能是这一类：“villagers_committee”",
        ),
        ("data/areas/jiashi/meiyou.csv", "id,level,kind,name,note\n", "没有“jiashi/meiyou”这个县"),
    ],
)
def test_areas(file: str, row: str, message: str, toy: Path) -> None:
    found = told(check_areas(changed(toy, {file: row})))
    assert [code for code, _ in found] == (["MS411"] if message else [])
    assert all(message in text for _, text in found)


def test_nothing_is_said_when_the_upper_areas_could_not_be_read(toy: Path) -> None:
    (toy / "data" / "areas" / "areas.csv").write_bytes(b"\xff\xfe")
    assert told(check_areas(changed(toy, {}))) == []
