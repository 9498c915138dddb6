"""Lists that go back to their hospital: each with what is to be corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.fund.grouping.kept import LIST_MARKS
from jixiao.fund.grouping.quality.declaration import Severity
from jixiao.fund.grouping.quality.rates import CheckedLists
from jixiao.fund.store.engine import Engine


@dataclass(frozen=True, slots=True)
class ListMark:
    """What a check says of one list."""

    setl_id: str
    discharged_on: date | None
    check: str
    says: str


@dataclass(frozen=True, slots=True)
class HospitalReturn:
    """A hospital's lists of a year that go back, those that are only to be looked at, what was not asked.

    `lists` counts all its lists of the year; leads are for the bureau's eyes and not among these.
    """

    hospital: str
    year: int
    lists: int
    refused: tuple[ListMark, ...]
    warned: tuple[ListMark, ...]
    not_asked: tuple[str, ...]

    @property
    def returned(self) -> int:
        """How many lists go back; one may be refused for several reasons."""
        return len({mark.setl_id for mark in self.refused})


def returns_of(
    engine: Engine, checked: CheckedLists, year: int
) -> tuple[HospitalReturn, ...]:
    """Return what goes back to each hospital, of a year that was checked just now.

    Hospitals without a refused list get nothing.
    """
    kept = LIST_MARKS.read(engine)
    chosen = kept.filter(kept.year == year).order_by("setl_id", "code")
    of_hospital: dict[str, list[Mapping[str, Any]]] = {}
    for row in engine.fetch(chosen).to_pylist():
        of_hospital.setdefault(row["fixmedins_code"], []).append(row)
    not_asked = tuple(
        f"{each.check.title}（{each.why_not}）"
        for each in checked.marked
        if each.why_not
    )
    returns = (
        HospitalReturn(
            each.code,
            year,
            each.lists,
            _marks(of_hospital.get(each.code, ()), Severity.REFUSED),
            _marks(of_hospital.get(each.code, ()), Severity.WARNING),
            not_asked,
        )
        for each in checked.hospitals
    )
    return tuple(each for each in returns if each.refused)


def _marks(
    rows: Sequence[Mapping[str, Any]], severity: Severity
) -> tuple[ListMark, ...]:
    return tuple(
        ListMark(
            row["setl_id"],
            row["discharged_on"],
            f"{row['code']} {row['title']}",
            row["says"],
        )
        for row in rows
        if row["severity"] == severity.word
    )
