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
from jixiao.fund.payment.apportionment import apportion, rounded
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.county import fund_of, records_of
from jixiao.fund.payment.group_points import YearCost, weighted_mean
from jixiao.fund.payment.what_if import explained_by
from jixiao.fund.store.engine import Engine

KEYS = (
    "drg.year_weights",
    "drg.shortest_stay",
    "drg.longest_stay",
    "drg.low",
    "drg.high",
)
UNGROUPED = "没有入组"
NO_DEPARTMENT = "科室没有记"
TENTHS, HUNDRED = 10_000, 100
"""Weights of groups are ten-thousandths, of cases millionths."""


@dataclass(frozen=True, slots=True)
class GroupWeight:
    """A group's relative weight in ten-thousandths, its mean cost in fen and mean days, its cases."""

    code: str
    weight: int
    mean: int
    days: float
    cases: int


@dataclass(frozen=True, slots=True)
class SimulatedHospital:
    """A hospital's year by DRG: weight in millionths, indices, money in fen.

    `cmi` is its mean weight of a grouped case; `cost_index` and `time_index` the means of cost and
    days against the group's. `by_dip` is none where DIP was not cleared.
    """

    code: str
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
    by_dip: int | None


@dataclass(frozen=True, slots=True)
class SimulatedDepartment:
    """A department of a hospital by DRG, counted as `SimulatedHospital` is.

    `by_drg` is its part of the hospital's money by weight: a hospital's departments add up to it.
    """

    hospital: str
    name: str
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


@dataclass(frozen=True, slots=True)
class YearStability:
    """How well a year's groups hold together, and how far their weights moved from the year before.

    `explained` is the share of the variance of costs that groups explain (R²), `cv` the mean
    coefficient of variation within groups by their cases; `moved` the mean of |weight ÷ the year
    before's − 1| over cases whose group weighed in both, none for the first year.
    """

    year: int
    cases: int
    groups: int
    explained: float | None
    cv: float | None
    moved: float | None


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
    measured = _Measured.of(chosen, weights, terms)
    hospitals = _hospitals(measured, whole, _by_dip(engine, year))
    departments = _departments(measured, hospitals)
    rate = measured.rate(whole)
    scheme = str(chosen["scheme"][0])
    notes = []
    if scheme == "sample":
        notes.append("分组方案是样例，不是任何版本的 CHS-DRG。")
    since = _since(engine)
    if since is None:
        notes.append("没有记 DRG 模拟运行的开始日期（试点台账 PAY_PILOT）。")
    steady = stability(rows, terms)
    return Simulation(
        year, scheme, weights, rate, hospitals, departments, steady, since, tuple(notes)
    )


def group_weights(rows: pa.Table, terms: Terms) -> dict[str, GroupWeight]:
    """Return the weights of groups: their weighted mean cost against that of all.

    Stays that are too short or too long, and cases without a group, count nothing.
    """
    years = sorted(set(rows["year"].to_pylist()))
    days = np.asarray(rows["days"].fill_null(0))
    status = np.asarray(rows["status"].to_pylist())
    counts = (days >= terms.count("drg.shortest_stay")) & (
        days <= terms.count("drg.longest_stay")
    )
    kept = rows.filter(pa.array(counts & (status != UNGROUPED)))
    by_group = kept.group_by(["drg", "year"]).aggregate(
        [("medfee_sumamt", "sum"), ("days", "sum"), ("setl_id", "count")]
    )
    of_group: dict[str, dict[int, Mapping[str, Any]]] = {}
    for row in by_group.to_pylist():
        of_group.setdefault(row["drg"], {})[row["year"]] = row
    weights = terms.weights("drg.year_weights")[-len(years) :]
    costs = {code: _years(listed, years) for code, listed in of_group.items()}
    whole = tuple(
        YearCost(sum(y.cases for y in of_year), sum(y.cost for y in of_year))
        for of_year in zip(*costs.values(), strict=True)
    )
    all_mean = weighted_mean(whole, weights, by_cases=False) if costs else None
    if not all_mean:
        message = "没有可算权重的病例。请检查年份和住院天数的限。"
        raise JixiaoError(message)
    return {
        code: _weight(code, costs[code], weights, all_mean, listed)
        for code, listed in sorted(of_group.items())
    }


def _years(
    listed: Mapping[int, Mapping[str, Any]], years: Sequence[int]
) -> tuple[YearCost, ...]:
    nothing = {"setl_id_count": 0, "medfee_sumamt_sum": 0}
    rows = (listed.get(year, nothing) for year in years)
    return tuple(
        YearCost(row["setl_id_count"], int(row["medfee_sumamt_sum"])) for row in rows
    )


