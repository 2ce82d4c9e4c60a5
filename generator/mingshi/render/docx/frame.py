"""What is around the text of a DOCX and the same in each: fonts, styles, settings, header, footer, relations."""

from __future__ import annotations

from .ooxml import HEAD, el, paragraph, part, run, text_of

BODY_FONT, TITLE_FONT = "仿宋", "方正小标宋简体"
TITLE_SIZE = 22
# 1 mm is 56.7 twips; these leave 160 mm by 247 mm of an A4 sheet.
_MARGINS = {"top": 1587, "right": 1361, "bottom": 1247, "left": 1474, "header": 850, "footer": 680, "gutter": 0}
_A4 = (11906, 16838)
# Fonts by the names they have on Windows, in WPS, on a Mac and on Linux: one of them is there.
_FONTS = {
    BODY_FONT: ("FangSong,仿宋_GB2312,FangSong_GB2312,华文仿宋,STFangsong", "02010609060101010101", "modern"),
    TITLE_FONT: ("FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun", "02010600030101010101", "auto"),
    "宋体": ("SimSun,Songti SC,Noto Serif CJK SC", "02010600030101010101", "auto"),
}
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = ("styles", "settings", "fontTable", "header", "footer")


def frame_parts(title: str, mark: str, size: int) -> list[tuple[str, bytes]]:
    """Return every part of the package but the document itself; `size` is that of the text in points."""
    return [
        ("[Content_Types].xml", _types()),
        ("_rels/.rels", _relations([("officeDocument", "word/document.xml")], core=True)),
        ("docProps/core.xml", _core(title)),
        ("word/_rels/document.xml.rels", _relations([(name, f"{name}.xml") for name in _PARTS])),
        ("word/fontTable.xml", _fonts()),
        ("word/footer.xml", part("ftr", _page_number())),
        ("word/header.xml", part("hdr", paragraph("Mark", run(mark)))),
        ("word/settings.xml", _settings()),
        ("word/styles.xml", _styles(size)),
    ]


def section(*, landscape: bool) -> str:
    """Return the properties of the only section: header, footer, an A4 sheet and its margins."""
    width, height = reversed(_A4) if landscape else _A4
    turned = {"orient": "landscape"} if landscape else {}
    return el(
        "sectPr",
        None,
        *(el(f"{name}Reference", {"type": "default", "r:id": f"rId{number}"}) for name, number in (("header", 4), ("footer", 5))),
        el("pgSz", {"w": width, "h": height, **turned}),
        el("pgMar", _MARGINS),
    )


