"""Words for the search: a phrase leads to one item and adds something; a word leads to its meaning in one step."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from .cells import quote
from .rows import finding_at

SYNONYMS, WORDINGS = "data/synonyms.csv", "data/wordings.csv"


def check_words(catalogue: Catalogue) -> Iterator[Finding]:
    """Check synonyms.csv against the names of items, and wordings.csv against itself."""
    if not {SYNONYMS, *(item.path for item in catalogue.of("item"))} <= catalogue.settled:
        yield from _phrases(catalogue)
    if WORDINGS not in catalogue.settled:
        yield from _meanings(catalogue)


def _phrases(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield MS430 for a phrase that is a name of another item, MS431 for one that its own item has already."""
    named: dict[str, set[str]] = {}
    for item in catalogue.of("item"):
        for name in _names(item):
            named.setdefault(name, set()).add(item.id)
    for record in catalogue.of("synonym"):
        phrase, target = str(record.get("phrase")), str(record.get("item_id"))
        owners = named.get(phrase, set())
        if target in owners:
            message = f"{quote(phrase)}在事项 {target} 里已经有了"
            yield finding_at(record, "phrase", "MS431", message, "删掉这一行")
        elif owners:
            other = "、".join(sorted(owners))
            message = f"{quote(phrase)}这里指向 {target}，又是事项 {other} 的名称或说法"
            yield finding_at(record, "phrase", "MS430", message, f"改成 {other}，或者把话说得更清楚些")


def _names(item: Record) -> set[str]:
    lists = [item.get(name) for name in ("official_aliases", "aliases", "scenarios")]
    found = {str(text).strip() for texts in lists if isinstance(texts, list) for text in texts}
    return {str(item.get("name")).strip(), *found} - {""}


def _meanings(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield MS432 for a word that stands for itself, or for one that has a line of its own."""
    words = {record.id: record for record in catalogue.of("wording")}
    for record in words.values():
        means = str(record.get("means"))
        if means == record.id:
            yield finding_at(record, "means", "MS432", f"{quote(means)}就是它自己", "删掉这一行")
        elif means in words:
            other = str(words[means].get("means"))
            message = f"{quote(means)}自己也是一行，" + (f"写着就是{quote(other)}" if other else "写着是空话")
            remedy = f"这里直接写{quote(other)}" if other else "删掉那一行，或者换一个词"
            yield finding_at(record, "means", "MS432", message, remedy)
