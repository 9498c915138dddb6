"""Lists of a year checked: what was marked, and six rates of each hospital."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund import kept_tables
from jixiao.fund.grouping.dip.catalogue import Catalogue
from jixiao.fund.grouping.dip.keeping import read_catalogue
from jixiao.fund.grouping.discharged import columns
from jixiao.fund.grouping.kept import LIST_CHECKS, LIST_MARKS, LIST_RATES
from jixiao.fund.grouping.quality.corrections import keep_corrections
from jixiao.fund.grouping.quality.declaration import ListCheck, Severity, library
from jixiao.fund.grouping.quality.departments import (
    DepartmentLists,
    Mark,
    keep_departments,
)
from jixiao.fund.grouping.steps import lists_of
from jixiao.fund.parameters import Terms
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.engine import Engine

KEYS = ("list.upload_days",)
MANDATORY = ("gend", "brdy", "dscg_way", "discharged_on")
"""The cells of a list that the tables of the platform have and that grouping needs."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a check marked: how many lists, or why it could not be asked."""

    check: ListCheck
    lists: int
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class HospitalRates:
    """A hospital's lists of a year, counted; a rate is none where nothing can be counted.

    Lists that were grouped higher or lower than they should be are known only once the hospital has
    corrected them: of the `corrected`, whose first version had more points, or fewer. They are not
    counted from marks.
    """

    code: str
    lists: int
    uploaded: int
    on_time: int
    cells: int
    filled: int
    sound: int
    compliant: int
    corrected: int = 0
    higher: int = 0
    lower: int = 0

    @property
    def rates(self) -> dict[str, float | None]:
        """The six rates by name, from 0 to 1."""
        lists = self.lists or None
        timely = self.on_time / lists if lists and self.uploaded else None
        return {
            "及时率": timely,
            "完整率": self.filled / self.cells if self.cells else None,
            "准确率": self.sound / lists if lists else None,
            "合规率": self.compliant / lists if lists else None,
            "高套率": self.higher / self.corrected if self.corrected else None,
            "低套率": self.lower / self.corrected if self.corrected else None,
        }


@dataclass(frozen=True, slots=True)
class CheckedLists:
    """A year's lists checked: each check with what it marked, each hospital with its rates.

    `uncorrected` says why nobody knows which lists were grouped too high or too low; '' where it is
    known. `before` are the rates of the hospitals in the year before, where its lists were checked.
    """

    marked: tuple[Marked, ...]
    hospitals: tuple[HospitalRates, ...]
    uncorrected: str = ""
    departments: tuple[DepartmentLists, ...] = ()
    before: tuple[HospitalRates, ...] = ()


