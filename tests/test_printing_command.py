"""mingshi booklet: one place, all counties, and what is said when it cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.cli import main
from tests.render.paper.conftest import reader, text_of

from .conftest import ON


def run(toy: Path, *arguments: str) -> int:
    return main(["booklet", "--root", str(toy), "--on", ON, *arguments])


def test_one_county(toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "new" / "ding.pdf"
    assert run(toy, "jiashi/dingqu", "-o", str(target)) == 0
    assert str(target) in capsys.readouterr().out
    text = text_of(target.read_bytes())
    assert "村（居）委会证明事项手册" in text
    assert "这一本还适用于" not in text
    assert len(reader(target.read_bytes()).pages) > 3


def test_all_counties_in_a_folder(toy: Path, tmp_path: Path) -> None:
    assert run(toy, "--all", "-o", str(tmp_path / "all")) == 0
    made = {p.name for p in (tmp_path / "all").iterdir()}
    assert {"jiashi-dingqu.pdf", "jiashi-yixian.pdf"} <= made


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "用法有误"),
        (("jiashi/dingqu", "--all"), 2, "用法有误"),
        (("jiashi/dingq",), 1, "jiashi/dingqu"),
        (("toy/none/at/all",), 1, "没有这个地方"),
        (("china",), 1, "没有手册"),
    ],
)
def test_bad_use_is_explained(
    arguments: tuple[str, ...], code: int, said: str, toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(toy, *arguments) == code
    assert said in capsys.readouterr().err


def test_errors_in_the_content_stop_it(toy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toy / "content" / "items" / "hunyin-shili.yaml").write_text("item_id: x\n", encoding="utf-8")
    assert run(toy, "jiashi/dingqu") == 1
    assert "hunyin-shili.yaml" in capsys.readouterr().out


def test_without_fonts_it_says_what_is_missing(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGSHI_FONTS", str(tmp_path))
    assert run(toy, "jiashi/dingqu", "-o", str(tmp_path / "x.pdf")) == 1
    assert "fonts-noto-cjk" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()
