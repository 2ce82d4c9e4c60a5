"""Bodies that had gone, or were not there yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingshi.check.bodies import check_bodies

from .bad import changed
from .made import LISTING, SUBSTITUTE, new_list, written


@pytest.mark.parametrize(
    ("files", "fix"),
    [
        (new_list(), None),
        (new_list(issuers=["示例省旧示例局"]), "示例省示例厅"),
        (new_list(issuers=["旧示例局"], issue_date="2018", effective_from="2018-06-01"), None),
        (new_list(issuers=["旧示例局"], issue_date=None, effective_from="2018-06-01"), None),
        (new_list(issuers=["示例省示例厅"], issue_date="2018-12-31"), ""),
        (new_list(issuers=["示例省示例厅"], issue_date="2019"), None),
        (new_list(issuers=["没有登记的局"]), None),
        (new_list(written(LISTING, requesting_bodies=["示例学校", "旧示例局"])), "示例省示例厅"),
        (new_list(written(LISTING, issuing_bodies=["示例派出所"])), None),
        (new_list(written(LISTING, substitutes=[{**SUBSTITUTE, "department": "旧示例局"}])), "示例省示例厅"),
        (new_list(written(LISTING, requesting_bodies=["旧示例局"], effective_to="2026-11-22")), None),
        (new_list(written(LISTING, requesting_bodies=["旧示例局"]), effective_to="2026-11-22"), None),
        (
            {
                "data/bodies.csv+": "xin-ju,旧示例局,,,2019-01-01,,,,s-shili-fa,yes\n",
                **new_list(issuers=["旧示例局"]),
            },
            None,
        ),
    ],
)
def test_bodies(files: dict[str, str], fix: str | None, toy: Path) -> None:
    found = [(f.code, f.fix) for f in check_bodies(changed(toy, files))]
    assert found == ([] if fix is None else [("MS410", fix)])
