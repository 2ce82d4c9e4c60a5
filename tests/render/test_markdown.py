"""Entry bodies: what an editor needs comes out right, what could do harm does not come out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingshi.render import markdown
from mingshi.render.markdown import join_lines, to_html

NEEDED = [
    ("第一段\n\n第二段", "<p>第一段</p>\n<p>第二段</p>\n"),
    ("# 大标题\n\n## 小标题", "<h2>大标题</h2>\n<h2>小标题</h2>\n"),
    ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"),
    ("3. 三\n4. 四", '<ol start="3">\n<li>三</li>\n<li>四</li>\n</ol>\n'),
    (
        "[网站](https://shili.example/)",
        '<p><a href="https://shili.example/" rel="noopener">网站</a></p>\n',
    ),
    ("[电话](tel:0000-0000000)", '<p><a href="tel:0000-0000000" rel="noopener">电话</a></p>\n'),
    ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>\n"),
    ("这一行和\n下一行连着", "<p>这一行和下一行连着</p>\n"),
    ("**加粗。**\n下一行", "<p><strong>加粗。</strong>下一行</p>\n"),
    ("English\nlines", "<p>English\nlines</p>\n"),
]


@pytest.mark.parametrize(("text", "html"), NEEDED)
def test_needed_forms(text: str, html: str) -> None:
    assert to_html(text) == html


def test_tables_keep_their_alignment() -> None:
    html = to_html("| 材料 | 份数 |\n| :-- | --: |\n| 户口簿 | 1 |")
    assert '<th style="text-align:right">份数</th>' in html
    assert '<td style="text-align:left">户口簿</td>' in html


def test_footnotes_lead_to_their_notes_and_not_to_the_page_s_own_anchors() -> None:
    html = to_html("正文[^1]\n\n[^1]: 注释")
    target = re.search(r'href="#([^"]+)"', html)
    assert target
    assert f'id="{target[1]}"' in html
    assert target[1].startswith("note-")


PIECES = st.sampled_from(
    [
        *"甲乙，。 \n#*_-+=~.)('!:;/0123456789a\u200b\u3000é😀{}",
        "\n\n",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "---",
        "~~~",
        "h://",
        "`",
        "&",
        "|",
    ]
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_what_is_not_cleaned_needs_no_cleaning(text: str) -> None:
    made = markdown.pyromark.html(text, options=markdown._OPTIONS)
    if not markdown._is_doubtful(text):
        assert markdown._CLEANER.clean(made) == made.replace(" />", ">")


ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "![图](https://evil.example/track.png)",
    '<iframe src="https://evil.example/"></iframe>',
    "<style>* { display: none }</style>",
    '<form action="https://evil.example/"><input name="id"></form>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "</div></main></body>",
    "[点我](javascript:alert(1))",
    "[点我](&#106;avascript:alert(1))",
    "[点我](JaVaScRiPt&colon;alert(1))",
    "[点我][x]\n\n[x]: javascript:alert(1)",
    '<a href="java&#x0A;script:alert(1)">点我</a>',
    "[点我](data:text/html;base64,PHNjcmlwdD4=)",
    "[点我](//evil.example/)",
    "[点我](vbscript:msgbox(1))",
    '<p onclick="alert(1)" style="position:fixed;background:url(//evil.example)">盖住</p>',
    '<td style="text-align:left;background:url(https://evil.example/x)">格</td>',
    "<svg><script>alert(1)</script></svg>",
    '<math><mi xlink:href="data:x,<script>alert(4)</script>"></mi></math>',
    "<template><script>alert(1)</script></template>",
    '<object data="https://evil.example/x.swf"></object>',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<!-- <script>alert(1)</script> -->",
    "<<script>script>alert(1)<</script>/script>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_leave_nothing_behind(attack: str) -> None:
    html = to_html(f"前文\n\n{attack}\n\n后文")
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z]+)", html))
    assert tags <= {"p", "a", "td", "table", "tbody", "tr", "div", "br"}
    inside_tags = " ".join(re.findall(r"<[^>]*>", html)).lower()
    for harmful in ("script", "evil", "onerror", "onclick", "data:", "url(", "position", "src="):
        assert harmful not in inside_tags
    assert "前文" in html
    assert "后文" in html


def test_attribute_lists_stay_text() -> None:
    assert to_html('标题 {: onclick="alert(1)" }') == '<p>标题 {: onclick="alert(1)" }</p>\n'


def test_broken_out_tags_are_closed_again() -> None:
    html = to_html("<div><p>没有关上")
    assert html.count("<div>") == html.count("</div>") == 1


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>甲\n乙</p>", "<p>甲乙</p>"),
        ("<p>甲，\n“乙”</p>", "<p>甲，“乙”</p>"),
        ("<p>甲</p>\n<p>乙</p>", "<p>甲</p>\n<p>乙</p>"),
        ("<li>甲\n<ul>", "<li>甲\n<ul>"),
        ("<p>甲\nabc</p>", "<p>甲\nabc</p>"),
        ("<p>甲\n<a href='x'>乙</a></p>", "<p>甲<a href='x'>乙</a></p>"),
        ("<pre><code>甲\n乙</code></pre>\n<p>丙\n丁</p>", "<pre><code>甲\n乙</code></pre>\n<p>丙丁</p>"),
    ],
)
def test_lines_are_joined_between_chinese_characters_only(html: str, joined: str) -> None:
    assert join_lines(html) == joined
