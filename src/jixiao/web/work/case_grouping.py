"""One case grouped at once, by the catalogue and the scheme of a place, with the step that decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.fund.parameters import Terms
from jixiao.web.work.fund_pages import reading

if TYPE_CHECKING:
    from jixiao.fund.grouping.cases import Case
    from jixiao.fund.grouping.dip.case_grouper import CaseGrouper
    from jixiao.fund.grouping.drg.scheme import Scheme

_KEPT = 8
"""So many places' catalogues are kept ready."""


@dataclass(frozen=True, slots=True)
class GroupedCase:
    """Where a case belongs: its disease group, the step that decided, why; its DRG, and why.

    `group` is '' where it found none; the DRG's are none where no scheme stands in the place.
    """

    group: str
    step: str
    why: Sequence[str]
    drg: str | None
    drg_status: str | None
    drg_why: Sequence[str]
    scheme: str | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a place groups by, read once for each state of its store."""

    grouper: "CaseGrouper"
    scheme: "Scheme | None"


def group_one(folder: Path, terms: Terms, case: "Case") -> GroupedCase:
    """Group a case that somebody writes down; nothing is kept.

    Raises:
        NotLoaded: the place has no catalogue yet.
        UnreadableFile: its records are not there, or are being written.
    """
    from jixiao.fund.grouping.cases import cases_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.grouping.drg.grouper import explain, group, status_of  # noqa: PLC0415

    ready = _ready(folder, _state_of(folder), terms.names("dip.tie_order"))
    code, step = ready.grouper.group(case)
    why = ready.grouper.explain(case)
    scheme = ready.scheme
    if scheme is None:
        return GroupedCase(code, step.word, why, None, None, (), None)
    cases = cases_of([case])
    drg = group(scheme, cases).code_of(0)
    drg_why = explain(scheme, cases)
    status = str(status_of(drg))
    return GroupedCase(code, step.word, why, drg, status, drg_why, scheme.code)


def _state_of(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return when each file that a place groups by was written last."""
    kept = (folder / "fund.duckdb", *sorted((folder / "rules").glob("*.csv")))
    schemes = sorted((folder / "schemes").glob("*/*"))
    return tuple(
        (str(path), path.stat().st_mtime_ns)
        for path in (*kept, *schemes)
        if path.is_file()
    )


@lru_cache(maxsize=_KEPT)
def _ready(
    folder: Path, _state: tuple[tuple[str, int], ...], order: Sequence[str]
) -> _Ready:
    from jixiao.fund.grouping.dip.case_grouper import CaseGrouper  # noqa: PLC0415
    from jixiao.fund.grouping.dip.keeping import read_catalogue  # noqa: PLC0415
    from jixiao.fund.grouping.drg.keeping import scheme_of  # noqa: PLC0415
    from jixiao.fund.grouping.steps import lists_of  # noqa: PLC0415

    rules = folder / "rules"
    with reading(folder) as engine:
        lists = lists_of(engine, rules if rules.is_dir() else None)
        known = read_catalogue(engine, lists)
        scheme = scheme_of(engine, folder)
    return _Ready(CaseGrouper(known, order), scheme)


def written_case(
    diagnoses: Sequence[str],
    operations: Sequence[str],
    cost: int,
    year: int,
    numbers: Mapping[str, int],
) -> "Case":
    """Return a case as a person writes it: the first diagnosis and operation are the main ones."""
    from jixiao.fund.grouping.cases import Case  # noqa: PLC0415 — loads the engine

    return Case(diagnoses, operations, cost, year, numbers=numbers)
