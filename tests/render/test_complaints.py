"""Complaints of MkDocs and Jinja in Chinese; the common ones are met for real in test_shell.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError

from mingshi.render.complaints import from_log, from_template


def test_first_complaint_that_is_understood_wins(tmp_path: Path) -> None:
    error = from_log(
        ["Error building page 'about/x.md':", "mingshi: about/x.md lacks published", "Aborted"], tmp_path
    )
    assert error.message == "content/about/x.md：文件头缺少 published"


def test_line_is_found_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 示例\nnav:\n  - 首页: gone.md\n", encoding="utf-8")
    said = "A reference to 'gone.md' is included in the 'nav' configuration, which is not found in the docs."
    assert from_log([said], tmp_path).message == "mkdocs.yml 第 3 行：nav 里的“gone.md”不存在"


@pytest.mark.parametrize(
    ("heard", "message", "remedy"),
    [
        (
            "Doc file 'about/a.md' contains a link 'b.html', but the target is not found. Did you mean 'b.md'?",
            "content/about/a.md：链接“b.html”指向的文件不存在",
            "是不是想写“b.md”？",
        ),
        (
            "Config value 'docs_dir': The path '/x' isn't an existing directory.",
            "mkdocs.yml：设置“docs_dir”不能用（The path '/x' isn't an existing directory.）",
            "改好后再试",
        ),
        (
            "Template skipped: '404.html' not found in theme directories.",
            "mkdocs.yml：主题里没有模板“404.html”",
            "恢复 theme/overrides 里的文件",
        ),
    ],
)
def test_complaints(tmp_path: Path, heard: str, message: str, remedy: str) -> None:
    error = from_log([heard], tmp_path)
    assert (error.message, error.remedy) == (message, remedy)


def test_unknown_complaint_is_passed_on(tmp_path: Path) -> None:
    error = from_log(["something new", "Aborted"], tmp_path)
    assert "something new" in error.message
    assert error.remedy


def raised(source: str) -> BaseException:
    env = Environment(loader=DictLoader({"a.html": source}), undefined=StrictUndefined)
    with pytest.raises(TemplateError) as caught:
        env.get_template("a.html").render(value=0)
    return caught.value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("一\n{% if %}", "模板 a.html 第 2 行有误"),
        ("{% include 'gone.html' %}", "找不到模板“gone.html”"),
    ],
)
def test_template_errors(source: str, message: str) -> None:
    error = from_template(raised(source), Path("/nowhere"))
    assert error is not None
    assert error.message.startswith(message)


def test_errors_without_a_template_are_not_claimed() -> None:
    assert from_template(ValueError("x"), Path("/nowhere")) is None
