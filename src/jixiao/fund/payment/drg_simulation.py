"""A year as if it were paid by DRG, beside what was booked and what DIP gives, hospital by hospital."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import apportion
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.county import fund_of
from jixiao.fund.payment.county_records import records_of
from jixiao.fund.payment.drg_stability import YearStability, stability
from jixiao.fund.payment.drg_weights import (
    HUNDRED,
    TENTHS,
    ByPoints,
    GroupWeight,
    case_weights,
    cost_coefficients,
    group_weights,
)
from jixiao.fund.store.engine import Engine

KEYS = (
    "drg.year_weights",
    "drg.shortest_stay",
    "drg.longest_stay",
    "drg.low",
    "drg.high",
    "drg.unit",
)
_POINTS = ("drg.incomplete_ways",)
_YEARS_BEFORE = 2
"""Of so many years before are what groups cost in hospitals."""
NO_DEPARTMENT = "科室没有记"
_BY_POINTS = "点数"


def keys_of(terms: Terms) -> tuple[str, ...]:
    """Return the parameters that a simulation goes by."""
    by_points = "drg.unit" in terms and terms.choice("drg.unit") == _BY_POINTS
    return (*KEYS, *_POINTS) if by_points else KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedCases:
    """A year's cases by DRG, of a hospital or of a department: weight in millionths, money in fen.

    `cmi` is the mean weight of a grouped case; `cost_index` and `time_index` the means of cost and
    days against the group's; `by_drg` what the cases would bring.
    """

    cases: int
    ungrouped: int
    groups: int
    weight: int
    cmi: float
    cost_index: float
    time_index: float
    low: int
    high: int
    booked: int
    by_drg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedHospital(SimulatedCases):
    """A hospital's year by DRG; `by_dip` is none where DIP was not cleared."""

    code: str
    by_dip: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedDepartment(SimulatedCases):
    """A department of a hospital by DRG: a hospital's departments add up to its money."""

    hospital: str
    name: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """A simulated year: `rate` yuan a weight, exactly; `since` is when the bureau says it began."""

    year: int
    scheme: str
    weights: Mapping[str, GroupWeight]
    rate: Fraction
    hospitals: tuple[SimulatedHospital, ...]
    departments: tuple[SimulatedDepartment, ...]
    stability: tuple[YearStability, ...]
    since: date | None
    notes: tuple[str, ...]


def simulate(engine: Engine, year: int, fund: int | None, terms: Terms) -> Simulation:
    """Simulate a year of the cases that were grouped by DRG, with all their years' weights.

    Without a `fund` (fen) the one of the bureau's table is shared out.

    Raises:
        NotLoaded: no cases were grouped yet.
        JixiaoError: there are none of the year, or none that weigh anything, or there is no fund.
    """
    records = records_of(engine)
    whole = fund_of(engine, records, year) if fund is None else fund
    rows = engine.fetch(records.record("drg_cases")).sort_by("setl_id")
    weights = group_weights(rows, terms)
    chosen = rows.filter(pa.array(np.asarray(rows["year"]) == year))
    if not chosen.num_rows:
        message = f"{year} 年没有按 DRG 入组的病例。请先用 jixiao drg group 入组。"
        raise JixiaoError(message)
    points = _points(rows, chosen, year, terms)
    measured = _Measured.of(chosen, weights, terms, points)
    hospitals = _hospitals(measured, whole, _by_dip(engine, year))
    departments = _departments(measured, hospitals)
    rate = measured.rate(whole)
    scheme = str(chosen["scheme"][0])
    notes = []
    if scheme == "sample":
        notes.append("分组方案是样例，不是任何版本的 CHS-DRG。")
    if points is not None and "way" not in rows.column_names:
        notes.append(
            "入组是旧版本留下的，没有留离院方式，分不出不完整的住院。请重新入组。"
        )
    since = _since(engine)
    if since is None:
        notes.append("没有记 DRG 模拟运行的开始日期（试点台账 PAY_PILOT）。")
    steady = stability(rows, terms)
    return Simulation(
        year, scheme, weights, rate, hospitals, departments, steady, since, tuple(notes)
    )


