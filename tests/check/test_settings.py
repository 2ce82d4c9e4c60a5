"""Settings: right as far as given, complete before going public."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.settings import check_settings, missing_for_production

from .bad import changed, told


def with_settings(toy: Path, old: str, new: str) -> dict[str, str]:
    text = (toy / "mkdocs.yml").read_text(encoding="utf-8")
    assert old in text
    return {"mkdocs.yml": text.replace(old, new)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    area: toy", "    area: toy", ""),
        ("    area: toy", "    area: tou", "写的“tou”不存在"),
        ("    area: toy\n", "", "缺少必填的“本站地方”（area）"),
        ('site_code: "0000000000"', 'site_code: "123"', "格式不对：“123”"),
        ("repository_host: gitea", "repository_host: svn", "不能写“svn”"),
        ("organiser:", "organizer:", "没有名为“organizer”的字段"),
        ("      - jianhu-shili", "      - jianhu", "写的“jianhu”不存在"),
        (
            "    featured:\n      - hunyin-shili\n      - jianhu-shili",
            "    featured: hunyin-shili",
            "应是列表",
        ),
        ("contact_phone: 0000-0000000", "contact_phone:", ""),
    ],
)
def test_settings(old: str, new: str, message: str, toy: Path) -> None:
    found = told(check_settings(changed(toy, with_settings(toy, old, new))))
    assert [code for code, _ in found] == (["MS801"] if message else [])
    assert all(message in text for _, text in found)


def test_complete_settings_may_go_public(toy: Path) -> None:
    assert missing_for_production(changed(toy, {})) == []


def test_everything_empty_is_named_before_going_public(toy: Path) -> None:
    files = with_settings(toy, "    organiser: 示例省示例厅\n", "")
    files["mkdocs.yml"] = files["mkdocs.yml"].replace('hotline: "00000"', "hotline:")
    found = missing_for_production(changed(toy, files))
    assert [(f.code, f.message) for f in found] == [
        ("MS802", "没有填写“主办单位”（organiser）"),
        ("MS802", "没有填写“服务热线”（hotline）"),
    ]


def test_without_any_settings(toy: Path) -> None:
    catalogue = changed(toy, {"mkdocs.yml": "site_name: 示例\n"})
    assert [code for code, _ in told(check_settings(catalogue))] == ["MS801"]
    assert len(missing_for_production(catalogue)) > 10
