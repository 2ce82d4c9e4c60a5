"""Documents and laws named in texts: numbers of documents (MS708), repealed laws (MS709), old articles (MS710)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..resolve.laws import status_of
from .cells import quote
from .lookout import Lookout, usual_characters
from .texts import Sheaf, Text
from .wording import ABOUT_WORDS

_SHOWN = 20
_NUMBER = re.compile(
    r"(?P<body>[一-龥]{1,8})(?:[\[(（【［〔](?P<year>(?:19|20)[0-9]{2})[\])）】］〕])(?P<nth>第?)(?P<no>[0-9]+)号"
)
_MAYBE_NUMBER = re.compile(r"[\[(（【［〔](?:19|20)[0-9]{2}[\])）】］〕]第?[0-9]+号")
# In a sentence with one of these a law is spoken of as what once was.
_PAST = re.compile(r"废止|失效|修改前|修订前|原来|原《|旧法|当时|取代|已被|此前|以前")
_SENTENCE = re.compile(r"[^。；;！？\n\0]+")
# Registers of laws and where they were read name what was.
_ABOUT_LAWS = ("data/laws/", "data/sources.csv", "data/facts.csv", *ABOUT_WORDS)


@dataclass(frozen=True, slots=True)
class _Old:
    """An article that has another number since a day, and the words by which it is told from its successor."""

    names: tuple[str, ...]
    article: str
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
        old = [o for o in moved if named and o.article in sheaf.joined and any(n in named for n in o.names)]
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
        for sentence in _SENTENCE.finditer(text.text) if moved.article in text.text else ():
            start = sentence[0].find(moved.article)
            named = [n for n in moved.names if n in sentence[0][max(0, start - 30) : max(0, start)]]
            if not named or not any(w in sentence[0] for w in moved.words) or _PAST.search(sentence[0]):
                continue
            at = sentence.start() + start
            mark = text.place(at, at + len(moved.article))
            message = f"{named[0]}{moved.article}（{moved.topic}）条号已经变了"
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
            names = tuple(str(law.get(key)) for key in ("name", "short_title") if law.get(key))
            words = tuple(str(row.get("words")).split(";"))
            yield _Old(
                names, str(row.get("old_article")), str(row.get("new_article")), str(row.get("topic")), words
            )