def _types() -> bytes:
    kinds = {"document": "document.main", **dict(zip(_PARTS, _PARTS, strict=True))}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    core = (
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{overrides}{core}</Types>'.encode()


def _relations(targets: list[tuple[str, str]], *, core: bool = False) -> bytes:
    found = [(f"{_OFFICE}/{kind}", target) for kind, target in targets]
    if core:
        found.append((f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'.encode()


def _core(title: str) -> bytes:
    """Return the document properties: a title and a language, no person and no date."""
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    inside = f"<dc:title>{text_of(title)}</dc:title><dc:language>zh-CN</dc:language>"
    return f"{HEAD}<cp:coreProperties {spaces}>{inside}</cp:coreProperties>".encode()


def _fonts() -> bytes:
    return part(
        "fonts",
        *(
            el(
                "font",
                {"name": name},
                el("altName", {"val": others}),
                el("panose1", {"val": panose}),
                el("charset", {"val": "86"}),
                el("family", {"val": family}),
                el("pitch", {"val": "variable"}),
            )
            for name, (others, panose, family) in _FONTS.items()
        ),
    )


def _page_number() -> str:
    number = el("fldSimple", {"instr": " PAGE "}, run("1"))
    return paragraph("PageNumber", run("— "), number, run(" —"))


def _settings() -> bytes:
    """Return the settings; blanks at the end of a line are underlined like all others."""
    modern = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    compat = (*(el(name) for name in ("balanceSingleByteDoubleByteWidth", "ulTrailSpace", "useFELayout")),)
    return part(
        "settings",
        el("defaultTabStop", {"val": 420}),
        el("characterSpacingControl", {"val": "compressPunctuation"}),
        el("compat", None, *compat, el("compatSetting", modern)),
        el("themeFontLang", {"val": "en-US", "eastAsia": "zh-CN"}),
    )


def fonts(east_asian: str) -> str:
    """Return the fonts of a run: Chinese text in one, digits and letters in the usual one beside it."""
    latin = "Times New Roman"
    return el("rFonts", {"ascii": latin, "eastAsia": east_asian, "hAnsi": latin, "cs": latin})


def sized(points: float) -> str:
    """Return a size of text, which is counted in half points."""
    return el("sz", {"val": round(points * 2)}) + el("szCs", {"val": round(points * 2)})


def _styles(size: int) -> bytes:
    lang = el("lang", {"val": "zh-CN", "eastAsia": "zh-CN", "bidi": "ar-SA"})
    defaults = el("rPr", None, fonts(BODY_FONT), el("kern", {"val": 2}), sized(size), lang)
    leading = round(size * 1.72 * 20)
    even = {"line": leading, "lineRule": "exact"}
    small = min(size, 12)
    line = el("bottom", {"val": "single", "sz": 4, "space": 1, "color": "auto"})
    above = el("top", {"val": "single", "sz": 4, "space": 6, "color": "auto"})
    return part(
        "styles",
        el("docDefaults", None, el("rPrDefault", None, defaults), el("pPrDefault")),
        _style("Normal", "Normal", el("widowControl") + el("spacing", {"line": leading, "lineRule": "atLeast"}), default=True),
        _style(
            "Heading1",
            "heading 1",
            el("keepNext") + el("spacing", {"before": 120, "after": 320, "line": 640, "lineRule": "atLeast"})
            + el("jc", {"val": "center"}) + el("outlineLvl", {"val": 0}),
            fonts(TITLE_FONT) + sized(TITLE_SIZE),
        ),
        _style(
            "Heading2",
            "heading 2",
            el("keepNext") + el("pBdr", None, above) + el("spacing", {"before": 160, "line": leading, "lineRule": "atLeast"})
            + el("jc", {"val": "center"}) + el("outlineLvl", {"val": 1}),
            el("b") + el("bCs"),
        ),
        _style("FormText", "Form Text", el("ind", {"firstLineChars": 200, "firstLine": size * 40})),
        _style("FormLine", "Form Line", ""),
        _style("FormCell", "Form Cell", el("spacing", even | {"line": round(size * 1.4 * 20), "lineRule": "atLeast"})),
        _style("FormSign", "Form Signature", el("keepNext") + el("keepLines") + el("jc", {"val": "right"})),
        _style(
            "FormFoot",
            "Form Foot",
            el("keepLines") + el("pBdr", None, above) + el("spacing", {"before": 320, "line": 300, "lineRule": "atLeast"}),
            sized(small - 1.5),
        ),
        _style("Mark", "Form Mark", el("pBdr", None, line) + el("spacing", {"line": 280, "lineRule": "atLeast"}) + el("jc", {"val": "right"}), sized(12)),
        _style("PageNumber", "Form Page Number", el("jc", {"val": "center"}), fonts("宋体") + sized(14)),
        _grid(),
    )


def _style(key: str, name: str, paragraph_: str, run_: str = "", *, default: bool = False) -> str:
    kind = {"type": "paragraph", **({"default": 1} if default else {"customStyle": 1}), "styleId": key}
    if key.startswith("Heading"):
        kind.pop("customStyle")
    return el(
        "style",
        kind,
        el("name", {"val": name}),
        "" if default else el("basedOn", {"val": "Normal"}),
        el("next", {"val": "FormText"}) if key.startswith("Heading") else "",
        el("qFormat"),
        el("pPr", None, paragraph_) if paragraph_ else "",
        el("rPr", None, run_) if run_ else "",
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
