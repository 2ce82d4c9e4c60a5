"""The data package as others meet it: the stock `frictionless validate` accepts it, and refuses a damaged one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mingshi.render.package import county_package_files, package_files, version_of
from mingshi.render.site import Site

from .changes import changed

FRICTIONLESS = Path(sys.executable).with_name("frictionless")


@pytest.fixture
def package(toy_site: Site, tmp_path: Path) -> Path:
    """The data package of the toy province on the disk; returns its descriptor."""
    for path, data in package_files(toy_site):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path / "data" / "datapackage.json"


@pytest.fixture(scope="module")
def descriptor(toy_site: Site) -> dict[str, Any]:
    return json.loads(dict(package_files(toy_site))["data/datapackage.json"])


def judge(package: Path) -> tuple[int, set[str]]:
    """Return the exit code of the stock command and the types of the errors it found."""
    done = subprocess.run(
        [FRICTIONLESS, "validate", package.name, "--json"],
        cwd=package.parent,
        capture_output=True,
        check=False,
    )
    report = json.loads(done.stdout)
    return done.returncode, {e["type"] for t in [report, *report["tasks"]] for e in t["errors"]}


def test_stock_command_accepts_it(package: Path) -> None:
    assert judge(package) == (0, set())


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("listing.csv", "china-neg,hunyin-shili,", "china-neg,meiyou-shili,", "foreign-key"),
        ("listing_legal_basis.csv", "第六条", "第六百条", "foreign-key"),
        ("area.csv", "jiashi/yixian/dongjie,town", "jiashi/yixian/dongjie,tawn", "constraint-error"),
        ("listing.csv", "china-neg,hunyin-shili,1,", "china-neg,hunyin-shili,first,", "type-error"),
        (
            "village_rule/jiashi/dingqu.csv",
            "jiashi/dingqu/beijie/liu-shequ",
            "jiashi/dingqu/beijie/qi",
            "foreign-key",
        ),
        ("village_rule/jiashi/yixian.csv", ",village_rule,", ",rule,", "constraint-error"),
        ("form_fields.csv", ",是,", ",yes,", "type-error"),
        ("law.csv", "law_id,name", "law_id,nome", "incorrect-label"),
        ("law_version.csv", "2015-06-01,2015年通过", "2020-10-01,2015年通过", "primary-key"),
    ],
)
def test_stock_command_refuses_damage(package: Path, file: str, old: str, new: str, error: str) -> None:
    path = package.parent / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, errors = judge(package)
    assert code == 1
    assert error in errors


def test_descriptor_says_whose_data_it_is(descriptor: dict[str, Any]) -> None:
    assert descriptor["name"] == "mingshi-toy"
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    assert descriptor["contributors"] == [{"title": "示例省示例厅", "roles": ["publisher"]}]
    assert descriptor["version"] == "2026.11.23"
    linked = {source["title"]: source.get("path") for source in descriptor["sources"]}
    assert linked["中华人民共和国示例法"] == "https://shili.example/fa"


def test_sources_that_may_not_be_linked_are_named_only(toy_site: Site, descriptor: dict[str, Any]) -> None:
    closed = [s for s in toy_site.catalogue.of("source") if s.get("linkable") == "no"]
    assert closed
    paths = {source["title"]: "path" in source for source in descriptor["sources"]}
    assert [paths[s.get("title")] for s in closed] == [False] * len(closed)


def test_labels_and_references_are_described(descriptor: dict[str, Any]) -> None:
    resources = {r["name"]: r for r in descriptor["resources"]}
    listing = resources["listing"]["schema"]
    status = next(f for f in listing["fields"] if f["name"] == "status")
    assert {"value": "not_issue", "label": "不应出具"} in status["categories"]
    assert {"fields": ["item_id"], "reference": {"resource": "item", "fields": ["item_id"]}} in listing[
        "foreignKeys"
    ]
    area = resources["area"]["schema"]["foreignKeys"]
    assert area == [{"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}}]


def test_every_file_is_described_and_has_rows(toy_site: Site, descriptor: dict[str, Any]) -> None:
    files = {p.removeprefix("data/"): d for p, d in package_files(toy_site) if p.endswith(".csv")}
    paths = [[r["path"]] if isinstance(r["path"], str) else r["path"] for r in descriptor["resources"]]
    assert sorted(files) == sorted(path for several in paths for path in several)
    assert all(data.count(b"\n") > 1 for data in files.values())


def test_what_is_kept_by_county_is_one_table_in_a_file_each(
    toy_site: Site, descriptor: dict[str, Any]
) -> None:
    resource = next(r for r in descriptor["resources"] if r["name"] == "village_rule")
    assert resource["path"] == ["village_rule/jiashi/yixian.csv", "village_rule/jiashi/dingqu.csv"]
    assert resource["schema"]["primaryKey"] == ["area", "pact_id"]
    files = dict(package_files(toy_site))
    own = dict(county_package_files(toy_site, "jiashi/yixian"))
    assert set(own) == {"data/village_rule/jiashi/yixian.csv", "data/work_method/jiashi/yixian.csv"}
    assert all(files[path] == data for path, data in own.items())


def test_a_changed_pact_changes_one_file(toy_site: Site) -> None:
    after = changed(toy_site, "village_rule", "jiashi/yixian/xizhen-san-cun", title="改过的（示例）")
    old, new = dict(package_files(toy_site)), dict(package_files(after))
    assert [path for path in new if new[path] != old[path]] == ["data/village_rule/jiashi/yixian.csv"]


def test_same_site_same_bytes(toy_site: Site) -> None:
    assert list(package_files(toy_site)) == list(package_files(toy_site))


@pytest.mark.parametrize(("on", "version"), [("2026-11-23", "2026.11.23"), ("2027-01-05", "2027.1.5")])
def test_version(on: str, version: str) -> None:
    assert version_of(on) == version
