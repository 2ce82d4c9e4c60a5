"""Documents and laws named in texts: numbers of documents (MS708), repealed laws (MS709), old articles (MS710)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.numerals import number_of
from ..resolve.laws import status_of
from .cells import quote
from .lookout import Lookout, usual_characters
from .texts import Sheaf, Text
from .wording import ABOUT_WORDS

_SHOWN = 20
_NUMBER = re.compile(
    r"(?P<body>[一-龥]{1,8})(?:[\[(（【［〔](?P<year>(?:19|20)[0-9]{2})[\])）】］〕])(?P<nth>第?)(?P<no>[0-9]+)号"
)
# Only these brackets: two digits in others are the number of a note.
_SHORT_YEAR = re.compile(r"(?P<body>[一-龥]{1,8})[〔［](?P<year>[0-9]{2})[〕］]第?[0-9]+号")
_MAYBE_NUMBER = re.compile(r"[\[(（【［〔](?:(?:19|20)[0-9]{2}|[0-9]{2})[\])）】］〕]第?[0-9]+号")
# How the laws on the committees are called for short.
_SHORT = (("村民委员会", "村委会"), ("居民委员会", "居委会"), ("城市", ""))
_ARTICLE = re.compile(r"第(?P<number>[零〇一二三四五六七八九十百千]+)条(?P<rest>.*)")
# In a sentence with one of these a law is spoken of as what once was.
_PAST = re.compile(r"废止|失效|修改前|修订前|原来|原《|旧法|当时|取代|已被|此前|以前")
_SENTENCE = re.compile(r"[^。；;！？\n\0]+")
# Registers of laws and where they were read name what was.
_ABOUT_LAWS = ("data/laws/", "data/sources.csv", "data/facts.csv", *ABOUT_WORDS)


@dataclass(frozen=True, slots=True)
class _Old:
    """An article that has another number since a day, and the words by which it is told from its successor."""

    names: tuple[str, ...]
    article: re.Pattern[str]
    now: str
    topic: str
    words: tuple[str, ...]


def citations_in_texts(catalogue: Catalogue) -> Callable[[Sheaf], Iterator[Finding]]:
    """Return what looks at one file for wrongly written numbers of documents, repealed laws and old articles."""
    repealed = _repealed(catalogue)
    moved = list(_moved(catalogue))
    names = (*repealed, *(name for old in moved for name in old.names))
    lookout = Lookout(names, usual_characters(catalogue))

    def inspect(sheaf: Sheaf) -> Iterator[Finding]:
        if sheaf.joined.isascii() or sheaf.path in ABOUT_WORDS:
            return
        if "号" in sheaf.joined and _MAYBE_NUMBER.search(sheaf.joined):
            for text in sheaf.texts():
                yield from islice(_numbers(text), _SHOWN)
        if sheaf.path.startswith(_ABOUT_LAWS):
            return
        named = lookout.inside(sheaf.joined)
        gone = {name: law for name, law in repealed.items() if name in named}
        old = [
            o for o in moved if named and any(n in named for n in o.names) and o.article.search(sheaf.joined)
        ]
        for text in sheaf.texts() if gone or old else ():
            yield from islice(_laws(text, gone), _SHOWN)
            yield from islice(_articles(text, old), _SHOWN)

    return inspect


def _numbers(text: Text) -> Iterator[Finding]:
    for found in _NUMBER.finditer(text.text):
        right = f"〔{found['year']}〕{found['no']}号"
        start = found.end("body")
        if text.text[start : found.end()] == right:
            continue
        mark = text.place(start, found.end())
        fix = right if mark.end - mark.column == found.end() - start else ""
        message = f"发文字号写成了{quote(text.text[start : found.end()])}"
        remedy = f"年份用六角括号，不加“第”：{quote(right)}"
        yield Finding("MS708", message, text.path, mark, remedy, fix, "suggested" if fix else "")
    for found in _SHORT_YEAR.finditer(text.text):
        mark = text.place(found.end("body"), found.end())
        message = f"发文字号的年份只有两位：{quote(text.text[found.end('body') : found.end()])}"
        yield Finding("MS708", message, text.path, mark, "对照原文，年份写四位数字，用六角括号")


def _laws(text: Text, gone: Mapping[str, str]) -> Iterator[Finding]:
    for name, remedy in gone.items():
        for sentence in _SENTENCE.finditer(text.text) if name in text.text else ():
            start = sentence[0].find(name)
            if start >= 0 and not _PAST.search(sentence[0]):
                at = sentence.start() + start
                mark = text.place(at, at + len(name))
                yield Finding("MS709", f"{name}已经废止", text.path, mark, remedy)


def _articles(text: Text, old: list[_Old]) -> Iterator[Finding]:
    for moved in old:
        for sentence in _SENTENCE.finditer(text.text):
            found = moved.article.search(sentence[0])
            before = sentence[0][max(0, found.start() - 30) : found.start()] if found else ""
            named = [n for n in moved.names if n in before]
            if (
                not found
                or not named
                or not any(w in sentence[0] for w in moved.words)
                or _PAST.search(sentence[0])
            ):
                continue
            mark = text.place(sentence.start() + found.start(), sentence.start() + found.end())
            message = f"{named[0]}{found[0]}（{moved.topic}）条号已经变了"
            remedy = f"核对以后写{moved.now}"
            yield Finding("MS710", message, text.path, mark, remedy)


def _repealed(catalogue: Catalogue) -> dict[str, str]:
    """Return the names of repealed laws in title marks, each with what to write instead."""
    found: dict[str, str] = {}
    for law in catalogue.of("law"):
        status = status_of(catalogue, law.id, "", catalogue.on)
        if status.state != "repealed":
            continue
        remedy = f"改引《{status.successor_title}》" if status.successor_title else "改引现行的依据"
        names = {str(law.get("name")), str(law.get("short_title"))} - {""}
        found |= {f"《{name}》": f"{remedy}；说的是过去的事，写明已经废止" for name in names}
    return found


def _moved(catalogue: Catalogue) -> Iterator[_Old]:
    for row in catalogue.of("renumbered"):
        law = catalogue.find("law", str(row.get("law_id")))
        if law and str(row.get("since")) <= catalogue.on:
            names = _names(str(law.get(key)) for key in ("name", "short_title") if law.get(key))
            words = tuple(str(row.get("words")).split(";"))
            article = _written(str(row.get("old_article")))
            yield _Old(names, article, str(row.get("new_article")), str(row.get("topic")), words)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    """Return names of a law with those it is called by for short, the longest first."""
    names = list(dict.fromkeys(given))
    for whole, short in _SHORT:
        names += [name.replace(whole, short) for name in names if whole in name]
    return tuple(sorted(dict.fromkeys(names), key=lambda name: (-len(name), name)))


def _written(article: str) -> re.Pattern[str]:
    """Return what finds an article in Chinese or Arabic numerals: 第二十七条, 第27条, 第 27 条."""
    found = _ARTICLE.fullmatch(article)
    if not found:
        return re.compile(re.escape(article))
    number = str(number_of(found["number"]))
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return re.compile(f"第 ?(?:{found['number']}|{number}|{wide}) ?条{re.escape(found['rest'])}")
