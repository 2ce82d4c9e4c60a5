"""Bringing files into canonical form: after any tool, a change of one field is a change of one line."""

from __future__ import annotations

import difflib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingshi.edit.canonical import is_empty
from mingshi.edit.form import Formed, formed
from mingshi.model.schema import Schema
from mingshi.pipeline import Options, build
from mingshi.read.decode import decode
from mingshi.read.frontmatter import split
from mingshi.read.schemas import read_schemas
from mingshi.read.store import files_of, read_installation
from mingshi.read.yaml_loose import read_loosely
from tests.conftest import ON, ROOT
from tests.read.test_robustness import mutated
from tests.test_cli import run

ITEM = "content/items/hunyin-shili.yaml"
LISTING = "content/listings/jiashi-2025/shouru-shili.yaml"
GUIDE = "content/guides/toy/jianhu-shili.md"
KINDS, _ = read_schemas(ROOT / "data" / "schemas", ROOT)


def of(root: Path, path: str) -> Formed:
    return formed(root, path, dict(files_of(root, KINDS))[path])


def edited(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def diff(old: bytes, new: bytes) -> list[str]:
    lines = difflib.unified_diff(old.decode().split("\n"), new.decode().split("\n"), n=0, lineterm="")
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize("path", [p for p, _ in files_of(ROOT, KINDS)])
def test_every_file_of_this_installation_is_canonical(path: str) -> None:
    found = of(ROOT, path)
    assert not found.findings
    assert diff(found.before, found.after) == []


def test_every_file_of_the_toy_province_is_canonical(toy_root: Path) -> None:
    assert [p for p, schema in files_of(toy_root, KINDS) if formed(toy_root, p, schema).changed] == []


# What tools were seen to do to a file they did not have to change.


def like_decap(values: dict[str, Any], schema: Schema) -> str:
    """Two fields change places, text is unfolded, single quotes, what YAML 1.2 reads as text stands unquoted."""
    names = list(values)
    names[1], names[2] = names[2], names[1]
    del schema
    text = yaml.dump(
        {n: values[n] for n in names}, Dumper=_Single, allow_unicode=True, sort_keys=False, width=10**6
    )
    return text.replace("'yes'", "yes").replace("'no'", "no")


class _Single(yaml.SafeDumper):
    def represent_text(self, text: str) -> yaml.ScalarNode:
        plain = text.isascii() and text[:1].isalpha() and text not in ("yes", "no")
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else "'")


_Single.add_representer(str, _Single.represent_text)


def like_sveltia(values: dict[str, Any], schema: Schema) -> str:
    """Every field of the form is there, the empty ones as '', null or []."""
    whole = {
        f.name: values.get(f.name, [] if f.type == "array" else None if "date" in f.type else "")
        for f in schema.fields
    }
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=10**6, default_style=None)


def like_ruamel(values: dict[str, Any], schema: Schema) -> str:
    """Lines are folded at 80 columns, lists stand at the column of their name."""
    del schema
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=80)


def like_json(values: dict[str, Any], schema: Schema) -> str:
    """Everything in double quotes, numbers too, in the order of the alphabet, on Windows, with a byte mark."""
    del schema
    text = yaml.safe_dump(quoted(values), allow_unicode=True, width=10**6, default_style='"')
    return "\ufeff" + text.replace("\n", "\r\n")


def quoted(values: Any) -> Any:
    """Return values as texts again."""
    if isinstance(values, dict):
        return {k: quoted(v) for k, v in values.items()}
    return [quoted(v) for v in values] if isinstance(values, list) else str(values)


def typed(values: Any) -> Any:
    """Return values as a form has them: whole numbers are numbers."""
    if isinstance(values, dict):
        return {k: int(v) if k in ("version", "seq") else typed(v) for k, v in values.items()}
    return [typed(v) for v in values] if isinstance(values, list) else values


TOOLS = [like_decap, like_sveltia, like_ruamel, like_json]


