"""Which rules of a style sheet pages can use, and that what is left says the same."""

from __future__ import annotations

import pytest

from mingshi.render.slim import (
    rules_of,
    usable_rules,
    without_unused,
    words_of_page,
    words_of_source,
    written,
)

WORDS = frozenset({"a", "p", "md-nav", "md-nav--open", "slate", "data-scheme", "main", "title", "x"})

KEPT = [
    ("a{color:red}", "a{color:red}\n"),
    (".md-nav a{color:red}", ".md-nav a{color:red}\n"),
    ("a,.gone,p{color:red}", "a,p{color:red}\n"),
    (".gone{color:red}", ""),
    (".md-nav .gone{color:red}", ""),
    ("#main{color:red}", "#main{color:red}\n"),
    ("#gone{color:red}", ""),
    ("*{color:red}", "*{color:red}\n"),
    ("a:hover::before{color:red}", "a:hover::before{color:red}\n"),
    ("a:not(.gone){color:red}", "a:not(.gone){color:red}\n"),
    ("a:is(.gone,.md-nav){color:red}", "a:is(.gone,.md-nav){color:red}\n"),
    ("a:is(.gone,.lost){color:red}", ""),
    ("p:nth-child(2n + 1){color:red}", "p:nth-child(2n + 1){color:red}\n"),
    ("[data-scheme]{color:red}", "[data-scheme]{color:red}\n"),
    ("[data-scheme=slate]{color:red}", "[data-scheme=slate]{color:red}\n"),
    ('[data-scheme="day"]{color:red}', ""),
    ("a[title^=http]{color:red}", "a[title^=http]{color:red}\n"),
    ("[lost]{color:red}", ""),
    ("a > p + .md-nav ~ p{color:red}", "a > p + .md-nav ~ p{color:red}\n"),
    ("@media print{.gone{color:red}a{color:red}}", "@media print{a{color:red}}\n"),
    ("@media print{.gone{color:red}}", ""),
    ("@supports (gap:1px){@media print{a{color:red}}}", "@supports (gap:1px){@media print{a{color:red}}}\n"),
    ("@charset 'utf-8';a{color:red}", "a{color:red}\n"),
    ("@page{margin:1cm;size:A4}", "@page{margin:1cm;size:A4}\n"),
    ("a{color:red!important}", "a{color:red!important}\n"),
    ("a{}", ""),
]


@pytest.mark.parametrize(("before", "after"), KEPT)
def test_a_rule_stays_when_every_name_in_it_occurs(before: str, after: str) -> None:
    assert written(usable_rules(before, WORDS)) == after


IDLE = [
    ("a{--x-1:red;color:blue}", "", "a{color:blue}\n"),
    ("a{--x-1:red;color:var(--x-1)}", "", "a{--x-1:red;color:var(--x-1)}\n"),
    ("a{--x-1:red;--x-2:var(--x-1);color:blue}", "", "a{color:blue}\n"),
    ("a{--x-1:red}", "p{color:var( --x-1, blue)}", "a{--x-1:red}\n"),
    ("a{--x-1:red}", "", ""),
    ("@media print{a{--x-1:red}}", "", ""),
    ("@keyframes turn{to{top:0}}", "", ""),
    (
        "@keyframes turn{to{top:0}}a{animation:turn 1s}",
        "",
        "@keyframes turn{to{top:0}}\na{animation:turn 1s}\n",
    ),
    ("@keyframes turn{to{top:0}}", "p{animation-name:turn}", "@keyframes turn{to{top:0}}\n"),
]


@pytest.mark.parametrize(("before", "others", "after"), IDLE)
def test_variables_and_motions_stay_when_somebody_uses_them(before: str, others: str, after: str) -> None:
    assert written(without_unused(usable_rules(before, WORDS), WORDS, others)) == after


WRITTEN = [
    (
        "/* why */\na ,\np {\n  color : red ;\n  margin: 0  1px,  2px;\n}\n",
        "a,p{color:red;margin:0 1px,2px}\n",
    ),
    ('a::after { content: "  、 /* no */"; }', 'a::after{content:"  、 /* no */"}\n'),
    ("a { background: url( 'x  y.png' ) }", 'a{background:url( "x  y.png" )}\n'),
    ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}\n"),
    ("a b > c { color: red } a :hover { top: 0 }", "a b > c{color:red}\na :hover{top:0}\n"),
    (
        "@media screen and (min-width: 60em) { a { top: 0 } }",
        "@media screen and (min-width:60em){a{top:0}}\n",
    ),
    (
        "@page { margin: 1cm; @bottom-center { content: counter(page) } }",
        "@page{margin:1cm;@bottom-center {content:counter(page)}}\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), WRITTEN)
def test_blanks_go_where_they_say_nothing(before: str, after: str) -> None:
    assert written(rules_of(before)) == after
    assert written(rules_of(after)) == after


@pytest.mark.parametrize(
    "wrong", ["a{color}", "a{color:red", "}", "a{b{color:red}}", "@media print{a{color}}"]
)
def test_wrong_css_is_refused(wrong: str) -> None:
    if wrong == "a{color:red":  # the end of a file closes what is open, as in a browser
        assert written(rules_of(wrong)) == "a{color:red}\n"
        return
    with pytest.raises(ValueError, match=r"\d"):
        rules_of(wrong)


def test_words_of_a_page_are_its_names_not_its_text() -> None:
    page = '<p class="one two" id="three" title="four five" style="--six:1">seven<script>var eight</script>nine<br></p>'
    assert words_of_page(page) >= {
        "p",
        "class",
        "one",
        "two",
        "three",
        "four",
        "style",
        "--six",
        "eight",
        "br",
    }
    assert not words_of_page(page) & {"seven", "nine"}


def test_words_of_a_template_are_all_its_words() -> None:
    source = """<p class="a{{ ' b--c' if d }}">{% if e %}<i>f</i>{% endif %}</p>"""
    assert words_of_source(source) >= {"p", "a", "b--c", "i"}
