"""The typesetter: tagged files for good, the same bytes again, characters the fonts lack, faulty templates."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest

from mingshi.model.failure import Failure
from mingshi.read.typeface import characters_of, find_typeface
from mingshi.render.paper.document import Document
from mingshi.render.paper.entry import leaflet
from mingshi.render.paper.press import Press, printable
from mingshi.render.paper.qr import qr_svg
from mingshi.render.site import Site
from tests.conftest import ROOT

from .conftest import reader, text_of

Printed = dict[str, tuple[Document, bytes]]


def test_every_file_is_tagged_titled_and_says_so(printed: Printed) -> None:
    for path, (document, pdf) in printed.items():
        root = reader(pdf).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], path
        assert root["/StructTreeRoot"]["/K"], path
        assert root["/Lang"] == "zh-CN", path
        assert root["/ViewerPreferences"]["/DisplayDocTitle"], path
        assert reader(pdf).metadata["/Title"] == document.data["title"], path
        xmp = root["/Metadata"].get_data().decode()
        for claim in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
            assert claim in xmp, (path, claim)


def roles(pdf: bytes) -> list[tuple[str, str]]:
    """Return (role, alternative text) of every structure element, in reading order."""
    found: list[tuple[str, str]] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and ("/S" in node or "/K" in node):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt") or "")))
            walk(node.get("/K", []))

    walk(reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_structure_of_a_leaflet(printed: Printed) -> None:
    _, pdf = printed["items/hunyin-zhuangkuang/hunyin-zhuangkuang-leaflet.pdf"]
    found = roles(pdf)
    names = [role for role, _ in found]
    assert names.count("/H1") == 1
    assert names.count("/H2") >= 4
    assert "/L" in names
    assert "/LI" in names
    figures = [text for role, text in found if role == "/Figure"]
    assert figures == ["二维码，扫一扫打开这一页：https://shili.example/mingshi/items/hunyin-zhuangkuang/"]


def test_fonts_are_subsets_inside(printed: Printed) -> None:
    for path, (_, pdf) in printed.items():
        assert len(pdf) < 800_000, path
        for page in reader(pdf).pages:
            for font in page["/Resources"]["/Font"].values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert "NotoSans" in inner["/BaseFont"] or "SourceHanSans" in inner["/BaseFont"], path
                assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"]), path


def test_same_values_same_bytes_whatever_came_before(press: Press, printed: Printed) -> None:
    face = find_typeface()
    assert face is not None
    fresh = Press(ROOT / "theme", face)
    for path in sorted(printed)[::9]:
        document, pdf = printed[path]
        assert fresh.make(document) == pdf, path
        assert press.make(document) == pdf, path


def test_system_fonts_play_no_part(tmp_path: Path, printed: Printed) -> None:
    """The same font files in another folder, and nothing else, make the same bytes."""
    face = find_typeface()
    assert face is not None
    for name in face.files:
        (tmp_path / name).symlink_to(face.folder / name)
    moved = Press(ROOT / "theme", type(face)(face.family, tmp_path, face.files))
    document, pdf = printed["items/siwang/siwang-notice.pdf"]
    assert moved.make(document) == pdf


def with_name(document: Document, name: str) -> Document:
    """Return a document about something of another name."""
    data = copy.deepcopy(document.data) | {"name": name, "title": name}
    return Document(document.path, document.template, document.about, data)


@pytest.mark.parametrize("rare", ["𠮷", "㛃", "䶮"])
def test_rare_characters_are_printed(rare: str, real: Site, press: Press) -> None:
    item = real.catalogue.find("item", "jianzai")
    assert item is not None
    assert f"{rare}某的证明" in text_of(press.make(with_name(leaflet(real, item), f"{rare}某的证明")))


@pytest.mark.parametrize("lacking", ["\ue000", "\U000f0123", "\u0378"])
def test_a_character_the_fonts_lack_is_named_on_paper(lacking: str, real: Site, press: Press) -> None:
    item = real.catalogue.find("item", "jianzai")
    assert item is not None
    text = text_of(press.make(with_name(leaflet(real, item), f"{lacking}某的证明")))
    assert f"〓（U+{ord(lacking):04X}）某的证明" in text


def test_printable_reaches_everything() -> None:
    face = find_typeface()
    assert face is not None
    value = {"a": ["好\ue000", {"b": "x\n𠮷"}], "n": 1, "t": True}
    assert printable(value, characters_of(face)) == {
        "a": ["好〓（U+E000）", {"b": "x\n𠮷"}],
        "n": 1,
        "t": True,
    }


def test_faulty_template_is_named(tmp_path: Path, real: Site) -> None:
    face, item = find_typeface(), real.catalogue.find("item", "jianzai")
    assert face is not None
    assert item is not None
    shutil.copytree(ROOT / "theme" / "typst", tmp_path / "typst")
    (tmp_path / "typst" / "leaflet.typ").write_text("#nothing-of-the-kind", encoding="utf-8")
    with pytest.raises(Failure, match=r"theme/typst/leaflet\.typ") as caught:
        Press(tmp_path, face).make(leaflet(real, item))
    assert caught.value.remedy


def test_text_cannot_give_orders(real: Site, press: Press) -> None:
    """What stands in a record is shown, not obeyed."""
    item = real.catalogue.find("item", "jianzai")
    assert item is not None
    order = '#panic("x") *重* $1$ \\ "'
    assert "".join(order.split()) in text_of(press.make(with_name(leaflet(real, item), order)))


def test_code_is_a_small_drawing() -> None:
    drawn = qr_svg("https://shili.example/items/x/")
    assert drawn.startswith("<svg")
    assert len(drawn) < 4000
