"""Styles of a DOCX as in official documents: the title in 小标宋 of size 2, the text in 仿宋 of size 3 if it fits."""

from __future__ import annotations

from .ooxml import el, part

BODY_FONT, TITLE_FONT, NUMBER_FONT = "仿宋", "方正小标宋简体", "宋体"
_LATIN = "Times New Roman"
_TITLE, _MARK, _NUMBER = 22, 12, 14  # points
_LEADING = 1.72
_CENTRE, _RIGHT, _KEEP = el("jc", {"val": "center"}), el("jc", {"val": "right"}), el("keepNext")


def styles(size: int) -> bytes:
    """Return the part with all styles; `size` is that of the text in points."""
    lang = el("lang", {"val": "zh-CN", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    defaults = el("rPr", None, _fonts(BODY_FONT), el("kern", {"val": 2}), _sized(size), lang)
    return part(
        "styles",
        el("docDefaults", None, el("rPrDefault", None, defaults), el("pPrDefault")),
        _style("Normal", "Normal", el("widowControl") + _spacing(size * _LEADING)),
        *_headings(size),
        _style("FormText", "Form Text", el("ind", {"firstLineChars": 200, "firstLine": size * 40})),
        _style("FormLine", "Form Line"),
        _style("FormCell", "Form Cell", _spacing(size * 1.4)),
        _style("FormSign", "Form Signature", _KEEP + el("keepLines") + _RIGHT),
        _style(
            "FormFoot",
            "Form Foot",
            el("keepLines") + _border("top", 6) + _spacing(15, before=16),
            _sized(min(size, 12) - 1.5),
        ),
        _style("Mark", "Form Mark", _border("bottom", 1) + _spacing(14) + _RIGHT, _sized(_MARK)),
        _style("PageNumber", "Form Page Number", _CENTRE, _fonts(NUMBER_FONT) + _sized(_NUMBER)),
        _grid(),
    )


def _headings(size: int) -> tuple[str, str]:
    """Return the styles of the title and of headings inside a form, which a screen reader lists."""
    title = _KEEP + _spacing(32, before=6, after=16) + _CENTRE + el("outlineLvl", {"val": 0})
    inside = (
        _KEEP
        + _border("top", 6)
        + _spacing(size * _LEADING, before=8)
        + _CENTRE
        + el("outlineLvl", {"val": 1})
    )
    return (
        _style("Heading1", "heading 1", title, _fonts(TITLE_FONT) + _sized(_TITLE)),
        _style("Heading2", "heading 2", inside, el("b") + el("bCs")),
    )


def _fonts(east_asian: str) -> str:
    """Return the fonts of a run: Chinese text in one, digits and letters in the usual one beside it."""
    return el("rFonts", {"ascii": _LATIN, "eastAsia": east_asian, "hAnsi": _LATIN, "cs": _LATIN})


def _sized(points: float) -> str:
    """Return a size of text, which is counted in half points."""
    return el("sz", {"val": round(points * 2)}) + el("szCs", {"val": round(points * 2)})


def _spacing(line: float, *, before: int = 0, after: int = 0) -> str:
    """Return the height of lines and the space around a paragraph, given in points and counted in twentieths."""
    around = {name: 20 * points for name, points in (("before", before), ("after", after)) if points}
    return el("spacing", {**around, "line": round(20 * line), "lineRule": "atLeast"})


def _border(side: str, space: int) -> str:
    return el("pBdr", None, el(side, {"val": "single", "sz": 4, "space": space, "color": "auto"}))


def _style(key: str, name: str, paragraph: str = "", run: str = "") -> str:
    ours = {} if key.startswith("Heading") else {"customStyle": 1}
    kind = {"default": 1} if key == "Normal" else ours
    return el(
        "style",
        {"type": "paragraph", **kind, "styleId": key},
        el("name", {"val": name}),
        "" if key == "Normal" else el("basedOn", {"val": "Normal"}),
        el("next", {"val": "FormText"}) if key.startswith("Heading") else "",
        el("qFormat"),
        el("pPr", None, paragraph) if paragraph else "",
        el("rPr", None, run) if run else "",
    )


def _grid() -> str:
    """Return the style of a table with all its lines."""
    border = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = el("tblCellMar", None, *(el(side, {"w": 85, "type": "dxa"}) for side in ("left", "right")))
    return el(
        "style",
        {"type": "table", "customStyle": 1, "styleId": "FormGrid"},
        el("name", {"val": "Form Grid"}),
        el("tblPr", None, el("tblBorders", None, *(el(side, border) for side in sides)), margins),
    )
