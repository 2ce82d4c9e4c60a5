"""Pull requests of all kinds, and what the gate must say of each."""

from __future__ import annotations

from dataclasses import dataclass

from .repository import EDITORS, PACT, Edit, drop, move, put, sub

ITEM = "content/items/tuijian-shili.yaml"  # pending
DONE = "content/items/hunyin-shili.yaml"  # approved, without a record
CONFLICT = "content/conflicts/c01-hunyin.yaml"
LIST = "content/lists/toy-qingdan.yaml"
WAITING = "content/lists/yishi-dai.yaml"
METHOD = "content/methods/jiashi/yixian/dongjie-yi-shequ-yizhan.md"
OTHER_PACT = "content/pacts/jiashi/dingqu/beijie-liu-shequ.md"
NATION = "content/lists/china-neg.yaml"
LISTING = "content/listings/yixian-shishi"
PLACES = "data/areas/jiashi/yixian.csv"
TOMBS = "data/retired.csv"
RECORDS = "data/approvals/item.csv"
HEAD = "kind,entry_id,digest,approver,date,basis\n"
NEW = """item_id: xin-shili
name: 新示例
theme: other
action_code: none
subject: natural_person
applies_to: both
description: 示例
source_ids:
  - s-shili-qingdan
verified: yes
approval: pending
published: 2026-01-05 09:00
version: 1
change: 首次发布（示例）。
"""
NEW_ITEM = "content/items/xin-shili.yaml"
RAISED = (("version: 1", "version: 2"), ("首次发布", "改了说明"))
REWRITTEN = sub(ITEM, ("description: ", "description: 改过。"), *RAISED)
PACT_EDITED = sub(
    PACT, ("自己扫", "各自扫"), ("version: 2", "version: 3"), ("approval: approved", "approval: pending")
)


@dataclass(frozen=True)
class Scenario:
    """A pull request by an author, and what it must yield: code, file, beginning of the line pointed at."""

    author: str
    edits: tuple[Edit, ...]
    expected: tuple[tuple[str, str, str], ...] = ()
    approvers: tuple[str, ...] = ()


def asks(
    author: str, *edits: Edit, by: tuple[str, ...] = (), yields: tuple[tuple[str, str, str], ...] = ()
) -> Scenario:
    return Scenario(author, edits, yields, by)


