"""Pull requests of all kinds against the gate: who may, what of it, and what is said where."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.changes.approve import Approval, approve
from mingshi.check.changes.run import Request, judge
from mingshi.cli import main
from mingshi.model.failure import Failure
from mingshi.model.finding import Finding

from .repository import EDITORS, PACT, Edit, begin, commit, copied, drop, git, put
from .scenarios import ITEM, METHOD, PACT_EDITED, RECORDS, REWRITTEN, SCENARIOS


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository every scenario begins with."""
    return begin(tmp_path_factory.mktemp("gate") / "toy")


@pytest.fixture
def repository(begun: Path, tmp_path: Path) -> Path:
    """A copy of it for one scenario."""
    return copied(begun, tmp_path / "toy")


def judged(root: Path, tmp_path: Path, author: str, approvers: tuple[str, ...] = ()) -> list[Finding]:
    room = tmp_path / "room"
    room.mkdir(parents=True, exist_ok=True)
    return judge(root, Request("main", "change", author, approvers), room)


def pointed_at(root: Path, finding: Finding) -> str:
    if finding.mark.line == 0 or finding.mark.column == 0:
        return ""
    line = (root / finding.path).read_text(encoding="utf-8").split("\n")[finding.mark.line - 1]
    return line


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name: str, repository: Path, tmp_path: Path) -> None:
    scenario = SCENARIOS[name]
    for edit in scenario.edits:
        edit(repository)
    commit(repository)
    found = judged(repository, tmp_path, scenario.author, scenario.approvers)
    assert sorted((f.code, f.path) for f in found) == sorted(
        (code, path) for code, path, _ in scenario.expected
    )
    for code, path, begins in scenario.expected:
        lines = [pointed_at(repository, f) for f in found if (f.code, f.path) == (code, path)]
        assert any(line.startswith(begins) for line in lines), (lines, begins)
    assert all(f.message and f.remedy for f in found)


def register(root: Path, approver: str, path: str = ITEM) -> None:
    entry_id = Path(path).stem
    approve(root, Approval("item", entry_id, approver, "2026-01-09", "（示例）意见"))


def test_an_approval_by_another_passes_and_one_by_whoever_wrote_it_does_not(
    repository: Path, tmp_path: Path
) -> None:
    git(repository, "checkout", "-q", "main")
    REWRITTEN(repository)
    commit(repository, name="sheng-shen")
    git(repository, "checkout", "-q", "-B", "change")
    put(EDITORS, "xin-shen,reviewer,toy,item,示例省示例厅,\n")(repository)
    git(repository, "commit", "-qam", "rights")
    git(repository, "branch", "-f", "main", "change")
    register(repository, "sheng-shen")
    commit(repository)
    # The entry's one changed word is the approval's doing, so the reviewer may bring both.
    assert [(f.code, f.path) for f in judged(repository, tmp_path, "sheng-shen")] == [("MS506", RECORDS)]
    git(repository, "reset", "-q", "--hard", "main")
    register(repository, "xin-shen")
    commit(repository)
    assert judged(repository, tmp_path / "2", "xin-shen") == []
    assert [f.code for f in judged(repository, tmp_path / "3", "sheng-shen")] == ["MS506"]
    assert [f.code for f in judged(repository, tmp_path / "4", "sheng")] == ["MS502", "MS502", "MS506"]


def test_a_change_and_its_approval_in_one_request(repository: Path, tmp_path: Path) -> None:
    put(EDITORS, "duo,editor,toy,item,示例单位,\nduo,reviewer,toy,item,示例单位,\n")(repository)
    commit(repository)
    git(repository, "branch", "-f", "main", "change")
    REWRITTEN(repository)
    register(repository, "duo")
    commit(repository)
    assert [(f.code, f.path) for f in judged(repository, tmp_path, "duo")] == [("MS506", RECORDS)]


def test_a_new_approval_after_a_change(repository: Path) -> None:
    entry = "jiashi/yixian/xizhen-san-cun"
    PACT_EDITED(repository)
    digest, written = approve(
        repository, Approval("village_rule", entry, "yixian-shen", "2026-02-01", "（示例）再议")
    )
    rows = (repository / written[0]).read_text(encoding="utf-8").splitlines()
    assert rows[1:] == [f"village_rule,{entry},{digest},yixian-shen,2026-02-01,（示例）再议"]
    assert "approval: approved\n" in (repository / PACT).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "entry", "said"),
    [
        ("synonym", "x", "不是可以核定的内容种类"),
        ("item", "nowhere", "没有这一条"),
        ("item", "../items/tuijian-shili", "没有这一条"),
    ],
)
def test_an_approval_of_nothing(kind: str, entry: str, said: str, repository: Path) -> None:
    with pytest.raises(Failure, match=said):
        approve(repository, Approval(kind, entry, "sheng-shen", "2026-01-09", "x"))
    assert git(repository, "status", "--porcelain") == ""


