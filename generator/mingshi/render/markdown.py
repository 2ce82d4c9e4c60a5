"""Entry bodies: reduced Markdown to HTML that cannot do harm, whatever an editor wrote (validation.md §3)."""

from __future__ import annotations

import re

import nh3
import pyromark

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
_NOTE = "note-"
# A browser shows a line break as a blank, which is wrong between Chinese characters or punctuation.
_WIDE = "[\u2014\u2018-\u201d\u2026\u3000-\u9fff\uff00-\uffef]"
_INLINE = r"(?:strong|em|a|code|del|sub|sup|b)"
_BREAK = re.compile(rf"(?<={_WIDE})((?:</{_INLINE}>)*)\n((?:<{_INLINE}(?:\s[^>]*)?>)*)(?={_WIDE})")
# Quick to look for, because it begins with one certain character; most texts have one line per paragraph.
_MAY_BREAK = re.compile(rf"\n(?:<{_INLINE}(?:\s[^>]*)?>)*{_WIDE}")
_TAGS = (
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br pre dl dt dd div "
    "a strong em b code del sub sup abbr q small span table caption thead tbody tr th td"
)


# Every name that may occur in what `to_html` returns.
WORDS = frozenset((*_TAGS.split(), "footnote-definition", "footnote-reference", "style", "scope", "start"))


def _filter(tag: str, name: str, value: str) -> str | None:
    """Keep links inside the page apart from the page's own anchors; drop what depends on where the page lies."""
    if tag == "a" and name == "href" and value.startswith("#"):
        return f"#{_NOTE}{value[1:]}"
    return value


def _relative(url: str) -> str | None:
    # An entry is shown on pages of several depths, so a relative link would be wrong on some of them.
    return url if url.startswith("#") else None


# No img: a picture from elsewhere would tell its server who reads the page.
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags={"script", "style", "iframe", "object", "template", "noscript", "svg", "math"},
    attributes={
        "a": {"href"},
        "div": {"id"},
        "ol": {"start"},
        "th": {"style", "scope", "colspan", "rowspan"},
        "td": {"style", "colspan", "rowspan"},
    },
    allowed_classes={"div": {"footnote-definition"}, "sup": {"footnote-reference"}},
    filter_style_properties={"text-align"},
    attribute_filter=_filter,
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=_relative,
    link_rel="noopener",
    id_prefix=_NOTE,
)


# Without any of these a text cannot make a tag of its own, a link, an entity, a note, a table or code: what Markdown
# then gives are paragraphs, headings, lists, quotations, lines and emphasis, which cleaning returns as they are.
_DOUBTFUL = ("<", ">", "&", '"', "[", "]", "\\", "`", "|", "\0", "\r", "\n    ", "\n\t", "~~~")


def _is_doubtful(text: str) -> bool:
    for sign in _DOUBTFUL:  # three times as fast as any(), ten times as fast as a pattern
        if sign in text:
            return True
    return text.startswith(("    ", "\t"))


def to_html(text: str) -> str:
    """Render Markdown (CommonMark, tables, footnotes) to clean HTML; a first-level heading becomes a second-level one,

    because the page has its title already. Anything not on the list of tags and schemes is removed.
    """
    made = pyromark.html(text, options=_OPTIONS)
    html = join_lines(_CLEANER.clean(made) if _is_doubtful(text) else made.replace(" />", ">"))
    return html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def join_lines(html: str) -> str:
    """Take out the line breaks between Chinese characters; preformatted text keeps them."""
    if not _MAY_BREAK.search(html):
        return html
    parts = re.split(r"(<pre[\s>].*?</pre>)", html, flags=re.DOTALL)
    return "".join(part if i % 2 else _BREAK.sub(r"\1\2", part) for i, part in enumerate(parts))
