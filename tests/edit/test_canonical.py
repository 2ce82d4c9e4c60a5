"""The canonical form: one way to write an entry, which every reader of YAML understands alike."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mingshi.edit.canonical import canonical, is_empty
from mingshi.model.schema import Schema, schema_from
from mingshi.read.frontmatter import split
from mingshi.read.yaml_events import parse


def field(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"name": name, "title": name, "type": kind, **more}


def schema(*, body: bool = False) -> Schema:
    return schema_from(
        {
            "name": "thing",
            "title": "东西",
            "ms:entry": {"glob": "content/things/*.yaml", "id": "id", "body": "true" if body else "false"},
            "fields": [
                field("id", constraints={"required": "true"}),
                field("name"),
                field("verified", constraints={"enum": ["yes", "partly", "no"]}),
                field("online", "boolean"),
                field("words", "array", **{"ms:items": {"type": "string"}}),
                field("steps", "array"),
                field("published", "datetime"),
                field("version", "integer"),
                field("rate", "number"),
            ],
            "ms:children": {
                "steps": {
                    "title": "步骤",
                    "fields": [field("what"), field("seq", "integer"), field("by", "array")],
                }
            },
        }
    )


THING = schema()


def test_fields_come_in_the_order_of_the_schema_at_every_depth() -> None:
    values = {
        "version": "3",
        "steps": [{"by": ["甲", "乙"], "seq": "1", "what": "申请"}, {"what": "办结"}],
        "words": ["一", "二"],
        "id": "a",
    }
    assert canonical(values, THING) == (
        "id: a\nwords:\n  - 一\n  - 二\nsteps:\n  - what: 申请\n    seq: 1\n    by:\n      - 甲\n      - 乙\n"
        "  - what: 办结\nversion: 3\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("name", "普通的字：带全角冒号、顿号", "name: 普通的字：带全角冒号、顿号"),
        ("name", "yes", 'name: "yes"'),
        ("name", "No", 'name: "No"'),
        ("name", "null", 'name: "null"'),
        ("name", "~", 'name: "~"'),
        ("name", "0101", 'name: "0101"'),
        ("name", "1.10", 'name: "1.10"'),
        ("name", "1:30", 'name: "1:30"'),
        ("name", "1e5", 'name: "1e5"'),
        ("name", "0x1F", 'name: "0x1F"'),
        ("name", ".5", 'name: ".5"'),
        ("name", "-.inf", 'name: "-.inf"'),
        ("name", "2026-11-23", 'name: "2026-11-23"'),
        ("name", "2020年", "name: 2020年"),
        ("name", "12345热线", "name: 12345热线"),
        ("name", "a: b", 'name: "a: b"'),
        ("name", "标题:", 'name: "标题:"'),
        ("name", "看 #3", 'name: "看 #3"'),
        ("name", "- 一", 'name: "- 一"'),
        ("name", "[注]", 'name: "[注]"'),
        ("name", "*重要*", 'name: "*重要*"'),
        ("name", '他说"好"', 'name: 他说"好"'),
        ("name", '"好"', 'name: "\\"好\\""'),
        ("name", "甲\t乙", 'name: "甲\\t乙"'),
        ("name", "  两边有空白 ", "name: 两边有空白"),
        ("name", "一\r\n二", "name: |\n  一\n  二"),
        ("name", "\n一\n\n  缩进\n", "name: |\n  一\n\n    缩进"),
        ("name", "甲\x85乙\n丙", 'name: "甲\\u0085乙\\n丙"'),
        ("name", 12, 'name: "12"'),
        ("words", ["：name", "name：甲"], 'words:\n  - ：name\n  - "name：甲"'),
        ("words", ["一\n二"], "words:\n  - |\n    一\n    二"),
        ("words", ["", "甲", None], "words:\n  - 甲"),
        ("version", "3", "version: 3"),
        ("version", 3, "version: 3"),
        ("version", "03", 'version: "03"'),
        ("version", "三", "version: 三"),
        ("rate", "1.5", "rate: 1.5"),
        ("rate", "1.50", 'rate: "1.50"'),
        ("published", "2026-11-23 09:00", 'published: "2026-11-23 09:00"'),
        ("published", datetime.datetime(2026, 11, 23, 9), 'published: "2026-11-23 09:00"'),
        ("published", datetime.date(2026, 11, 23), 'published: "2026-11-23"'),
        ("verified", True, 'verified: "yes"'),
        ("verified", "false", 'verified: "no"'),
        ("online", True, "online: 是"),
        ("online", "false", "online: 否"),
        ("name", True, 'name: "true"'),
    ],
)
def test_a_value_is_written_in_one_way(name: str, value: Any, line: str) -> None:
    assert canonical({"id": "a", name: value}, THING) == f"id: a\n{line}\n"


def test_what_is_empty_is_left_out_unless_it_must_be_filled() -> None:
    values = {"id": "", "name": None, "words": [], "steps": [{"what": "", "by": [""]}], "version": ""}
    assert is_empty(values)
    assert canonical(values, THING) == "id:\n"


def test_unknown_fields_are_kept_at_the_end_in_the_order_of_their_names() -> None:
    values = {"zeta": {"b": "1", "a": ["x", ["y", "z"]]}, "某某": "甲", "alpha": "no", "id": "a"}
    text = canonical(values, THING)
    assert text == ('id: a\nalpha: "no"\nzeta:\n  a:\n    - x\n    - - "y"\n      - z\n  b: "1"\n某某: 甲\n')


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("", ""),
        ("\n\n", ""),
        ("## 甲\n", "\n## 甲\n"),
        ("\r\n## 甲\r\n\r\n- [ ] 乙  \r\n\r\n\r\n", "\n## 甲\n\n- [ ] 乙  \n"),
    ],
)
def test_a_body_keeps_everything_but_its_line_ends(body: str, written: str) -> None:
    assert canonical({"id": "a"}, schema(body=True), body) == "---\nid: a\n---\n" + written


def unquoted(values: Any) -> Any:
    """Return what a safe loader made of a file, with numbers and None as the text they came from."""
    if isinstance(values, dict):
        return {key: unquoted(value) for key, value in values.items()}
    return [unquoted(v) for v in values] if isinstance(values, list) else values


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Co", "Cn", "Cf", "Cc"), include_characters="\n\t"), min_size=1
) | st.lists(
    st.sampled_from(
        [
            "yes",
            "no",
            "1",
            "0",
            ".",
            ":",
            " ",
            "-",
            "#",
            "\n",
            "\t",
            '"',
            "'",
            "是",
            "：",
            "e",
            "{",
            "?",
            "a",
            "|",
        ]
    ),
    min_size=1,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_every_text_comes_back_from_our_reader_and_from_others(words: list[str], name: str) -> None:
    words = [w.strip() for w in words if w.strip()]
    wanted = {k: v for k, v in {"id": "a", "name": name.strip(), "words": words}.items() if v}
    text = canonical(wanted, THING)
    values, _, findings = parse(text, "x.yaml")
    said = [f for f in findings if f.code not in ("MS102", "MS103", "MS104")]
    assert said == []
    assert values == wanted
    other = yaml.safe_load(text)
    stripped = {k: [w.strip() for w in v] if isinstance(v, list) else v.strip() for k, v in other.items()}
    assert stripped == wanted
    assert canonical(values, THING) == text


def test_a_body_survives_being_split_and_written_again() -> None:
    guide = schema(body=True)
    text = canonical({"id": "a"}, guide, "## 甲\n---\n乙\n")
    document, _ = split(text, "x.md")
    assert document is not None
    assert canonical({"id": "a"}, guide, document.body) == text