def _points(
    rows: pa.Table, chosen: pa.Table, year: int, terms: Terms
) -> ByPoints | None:
    """Return what the point method asks of a year's cases; none where weights alone count."""
    if "drg.unit" not in terms or terms.choice("drg.unit") != _BY_POINTS:
        return None
    years = np.asarray(rows["year"])
    before = rows.filter(pa.array((years < year) & (years >= year - _YEARS_BEFORE)))
    hospitals, groups = chosen["fixmedins_code"].to_pylist(), chosen["drg"].to_pylist()
    ways = chosen["way"].to_pylist() if "way" in chosen.column_names else [None] * len(groups)  # fmt: skip
    broken = set(terms.names("drg.incomplete_ways"))
    return ByPoints(
        cost_coefficients(before, hospitals, groups),
        np.array([str(way) in broken for way in ways], dtype=bool),
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """A year's cases measured: owners, weights in millionths, costs and days against their group's."""

    hospitals: list[str]
    departments: list[str]
    places: Array
    weights: Array
    is_low: Array
    is_high: Array
    costs: Array
    booked: Array
    cost_ratios: Array
    time_ratios: Array

    @classmethod
    def of(
        cls,
        rows: pa.Table,
        weights: Mapping[str, GroupWeight],
        terms: Terms,
        points: ByPoints | None = None,
    ) -> "_Measured":
        """Measure the cases of a year.

        Raises:
            JixiaoError: none of them weighs anything.
        """
        known = list(weights.values())
        place = {group.code: n for n, group in enumerate(known)}
        codes = rows["drg"].to_pylist()
        places = np.array([place.get(code, -1) for code in codes], np.int64)
        costs = np.asarray(rows["medfee_sumamt"], dtype=np.int64)
        of_case, is_low, is_high = case_weights(places, known, costs, terms, points)
        if not of_case.sum():
            message = "本年没有有权重的病例，分不了基金。请检查分组方案和年份。"
            raise JixiaoError(message)
        means = np.array([*(max(each.mean, 1) for each in known), 1])[places]
        stays = np.array([*(max(each.days, 1e-9) for each in known), 1.0])[places]
        days = np.asarray(rows["days"].fill_null(0), dtype=np.float64)
        return cls(
            rows["fixmedins_code"].to_pylist(),
            rows["dscg_dept_name"].fill_null(NO_DEPARTMENT).to_pylist(),
            places,
            of_case,
            is_low,
            is_high,
            costs,
            np.asarray(rows["hifp_pay"].fill_null(0), dtype=np.int64),
            costs / means,
            days / stays,
        )

    def rate(self, fund: int) -> Fraction:
        """Return yuan a weight."""
        ratio = Fraction(int(self.booked.sum()), int(self.costs.sum()) or 1)
        total = Fraction(int(self.weights.sum()), TENTHS * HUNDRED)
        return Fraction(fund, HUNDRED) / (ratio or 1) / total

    def counted(self, flagged: Array) -> dict[str, Any]:
        """Count the cases that are flagged: what hospitals and departments are told alike."""
        grouped = flagged & (self.places >= 0)
        count = max(int(grouped.sum()), 1)
        weight = int(self.weights[flagged].sum())
        return {
            "cases": int(flagged.sum()),
            "ungrouped": int(flagged.sum() - grouped.sum()),
            "groups": len(set(self.places[grouped].tolist())),
            "weight": weight,
            "cmi": weight / count / (TENTHS * HUNDRED),
            "cost_index": float(self.cost_ratios[grouped].sum() / count),
            "time_index": float(self.time_ratios[grouped].sum() / count),
            "low": int((flagged & self.is_low).sum()),
            "high": int((flagged & self.is_high).sum()),
            "booked": int(self.booked[flagged].sum()),
        }


def _hospitals(
    measured: _Measured, fund: int, by_dip: Mapping[str, int]
) -> tuple[SimulatedHospital, ...]:
    codes = sorted(set(measured.hospitals))
    owners = _flags(measured.hospitals, codes)
    counted = [measured.counted(flags) for flags in owners]
    shares = apportion(fund, [each["weight"] for each in counted])
    return tuple(
        SimulatedHospital(code=code, **each, by_drg=share, by_dip=by_dip.get(code))
        for code, each, share in zip(codes, counted, shares, strict=True)
    )


def _departments(
    measured: _Measured, hospitals: Sequence[SimulatedHospital]
) -> tuple[SimulatedDepartment, ...]:
    pairs = list(zip(measured.hospitals, measured.departments, strict=True))
    departments = []
    for hospital in hospitals:
        departments_here = sorted({pair for pair in pairs if pair[0] == hospital.code})
        counted = [measured.counted(flags) for flags in _flags(pairs, departments_here)]
        weights = [each["weight"] for each in counted]
        shares = (
            apportion(hospital.by_drg, weights)
            if any(weights)
            else [0] * len(departments_here)
        )
        departments += [
            SimulatedDepartment(hospital=hospital.code, name=name, **each, by_drg=share)
            for (_, name), each, share in zip(
                departments_here, counted, shares, strict=True
            )
        ]
    return tuple(departments)


def _flags(owners: Sequence[Any], known: Sequence[Any]) -> list[Array]:
    """Flag the cases of each owner."""
    place = {owner: n for n, owner in enumerate(known)}
    places = np.array([place.get(owner, -1) for owner in owners])
    return [places == n for n in range(len(known))]


def _by_dip(engine: Engine, year: int) -> dict[str, int]:
    kept = records_of(engine).record_if_loaded("dip_cleared")
    rows = [] if kept is None else engine.fetch(kept).to_pylist()
    return {row["fixmedins_code"]: row["share"] for row in rows if row["year"] == year}


def _since(engine: Engine) -> date | None:
    """Return the first day on which an area began to simulate DRG, as the bureau's ledger says."""
    kept = records_of(engine).record_if_loaded("payment_pilots")
    rows = [] if kept is None else engine.fetch(kept).to_pylist()
    dates = [row["simulated_on"] for row in rows if row["pay_method"] == "DRG"]
    return min(filter(None, dates), default=None)
