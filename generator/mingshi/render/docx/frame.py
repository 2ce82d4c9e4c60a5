"""What is around the text of a DOCX: fonts, settings, header, footer, properties, and how the parts hang together."""

from __future__ import annotations

from .ooxml import HEAD, el, paragraph, part, run, text_of
from .styles import BODY_FONT, NUMBER_FONT, TITLE_FONT, styles

# 1 mm is 56.7 twips; these leave 160 mm by 247 mm of an A4 sheet.
_MARGINS = {
    "top": 1587,
    "right": 1361,
    "bottom": 1247,
    "left": 1474,
    "header": 850,
    "footer": 680,
    "gutter": 0,
}
_A4 = (11906, 16838)
# Fonts by the names they have on Windows, in WPS, on a Mac and on Linux: one of them is there.
_FONTS = {
    BODY_FONT: ("FangSong,仿宋_GB2312,FangSong_GB2312,华文仿宋,STFangsong", "02010609060101010101", "modern"),
    TITLE_FONT: ("FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun", "02010600030101010101", "auto"),
    NUMBER_FONT: ("SimSun,Songti SC,Noto Serif CJK SC", "02010600030101010101", "auto"),
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
        ("word/styles.xml", styles(size)),
    ]


def section(*, landscape: bool) -> str:
    """Return the properties of the only section: header, footer, an A4 sheet and its margins."""
    width, height = reversed(_A4) if landscape else _A4
    turned = {"orient": "landscape"} if landscape else {}
    ends = (
        el(f"{name}Reference", {"type": "default", "r:id": f"rId{_PARTS.index(name) + 1}"})
        for name in ("header", "footer")
    )
    return el(
        "sectPr",
        None,
        *ends,
        el("pgSz", {"w": width, "h": height, **turned}),
        el("pgMar", _MARGINS),
    )


def _types() -> bytes:
    kinds = {"document": "document.main", **dict(zip(_PARTS, _PARTS, strict=True))}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
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
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
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
