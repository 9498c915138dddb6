"""A year's lists by the department that discharged and the doctor in charge: whose go back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from jixiao.fund.grouping.discharged import columns
from jixiao.fund.grouping.kept import LIST_DEPARTMENTS
from jixiao.fund.grouping.quality.declaration import ListCheck, Severity
from jixiao.fund.store.engine import Engine

Owner = tuple[str, str, str]
Mark = tuple[ListCheck, Mapping[str, Any]]
_COUNTED = {
    Severity.REFUSED: "refused",
    Severity.WARNING: "warned",
    Severity.LEAD: "leads",
}
_OWNER = ("fixmedins_code", "dscg_dept_name", "chfpdr_code")


@dataclass(frozen=True, slots=True)
class DepartmentLists:
    """The lists of a doctor in a department of a hospital; '' where the extracts do not say.

    A list counts once under `refused`, `warned` and `leads`, however many checks marked it.
    """

    hospital: str
    department: str
    doctor: str
    lists: int
    refused: int
    warned: int
    leads: int


def keep_departments(
    engine: Engine,
    year: int,
    lists: Sequence[Mapping[str, Any]],
    marks: Sequence[Mark],
) -> tuple[DepartmentLists, ...]:
    """Count a year's lists by department and doctor, most refused first, and keep the counts."""
    owners = {row["setl_id"]: _owner(row) for row in lists}
    counts: dict[Owner, Counter[str]] = {}
    for owner in owners.values():
        counts.setdefault(owner, Counter())["lists"] += 1
    for setl_id, severity in {(row["key"], check.severity) for check, row in marks}:
        counts[owners[setl_id]][_COUNTED[severity]] += 1
    departments = [
        DepartmentLists(
            *owner, *(of_owner[name] for name in ("lists", *_COUNTED.values()))
        )
        for owner, of_owner in counts.items()
    ]
    departments.sort(key=lambda each: (-each.refused, -each.warned, each.hospital,
                                       each.department, each.doctor))  # fmt: skip
    _keep(engine, departments, year)
    return tuple(departments)


def _owner(row: Mapping[str, Any]) -> Owner:
    hospital, department, doctor = (row[name] or "" for name in _OWNER)
    return hospital, department, doctor


def _keep(engine: Engine, departments: Sequence[DepartmentLists], year: int) -> None:
    texts = ("hospital", "department", "doctor")
    numbers = ("lists", *_COUNTED.values())
    LIST_DEPARTMENTS.keep(engine, columns({
        "year": pa.array([year] * len(departments), pa.int64()),
        **{column: pa.array([getattr(each, name) for each in departments], pa.string())
           for column, name in zip(_OWNER, texts, strict=True)},
        **{name: pa.array([getattr(each, name) for each in departments], pa.int64())
           for name in numbers},
    }))  # fmt: skip