def check_lists(
    engine: Engine, year: int, terms: Terms, rules: Path | None = None
) -> CheckedLists:
    """Check the lists of the discharges of a year, and keep what was marked and the rates.

    `rules` are those that the catalogue was built with, by which corrected lists are compared.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    records = Records(engine, keeping=True)
    rows = records.record("discharges")
    rows = rows.mutate(year=rows.discharged_on.fill_null(rows.setl_time.date()).year())
    chosen = rows.filter(rows.year == year)
    lists = engine.fetch(_with_doctor(records, chosen)).to_pylist()
    known = {row["setl_id"] for row in lists}
    marked, marks = [], []
    for check in library().values():
        try:
            all_marks = engine.fetch(check.mark(records).rows).to_pylist()
        except NotLoaded as missing:
            marked.append(Marked(check, 0, missing.why))
            continue
        marks_of_lists = [(check, row) for row in all_marks if row["key"] in known]
        marked.append(Marked(check, len(marks_of_lists)))
        marks += marks_of_lists
    _keep_marks(engine, marks, year)
    _keep_checks(engine, marked, year)
    catalogue = _catalogue(engine, rules)
    corrected = keep_corrections(engine, year, terms, _points(engine), catalogue)
    hospitals = tuple(
        replace(each, corrected=n, higher=higher, lower=lower)
        for each in _rates(lists, marks, terms.count("list.upload_days"))
        for n, higher, lower in [corrected.counts(each.code)]
    )
    _keep_rates(engine, hospitals, year)
    departments = keep_departments(engine, year, lists, marks)
    before = kept_rates(engine, year - 1)
    return CheckedLists(
        tuple(marked), hospitals, corrected.why_not, departments, before
    )


def _with_doctor(records: Records, lists: ir.Table) -> ir.Table:
    """Return what is asked of lists, with the doctor in charge where visits were loaded."""
    names = ("setl_id", "fixmedins_code", "uploaded_at", "dscg_dept_name", *MANDATORY)
    visits = records.record_if_loaded("visits")
    if visits is None:
        return lists.select(*names, chfpdr_code=ibis.null("string"))
    doctors = visits.select("chfpdr_code", visit="mdtrt_id")
    rows = lists.left_join(doctors, lists.mdtrt_id == doctors.visit)
    return rows.select(*names, "chfpdr_code")


def _catalogue(engine: Engine, rules: Path | None) -> Catalogue | None:
    try:
        return read_catalogue(engine, lists_of(engine, rules))
    except NotLoaded:
        return None


def _points(engine: Engine) -> Mapping[str, int]:
    """Return the points of groups as paying kept them; none where it has not."""
    kept = Records(engine, kept=kept_tables()).record_if_loaded("dip_points")
    rows = [] if kept is None else engine.fetch(kept).to_pylist()
    return {row["dip_group"]: row["points"] for row in rows}


def _rates(
    lists: Sequence[Mapping[str, Any]], marks: Sequence[Mark], days: int
) -> tuple[HospitalRates, ...]:
    refused = {row["key"] for check, row in marks if check.severity is Severity.REFUSED}
    warned = {row["key"] for check, row in marks if check.severity is Severity.WARNING}
    counts: dict[str, Counter[str]] = {}
    for row in lists:
        of_hospital = counts.setdefault(row["fixmedins_code"], Counter())
        of_hospital["lists"] += 1
        of_hospital["uploaded"] += row["uploaded_at"] is not None
        of_hospital["on_time"] += _is_on_time(row, days)
        of_hospital["cells"] += len(MANDATORY)
        of_hospital["filled"] += sum(row[name] is not None for name in MANDATORY)
        of_hospital["sound"] += row["setl_id"] not in refused
        of_hospital["compliant"] += row["setl_id"] not in refused | warned
    return tuple(
        HospitalRates(code, *(of_hospital[name] for name in _COUNTED))
        for code, of_hospital in sorted(counts.items())
    )


_COUNTED = ("lists", "uploaded", "on_time", "cells", "filled", "sound", "compliant")


def _is_on_time(row: Mapping[str, Any], days: int) -> bool:
    if row["uploaded_at"] is None or row["discharged_on"] is None:
        return False
    return bool(
        row["uploaded_at"].date() <= row["discharged_on"] + timedelta(days=days)
    )


def _keep_marks(engine: Engine, marks: Sequence[Mark], year: int) -> None:
    LIST_MARKS.keep(engine, columns({
        "setl_id": pa.array([row["key"] for _, row in marks], pa.string()),
        "fixmedins_code": pa.array([row["place"] for _, row in marks], pa.string()),
        "discharged_on": pa.array([row["on"] for _, row in marks], pa.date32()),
        "year": pa.array([year] * len(marks), pa.int64()),
        "code": pa.array([check.code for check, _ in marks], pa.string()),
        "title": pa.array([check.title for check, _ in marks], pa.string()),
        "severity": pa.array([check.severity.word for check, _ in marks], pa.string()),
        "says": pa.array(
            [check.sentence(row["above"], row["below"]) for check, row in marks], pa.string()
        ),
    }))  # fmt: skip


def _keep_checks(engine: Engine, marked: Sequence[Marked], year: int) -> None:
    checks = [each.check for each in marked]
    LIST_CHECKS.keep(engine, columns({
        "code": pa.array([check.code for check in checks], pa.string()),
        "year": pa.array([year] * len(checks), pa.int64()),
        "title": pa.array([check.title for check in checks], pa.string()),
        "severity": pa.array([check.severity.word for check in checks], pa.string()),
        "lists": pa.array([each.lists for each in marked], pa.int64()),
        "why_not": pa.array([each.why_not for each in marked], pa.string()),
    }))  # fmt: skip


_OF_RATES = (*_COUNTED, "corrected", "higher", "lower")


def kept_rates(engine: Engine, year: int) -> tuple[HospitalRates, ...]:
    """Return the hospitals' rates of a year as its lists were checked last; none where never."""
    return tuple(rates for of_year, rates in _all_kept(engine) if of_year == year)


def ranks(hospitals: Sequence[HospitalRates]) -> dict[str, int]:
    """Return the hospitals' places, the most accurate lists first; those alike share a place.

    The rate of compliance decides between two of one accuracy.
    """
    scores = {
        each.code: (each.rates["准确率"] or 0, each.rates["合规率"] or 0)
        for each in hospitals
    }
    better = sorted(scores.values(), reverse=True)
    return {code: better.index(score) + 1 for code, score in scores.items()}


def changes(
    hospitals: Sequence[HospitalRates], before: Sequence[HospitalRates]
) -> dict[str, float | None]:
    """Return by how many points of a hundred accuracy changed; none where a year has no rate."""
    former = {each.code: each.rates["准确率"] for each in before}
    return {
        each.code: _change(each.rates["准确率"], former.get(each.code))
        for each in hospitals
    }


def _change(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else (now - before) * 100


def _all_kept(engine: Engine) -> list[tuple[int, HospitalRates]]:
    if LIST_RATES.name not in engine.tables:
        return []
    rows = engine.fetch(LIST_RATES.read(engine).order_by("fixmedins_code")).to_pylist()
    return [
        (row["year"], HospitalRates(row["fixmedins_code"], *(row[name] or 0 for name in _OF_RATES)))
        for row in rows
    ]  # fmt: skip


def _keep_rates(engine: Engine, hospitals: Sequence[HospitalRates], year: int) -> None:
    """Keep a year's rates beside those of other years."""
    others = [pair for pair in _all_kept(engine) if pair[0] != year]
    every = [*others, *((year, each) for each in hospitals)]
    LIST_RATES.keep(engine, columns({
        "fixmedins_code": pa.array([each.code for _, each in every], pa.string()),
        "year": pa.array([of_year for of_year, _ in every], pa.int64()),
        **{name: pa.array([getattr(each, name) for _, each in every], pa.int64())
           for name in _OF_RATES},
    }))  # fmt: skip