@pytest.mark.parametrize("path", [ITEM, LISTING, GUIDE, "content/forms/f02-quanbu-shili.yaml"])
@pytest.mark.parametrize("tool", TOOLS, ids=lambda t: t.__name__)
def test_one_field_edited_with_any_tool_is_one_line(
    toy: Path, path: str, tool: Callable[[dict[str, Any], Schema], str]
) -> None:
    schema, before = dict(files_of(toy, KINDS))[path], (toy / path).read_bytes()
    front, mark, body = before.decode().removeprefix("---\n").partition("\n---\n")
    values = typed(yaml.load(front, Loader=yaml.CBaseLoader))
    changed = tool({**values, "published": "2027-01-01 10:30"}, schema)
    bom, text = changed[: changed.startswith("\ufeff")], changed.removeprefix("\ufeff")
    whole = f"{bom}---\n{text}---\n{body.lstrip(chr(10))}" if mark else changed
    (toy / path).write_bytes(whole.encode())
    assert len(diff(before, (toy / path).read_bytes())) > 2
    found = of(toy, path)
    assert found.findings == ()
    gone, new = diff(before, found.after)
    assert gone.startswith("-published: ")
    assert new == '+published: "2027-01-01 10:30"'
    (toy / path).write_bytes(found.after)
    assert not of(toy, path).changed


def test_forming_the_toy_province_after_a_tool_changes_no_content(toy: Path, toy_root: Path) -> None:
    for path, schema in files_of(toy, KINDS):
        if schema.store == "entry" and not schema.body:
            values = typed(yaml.load((toy / path).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))
            (toy / path).write_text(like_ruamel(values, schema), encoding="utf-8")
            (toy / path).write_bytes(of(toy, path).after)
    new, findings = read_installation(toy, ON)
    old, _ = read_installation(toy_root, ON)
    assert findings == []
    for kind, records in old.records.items():
        assert {i: (r.values, r.body, r.digest) for i, r in records.items()} == {
            i: (r.values, r.body, r.digest) for i, r in new.records[kind].items()
        }


def test_comments_become_the_note(toy: Path) -> None:
    edited(toy, ITEM, "theme:", "# 下次再核对\ntheme:")
    edited(toy, ITEM, 'verified: "yes"', 'verified: "yes"  # 见过原件')
    found = of(toy, ITEM)
    assert [text for _, text in found.moved] == ["下次再核对", "见过原件"]
    assert "\nnote: |\n  下次再核对\n  见过原件\n" in found.after.decode()
    assert "#" not in found.after.decode()
    edited(toy, ITEM, "# 下次再核对", "# 下次再核对\n#\n#")
    assert of(toy, ITEM).after == found.after


def test_a_number_sign_inside_text_is_no_comment(toy: Path) -> None:
    text = (
        'item_id: "#a"\nname: |\n  # 甲\n\n  乙\n# 丙\ndescription: "甲\n\n  # 丁"\n'
        'aliases: ["# 戊", "己 # 庚"] # 辛\n'
    )
    (toy / "content/items/a.yaml").write_text(text, encoding="utf-8")
    found = of(toy, "content/items/a.yaml")
    assert found.moved == ((6, "丙"), (10, "辛"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("item_id: a\nname：甲\n", "MS201"),
        ("item_id: a\nname: 甲\n  description：乙\n", "MS207"),
        ("item_id: a\nname: 甲\nname: 乙\n", "MS203"),
        ("item_id: a\nname: 甲 # 乙\n", "MS208"),
        ("item_id: &x a\n", "MS204"),
        ("item_id: a\naliases: {a: b}\n", "MS204"),
    ],
)
def test_a_file_with_an_error_that_costs_content_is_left_alone(text: str, code: str, toy: Path) -> None:
    (toy / ITEM).write_text(text, encoding="utf-8")
    found = of(toy, ITEM)
    assert not found.changed
    assert code in [f.code for f in found.findings]


@pytest.mark.parametrize("raw", ["name: 甲".encode("gb18030"), b"name: \xff\xfe", b"\0\0\0"])
def test_a_file_that_cannot_be_read_is_left_alone(raw: bytes, toy: Path) -> None:
    (toy / ITEM).write_bytes(raw)
    found = of(toy, ITEM)
    assert (found.before, found.after) == (raw, raw)
    assert found.findings


