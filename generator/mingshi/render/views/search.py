"""The page of results, and two pages for editors: the words the search knows, and the codes of failed searches."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.records import Record
from ..page import Page
from ..search.core import elsewhere, idle_words, other_words, word_groups
from ..site import Site
from .items import names_of, verdict_here
from .parts import HOME, Verdict, as_list, by_item, organiser, public, public_rows

SEARCH, WORDS, MISSES = "search/", "search/words/", "search/misses/"
# Where the host of a repository takes a new issue, filled in; TITLE and BODY are put in by the page.
ISSUES = {
    "github": "{}/issues/new?title=TITLE&body=BODY",
    "gitlab": "{}/-/issues/new?issue[title]=TITLE&issue[description]=BODY",
    "gitea": "{}/issues/new?title=TITLE&body=BODY",
    "gitee": "{}/issues/new?title=TITLE&description=BODY",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Everything an item is found by: its names, what people say for it, and when it is asked for."""

    item: Record
    verdict: Verdict
    names: list[str]
    phrases: list[str]
    scenarios: list[str]
    purposes: list[str]


def search_page(site: Site) -> Page:
    """Return the page that shows all results of a search, and without JavaScript where else to look."""
    items = [(item, verdict_here(site, item.id)) for item in public(site, "item")]
    title, about = "搜索", "查证明事项、清单、村（社区）、村规民约和法规。"
    return _page(site, SEARCH, title, about, site.render("search.html", SEARCH, items=items))


def words_page(site: Site) -> Page:
    """Return the page that lists all words the search knows, for editors."""
    known = [_known(site, item) for item in public(site, "item")]
    body = site.render(
        "search_words.html",
        WORDS,
        known=known,
        groups=word_groups(site),
        idle=idle_words(site),
        other=other_words(site),
        elsewhere=elsewhere(site),
        misses=MISSES,
    )
    about = "每个事项用哪些名称、说法、情况能找到，哪些词当作一个意思，哪些词不看。"
    return _page(site, WORDS, "搜索用词", about, body)


def misses_page(site: Site) -> Page:
    """Return the page that turns the code of a failed search back into words, for editors."""
    body = site.render("search_misses.html", MISSES, issue=new_issue(site), words=WORDS)
    about = "读者没有找到想找的，会得到一个口令；编辑在这里看口令说的是什么。"
    return _page(site, MISSES, "没有找到的", about, body)


def new_issue(site: Site) -> str:
    """Return the address that opens a new issue in the content repository, "" when none is set."""
    settings = site.catalogue.settings
    pattern = ISSUES.get(settings.get("repository_host"), "")
    return pattern.format(settings.get("repository").rstrip("/")) if settings.get("repository") else ""


def _known(site: Site, item: Record) -> Known:
    return Known(
        item=item,
        verdict=verdict_here(site, item.id),
        names=names_of(item),
        phrases=[record.get("phrase") for record in by_item(site, "synonym").get(item.id, [])],
        scenarios=as_list(item.get("scenarios")),
        purposes=[str(row.get("text") or "") for row in public_rows(item, "purposes")],
    )


def _page(site: Site, path: str, title: str, about: str, body: str) -> Page:
    above = (HOME,) if path == SEARCH else (HOME, ("搜索", SEARCH))
    return Page(
        path=path,
        title=title,
        description=about,
        section="",
        level="column",
        body=body,
        keywords=("搜索", "证明事项"),
        content_source=organiser(site),
        crumbs=above,
    )
