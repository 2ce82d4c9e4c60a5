"""File names that every system can unpack."""

from __future__ import annotations

import pytest

from mingshi.publish.names import LONGEST, faults


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b/index.html", ""),
        ("打开.html", ""),
        ("a/b:c.html", "不许用"),
        ("a/b?.html", "不许用"),
        ("a\\b.html", "不许用"),
        ("a/b\n.html", "不许用"),
        ("a/con/index.html", "设备名"),
        ("a/NUL.txt", "设备名"),
        ("a/com1", "设备名"),
        ("a/console", ""),
        ("a/b./c", "点或空格"),
        ("a/b ", "点或空格"),
        ("a//b", "空的或者上级"),
        ("../b", "空的或者上级"),
        ("/b", "相对路径"),
        ("e\u0301.html", "NFC"),
        ("a/" + "b" * LONGEST, "超过"),
        ("b" * LONGEST, ""),
        ("𬎆" * (LONGEST // 2 + 1), "超过"),
    ],
)
def test_faults(path: str, expected: str) -> None:
    found = dict(faults([path]))
    assert expected in found.get(path, "")
    assert bool(found) == bool(expected)


def test_names_that_differ_in_case_only() -> None:
    assert dict(faults(["a/B.html", "a/b.html"])) == {"a/b.html": "和 a/B.html 只差大小写"}
