"""What MkDocs and Jinja complain about, said in Chinese with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError

from ..model.failure import Failure

CONFIG = "mkdocs.yml"


class ShellError(Failure):
    """The shells or the editorial pages cannot be made: a template, a setting or an editorial page is at fault."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One complaint: `heard` is what MkDocs writes, with groups `file` and `what`; `find` is what marks the line."""

    heard: re.Pattern[str]
    say: str
    remedy: str
    find: str = "{what}"


def _saying(heard: str, say: str, remedy: str, find: str = "{what}") -> Saying:
    return Saying(re.compile(heard, re.DOTALL), say, remedy, find)


_DOC = r"Doc file '(?P<file>[^']+)' contains "
SAYINGS = (
    _saying(
        _DOC + r"a link '(?P<what>[^']+)', but .*anchor",
        "链接“{what}”指向的小标题不存在",
        "核对小标题，或去掉 # 后面的部分",
    ),
    _saying(
        _DOC + r"a(?:n absolute)? link '(?P<what>[^']+)'.*Did you mean '(?P<better>[^']+)'",
        "链接“{what}”指向的文件不存在",
        "是不是想写“{better}”？",
    ),
    _saying(
        _DOC + r"a link '(?P<what>[^']+)'",
        "链接“{what}”指向的文件不存在",
        "核对文件名；链接从本文件所在的文件夹算起",
    ),
    _saying(
        _DOC + r"an absolute link '(?P<what>[^']+)'",
        "链接“{what}”以 / 开头，网站换个目录就会失效",
        "改成从本文件所在文件夹算起的链接",
    ),
    _saying(
        _DOC + r"an unrecognized relative link '(?P<what>[^']+)'",
        "链接“{what}”没有写到文件",
        "写到文件名，例如 ../items/index.md",
    ),
    _saying(
        r"A reference to '(?P<what>[^']+)' is included in the 'nav'",
        "nav 里的“{what}”不存在",
        "核对 nav 里的文件名",
    ),
    _saying(
        r"Config value '(?P<key>[^']+)': Unrecognised theme name: '(?P<what>[^']+)'",
        "没有安装主题“{what}”",
        "执行 make site，它会把要用的软件装齐",
    ),
    _saying(
        r"Config value '(?P<key>[^']+)': The \"(?P<what>[^\"]+)\" plugin is not installed",
        "没有安装插件“{what}”",
        "从 plugins 里去掉它；本站只用 mingshi",
    ),
    _saying(
        r"Config value '(?P<key>[^']+)': Unrecognised configuration name: (?P<what>\S+)",
        "没有名为“{what}”的设置",
        "核对拼写；本站自己的设置写在 extra.mingshi 下面",
    ),
    _saying(
        r"Config value '(?P<what>[^']+)': (?P<detail>.*)",
        "设置“{what}”不能用（{detail}）",
        "改好后再试",
        "{what}:",
    ),
    _saying(
        r"mingshi: (?P<file>\S+) lacks (?P<what>\w+)",
        "文件头缺少 {what}",
        "在开头两行 --- 之间补一行“{what}: 内容”",
        "---",
    ),
    _saying(
        r"mingshi: (?P<file>\S+) has a wrong (?P<what>\w+)",
        "{what} 的写法不对",
        "写成“{what}: 2026-11-23 09:00”这样的日期和时间",
        "{what}:",
    ),
    _saying(r"Encoding error reading file: (?P<file>\S+)", "文件编码不是 UTF-8", "用记事本另存为 UTF-8", ""),
    _saying(
        r"Template skipped: '(?P<what>[^']+)' not found",
        "主题里没有模板“{what}”",
        "恢复 theme/overrides 里的文件",
        "",
    ),
)


def from_log(messages: Iterable[str], root: Path) -> ShellError:
    """Translate what MkDocs logged; the first complaint that is understood wins, since others often follow from it."""
    heard = list(messages)
    for text in heard:
        for saying in SAYINGS:
            if found := saying.heard.search(text):
                return _say(saying, found.groupdict(), root)
    return ShellError(f"页面外壳做不出来：{'；'.join(heard)}", f"核对 {CONFIG} 和 content/about/ 里的文件")


def _say(saying: Saying, parts: dict[str, str], root: Path) -> ShellError:
    path = f"content/{parts['file']}" if "file" in parts else CONFIG
    needle = saying.find.format(**parts) if saying.find else ""
    line = _line_of(root / path, needle) if needle else 0
    where = f"{path} 第 {line} 行" if line else path
    return ShellError(f"{where}：{saying.say.format(**parts)}", saying.remedy.format(**parts))


def _line_of(path: Path, needle: str) -> int:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return 0
    return next((number for number, line in enumerate(lines, 1) if needle in line), 0)


def from_template(error: BaseException, root: Path) -> ShellError | None:
    """Translate an error raised while a template was read or rendered; None when no template had a part in it."""
    if isinstance(error, TemplateNotFound):
        return ShellError(
            f"找不到模板“{error.name}”", "恢复 theme/overrides 里的这个文件，或改正引用它的 include"
        )
    if isinstance(error, TemplateSyntaxError):
        return _template_error(error.filename or error.name or "?", error.lineno, str(error.message), root)
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    for name, line in reversed(frames):
        if name.endswith(".html"):
            return _template_error(name, line, str(error), root)
    return None


def _template_error(name: str, line: int, what: str, root: Path) -> ShellError:
    path = Path(name)
    shown = path.relative_to(root) if path.is_relative_to(root) else Path(*path.parts[-3:])
    return ShellError(f"模板 {shown.as_posix()} 第 {line} 行有误：{what}", "改好这一行后再试")
