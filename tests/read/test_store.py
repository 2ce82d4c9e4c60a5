"""The store: every file finds its kind, its id, its records; what is broken is left out and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.model.areas import Area
from mingshi.model.catalogue import Catalogue
from mingshi.model.finding import Finding, Mark
from mingshi.read.store import read_installation

ON = "2026-11-23"
SCHEMA = """\
name: {kind}
title: {kind}
ms:{store}:
  glob: {glob}
  id: {id}
  title: {id}
fields:
"""
FIELD = "  - name: {name}\n    title: {name}\n    type: string\n"


def schema(kind: str, glob: str, *names: str, key: str = "", body: bool = False) -> str:
    """Return a schema file whose fields are all texts; the first one is the id."""
    store = "table" if glob.endswith(".csv") else "entry"
    text = SCHEMA.format(kind=kind, store=store, glob=glob, id=names[0])
    text += "".join(FIELD.format(name=name) for name in names)
    text = text.replace("  title:", "  body: true\n  title:", 1) if body else text
    return text + (f"primaryKey: [{key}]\n" if key else "")


FILES = {
    "mkdocs.yml": "site_name: 示例\nextra:\n  mingshi:\n    area: toy\n",
    "data/schemas/area.yaml": schema("area", "data/areas/areas.csv", "id", "level", "name", "parent"),
    "data/schemas/guide.yaml": schema("guide", "content/guides/**/*.md", "item_id", "area", body=True),
    "data/schemas/item.yaml": schema("item", "content/items/*.yaml", "item_id", "name"),
    "data/schemas/listing.yaml": schema("listing", "content/listings/*/*.yaml", "item_id", "list_id"),
    "data/schemas/place.yaml": schema("place", "data/areas/*/*.csv", "id", "level", "name"),
    "data/schemas/version.yaml": schema("version", "data/versions.csv", "law_id", "date", key="law_id, date"),
    "data/areas/areas.csv": "id,level,kind,name,short_name,code,parent,note,published\n"
    "toy,province,province,示例省,示例,990000,,,2026-11-23 09:00\n"
    "city/east,county,district,东区,,990101,toy,说明,\n",
    "data/areas/city/east.csv": "id,level,kind,name,note\n"
    "city/east/town,town,town,示例镇,\ncity/east/town/one,community,villagers_committee,一村,注\n",
    "data/versions.csv": 'law_id,date\nlaw,2020-05-28\nlaw,"2021-01-01"\nlaw,2020-05-28\n,\n',
    "content/about/index.md": "# 关于\n",
    "content/guides/toy/city/marry.md": "---\nitem_id: marry\narea: toy/city\n---\n\n正文\n",
    "content/items/marry.yaml": "item_id: marry\nname: 婚姻\n",
    "content/listings/neg/marry.yaml": "item_id: marry\nlist_id: neg\n",
    "content/guides/README.md": "不是条目\n",
    "content/listings/.gitkeep": "",
    "data/README.md": "不是条目\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A whole installation, as small as one can be."""
    write(tmp_path, FILES)
    return tmp_path


