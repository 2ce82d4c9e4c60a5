"""Reading page bodies in tests: balance of tags, text in reading order, links, ids."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr"}
# A paragraph cannot hold these: a browser closes it before them, and the page looks different from what we wrote.
BLOCKS = {"p", "ul", "ol", "dl", "div", "table", "h1", "h2", "h3", "section", "nav", "form"}


class Markup(HTMLParser):
    """A parsed body. `faults` are unbalanced tags and the like; `links` are (href, text), `texts` all text by order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.faults: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.classes: set[str] = set()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"never closed: {tag}" for tag, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, its id, classes and whether it may stand here."""
        known = {name: value or "" for name, value in attrs}
        if len(known) != len(attrs):
            self.faults.append(f"attribute twice: {tag}")
        if tag in BLOCKS and any(t == "p" for t, _ in self.open):
            self.faults.append(f"{tag} inside p")
        if tag == "a" and any(t == "a" for t, _ in self.open):
            self.faults.append("a inside a")
        self.tags.append(tag)
        self.ids += [known["id"]] if "id" in known else []
        self.classes.update(known.get("class", "").split())
        if tag == "a":
            self.links.append((known.get("href", ""), ""))
        if tag not in VOID:
            self.open.append((tag, known))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag, which must be this one."""
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"wrong end: {tag} in {[t for t, _ in self.open]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the text, and give it to the link it stands in."""
        if not data.strip():
            return
        self.texts.append(data.strip())
        if self.links and any(t == "a" for t, _ in self.open):
            href, text = self.links[-1]
            self.links[-1] = (href, text + data.strip())

    @property
    def text(self) -> str:
        """Return all text in reading order."""
        return "\n".join(self.texts)

    def before(self, first: str, second: str) -> bool:
        """Tell whether a text is read before another one; both must be there."""
        return self.text.index(first) < self.text.index(second)

    def follows(self, first: str, second: str) -> bool:
        """Tell whether a text stands right behind some occurrence of another one."""
        return (first, second) in zip(self.texts, self.texts[1:], strict=False)