SCENARIOS = {
    # what may pass
    "nothing changed": asks("anybody"),
    "an item by the province": asks("sheng", REWRITTEN),
    "an account in other letters": asks("Sheng", REWRITTEN),
    "a pact by its county": asks("yixian", PACT_EDITED),
    "a pact by its city": asks("jia", PACT_EDITED),
    "a pact by the province": asks("sheng", PACT_EDITED),
    "a list of the nation by the province": asks(
        "sheng",
        sub(NATION, ("title: ", "title: 改"), *RAISED[:1], ("approval: approved", "approval: pending")),
    ),
    "a new item": asks("sheng", put(NEW_ITEM, NEW)),
    "a page by its editors": asks("guanlian", put("content/about/index.md", "\n多一句。\n")),
    "a place of its county": asks("yixian", sub(PLACES, ("示例东街街道,", "示例东街街道,改名待核"))),
    "search words need no version": asks("sheng", put("data/synonyms.csv", "示例的新说法,hunyin-shili\n")),
    "quiet fields need no version": asks(
        "sheng", sub(ITEM, ("theme:", "scenarios:\n  - 示例的情况\ntheme:"))
    ),
    "the schemas by a maintainer": asks("weihu", put("data/schemas/term.yaml", "# 说明\n")),
    "the workflows by a maintainer": asks("weihu", put(".github/workflows/x.yml", "name: x\n")),
    "rights of another by a maintainer": asks("weihu", put(EDITORS, "xin,editor,toy,item,示例单位,\n")),
    "a step forward": asks("sheng", sub(CONFLICT, ("unresolved", "partly_resolved"), *RAISED[:1])),
    "deleted with a tombstone": asks(
        "yixian",
        drop(METHOD),
        put(TOMBS, "work_method,jiashi/yixian/dongjie-yi-shequ-yizhan,示例,2026-01-09,示例,\n"),
    ),
    "a row written in another order": asks(
        "yixian",
        sub(PLACES, ("jiashi/yixian/nanxiang,town,township,示例南乡,\n", "")),
        put(PLACES, "jiashi/yixian/nanxiang,town,township,示例南乡,\n"),
    ),
    # out of one's area
    "a pact of another county": asks(
        "yixian", sub(OTHER_PACT, ("version: 1", "version: 2")), yields=(("MS502", OTHER_PACT, ""),)
    ),
    "an item by a county": asks("yixian", REWRITTEN, yields=(("MS502", ITEM, ""),)),
    "an item by a city": asks("jia", REWRITTEN, yields=(("MS502", ITEM, ""),)),
    "a kind that is not one's own": asks(
        "yixian",
        sub(f"{LISTING}/hunyin-shili.yaml", ("version: 1", "version: 2")),
        yields=(
            ("MS502", f"{LISTING}/hunyin-shili.yaml", ""),
            ("MS507", f"{LISTING}/hunyin-shili.yaml", "approval: approved"),
        ),
    ),
    "a place of another county": asks(
        "yixian",
        put("data/areas/jiashi/dingqu.csv", "jiashi/dingqu/beijie/xin,community,residents_committee,新,\n"),
        yields=(("MS502", "data/areas/jiashi/dingqu.csv", ""),),
    ),
    "a stranger": asks("anybody", REWRITTEN, yields=(("MS502", ITEM, ""),)),
    "a reviewer does not write": asks("sheng-shen", REWRITTEN, yields=(("MS502", ITEM, ""),)),
    "a maintainer does not write": asks("weihu", REWRITTEN, yields=(("MS502", ITEM, ""),)),
    "moved in from another county": asks(
        "yixian",
        move(OTHER_PACT, "content/pacts/jiashi/yixian/beijie-liu-shequ.md"),
        sub(
            "content/pacts/jiashi/yixian/beijie-liu-shequ.md", ("area: jiashi/dingqu", "area: jiashi/yixian")
        ),
        yields=(("MS502", OTHER_PACT, ""), ("MS503", OTHER_PACT, "")),
    ),
    "the area rewritten to one's own": asks(
        "yixian",
        sub(
            OTHER_PACT,
            ("area: jiashi/dingqu/beijie", "area: jiashi/yixian/dongjie"),
            ("version: 1", "version: 2"),
        ),
        yields=(("MS502", OTHER_PACT, ""), ("MS503", OTHER_PACT, "area: jiashi/yixian")),
    ),
    # rights, rules, program
    "the schemas by an editor": asks(
        "sheng", put("data/schemas/term.yaml", "# 说明\n"), yields=(("MS502", "data/schemas/term.yaml", ""),)
    ),
    "the workflows by an editor": asks(
        "sheng",
        put(".github/workflows/x.yml", "name: x\n"),
        yields=(("MS502", ".github/workflows/x.yml", ""),),
    ),
    "the settings by an editor": asks(
        "sheng", put("mkdocs.yml", "# x\n"), yields=(("MS502", "mkdocs.yml", ""),)
    ),
    "a page by a county": asks(
        "yixian",
        put("content/about/index.md", "\n多一句。\n"),
        yields=(("MS502", "content/about/index.md", ""),),
    ),
    "rights for oneself": asks(
        "anybody",
        put(EDITORS, "anybody,maintainer,toy,all,示例单位,\n"),
        REWRITTEN,
        yields=(("MS502", ITEM, ""), ("MS502", EDITORS, ""), ("MS505", EDITORS, "anybody,")),
    ),
    "rights for oneself by a maintainer": asks(
        "weihu",
        put(EDITORS, "weihu,editor,toy,all,示例单位,\n"),
        yields=(("MS505", EDITORS, "weihu,editor"),),
    ),
    "rights for a friend": asks(
        "yixian", put(EDITORS, "pengyou,editor,toy,all,示例单位,\n"), yields=(("MS502", EDITORS, ""),)
    ),
    "rules that would allow it": asks(
        "sheng",
        sub("data/schemas/item.yaml", ("      approved:\n        - pending", "      approved: []")),
        put(NEW_ITEM, NEW.replace("pending", "approved")),
        yields=(
            ("MS501", NEW_ITEM, "approval: approved"),
            ("MS507", NEW_ITEM, "approval: approved"),
            ("MS502", "data/schemas/item.yaml", ""),
        ),
    ),
    # ids
    "deleted": asks("sheng", drop(ITEM), yields=(("MS503", ITEM, ""),)),
    "renamed": asks(
        "sheng",
        move(ITEM, "content/items/tuijian-xin.yaml"),
        sub("content/items/tuijian-xin.yaml", ("item_id: tuijian-shili", "item_id: tuijian-xin")),
        yields=(("MS503", ITEM, ""),),
    ),
    "renamed with a tombstone": asks(
        "sheng",
        move(ITEM, "content/items/tuijian-xin.yaml"),
        sub("content/items/tuijian-xin.yaml", ("item_id: tuijian-shili", "item_id: tuijian-xin")),
        put(TOMBS, "item,tuijian-shili,示例,2026-01-09,改名,tuijian-xin\n"),
    ),
    "another id in the file": asks(
        "sheng",
        sub(ITEM, ("item_id: tuijian-shili", "item_id: tuijian-xin"), *RAISED),
        yields=(("MS503", ITEM, "item_id: tuijian-xin"),),
    ),
    "an id that was retired": asks(
        "sheng",
        put("content/items/jiu-shili.yaml", NEW.replace("xin-shili", "jiu-shili")),
        yields=(("MS503", "content/items/jiu-shili.yaml", ""),),
    ),
    "a tombstone removed": asks(
        "sheng", sub(TOMBS, ("item,jiu-shili,旧示例,2026-01-05,示例,\n", "")), yields=(("MS503", TOMBS, ""),)
    ),
    "a place removed": asks(
        "yixian",
        sub(PLACES, ("jiashi/yixian/nanxiang,town,township,示例南乡,\n", "")),
        yields=(("MS503", PLACES, ""),),
    ),
    # states
    "a new item that says it is approved": asks(
        "sheng",
        put(NEW_ITEM, NEW.replace("pending", "approved")),
        yields=(("MS501", NEW_ITEM, "approval: approved"), ("MS507", NEW_ITEM, "approval: approved")),
    ),
    "a step left out": asks(
        "sheng",
        sub(CONFLICT, ("state: unresolved", "state: resolved"), *RAISED[:1]),
        yields=(("MS501", CONFLICT, "state: resolved"),),
    ),
    "a published list back to waiting": asks(
        "sheng",
        sub(
            LIST,
            ("state: published", "state: pending"),
            ("approval: approved", "approval: pending"),
            *RAISED[:1],
        ),
        yields=(("MS501", LIST, "state: pending"),),
    ),
    # versions
    "the version not raised": asks(
        "sheng", sub(ITEM, ("description: ", "description: 改过。")), yields=(("MS504", ITEM, "version: 1"),)
    ),
    "the version lowered": asks(
        "yixian",
        sub(
            PACT,
            ("自己扫", "各自扫"),
            ("version: 2", "version: 1"),
            ("approval: approved", "approval: pending"),
        ),
        yields=(("MS504", PACT, "version: 1"),),
    ),
    "only the approval withdrawn": asks("sheng", sub(DONE, ("approval: approved", "approval: pending"))),
    # approvals
    "changed after it was approved": asks(
        "yixian",
        sub(PACT, ("自己扫", "各自扫"), ("version: 2", "version: 3")),
        yields=(("MS507", PACT, "approval: approved"),),
    ),
    "approved without a record": asks(
        "sheng",
        sub(ITEM, ("approval: pending", "approval: approved")),
        yields=(("MS502", ITEM, ""), ("MS507", ITEM, "approval: approved")),
    ),
    "a record with a wrong hash": asks(
        "sheng-shen",
        put(RECORDS, f"{HEAD}item,tuijian-shili,{'0' * 64},sheng-shen,2026-01-09,（示例）意见\n"),
        sub(ITEM, ("approval: pending", "approval: approved")),
        yields=(("MS507", ITEM, "approval: approved"),),
    ),
    "a link": asks(
        "sheng",
        lambda root: (root / "content/items/lian.yaml").symlink_to("/etc/passwd"),
        yields=(("MS105", "content/items/lian.yaml", ""),),
    ),
    # what cannot be read is for `check`; it is nobody's deletion
    "a file that cannot be read": asks("sheng", sub(ITEM, ("name: ", "name："))),
    "a file of others that cannot be read": asks(
        "yixian", sub(ITEM, ("name: ", "name：")), yields=(("MS502", ITEM, ""),)
    ),
    # who agreed
    "agreed by a reviewer": asks("yixian", PACT_EDITED, by=("yixian-shen",)),
    "agreed by the province": asks("yixian", PACT_EDITED, by=("sheng-shen",)),
    "agreed by oneself": asks(
        "sheng", REWRITTEN, by=("sheng",), yields=(("MS506", ITEM, ""), ("MS506", EDITORS, ""))
    ),
    "agreed by a reviewer of another place": asks(
        "sheng", REWRITTEN, by=("yixian-shen",), yields=(("MS506", ITEM, ""),)
    ),
    "the program agreed by a reviewer": asks(
        "weihu", put("Makefile", "x:\n"), by=("sheng-shen",), yields=(("MS506", "Makefile", ""),)
    ),
    "the program agreed by a maintainer": asks("weihu", put("Makefile", "x:\n"), by=("weihu-er",)),
}
