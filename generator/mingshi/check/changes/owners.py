"""The owner file of a host, made from data/editors.csv: every file has exactly one unit that answers for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from ...model.catalogue import Catalogue
from ...model.failure import Failure
from ...model.records import Record, Table
from ...model.schema import Schema
from ...read.store import assign
from .compare import PAGES, region_of
from .rights import PAGE, PROGRAM, Grant, Rights, rights_of

FILES = {
    "github": ".github/CODEOWNERS",
    "gitlab": ".gitlab/CODEOWNERS",
    "gitea": ".gitea/CODEOWNERS",
    "gitee": ".gitee/CODEOWNERS",
}
_HEAD = "# 由 mingshi owners 从 data/editors.csv 生成，不要手改；改了权限以后重新生成。\n"
_SHOWN = 10
Owners = tuple[str, ...]


def owner_file(catalogue: Catalogue, files: Iterable[str], host: str) -> str:
    """Return the text of a host's owner file for the tracked `files`.

    Raises Failure when a file has no unit that answers for it, or more than one, or when the text does not say what
    the register says.
    """
    owned = owners_of(catalogue, files)
    text = _gitea(owned) if host == "gitea" else _patterns(owned)
    read = _read_gitea if host == "gitea" else _read_patterns
    wrong = [path for path, owners in owned.items() if set(read(text)(path)) != set(owners)]
    if wrong:
        raise Failure(f"生成的所有者文件没有说清这些文件归谁：{'、'.join(wrong[:_SHOWN])}", "请报告给维护者")
    return text


def owners_of(catalogue: Catalogue, files: Iterable[str]) -> dict[str, Owners]:
    """Return the accounts that answer for each file, all of one unit. Raises Failure that names files without one."""
    rights = rights_of(
        catalogue.records.get("editor", {}).values(),
        catalogue.records.get("area", {}).values(),
        catalogue.settings.area,
    )
    if not rights.grants:
        raise Failure("data/editors.csv 里还没有登记任何人", "先登记维护和审核的账号，再生成所有者文件")
    found: dict[str, Owners] = {}
    faults: list[str] = []
    known: dict[tuple[str, str], list[Grant]] = {}
    for path, kind, area in _subjects(catalogue, rights, sorted(files)):
        if (kind, area) not in known:
            known[kind, area] = rights.responsible(kind, area)
        units = sorted({grant.unit for grant in known[kind, area]})
        found[path] = tuple(sorted({grant.login for grant in known[kind, area]}))
        if len(units) != 1:
            faults.append(f"{path}（{'、'.join(units) if units else '没有单位'}）")
    if faults:
        more = f"等 {len(faults)} 个" if len(faults) > _SHOWN else ""
        raise Failure(
            f"这些文件没有唯一的负责单位：{'；'.join(faults[:_SHOWN])}{more}",
            "在 data/editors.csv 里给每处内容登记一个单位的审核账号，程序和设置登记维护账号",
        )
    return found


def _subjects(catalogue: Catalogue, rights: Rights, files: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (path, kind, area) of every file."""
    homes = dict(assign(files, catalogue.schemas, [], complete=False))
    tables = {table.path: table for table in catalogue.tables}
    for path in files:
        schema = homes.get(path)
        if schema is None:
            yield path, PAGE if path.startswith(PAGES) else PROGRAM, ""
        elif schema.store == "table":
            yield path, schema.kind, _area_of_table(schema, tables.get(path), rights)
        else:
            record = catalogue.find(schema.kind, _id_of(path, schema))
            yield path, schema.kind, _area_of_entry(record, schema, catalogue) if record else ""


def _id_of(path: str, schema: Schema) -> str:
    return path.removeprefix(schema.glob.partition("*")[0]).rpartition(".")[0]


def _area_of_entry(record: Record, schema: Schema, catalogue: Catalogue) -> str:
    return region_of(record, schema, catalogue.find)


def _area_of_table(schema: Schema, table: Table | None, rights: Rights) -> str:
    """Return the lowest area above all rows of a register that has a file per area; one for all is the site's own."""
    if table is None or "*" not in schema.glob or schema.region not in table.header:
        return ""
    at = table.header.index(schema.region)
    common: list[str] = []
    for row in table.rows:
        chain = rights.chain(row[at])
        common = [area for area in common if area in chain] if common else chain
    return common[0] if common else ""


def _by_folder(owned: Mapping[str, Owners]) -> Iterator[tuple[str, bool, Owners]]:
    """Yield (path, is a folder, owners): a folder whose own files have the same owners, else file by file."""
    folders: dict[str, dict[str, Owners]] = {}
    for path, owners in owned.items():
        folders.setdefault(str(PurePosixPath(path).parent), {})[path] = owners
    for folder, files in sorted(folders.items()):
        if len(set(files.values())) == 1:
            yield folder, True, next(iter(files.values()))
        else:
            yield from ((path, False, owners) for path, owners in sorted(files.items()))


def _patterns(owned: Mapping[str, Owners]) -> str:
    """Return lines of which the last that matches counts (GitHub, GitLab, Gitee), the maintainers first."""
    default = next((o for p, o in owned.items() if "/" not in p), next(iter(owned.values())))
    lines = [f"* {_named(default)}"]
    for path, is_folder, owners in _by_folder(owned):
        if owners != default:
            name = re.sub(r"([ #\\])", r"\\\1", path)
            lines.append(f"/{name}/* {_named(owners)}" if is_folder else f"/{name} {_named(owners)}")
    return _HEAD + "\n".join(lines) + "\n"


def _gitea(owned: Mapping[str, Owners]) -> str:
    """Return lines that all count where they match (Gitea, regular expressions), so no two match one file."""
    lines = []
    for path, is_folder, owners in _by_folder(owned):
        name = "" if path == "." else path
        # The file is unescaped once before it is read as an expression.
        escaped = re.sub(r"([.+*?()|\[\]{}^$])", r"\\\\\1", name).replace(" ", "\\ ").replace("#", "\\#")
        tail = ("/[^/]*" if name else "[^/]*") if is_folder else ""
        lines.append(f"{escaped}{tail} {_named(owners)}")
    return _HEAD + "\n".join(lines) + "\n"


def _named(owners: Owners) -> str:
    return " ".join(f"@{login}" for login in owners)


def _lines(text: str) -> list[tuple[str, list[str]]]:
    kept = [line for line in text.split("\n") if line and not line.startswith("#")]
    split = [re.split(r"(?<!\\) ", line) for line in kept]
    return [(parts[0], [login.removeprefix("@") for login in parts[1:]]) for parts in split]


def _read_patterns(text: str) -> Callable[[str], list[str]]:
    """Return the question whose a file is, answered as the host reads the text: the last line that matches."""
    rules: dict[str, list[str]] = {}
    default: list[str] = []
    for pattern, owners in _lines(text):
        name = re.sub(r"\\(.)", r"\1", pattern.removeprefix("/"))
        default = owners if name == "*" and not pattern.startswith("/") else default
        rules[name] = owners

    def whose(path: str) -> list[str]:
        folder = str(PurePosixPath(path).parent)
        return rules.get(path) or rules.get(f"{folder}/*") or default

    return whose


def _read_gitea(text: str) -> Callable[[str], list[str]]:
    rules = [(re.compile(re.sub(r"\\(.)", r"\1", pattern)), owners) for pattern, owners in _lines(text)]
    return lambda path: [o for pattern, owners in rules if pattern.fullmatch(path) for o in owners]