def test_a_register_gets_its_columns_in_order_and_no_needless_quotes(toy: Path) -> None:
    path = "data/glossary.csv"
    before = (toy / path).read_bytes()
    rows = [line.split(",") for line in before.decode().splitlines()[:3]]
    mixed = "\ufeff" + "\r\n".join(",".join(f'"{c}"' for c in reversed(row)) for row in rows) + "\r\n"
    (toy / path).write_bytes(mixed.encode())
    assert of(toy, path).after.decode().splitlines() == before.decode().splitlines()[:3]


def test_the_command_writes_tells_and_is_done_after_once(
    toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (toy / ITEM).read_bytes()
    edited(toy, ITEM, 'verified: "yes"', "verified: yes")
    edited(toy, LISTING, "op: ", "op：")
    code, out, err = run(capsys, "fmt", "--root", toy, "--check", toy / ITEM)
    assert (code, "verified: yes\n" in out, 'verified: "yes"\n' in out) == (1, True, True)
    assert "mingshi fmt" in err
    code, out, _ = run(capsys, "fmt", "--root", toy)
    assert code == 1
    assert f"{ITEM}  -1 +1 行" in out
    assert f"{LISTING}:" in out
    assert (toy / ITEM).read_bytes() == before
    assert "op：" in (toy / LISTING).read_text(encoding="utf-8")
    code, out, _ = run(capsys, "fmt", "--root", toy, "--check", toy / "content" / "items")
    assert (code, "0 个文件" in out) == (0, True)


@pytest.mark.parametrize(
    ("paths", "said"),
    [(["content/items/none.yaml"], "没有这个文件"), (["mkdocs.yml"], "不是条目"), (["/"], "不在仓库里")],
)
def test_what_cannot_be_formed(
    paths: list[str], said: str, toy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "fmt", "--root", toy, *[toy / p for p in paths])
    assert code == 1
    assert said in err


def content_of(raw: bytes, schema: Schema) -> tuple[Any, str]:
    """Return what a file says: values without what is empty and without the note, and the body."""
    text, _ = decode(raw, "x")
    assert text is not None
    document = split(text, "x")[0] if schema.body else None
    values = read_loosely(document.front if document else text).values
    return filled({**values, "note": ""}), document.body.strip("\n") if document else ""


def filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: filled(v) for k, v in value.items() if not is_empty(v)}
    return [filled(v) for v in value if not is_empty(v)] if isinstance(value, list) else value


@pytest.mark.parametrize("path", [ITEM, GUIDE, "data/glossary.csv"])
def test_mutations_are_formed_once_and_lose_nothing(path: str, toy: Path) -> None:
    schema = dict(files_of(toy, KINDS))[path]
    text, chance, changed = (toy / path).read_text(encoding="utf-8"), random.Random(20261126), 0
    text = text.replace("theme:", "# 注释\nscenarios:\n  - |\n    一\n\n      二\ntheme:").replace(
        "title:", "title:  ", 1
    )
    for _ in range(400):
        (toy / path).write_bytes(mutated(text, chance))
        once = formed(toy, path, schema)
        if not once.changed:
            continue
        changed += 1
        (toy / path).write_bytes(once.after)
        twice = formed(toy, path, schema)
        assert (twice.after, twice.findings) == (once.after, ()), once.before
        if schema.store == "entry":
            assert content_of(once.before, schema) == content_of(once.after, schema), once.before
    assert changed > 30


def test_notes_for_editors_are_on_no_page(toy: Path, tmp_path: Path) -> None:
    sign, kinds = "给编辑的记号", ("item", "listing", "guide", "form", "village_rule", "work_method")
    marked = set()
    for path, schema in files_of(toy, KINDS):
        if schema.kind in kinds and schema.kind not in marked:
            marked.add(schema.kind)
            edited(toy, path, "\nverified: ", f"\nnote: {sign}\nverified: ")
    assert marked == {*kinds}
    out = tmp_path / "site"
    assert build(Options(toy, out, ON, jobs=1), lambda _: None, lambda _: None) is not None
    pages = list(out.rglob("*.html"))
    assert len(pages) > 50
    assert [p for p in pages if sign in p.read_text(encoding="utf-8")] == []