def write(root: Path, files: dict[str, str]) -> None:
    """Write files by their paths."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def broken(root: Path, **files: str) -> tuple[Catalogue, list[tuple[str, str, int]]]:
    """Overwrite files (or add them) and read; findings as (code, path, line)."""
    write(root, files)
    catalogue, findings = read_installation(root, ON)
    return catalogue, [(f.code, f.path, f.mark.line) for f in findings]


def test_everything_is_read(root: Path) -> None:
    catalogue, findings = read_installation(root, ON)
    assert findings == []
    assert (catalogue.root, catalogue.on, catalogue.settings.area) == (str(root), ON, "toy")
    assert {kind: list(records) for kind, records in catalogue.records.items()} == {
        "area": ["toy", "city/east"],
        "guide": ["toy/city/marry"],
        "item": ["marry"],
        "listing": ["neg/marry"],
        "place": [],
        "version": ["law@2020-05-28", "law@2021-01-01"],
        "settings": ["settings"],
    }
    assert [table.path for table in catalogue.tables] == [
        "data/areas/areas.csv",
        "data/areas/city/east.csv",
        "data/versions.csv",
    ]
    assert catalogue.unread == frozenset()


def test_areas_come_from_both_registers(root: Path) -> None:
    areas = read_installation(root, ON)[0].areas
    assert list(areas) == [
        Area("toy", "province", "province", "示例省", "示例", "990000", published="2026-11-23 09:00"),
        Area("city/east", "county", "district", "东区", code="990101", parent="toy", note="说明"),
        Area("city/east/town", "town", "town", "示例镇", parent="city/east"),
        Area(
            "city/east/town/one",
            "community",
            "villagers_committee",
            "一村",
            parent="city/east/town",
            note="注",
        ),
    ]


def test_places_of_values(root: Path) -> None:
    catalogue, _ = read_installation(root, ON)
    guide = catalogue.find("guide", "toy/city/marry")
    assert guide is not None
    assert (guide.path, guide.body, guide.body_line) == ("content/guides/toy/city/marry.md", "\n正文\n", 5)
    assert (guide.mark("area"), len(guide.digest)) == (Mark(3, 7, 15), 64)
    version = catalogue.find("version", "law@2021-01-01")
    assert version is not None
    assert version.values == {"law_id": "law", "date": "2021-01-01"}
    assert version.mark("date") == Mark(3, 6, 16)
    assert version.mark("nothing") == Mark(1)
    assert catalogue.records["settings"]["settings"].mark("area") == Mark(4, 11, 14)


def test_a_repeated_key_keeps_the_first_row(root: Path) -> None:
    catalogue, _ = read_installation(root, ON)
    version = catalogue.find("version", "law@2020-05-28")
    assert version is not None
    assert version.mark("date").line == 2
    assert len(catalogue.tables[2].rows) == 4


def test_reading_twice_gives_the_same(root: Path) -> None:
    first, second = read_installation(root, ON)[0], read_installation(root, ON)[0]
    assert (first.records, first.tables, list(first.areas)) == (
        second.records,
        second.tables,
        list(second.areas),
    )


@pytest.mark.parametrize(
    ("path", "text", "code", "line", "unread"),
    [
        ("content/items/marry.yaml", "item_id：marry\n", "MS201", 1, ("item", "marry")),
        ("content/items/marry.yaml", "婚姻\n", "MS202", 1, ("item", "marry")),
        ("content/items/marry.yaml", "item_id: \u200bmarry\n", "MS104", 1, ("item", "marry")),
        ("content/listings/neg/marry.yaml", "a: &x 1\n", "MS204", 1, ("listing", "neg/marry")),
        ("content/guides/toy/city/marry.md", "# 正文\n", "MS206", 1, ("guide", "toy/city/marry")),
        (
            "content/guides/toy/city/marry.md",
            "---\na: 1\nb：2\n---\n",
            "MS201",
            3,
            ("guide", "toy/city/marry"),
        ),
        ("data/versions.csv", "law_id，date\n", "MS211", 1, ("version", "")),
        ("data/versions.csv", "law_id,date\nlaw,2020\x00\n", "MS103", 2, ("version", "")),
        ("data/areas/areas.csv", "", "MS213", 1, ("area", "")),
    ],
)
def test_what_cannot_be_read_is_left_out(
    root: Path, path: str, text: str, code: str, line: int, unread: tuple[str, str]
) -> None:
    catalogue, findings = broken(root, **{path: text})
    assert findings == [(code, path, line)]
    assert catalogue.unread == {unread}
    assert unread[1] not in catalogue.records[unread[0]]


@pytest.mark.parametrize(
    ("path", "text", "code", "line"),
    [
        ("content/items/marry.yaml", "item_id: marry\nitem_id: x\n", "MS203", 2),
        ("content/items/marry.yaml", "item_id: marry\nname: 婚\n  姻\n", "MS207", 2),
        ("content/items/marry.yaml", "\ufeffitem_id: marry\n", "MS106", 0),
        ("data/versions.csv", "law_id,date\nlaw,=1\n", "MS214", 2),
        ("mkdocs.yml", "site_name: 示例\nextra: 甲\n", "MS801", 2),
    ],
)
def test_what_is_noted_but_read(root: Path, path: str, text: str, code: str, line: int) -> None:
    catalogue, findings = broken(root, **{path: text})
    assert findings == [(code, path, line)]
    assert catalogue.unread == frozenset()


def test_register_with_a_row_left_out_is_not_whole(root: Path) -> None:
    catalogue, findings = broken(root, **{"data/versions.csv": "law_id,date\nlaw\nlaw,2021\n"})
    assert findings == [("MS212", "data/versions.csv", 2)]
    assert catalogue.unread == {("version", "")}
    assert list(catalogue.records["version"]) == ["law@2021"]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("content/notes.txt", "content/about/"),
        ("content/items/marry.yml", "content/items/*.yaml"),
        ("content/items/deep/marry.yaml", "content/items/*.yaml"),
        ("content/items/婚姻.yaml", "字母、数字和连字符"),
        ("content/items/mar ry.yaml", "字母、数字和连字符"),
        ("content/items/con.yaml", "字母、数字和连字符"),
        ("content/listings/neg/a.b.yaml", "字母、数字和连字符"),
        ("content/listings/marry.yaml", "content/listings/*/*.yaml"),
        ("data/notes.md", "content/about/"),
        ("data/areas/city/east.xlsx", "data/areas/*/*.csv"),
    ],
)
def test_files_that_belong_nowhere(root: Path, path: str, word: str) -> None:
    write(root, {path: "item_id: x\n"})
    _, findings = read_installation(root, ON)
    assert [(f.code, f.path) for f in findings] == [("MS108", path)]
    assert word in findings[0].remedy


def test_a_name_that_is_not_text(root: Path) -> None:
    (root / "content" / "items" / b"\xb0\xa1.yaml".decode("utf-8", "surrogateescape")).touch()
    _, findings = read_installation(root, ON)
    assert [f.code for f in findings] == ["MS108"]
    assert findings[0].path.encode()


@pytest.mark.parametrize("path", ["mkdocs.yml", "data/areas/areas.csv"])
def test_required_files(root: Path, path: str) -> None:
    (root / path).unlink()
    assert broken(root)[1] == [("MS109", path, 0)]


def test_an_empty_folder_is_no_installation(tmp_path: Path) -> None:
    catalogue, findings = broken(tmp_path)
    assert findings == [("MS109", path, 0) for path in ("data/areas/areas.csv", "data/schemas", "mkdocs.yml")]
    assert (len(catalogue.areas), list(catalogue.records)) == (0, ["settings"])


def test_a_broken_schema_does_not_make_its_entries_homeless(root: Path) -> None:
    catalogue, findings = broken(root, **{"data/schemas/item.yaml": "name：item\n"})
    assert findings == [("MS201", "data/schemas/item.yaml", 1)]
    assert "item" not in catalogue.records


def test_links_are_told_once_and_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
    secret.write_text("item_id: secret\n", encoding="utf-8")
    (root / "content" / "items" / "secret.yaml").symlink_to(secret)
    (root / "data" / "schemas" / "secret.yaml").symlink_to(secret)
    (root / "content" / "guides" / "outside").symlink_to(secret.parent)
    catalogue, findings = broken(root)
    assert [(code, path) for code, path, _ in findings] == [
        ("MS105", "content/guides/outside"),
        ("MS105", "content/items/secret.yaml"),
        ("MS105", "data/schemas/secret.yaml"),
    ]
    assert catalogue.find("item", "secret") is None


def test_schemas_of_another_commit(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("base") / "schemas"
    (root / "data" / "schemas").rename(other)
    (root / "data" / "schemas").mkdir()
    catalogue, findings = read_installation(root, ON, schemas=other)
    assert findings == []
    assert list(catalogue.records["item"]) == ["marry"]


def test_findings_are_in_the_order_of_their_places(root: Path) -> None:
    _, findings = read_installation(root, ON)
    write(
        root, {"content/items/b.yaml": "a: 1\na: 2\nb: 3 #x\n", "content/items/a.yaml": "甲\n", "data/z": ""}
    )
    _, findings = read_installation(root, ON)
    assert findings == sorted(findings, key=lambda f: f.sort_key)
    assert [f.code for f in findings] == ["MS202", "MS203", "MS208", "MS108"]
    assert all(isinstance(f, Finding) for f in findings)