def _weight(
    code: str,
    costs: Sequence[YearCost],
    weights: Sequence[int],
    all_mean: Fraction,
    listed: Mapping[int, Mapping[str, Any]],
) -> GroupWeight:
    mean = weighted_mean(costs, weights, by_cases=False) or Fraction(0)
    cases = sum(year.cases for year in costs)
    days = sum(int(row["days_sum"]) for row in listed.values()) / cases
    return GroupWeight(
        code, rounded(mean / all_mean * TENTHS), rounded(mean), days, cases
    )


def case_weights(
    places: Array, weights: Sequence[GroupWeight], costs: Array, terms: Terms
) -> tuple[Array, Array, Array]:
    """Return the weight of each case in millionths, and which are low and high.

    A case below `drg.low` times its group's mean weighs as much as it cost; those above `drg.high`
    weigh as others and are counted apart: no text that was seen says what they weigh.
    """
    own = np.array([*(each.weight for each in weights), 0], np.int64)[places]
    mean = np.array([*(max(each.mean, 1) for each in weights), 1], np.int64)[places]
    low, high = terms.factor("drg.low"), terms.factor("drg.high")
    grouped = places >= 0
    is_low = grouped & (costs * low.denominator < mean * low.numerator)
    is_high = grouped & (costs * high.denominator > mean * high.numerator)
    scaled = own * HUNDRED
    by_cost = (2 * scaled * costs + mean) // (2 * mean)
    return np.where(is_low, by_cost, scaled), is_low, is_high


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
        cls, rows: pa.Table, weights: Mapping[str, GroupWeight], terms: Terms
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
        of_case, is_low, is_high = case_weights(places, known, costs, terms)
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

    def counted(self, own: Array) -> dict[str, Any]:
        """Count the cases that are flagged: what hospitals and departments are told alike."""
        grouped = own & (self.places >= 0)
        count = max(int(grouped.sum()), 1)
        weight = int(self.weights[own].sum())
        return {
            "cases": int(own.sum()),
            "ungrouped": int(own.sum() - grouped.sum()),
            "groups": len(set(self.places[grouped].tolist())),
            "weight": weight,
            "cmi": weight / count / (TENTHS * HUNDRED),
            "cost_index": float(self.cost_ratios[grouped].sum() / count),
            "time_index": float(self.time_ratios[grouped].sum() / count),
            "low": int((own & self.is_low).sum()),
            "high": int((own & self.is_high).sum()),
            "booked": int(self.booked[own].sum()),
        }


def _hospitals(
    measured: _Measured, fund: int, by_dip: Mapping[str, int]
) -> tuple[SimulatedHospital, ...]:
    codes = sorted(set(measured.hospitals))
    owners = _flags(measured.hospitals, codes)
    counted = [measured.counted(own) for own in owners]
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
        own = sorted({pair for pair in pairs if pair[0] == hospital.code})
        counted = [measured.counted(flags) for flags in _flags(pairs, own)]
        weights = [each["weight"] for each in counted]
        shares = apportion(hospital.by_drg, weights) if any(weights) else [0] * len(own)
        departments += [
            SimulatedDepartment(hospital.code, name, **each, by_drg=share)
            for (_, name), each, share in zip(own, counted, shares, strict=True)
        ]
    return tuple(departments)


def _flags(owners: Sequence[Any], known: Sequence[Any]) -> list[Array]:
    """Flag the cases of each owner."""
    place = {owner: n for n, owner in enumerate(known)}
    places = np.array([place.get(owner, -1) for owner in owners])
    return [places == n for n in range(len(known))]


def stability(rows: pa.Table, terms: Terms) -> tuple[YearStability, ...]:
    """Return how steady the groups of each year are; a year in which nothing weighs is left out."""
    steady: list[YearStability] = []
    before: dict[str, GroupWeight] = {}
    status = np.asarray(rows["status"].to_pylist())
    years = np.asarray(rows["year"])
    for year in sorted(set(years.tolist())):
        chosen = rows.filter(pa.array((years == year) & (status != UNGROUPED)))
        if not chosen.num_rows:
            continue
        weights = group_weights(chosen, terms)
        codes = chosen["drg"].combine_chunks().dictionary_encode()
        costs = np.asarray(chosen["medfee_sumamt"], dtype=np.float64)
        places = np.asarray(codes.indices, dtype=np.int64)
        fit = explained_by(costs, places, len(codes.dictionary))
        moved = _moved(weights, before)
        steady.append(YearStability(year, len(costs), len(weights), *fit, moved))
        before = weights
    return tuple(steady)


def _moved(
    weights: Mapping[str, GroupWeight], before: Mapping[str, GroupWeight]
) -> float | None:
    both = [code for code in weights if before.get(code) and before[code].weight]
    cases = sum(weights[code].cases for code in both)
    if not cases:
        return None
    moves = (
        abs(weights[code].weight / before[code].weight - 1) * weights[code].cases
        for code in both
    )
    return sum(moves) / cases


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