def test_nobody_is_registered_yet(repository: Path, tmp_path: Path) -> None:
    git(repository, "checkout", "-q", "main")
    head = "login,role,area,kinds,unit,note\n"
    (repository / EDITORS).write_text(head, encoding="utf-8")
    commit(repository)
    git(repository, "checkout", "-q", "-B", "change")
    REWRITTEN(repository)
    drop(METHOD)(repository)
    commit(repository)
    assert [f.code for f in judged(repository, tmp_path, "anybody")] == ["MS503", "MS508"]
    put(EDITORS, "anybody,maintainer,toy,all,示例单位,\n")(repository)
    commit(repository)
    found = judged(repository, tmp_path / "2", "anybody")
    assert sorted((f.code) for f in found) == ["MS502", "MS503", "MS505", "MS508"]


def test_what_main_got_meanwhile_is_not_the_author_s(repository: Path, tmp_path: Path) -> None:
    PACT_EDITED(repository)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    REWRITTEN(repository)
    commit(repository)
    git(repository, "checkout", "-q", "change")
    assert judged(repository, tmp_path, "yixian") == []


def retire(repository: Path, *logins: str) -> None:
    """Take rows out of the rights of main, after the branch was made."""
    git(repository, "checkout", "-q", "main")
    rows = (repository / EDITORS).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.partition(",")[0] not in logins]
    assert len(kept) < len(rows)
    (repository / EDITORS).write_text("".join(kept), encoding="utf-8")
    commit(repository)
    git(repository, "checkout", "-q", "change")


@pytest.mark.parametrize(
    ("edit", "author", "approver", "retired", "code", "path"),
    [
        (REWRITTEN, "sheng", "", "sheng", "MS502", ITEM),
        (put("mkdocs.yml", "# x\n"), "weihu", "", "weihu", "MS502", "mkdocs.yml"),
        (put(EDITORS, "xin,editor,toy,item,示例,\n"), "weihu", "", "weihu", "MS502", EDITORS),
        (REWRITTEN, "sheng", "sheng-shen", "sheng-shen", "MS506", ITEM),
    ],
)
def test_a_right_taken_back_since_is_none(
    edit: Edit,
    author: str,
    approver: str,
    retired: str,
    code: str,
    path: str,
    repository: Path,
    tmp_path: Path,
) -> None:
    edit(repository)
    commit(repository)
    by = (approver,) if approver else ()
    assert judged(repository, tmp_path / "1", author, by) == []
    retire(repository, retired)
    found = judged(repository, tmp_path / "2", author, by)
    assert [(f.code, f.path) for f in found] == [(code, path)]
    assert "目标分支上现在：没有任何权限" in found[0].message


def test_a_right_given_since_is_none_yet_and_told_once(repository: Path, tmp_path: Path) -> None:
    REWRITTEN(repository)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    put(EDITORS, "xin,editor,toy,all,示例单位,\n")(repository)
    commit(repository)
    for name in ("xin", "anybody"):
        found = judged(repository, tmp_path / name, name)
        assert [(f.code, "合并起点上：没有任何权限" in f.message) for f in found] == [("MS502", True)]


@pytest.mark.parametrize("approver", ["nobody", "sheng", "yixian-shen"])
def test_whom_the_gate_would_refuse_cannot_approve(approver: str, repository: Path) -> None:
    with pytest.raises(Failure, match=f"“{approver}”没有审核“toy”的证明事项的权限"):
        register(repository, approver)
    assert git(repository, "status", "--porcelain") == ""


def test_where_nobody_has_a_right_yet_an_approval_says_so(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / EDITORS).write_text("login,role,area,kinds,unit,note\n", encoding="utf-8")
    arguments = ["approve", "item", Path(ITEM).stem, "--root", str(repository), "--approver", "x"]
    assert main([*arguments, "--basis", "（示例）意见"]) == 0
    assert "还没有登记任何人" in capsys.readouterr().out


def test_nothing_of_the_request_is_checked_out(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    REWRITTEN(repository)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    arguments = ["gate", "main", "--head", "change", "--root", str(repository), "--author"]
    assert main([*arguments, "sheng"]) == 0
    assert main([*arguments, "yixian"]) == 1
    said = capsys.readouterr().out
    assert "MS502" in said
    assert "怎么改" in said
    assert git(repository, "status", "--porcelain") == ""


def test_schemas_that_cannot_be_read(repository: Path, tmp_path: Path) -> None:
    git(repository, "checkout", "-q", "main")
    put("data/schemas/term.yaml", "ms:rulez: x\n")(repository)
    commit(repository)
    git(repository, "checkout", "-q", "-B", "change")
    with pytest.raises(Failure, match="合并起点"):
        judged(repository, tmp_path, "sheng")


@pytest.mark.parametrize("ref", ["nowhere", "--all", ""])
def test_unknown_base(ref: str, repository: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="找不到版本"):
        judge(repository, Request(ref, "change", "sheng"), tmp_path)


@pytest.mark.parametrize("author", ["", " "])
def test_nobody_asks(author: str, repository: Path, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="没有写明是谁"):
        judged(repository, tmp_path, author)
