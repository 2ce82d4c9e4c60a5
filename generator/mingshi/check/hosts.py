"""Links lead only to sites that somebody answers for: the register data/hosts.csv (MS611)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from ..model.records import Record
from .cells import quote
from .rows import finding_at
from .texts import Sheaf

_LINK = re.compile(
    r"(?:\]\(\s*<?|<|^ {0,3}\[[^\]\n]+\]:\s*<?)(?P<url>(?:https?:)?//[^\s)>]+)", re.MULTILINE | re.IGNORECASE
)
_HOST = re.compile(r"(?:https?:)?//(?:[^/@\s]*@)?(?P<host>[^/:?#\s)>]+)", re.IGNORECASE)
_SHOWN = 20
_REMEDY = "换成发布机关自己的网页；确实可以链接的网站，先加到 data/hosts.csv，写明是谁的、为什么"


def links_to_strangers(catalogue: Catalogue) -> Callable[[Sheaf], Iterator[Finding]]:
    """Return what looks at one file for links to sites that are not registered.

    Bodies link where they say; an address in a field is shown as a link only in a source that says so.
    """
    hosts = frozenset(record.id for record in catalogue.of("host"))
    sources = {
        r.path: [s for s in catalogue.of("source") if s.path == r.path] for r in catalogue.of("source")
    }

    def inspect(sheaf: Sheaf) -> Iterator[Finding]:
        for source in sources.get(sheaf.path, ()):
            yield from _of_source(source, hosts)
        if not sheaf.body or "//" not in sheaf.body.text:
            return
        for found in islice(_LINK.finditer(sheaf.body.text), _SHOWN):
            host = host_of(found["url"])
            if host and not is_registered(host, hosts):
                mark = sheaf.body.place(*found.span("url"))
                yield Finding("MS611", f"链接到了不在名单上的网站{quote(host)}", sheaf.path, mark, _REMEDY)

    return inspect


def _of_source(source: Record, hosts: frozenset[str]) -> Iterator[Finding]:
    host = host_of(str(source.get("url")))
    if source.get("linkable") == "yes" and host and not is_registered(host, hosts):
        message = f"来源可以链接，网站{quote(host)}却不在名单上"
        yield finding_at(source, "url", "MS611", message, f"{_REMEDY}；或者把“可否链接”改成不可以")


def host_of(url: str) -> str:
    """Return the host an address leads to, "" for an address that leads nowhere else."""
    found = _HOST.match(url)
    return found["host"].lower().rstrip(".") if found else ""


def is_registered(host: str, hosts: frozenset[str]) -> bool:
    """Tell whether a host or a domain above it is registered."""
    parts = host.split(".")
    return any(".".join(parts[i:]) in hosts for i in range(len(parts)))
