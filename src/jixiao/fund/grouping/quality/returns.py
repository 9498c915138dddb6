"""Lists that go back to their hospital: each with what is to be corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.fund.grouping.kept import LIST_CHECKS, LIST_MARKS, LIST_RATES
from jixiao.fund.grouping.quality.declaration import Severity
from jixiao.fund.records import KeptTable
from jixiao.fund.records.institution_names import addressee, institution_names
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

    `addressee` is how a letter calls it, `lists` counts all its lists of the year; leads are for the
    bureau's eyes and not among these.
    """

    hospital: str
    addressee: str
    year: int
    lists: int
    refused: tuple[ListMark, ...]
    warned: tuple[ListMark, ...]
    not_asked: tuple[str, ...]

    @property
    def returned(self) -> int:
        """How many lists go back; one may be refused for several reasons."""
        return len({mark.setl_id for mark in self.refused})


def returns_of(engine: Engine, year: int) -> tuple[HospitalReturn, ...]:
    """Return what goes back to each hospital of a year, as its lists were checked last.

    Hospitals without a refused list get nothing.

    Raises:
        NotLoaded: no lists were checked yet.
    """
    of_hospital: dict[str, list[Mapping[str, Any]]] = {}
    for row in _of_year(engine, LIST_MARKS, year, "setl_id", "code"):
        of_hospital.setdefault(row["fixmedins_code"], []).append(row)
    names = institution_names(engine)
    not_asked = tuple(
        f"{row['title']}（{row['why_not']}）"
        for row in _of_year(engine, LIST_CHECKS, year, "code")
        if row["why_not"]
    )
    returns = (
        HospitalReturn(
            each["fixmedins_code"],
            addressee(each["fixmedins_code"], names),
            year,
            each["lists"],
            _marks(of_hospital.get(each["fixmedins_code"], ()), Severity.REFUSED),
            _marks(of_hospital.get(each["fixmedins_code"], ()), Severity.WARNING),
            not_asked,
        )
        for each in _of_year(engine, LIST_RATES, year, "fixmedins_code")
    )
    return tuple(each for each in returns if each.refused)


def _of_year(
    engine: Engine, table: KeptTable, year: int, *order: str
) -> list[dict[str, Any]]:
    rows = table.read(engine)
    return list(
        engine.fetch(rows.filter(rows.year == year).order_by(order)).to_pylist()
    )


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
