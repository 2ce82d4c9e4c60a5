"""What the system refuses is told in Chinese, with the place people know, and no more than is certain."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mingshi.model.failure import from_os_error
from mingshi.read.scan import scan

from .test_cli import run

NUMBERS = sorted(errno.errorcode)


def error(number: int) -> OSError:
    """Return the error the system would give."""
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_no_english_reaches_the_reader(number: int) -> None:
    failure = from_os_error(error(number), "写网站", "/甲/site")
    assert failure.message.startswith("写网站时出错：")
    assert failure.message.endswith("（/甲/site）")
    assert os.strerror(number) not in failure.message + failure.remedy
    assert failure.remedy


def test_what_is_not_in_the_table_has_its_number() -> None:
    assert f"系统报告错误 {errno.EPIPE}" in from_os_error(error(errno.EPIPE), "写").message


@pytest.mark.parametrize(
    ("number", "option", "said"),
    [
        (errno.EACCES, "--out", "用 --out 指定别的位置"),
        (errno.EROFS, "-o", "用 -o 指定别的位置"),
        (errno.EMFILE, "--out", "ulimit -n"),
        (errno.EACCES, "", "权限"),
    ],
)
def test_another_place_is_proposed_where_it_helps(number: int, option: str, said: str) -> None:
    remedy = from_os_error(error(number), "写", option=option).remedy
    assert said in remedy
    assert ("指定别的位置" in remedy) == (said.endswith("指定别的位置"))


def test_of_a_move_the_target_is_named() -> None:
    moved = OSError(errno.EISDIR, "", "/site/.hidden", None, "/site/items")
    assert from_os_error(moved, "写").message.endswith("（/site/items）")


def test_what_cannot_be_read_is_not_told_as_writing(
    toy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = os.open

    def locked(path: str, *more: int) -> int:
        if str(path).endswith("hunyin-shili.yaml"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, *more)

    monkeypatch.setattr(f"{scan.__module__}.os.open", locked)
    code, _, err = run(capsys, "build", "--root", toy, "--on", "2026-11-23")
    assert code == 1
    assert "读文件时出错：没有权限（" in err
    assert "hunyin-shili.yaml" in err
    assert "--out" not in err
    assert "写" not in err
