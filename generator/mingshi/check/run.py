"""All rules in order: first what fields hold, then what entries say of each other, then texts, settings last."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.catalogue import Catalogue
from ..model.finding import Finding
from .areas import check_areas
from .attachments import check_attachments
from .bodies import check_bodies
from .dates import check_dates
from .disclosure import check_disclosure
from .everywhere import check_texts
from .fields import check_fields
from .forms import check_forms
from .laws import check_laws
from .lists import check_lists
from .pacts import check_pacts
from .references import check_references
from .settings import check_settings
from .tombs import check_tombs
from .words import check_words

RULES = (
    check_fields,
    check_references,
    check_tombs,
    check_areas,
    check_lists,
    check_laws,
    check_bodies,
    check_forms,
    check_dates,
    check_disclosure,
    check_pacts,
    check_words,
    check_texts,
    check_attachments,
    check_settings,
)
# At one and the same place, a finding of the first family explains those of the families after it.
_FAMILIES = ("MS6", "MS2", "MS3", "MS8", "MS4")


MANY = 3000  # entries; below this a second process costs more than it brings
_checked: Catalogue | None = None


def check(catalogue: Catalogue, jobs: int = 1) -> list[Finding]:
    """Return everything that is wrong in a catalogue, sorted by place.

    With more than one of `jobs` all texts of a large one are looked at in a second process: about half of the work.
    """
    if jobs == 1 or sum(1 for kind in catalogue.records for _ in catalogue.fresh(kind)) < MANY:
        return merged(finding for rule in RULES for finding in rule(catalogue))
    from ..read.forked import Lost, forked

    global _checked
    _checked = catalogue
    try:
        # A copy of this process has the catalogue already; nothing but findings is sent.
        with forked(1) as other:
            texts = other.submit(_texts)
            found = [f for rule in RULES if rule is not check_texts for f in rule(catalogue)]
            return merged([*found, *texts.result()])
    except Lost:
        return check(catalogue)
    finally:
        _checked = None


def _texts() -> list[Finding]:
    if _checked is None:
        raise RuntimeError("there is nothing to check")
    return list(check_texts(_checked))


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings, and drop those that follow from another error at the same place (a wrong id leads nowhere)."""
    found = sorted(dict.fromkeys(findings), key=lambda f: f.sort_key)
    best: dict[tuple[str, int, int], int] = {}
    for finding in found:
        if finding.severity == "error" and finding.mark.column:
            place = _place(finding)
            best[place] = min(best.get(place, len(_FAMILIES)), _family(finding))
    return [f for f in found if _family(f) <= best.get(_place(f), len(_FAMILIES))]


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.path, finding.mark.line, finding.mark.column


def _family(finding: Finding) -> int:
    family = finding.code[:3]
    return _FAMILIES.index(family) if family in _FAMILIES else 0
